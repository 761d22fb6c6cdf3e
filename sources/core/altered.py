"""Which quoted passages of a text a later version of it changed or lost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sources.core import differences, passages
from sources.core.differences import Change
from sources.core.passages import Context, Pin, Verdict
from sources.core.text import prepare

AROUND = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """A passage that is not what it was: before, and now; nothing stands `now` where it is gone.

    `changes` lead from the words before to those now.
    """

    quote: str
    before: Context
    now: Context | None
    changes: tuple[Change, ...] = ()


def compare(quotes: Iterable[str], old: str, new: str, full: str = "") -> tuple[Altered, ...]:
    """Give those of *quotes* that stand in *old* and not in *new*, each once.

    What stands in *full*, the whole page around *new*, is there all the same. A quote that *old*
    did not have either is not told.
    """
    return tuple(_compare(quotes, old, new, full))


def _compare(quotes: Iterable[str], old: str, new: str, full: str) -> Iterator[Altered]:
    before, now, around = prepare(old), prepare(new), prepare(full)
    for quote in dict.fromkeys(quotes):
        was = passages.find(quote, before)
        if was is None or passages.find(quote, now) or passages.find(quote, around):
            continue
        pin = passages.verify(quote, now, passages.NEAR)
        told = passages.context(old, was, AROUND)
        if pin.verdict is Verdict.ABSENT:
            yield Altered(quote=quote, before=told, now=None)
        else:
            yield _altered(quote, told, new, pin)


def _altered(quote: str, before: Context, new: str, pin: Pin) -> Altered:
    now = passages.context(new, pin, AROUND)
    return Altered(
        quote=quote,
        before=before,
        now=now,
        changes=differences.compare(before.words, now.words),
    )
