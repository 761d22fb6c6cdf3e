"""RIS → records (the specification of Reference Manager, read by rispy)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import rispy

from sources.core import dates
from sources.core.readers.value import (
    Bibliography,
    BibliographyError,
    Entry,
    Problem,
    checked,
    gathered,
)
from sources.core.record import Name, SourceRecord

_NAMES = {
    "article-journal": "JOUR JFULL EJOUR",
    "article-newspaper": "NEWS",
    "article-magazine": "MGZN",
    "post-weblog": "BLOG",
    "webpage": "ELEC WEB ICOMM",
    "book": "BOOK EBOOK EDBOOK",
    "chapter": "CHAP ECHAP ENCYC DICT",
    "report": "RPRT GOVDOC STAND",
    "paper-conference": "CONF CPAPER",
    "thesis": "THES",
    "dataset": "DATA DBASE",
    "legislation": "STAT BILL LEGAL",
    "legal_case": "CASE",
    "broadcast": "VIDEO MPCT SOUND",
    "press-release": "PRESS",
}
TYPES = {name: ours for ours, names in _NAMES.items() for name in names.split()}
_TAG = re.compile(r"\s*([A-Z][A-Z0-9]) {1,2}- ?(.*)")
_SPLIT = re.compile(r"[A-Z][A-Z0-9]  - ?")


def read(text: str) -> Bibliography:
    """Read entries from TY to ER; one that does not end, or has no title, is a problem."""
    blocks = tuple(_blocks(text))
    if not blocks:
        raise BibliographyError("line 1: there is no entry, which begins with “TY  - ”.")
    return gathered(_read(line, lines, closed=closed) for line, lines, closed in blocks)


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


def _read(line: int, lines: list[str], *, closed: bool) -> Entry | Problem:
    named = next((text[6:].strip() for text in lines if text.startswith("ID  - ")), "")
    if not closed:
        return Problem(line=line, entry=named, sentence="it has no end, the line “ER  - ”")
    (item,) = rispy.loads("\n".join(lines))  # one entry, cut at its own TY and ER
    return _entry(line, item)


def _entry(line: int, item: dict[str, Any]) -> Entry | Problem:
    said = _text(item, "date", "publication_year", "year").rstrip("/")
    record = SourceRecord(
        key=_text(item, "id"),
        type=TYPES.get(_text(item, "type_of_reference"), "document"),
        title=_text(item, "title", "primary_title", "short_title"),
        authors=tuple(map(_name, item.get("authors") or item.get("first_authors") or ())),
        container=_text(
            item, "secondary_title", "journal_name", "alternate_title1", "alternate_title3"
        ),
        publisher=_text(item, "publisher"),
        issued=dates.day(re.sub(r"/+[^/\d].*$", "", said)),
        url=_text(item, "urls", "url"),
        doi=_text(item, "doi"),
        isbn=_text(item, "issn") if "BOOK" in _text(item, "type_of_reference") else "",
        language=_text(item, "language"),
        accessed=dates.day(_text(item, "access_date").rstrip("/")),
    )
    return checked(record, line, said)


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
