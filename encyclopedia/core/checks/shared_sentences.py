"""Sources that share stretches of their wording, and so are fewer lineages than sources.

Papers print what agencies write, and each other's; such sources do not confirm one another
(Wikipedia:Independent sources). Compared are runs of words outside quotation marks, for two
reporters at one speech quote the same words; one short run is a stock phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, compress, count

from encyclopedia.core.checks.case import NOWHERE, Case
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.lexicon import AGENCIES
from encyclopedia.core.checks.reach import SOURCES
from encyclopedia.core.remembering import along
from sources.core.saying import say
from sources.core.text import Prepared, Words

REACH = SOURCES
_RUN = 7  # words that two sources must share at the least
_LONG = 12  # words of a run that tells by itself
_SEVERAL = 3  # shorter runs that tell together
_SHOWN = 3
_QUOTATION_MARK = re.compile('[“”"]')


@dataclass(frozen=True, slots=True)
class _Shared:
    one: str
    other: str
    runs: tuple[str, ...]


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each pair of sources that share their wording, with the words and the agency."""
    texts = {key: _running(case.shelf.prepared(key)) for key in case.at_hand}
    pairs = tuple(_pairs(texts))
    lineages = _lineages(tuple(texts), pairs)
    for pair in pairs:
        agencies = _agencies(texts[pair.one], texts[pair.other])
        named = say(" Both name {join}.", join=" and ".join(agencies)) if agencies else ""
        shown = "; ".join(f"“{run}”" for run in pair.runs[:_SHOWN])
        yield case.finding(
            __name__,
            Level.WARNING,
            NOWHERE,
            f"{pair.one} and {pair.other} share wording: {shown}.{named} "
            f"So {len(texts)} sources are at most {lineages} lineage{'s' * (lineages > 1)}.",
            say("Do not let them confirm each other; cite a source that reports for itself."),
            about=f"{pair.one} {pair.other}",
        )


@dataclass(frozen=True, slots=True)
class _Running:
    """The words of a text without its signs, and the hash of each run of _RUN words."""

    text: str
    kept: Sequence[int]
    words: Words
    hashes: Sequence[int]

    def runs(self, shared: frozenset[int]) -> Iterator[str]:
        """Yield the longest stretches all of whose runs are *shared*, the quoted ones aside."""
        first = -1
        for n, run in enumerate((*self.hashes, None)):
            if run in shared:
                first = n if first < 0 else first
            elif first >= 0:
                start, end = self._span(first, n + _RUN - 2)
                if not self._is_quoted(start, end):
                    yield " ".join(self.text[start:end].split())
                first = -1

    def _span(self, first: int, last: int) -> tuple[int, int]:
        return self.words.starts[self.kept[first]], self.words.ends[self.kept[last]]

    def _is_quoted(self, start: int, end: int) -> bool:
        """Tell whether the words from *start* are inside quotation marks, as far as one sees."""
        line = self.text.rfind("\n", 0, start) + 1
        before = self.text[line:start]
        inside = before.count("“") > before.count("”") or before.count('"') % 2 == 1
        return inside or bool(_QUOTATION_MARK.search(self.text[start:end]))


@along
def _running(prepared: Prepared) -> _Running:
    """Run through a text."""
    words = prepared.words
    kept = list(compress(count(), words.wordlike))
    folded = list(compress(words.folded, words.wordlike))
    return _Running(
        prepared.text,
        kept,
        words,
        list(map(hash, zip(*(folded[n:] for n in range(_RUN)), strict=False))),
    )


def _pairs(texts: Mapping[str, _Running]) -> Iterator[_Shared]:
    """Yield the texts that share more than a stock phrase."""
    owners: dict[int, list[str]] = {}
    own = {key: set(running.hashes) for key, running in texts.items()}
    seen: set[int] = set()
    several: set[int] = set()
    for runs in own.values():
        several |= seen & runs
        seen |= runs
    for key, runs in own.items():
        for run in several & runs:
            owners.setdefault(run, []).append(key)
    shared: dict[tuple[str, str], set[int]] = {}
    for run, keys in owners.items():
        for pair in combinations(keys, 2):
            shared.setdefault(pair, set()).add(run)
    for (one, other), runs in sorted(shared.items()):
        stretches = sorted(set(texts[one].runs(frozenset(runs))), key=len, reverse=True)
        if len(stretches) >= _SEVERAL or any(len(s.split()) >= _LONG for s in stretches):
            yield _Shared(one, other, tuple(stretches))


def _lineages(keys: Sequence[str], pairs: Sequence[_Shared]) -> int:
    """Count the groups of sources that share nothing with each other."""
    group = {key: key for key in keys}
    for pair in pairs:
        old, new = group[pair.other], group[pair.one]
        group = {key: new if own == old else own for key, own in group.items()}
    return len(set(group.values()))


def _agencies(one: _Running, other: _Running) -> list[str]:
    return [name for name in AGENCIES if name in one.text and name in other.text]
