"""The archived texts of an article's sources, each prepared at most once."""

from collections.abc import Iterable, Iterator, Mapping

from encyclopedia.core.remembering import Memory, along
from sources.core import passages
from sources.core.passages import Pin, Verdict
from sources.core.record import SourceRecord
from sources.core.text import Prepared, prepare, words

_ENDS = " \t\n,.;:…"
_EACH_CHARACTER = 30  # bytes of an archived text that is ready for comparing, as measured
_READ: Memory[Prepared] = Memory(72_000_000)


class Shelf:
    """The records and archived texts of the sources of an article, by key."""

    def __init__(self, records: Iterable[SourceRecord], snapshots: Mapping[str, str]) -> None:
        """Put the texts of *snapshots*, by key or alias, to the *records* that they belong to."""
        self.records = {record.key: record for record in records}
        self._keys = {alias: r.key for r in self.records.values() for alias in r.aliases}
        self._keys |= {key: key for key in self.records}
        names = {
            record.key: name
            for record in self.records.values()
            for name in reversed((record.key, *record.aliases))
            if name in snapshots
        }
        self.texts: Mapping[str, str] = _Texts(names, snapshots)

    def key(self, name: str) -> str:
        """Give the key that *name*, a key or an alias, stands for, or nothing."""
        return self._keys.get(name, "")

    def prepared(self, key: str) -> Prepared:
        """Give the archived text of the source *key*, ready for comparing."""
        return _prepared(self.texts[key])

    def verify(self, quote: str, key: str, at_least: float = passages.NEAR) -> Pin:
        """Look *quote* up in the archived text of the source *key*.

        A passage less similar than *at_least* may be passed over, and the quote be absent.
        """
        return _verified(self.prepared(key), quote, at_least)

    def where(self, quote: str, keys: Iterable[str]) -> tuple[str, Pin] | None:
        """Find the first of *keys* in whose archived text *quote* stands, and where."""
        wanted = words(quote.strip(_ENDS))
        for key in keys:
            # What stands nowhere is not worth the search for what is nearest to it.
            if wanted.gaps or self.prepared(key).find(wanted.folded) >= 0:
                pin = self.verify(quote, key)
                if pin.verdict in (Verdict.EXACT, Verdict.NORMALISED):
                    return key, pin
        return None


class _Texts(Mapping[str, str]):
    """The texts of *snapshots* under the keys of their sources, each read when asked for."""

    def __init__(self, names: Mapping[str, str], snapshots: Mapping[str, str]) -> None:
        self._names = names
        self._snapshots = snapshots

    def __getitem__(self, key: str) -> str:
        return self._snapshots[self._names[key]]

    def __contains__(self, key: object) -> bool:
        return key in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _prepared(text: str) -> Prepared:
    return _READ.recall(text, len(text) * _EACH_CHARACTER, lambda: prepare(text))


@along
def _verified(text: Prepared, quote: str, at_least: float) -> Pin:
    return passages.verify(quote, text, at_least)
