"""RIS → records (the specification of Reference Manager, read by rispy)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import rispy

from sources.core import dates, extents
from sources.core.readers.value import (
    Bibliography,
    BibliographyError,
    Entry,
    Problem,
    checked,
    gathered,
)
from sources.core.record import TYPES as OURS
from sources.core.record import Name, SourceRecord
from sources.core.saying import say

_NAMES = {
    "article-journal": "JOUR JFULL EJOUR",
    "article-newspaper": "NEWS",
    "article-magazine": "MGZN",
    "post-weblog": "BLOG",
    "webpage": "ELEC WEB ICOMM COMP",
    "book": "BOOK EBOOK EDBOOK WHOLE SER CLSWK",
    "chapter": "CHAP ECHAP ENCYC DICT",
    "report": "RPRT GOVDOC STAND GRANT",
    "paper-conference": "CONF CPAPER",
    "thesis": "THES DISS",
    "dataset": "DATA DBASE AGGR",
    "legislation": "STAT BILL LEGAL LEGISLATION HEAR",
    "legal_case": "CASE",
    "broadcast": "VIDEO MPCT SOUND ADVS MULTI MUSIC",
    "press-release": "PRESS",
}
TYPES = {name: ours for ours, names in _NAMES.items() for name in names.split()}
_TAG = re.compile(r"\s*([A-Z][A-Z0-9]) {1,2}- ?(.*)")
_CONTAINERS = (
    *("secondary_title", "journal_name", "alternate_title3", "alternate_title1"),
    *("alternate_title2", "name_of_database"),
)
_PARTED = re.compile(r"(?P<numbers>[^/]*/[^/]*/[^/]*)/(?P<words>.*)")
_EDTF = re.compile(r"\d{3}")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DIGIT = re.compile(r"[0-9Xx]")
_SHORTEST_ISBN = 10
_ENDLESS = say("it has no end, the line “ER  - ”")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)10\.", re.IGNORECASE)


def read(text: str) -> Bibliography:
    """Read entries from TY to ER, or to the next TY; one that the file cuts off is a problem."""
    blocks = tuple(_blocks(text))
    if not blocks:
        raise BibliographyError(say("line 1: there is no entry, which begins with “TY  - ”."))
    last = blocks[-1][0]
    return gathered(
        _read(line, lines, closed=closed, whole=closed or line != last)
        for line, lines, closed in blocks
    )


def _blocks(text: str) -> Iterator[tuple[int, list[str], bool]]:
    """Cut the file into entries: the first line of each, its lines, and whether it ends."""
    begin, lines = 0, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        found = _TAG.fullmatch(line)
        tag = found[1] if found else ""
        if tag == "TY" and lines:
            yield begin, lines, False
            lines = []
        if tag == "TY":
            begin = number
        if tag == "TY" or lines:
            lines.append(f"{tag}  - {found[2]}" if found else line)
        if tag == "ER" and lines:
            yield begin, lines, True
            lines = []
    if lines:
        yield begin, lines, False


def _read(line: int, lines: list[str], *, closed: bool, whole: bool) -> Entry | Problem:
    named = next((text[6:].strip() for text in lines if text.startswith("ID  - ")), "")
    if not whole:
        return Problem(line=line, entry=named, sentence=_ENDLESS)
    ended = lines if closed else (*lines, "ER  - ")
    (item,) = rispy.loads("\n".join(ended))  # one entry, cut at its own TY and ER
    read = _entry(line, item)
    if closed or isinstance(read, Problem):
        return read
    return replace(read, notes=(*read.notes, _ENDLESS))


def _entry(line: int, item: dict[str, Any]) -> Entry | Problem:
    dated = [_text(item, name) for name in ("date", "year", "publication_year")]
    issued = max(map(_date, dated), key=_fullness)
    title, book = _text(item, "title", "primary_title", "short_title"), _unknown(item, "BT")
    type_ = _type(item)
    event, container = _stands_in(item, type_)
    isbn = _isbn(item)
    record = SourceRecord(
        key=_text(item, "id"),
        type=type_,
        title=title or book,
        authors=tuple(map(_name, item.get("authors") or item.get("first_authors") or ())),
        editors=tuple(map(_name, _editors(item))),
        container=container or (book if title else ""),
        volume=_text(item, "volume"),
        issue=_text(item, "number"),
        pages=extents.joined(_text(item, "start_page"), _text(item, "end_page")),
        edition=_text(item, "edition"),
        number=_number(item, type_, isbn),
        genre=_genre(item),
        event=event,
        place=_text(item, "place_published"),
        publisher=_text(item, "publisher"),
        issued=issued,
        url=_text(item, "urls", "url"),
        archive_url=_unknown(item, "AV"),
        doi=_text(item, "doi") or _doi(item),
        isbn=isbn,
        language=_text(item, "language"),
        accessed=_date(_text(item, "access_date")),
    )
    return checked(record, line, next(filter(None, dated), ""))


def _type(item: dict[str, Any]) -> str:
    """Tell the type by TY, or where that is general by the kind of work (M3)."""
    kind = _text(item, "type_of_work").casefold()
    general = TYPES.get(_text(item, "type_of_reference"), "document")
    return kind if general == "document" and kind in OURS else general


def _stands_in(item: dict[str, Any], type_: str) -> tuple[str, str]:
    """Give the event and the container: of a paper T2 is the conference where C3 has the volume."""
    second, third = _text(item, "secondary_title"), _text(item, "custom3")
    if third and not _DOI.match(third) and not third.startswith("10.") and second:
        return second, third
    if type_ == "paper-conference" and second and _text(item, "tertiary_title"):
        return second, _text(item, "tertiary_title")
    return "", _text(item, *_CONTAINERS)


def _editors(item: dict[str, Any]) -> list[str]:
    """Give the editors: ED, else A2, which names those of a book, and A3 where RIS differs."""
    said = (item.get("unknown_tag") or {}).get("ED") or item.get("secondary_authors")
    return [str(name) for name in said or ()]


def _number(item: dict[str, Any], type_: str, isbn: str) -> str:
    """Give the number of the work itself; that of a report may stand where an ISBN does."""
    note, serial = _text(item, "note"), _text(item, "issn")
    if note and not _DOI.match(note):
        return note
    return serial if type_ == "report" and not isbn else ""


def _genre(item: dict[str, Any]) -> str:
    """Give M3, which some programs fill with the DOI, or what our writer says beside our type."""
    kind = _text(item, "type_of_work")
    if _DOI.match(kind):
        return ""
    return _unknown(item, "U1") if kind.casefold() in OURS else kind


def _date(written: str) -> str:
    """Read "2031/05/14/", "2031///Spring", and what our writer says after the last stroke."""
    numbers, words = written, ""
    if found := _PARTED.fullmatch(written):
        numbers, words = found["numbers"], found["words"].strip()
    if _EDTF.search(words) and (whole := dates.read(words)):
        return whole
    said = dates.day(re.sub(r"/+[^/\d].*$", "", numbers.rstrip("/")))
    season = _SEASONS.get(words.casefold()) if len(said) == len("2031") else None
    return f"{said}-{season}" if season else said


def _fullness(date: str) -> int:
    return len(date)


def _isbn(item: dict[str, Any]) -> str:
    """Give SN where it is the number of a book: those of journals have eight digits."""
    said = _text(item, "issn")
    book = "BOOK" in _text(item, "type_of_reference")
    return said if book or len(_DIGIT.findall(said)) >= _SHORTEST_ISBN else ""


def _doi(item: dict[str, Any]) -> str:
    """Give the DOI that stands among the addresses, numbers or notes."""
    places = [*item.get("urls", ()), _text(item, "note"), _text(item, "custom3")]
    return next((place for place in places if _DOI.match(place)), "")


def _unknown(item: dict[str, Any], tag: str) -> str:
    """Give what stands under a *tag* that rispy has no name for."""
    values = (item.get("unknown_tag") or {}).get(tag) or ("",)
    return str(values[0]).strip()


def _text(item: dict[str, Any], *names: str) -> str:
    """Give the first of the fields *names* that is filled; of a list, its first."""
    for name in names:
        value = item.get(name) or ""
        value = value[0] if isinstance(value, list) else value
        if value:
            return " ".join(str(value).split())
    return ""


def _name(written: str) -> Name:
    family, comma, rest = written.partition(",")
    given, _, suffix = (part.strip() for part in rest.partition(","))
    if not comma or not given:
        return Name(literal=family.strip())
    return Name(family=family.strip(), given=f"{given}, {suffix}" if suffix else given)
