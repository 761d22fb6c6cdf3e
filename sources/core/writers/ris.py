"""Records → RIS (the specification of Reference Manager).

What RIS cannot say: that a whole name with a comma, a semicolon or initials in it is one ("Paris,
City of" is read as a person), or one of a report's translators; an event without proceedings,
which are read in its place; a genre that is the name of a type; a number in no series. A date
that is more or less than a day, a month or a year stands, as EDTF, where RIS has room for words
about a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sources.core import extents, moments
from sources.core.record import Name, SourceRecord

TYPES: Final = {
    "article-newspaper": "NEWS",
    "article-magazine": "MGZN",
    "article-journal": "JOUR",
    "webpage": "ELEC",
    "post-weblog": "BLOG",
    "book": "BOOK",
    "chapter": "CHAP",
    "report": "RPRT",
    "press-release": "PRESS",
    "broadcast": "VIDEO",
    "legislation": "STAT",
    "legal_case": "CASE",
    "dataset": "DATA",
    "thesis": "THES",
    "paper-conference": "CPAPER",
}
_PERIODICALS: Final = frozenset({"article-journal", "article-newspaper", "article-magazine"})
_MARK = re.compile(
    r"&(?=(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,5});)"
    r"|<(?=/?(?:i|b|em|strong|sub|sup|scp|inf|italic|bold)>)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?P<given>[^,]+), (?P<suffix>[^,]+)")


def write(records: Iterable[SourceRecord]) -> str:
    """Write an entry a record, in their order, with a blank line between."""
    return "\n".join("".join(map(_line, _fields(record))) for record in records)


def _line(field: tuple[str, str]) -> str:
    tag, words = field
    return f"{tag}  - {' '.join(words.split())}\n"


def _fields(record: SourceRecord) -> Iterator[tuple[str, str]]:
    type_ = TYPES.get(record.type, "GEN")
    yield "TY", type_
    said = (
        ("ID", record.key),
        *_kind(record, type_),
        ("TI", _meant(record.title)),
        *(("AU", _name(name)) for name in record.authors),
        *(("A2", _name(name)) for name in record.editors),
        *(("A4", _name(name)) for name in record.translators),
        *_standing(record),
        ("VL", record.volume),
        ("IS", record.issue),
        *_pages(record),
        ("ET", record.edition),
        *_numbers(record),
        ("CY", record.place),
        ("PB", record.publisher),
        *_issued(record.issued),
        ("UR", record.url),
        ("AV", record.archive_url),
        ("DO", record.doi),
        ("SN", record.isbn),
        ("SN", record.issn),
        ("LA", record.language),
        ("Y2", _date(record.accessed)),
    )
    yield from (field for field in said if field[1].strip())
    yield "ER", ""


def _kind(record: SourceRecord, type_: str) -> Iterator[tuple[str, str]]:
    """Say the genre in M3, unless our type stands there for want of one of RIS."""
    if type_ == "GEN":
        yield "M3", record.type
    yield "U1" if type_ == "GEN" else "M3", record.genre


def _standing(record: SourceRecord) -> Iterator[tuple[str, str]]:
    """Say what it stands in; where it was given at an event, that is T2 and the volume C3.

    T2 of a book is its series.
    """
    if record.event.strip():
        yield "T2", _meant(record.event)
        yield "C3", _meant(record.container)
    elif record.type == "book":
        yield "JF", _meant(record.container)
        yield "T2", _meant(record.series)
        return
    else:
        yield "T2", _meant(record.container)
    yield "T3", _meant(record.series)


def _numbers(record: SourceRecord) -> Iterator[tuple[str, str]]:
    """Say the number of the work, which for a book in a series is M1 there, and that in the series.

    Where RIS has no tag for one, a tag of users has.
    """
    in_series = record.series_number if record.series.strip() else ""
    if record.type in _PERIODICALS:
        yield "C7", record.number
        yield "U3", in_series
    elif record.type == "book" and record.series.strip():
        yield "M1", in_series
        yield "U2", record.number
    else:
        yield "M1", record.number
        yield "U3", in_series


def _pages(record: SourceRecord) -> Iterator[tuple[str, str]]:
    """Say the pages that it fills; of a whole work a first page alone would be their number."""
    first, last = extents.ends(record.pages)
    yield "SP", first
    yield "EP", last or (first if first.isdecimal() else "")


def _meant(words: str) -> str:
    """Write signs of HTML as such, where readers of titles would take them for its marks."""
    return _MARK.sub(lambda sign: "&amp;" if sign[0] == "&" else "&lt;", words)


def _issued(edtf: str) -> Iterator[tuple[str, str]]:
    date = _date(edtf)
    if date[:4].isdigit():
        yield "PY", date[:4]
    yield "DA", date


def _date(edtf: str) -> str:
    """Write "2031/05/14/", and what that does not say after the last stroke."""
    if not edtf:
        return ""
    ends = moments.read(edtf)
    first = ends[0] if ends else None
    if first is None or first.year < 0:
        return f"///{edtf}"
    numbers = first.numbers[:1] if first.is_season else first.numbers
    parts = [f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:]), "", ""]
    whole = len(ends) == 1 and not first.mark and not first.is_season
    return "/".join(parts[:3]) + "/" + ("" if whole else edtf)


def _name(name: Name) -> str:
    if name.literal or not name.given:
        return name.literal or name.family
    if not name.family:
        return name.given
    if found := _SUFFIX.fullmatch(name.given):
        return f"{name.family}, {found['given']}, {found['suffix']}"
    return f"{name.family}, {name.given}"
