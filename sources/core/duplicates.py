"""The same source recorded twice: what tells it, and how two records become one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias
from urllib.parse import urlsplit, urlunsplit

from sources.core.record import SINCE, Reliability, SourceRecord, narrower

Mark: TypeAlias = tuple[str, object]

_HIDDEN_PARAMETER = re.compile(r"(?:(?<=&)|^)(?:utm_\w+|fbclid|gclid)=[^&]*(?:&|$)")
_NOT_A_WORD = re.compile(r"[\W_]+")
_HYPHEN = re.compile(r"[\s-]")
# What has its ISBN for itself; a chapter has that of its book.
_WHOLE_BOOKS: Final = frozenset({"book", "report", "thesis", "document", "dataset"})
# What an editor says of a source, where the first who said it stands.
_FILLED: Final = (
    *("title", "authors", "container", "publisher", "issued", "url", "archive_url", "doi"),
    *("isbn", "language", "accessed", "snapshot", *SINCE),
)
SAME_ADDRESS: Final = "the same address"
_SAID: Final = {
    "doi": "the same DOI",
    "url": SAME_ADDRESS,
    "isbn": "the same ISBN",
    "said": "the same title, date and publisher",
    "alike": "the same type, title, date and authors",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records that are likely of one source, and what tells that."""

    first: SourceRecord
    second: SourceRecord
    why: str


def marks(record: SourceRecord) -> tuple[Mark, ...]:
    """Give what tells a source from others, the surest first."""
    return tuple(_marks(record))


def _marks(record: SourceRecord) -> Iterator[Mark]:
    if record.doi:
        yield "doi", record.doi.casefold()
    if record.url:
        yield "url", canonical(record.url)
    if record.isbn and record.type in _WHOLE_BOOKS:
        yield "isbn", _thirteen(record.isbn)
    house = record.container or record.publisher
    if record.title and record.issued and house:
        yield "said", (_folded(record.title), record.issued, _folded(house))
    elif record.title and not (record.doi or record.url):
        yield "alike", (record.type, _folded(record.title), record.issued, record.authors)


def same(record: SourceRecord, other: SourceRecord) -> str:
    """Say what tells that both are of one source; "" where nothing does, or numbers differ."""
    shared = set(marks(other))
    found = next((name for name, value in marks(record) if (name, value) in shared), "")
    if found in ("url", "said", "alike") and _are_told_apart(record, other):
        return ""
    return _SAID.get(found, "")


def pairs(records: Iterable[SourceRecord]) -> tuple[Pair, ...]:
    """Give any two of *records* that are likely of one source, each record in order."""
    by_mark: dict[Mark, list[SourceRecord]] = {}
    found: dict[tuple[str, str], Pair] = {}
    for record in records:
        for mark in marks(record):
            for other in by_mark.setdefault(mark, []):
                why = same(other, record)
                if why:
                    pair = Pair(first=other, second=record, why=why)
                    found.setdefault((other.key, record.key), pair)
            by_mark[mark].append(record)
    return tuple(found.values())


def merged(kept: SourceRecord, other: SourceRecord) -> SourceRecord:
    """Let *kept* stand for both: it says what it said, *other* fills what it left empty.

    The judgement on a source is taken whole, from the first that was judged. Copies of both will
    be read under one record, so readers see no more of them than of the one that shows less.
    """
    filled = {n: getattr(kept, n) or getattr(other, n) for n in _FILLED}
    if _folded(filled["series"]) != _folded(other.series):
        filled["series_number"] = kept.series_number  # that of the other counts another series
    if kept.reliability is Reliability.UNREVIEWED:
        judged = ("reliability", "reliability_reason", "reviewed_on")
        filled |= {name: getattr(other, name) for name in judged}
    flags = {n: getattr(kept, n) or getattr(other, n) for n in ("state_run", "wire", "opinion")}
    names = dict.fromkeys((*kept.aliases, other.key, *other.aliases))
    aliases = tuple(name for name in names if name and name != kept.key)
    access = narrower(kept.access, other.access)
    return replace(kept, **filled, **flags, access=access, aliases=aliases)


def filled(before: SourceRecord, after: SourceRecord) -> Sequence[str]:
    """Name what *after* says and *before* did not."""
    return [name for name in _FILLED if getattr(after, name) != getattr(before, name)]


def canonical(url: str) -> str:
    """Write an address so that two of the same page are equal: no scheme, fragment or tracking."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return url  # no browser would find a host in it either
    query = _shown(parts.query).rstrip("&")
    return f"{host}{parts.path.rstrip('/')}{f'?{query}' if query else ''}"


def untracked(url: str) -> str:
    """Take out of an address what only tells where its reader came from."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    shown = _shown(parts.query)
    if shown == parts.query:
        return url
    return urlunsplit(parts._replace(query=shown.removesuffix("&")))


def _shown(query: str) -> str:
    return _HIDDEN_PARAMETER.sub("", query)


def _are_told_apart(record: SourceRecord, other: SourceRecord) -> bool:
    """Tell whether both have a DOI, or both an ISBN, and not the same."""
    dois = {record.doi.casefold(), other.doi.casefold()}
    isbns = {_thirteen(record.isbn), _thirteen(other.isbn)}
    return ("" not in dois and len(dois) > 1) or ("" not in isbns and len(isbns) > 1)


def _thirteen(isbn: str) -> str:
    """Write an ISBN of ten digits as one of thirteen (ISO 2108)."""
    digits = _HYPHEN.sub("", isbn)
    if not re.fullmatch(r"\d{9}[\dXx]", digits, re.ASCII):
        return digits
    body = f"978{digits[:9]}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def _folded(words: str) -> str:
    return _NOT_A_WORD.sub(" ", words.casefold()).strip()
