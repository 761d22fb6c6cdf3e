"""The words of an article around what was looked for, and which of them were."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from encyclopedia.core.search.query import Query, Term

WIDTH = 240
_LOOKED_AT = 40_000  # characters: what comes later is found, but shown by the beginning
_MOST_HITS = 200
_TABLE_END = 0x2000


@dataclass(frozen=True, slots=True)
class Run:
    """Words, and whether they are what was looked for."""

    words: str
    found: bool = False


def mark(text: str, query: Query) -> tuple[Run, ...]:
    """Cut *text* into what *query* looks for and what stands between."""
    return tuple(_runs(text, _hits(text, query)))


def snippet(body: str, query: Query, width: int = WIDTH) -> tuple[Run, ...]:
    """Give about *width* characters of *body* in which most of *query* stands, cut at words."""
    hits = _hits(body[:_LOOKED_AT], query)
    at = _best(hits, width)
    start = _after_space(body, max(0, at - width // 4))
    end = _before_space(body, min(len(body), start + width), start)
    inside = [hit for hit in hits if start <= hit[0] and hit[1] <= end]
    shown = [(a - start, b - start, term) for a, b, term in inside]
    runs = tuple(_runs(body[start:end], shown))
    opening = (Run("… "),) if start else ()
    return (*opening, *runs, *((Run(" …"),) if end < len(body) else ()))


_Hit = tuple[int, int, int]


def _hits(text: str, query: Query) -> list[_Hit]:
    """Find where the terms of *query* stand: from where, to where, and which."""
    pattern = _pattern(query.terms)
    if pattern is None:
        return []
    found = pattern.finditer(text.translate(_flat()))
    return [(m.start(), m.end(), m.lastindex or 0) for m, _ in zip(found, range(_MOST_HITS))]  # noqa: B905 -- the range ends it


def _best(hits: Sequence[_Hit], width: int) -> int:
    """Say where to begin so that the most different terms, and then the most, are seen."""
    best, at, end = (0, 0), 0, 0
    for n, (start, _, _) in enumerate(hits):
        end = max(n, end)
        while end < len(hits) and hits[end][1] <= start + width * 3 // 4:
            end += 1
        seen = [term for _, _, term in hits[n:end]]
        if (len(set(seen)), len(seen)) > best:
            best, at = (len(set(seen)), len(seen)), start
    return at


@lru_cache(maxsize=64)
def _pattern(terms: tuple[Term, ...]) -> re.Pattern[str] | None:
    """Match the terms at the beginnings of words, each in a group of its own."""
    parts: list[str] = []
    for term in terms:
        forms = (r"[\W_]+".join(map(_spelt, words)) for words in term.forms)
        end = r"\w*" if term.open else r"(?!\w)"
        parts.append(f"((?:{'|'.join(forms)}){end})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})") if parts else None


def _spelt(word: str) -> str:
    """Match a folded word as it may be written: 1000 as 1,000 too."""
    return "[.,]?".join(word) if word.isdigit() else re.escape(word)


@cache
def _flat() -> dict[int, str]:
    """Fold characters one to one, so that places stay: letters without case and diacritics."""
    table = {}
    for code in range(0x41, _TABLE_END):
        base = unicodedata.normalize("NFKD", chr(code).lower())[:1]
        if base.isalnum() and base != chr(code):
            table[code] = base
    return table | dict(zip(map(ord, "øØłŁđĐħıŧ"), "oollddhit", strict=True))


def _runs(text: str, hits: Sequence[_Hit]) -> Iterator[Run]:
    done = 0
    for start, end, _ in hits:
        if start > done:
            yield Run(text[done:start])
        yield Run(text[start:end], found=True)
        done = end
    if done < len(text):
        yield Run(text[done:])


def _after_space(text: str, at: int) -> int:
    """Move on to the next beginning of a word, where one is near."""
    space = text.find(" ", at, at + 30) if at else -1
    return space + 1 if space >= 0 else at


def _before_space(text: str, at: int, least: int) -> int:
    space = text.rfind(" ", max(least, at - 30), at) if at < len(text) else -1
    return space if space > least else at
