"""RIS → records: the specification of Reference Manager, and what programs make of it.

A tag means what it does for the type of its entry (as EndNote and Zotero have it): of a book T2
is the series, of anything else what it stands in; A4 are translators; M1 is a number of many kinds.
"""

from __future__ import annotations

import re
from typing import Final

from sources.core import extents, serials
from sources.core.readers import ris_dates, ris_fields, ris_names
from sources.core.readers.ris_fields import Fields
from sources.core.readers.value import (
    Bibliography,
    BibliographyError,
    Entry,
    Problem,
    checked,
    gathered,
    isbn,
)
from sources.core.record import LONGEST, Name, SourceRecord
from sources.core.record import TYPES as OURS
from sources.core.saying import say

_NAMES: Final = {
    "article-journal": "JOUR JFULL EJOUR ABST INPR",
    "article-newspaper": "NEWS",
    "article-magazine": "MGZN",
    "post-weblog": "BLOG",
    "webpage": "ELEC WEB ICOMM COMP",
    "book": "BOOK EBOOK EDBOOK WHOLE SER CLSWK CTLG ANCIENT",
    "chapter": "CHAP ECHAP ENCYC DICT",
    "report": "RPRT GOVDOC STAND GRANT PAMP",
    "paper-conference": "CONF CPAPER",
    "thesis": "THES DISS",
    "dataset": "DATA DBASE AGGR",
    "legislation": "STAT BILL UNBILL LEGAL LEGISLATION HEAR",
    "legal_case": "CASE",
    "broadcast": "VIDEO MPCT SOUND ADVS MULTI MUSIC POD",
    "press-release": "PRESS",
}
TYPES: Final = {name: ours for ours, names in _NAMES.items() for name in names.split()}
_PERIODICALS: Final = frozenset({"article-journal", "article-newspaper", "article-magazine"})
# What is a whole; its SP may say how many pages it has.
_WHOLE: Final = frozenset({"book", "thesis", "report"})
# Kinds of work that the type says already, as databases write them in M3.
_SAID_BY_TYPE: Final = frozenset(
    {
        *("article", "journal article", "journal", "book", "book chapter", "chapter", "report"),
        *("conference paper", "magazine article", "newspaper article", "thesis", "web page"),
        *("web", "print", "electronic", "online", "text", "printed book", "electronic resource"),
    }
)
# Of an article JF has the full name where JO and T2 may have a short one.
_HOLDERS_OF_PERIODICALS: Final[tuple[str, ...]] = ("JF", "T2", "JO", "JA", "J2")
_HOLDERS: Final[tuple[str, ...]] = ("T2", "BT", "JF", "JO", "JA", "J2")
_CALLED: Final = re.compile(r"^pp?(?:\. ?| )(?=\S)", re.IGNORECASE)
_PAGE: Final = re.compile(r"\d|^[ivxlcdm]+(?:[–-][ivxlcdm]+)?$", re.IGNORECASE)
_COUNTED: Final = re.compile(r"\d+ ?p(?:p|ages)?\.?|(?:xi*|v?i+), ?\d+ ?p\.?", re.IGNORECASE)
_ENDLESS: Final = say("it has no end, the line “ER  - ”")
_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)10\.", re.IGNORECASE)
_BARE_DOI: Final = re.compile(r"10\.\d{4,9}/\S+")
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)


def read(text: str) -> Bibliography:
    """Read entries from TY to ER, or to the next TY; one that the file cuts off is a problem."""
    entries = tuple(ris_fields.entries(text))
    if not entries:
        raise BibliographyError(say("line 1: there is no entry, which begins with “TY  - ”."))
    return gathered(map(_entry, entries))


def _entry(fields: Fields) -> Entry | Problem:
    if fields.cut:
        return Problem(line=fields.line, entry=fields.first("ID"), sentence=_ENDLESS)
    type_ = _type(fields)
    issued, dated = ris_dates.issued(fields)
    authors, others = ris_names.read(fields.all("AU", "A1"))
    title, (event, container) = _title(fields), _stands_in(fields, type_)
    series, in_series = _series(fields, type_)
    books, issn = _numbers_of_books(fields, type_)
    record = SourceRecord(
        key=fields.first("ID"),
        type=type_,
        title=title,
        authors=authors,
        editors=_editors(fields, type_),
        translators=_translators(fields, type_),
        container=container,
        volume=fields.first("VL", "VO"),
        issue=fields.first("IS", "CP"),
        pages=_pages(fields, type_),
        edition=fields.first("ET"),
        number=_number(fields, type_, series),
        genre=_genre(fields, type_),
        event=event,
        place=fields.first("CY", "PP"),
        series=series,
        series_number=in_series,
        publisher=fields.first("PB"),
        issued=issued,
        url=_address(fields),
        archive_url=fields.first("AV"),
        doi=_doi(fields),
        isbn=books,
        issn=issn,
        language=re.split(r"[;,/]", fields.first("LA"), maxsplit=1)[0],
        accessed=ris_dates.read(fields.first("Y2")),
    )
    notes = (*([] if fields.closed else [_ENDLESS]), *([_UNNAMED] if others else []))
    return checked(record, fields.line, dated, notes=notes)


_UNNAMED: Final = say("there are authors that it does not name (“et al.”)")


def _type(fields: Fields) -> str:
    """Tell the type by TY, or where that is general by the kind of work (M3)."""
    kind = fields.first("M3").casefold()
    general = TYPES.get(fields.first("TY").upper(), "document")
    return kind if general == "document" and kind in OURS else general


def _title(fields: Fields) -> str:
    """Give the title; a review without one is told by what it reviews."""
    title = fields.first("TI", "T1", "CT", "BT", "ST")
    reviewed = fields.first("RI") if not title else ""
    return ris_fields.plain(title or (f"[Review of {reviewed}]" if reviewed else ""))


def _stands_in(fields: Fields, type_: str) -> tuple[str, str]:
    """Give the event and the container: T2 is the event where C3 names the proceedings."""
    second, third = fields.first("T2"), fields.first("C3")
    if third and second and not _is_doi(third):
        return ris_fields.plain(second), ris_fields.plain(third)
    tags = _HOLDERS_OF_PERIODICALS if type_ in _PERIODICALS else _HOLDERS
    if type_ == "book":
        tags = ("JF", "JO", *(("BT",) if fields.first("TI", "T1") else ()))
    return "", ris_fields.plain(fields.first(*tags))


def _series(fields: Fields, type_: str) -> tuple[str, str]:
    """Give the series and the number in it, which for a book is M1, and elsewhere where we say."""
    own = () if type_ != "book" or fields.first("C3") else ("T2",)
    series = ris_fields.plain(fields.first(*own, "T3"))
    number = fields.first("M1") if type_ == "book" else fields.first("U3")
    return series, number if series else ""


def _editors(fields: Fields, type_: str) -> tuple[Name, ...]:
    """Give the editors: ED, else of a book A3, which has the editors of its series in A2, else A2.

    In an article of a periodical, some databases have other people there.
    """
    tags = ("ED", "A3", "A2") if type_ == "book" else ("ED", "A2")
    listed = [line for line in fields.all(*tags) if not ris_names.is_list(line)]
    return ris_names.read(listed)[0]


def _translators(fields: Fields, type_: str) -> tuple[Name, ...]:
    """Give the translators; of a report A4 may name the department that it is from."""
    people = ris_names.read(fields.all("A4"))[0]
    return tuple(name for name in people if type_ != "report" or name.family)


def _pages(fields: Fields, type_: str) -> str:
    """Give the pages that it fills; how many pages a whole work has is not said here."""
    first, last = fields.first("SP"), fields.first("EP")
    if _COUNTED.fullmatch(first) or (type_ in _WHOLE and first.isdecimal() and not last):
        return ""
    ends = [_CALLED.sub("", each).strip("-– ") for each in (first, last)]
    begin, end = (each if _PAGE.search(each) else "" for each in ends)
    return extents.joined(begin, end) if begin or not first else ""


def _number(fields: Fields, type_: str, series: str) -> str:
    """Give the number of the work itself; that of a report may stand where an ISBN does."""
    if type_ in _PERIODICALS:
        return fields.first("C7")
    own = fields.first("U2") if type_ == "book" and series else fields.first("M1")
    if own not in ("", "0") and not _is_doi(own) and len(own) <= LONGEST["number"]:
        return own
    serial = fields.first("SN")
    is_own = type_ in ("report", "document") and not (isbn(serial) or serials.read(serial))
    return serial if is_own else ""


def _genre(fields: Fields, type_: str) -> str:
    """Give M3, which some programs fill with the DOI, or what our writer says beside our type."""
    kind = fields.first("M3")
    if _is_doi(kind) or len(kind) > LONGEST["genre"]:
        return ""
    if kind.casefold() in OURS:
        return fields.first("U1")
    return "" if kind.casefold() in _SAID_BY_TYPE else kind


def _numbers_of_books(fields: Fields, type_: str) -> tuple[str, str]:
    """Give ISBN and ISSN, either of which SN may have, and a word about it behind it.

    Where it has none, it is what was meant, and told as wrong.
    """
    said = " ; ".join(fields.all("SN"))
    book, serial = isbn(said), serials.read(said)
    if book or serial or not said:
        return book, serial
    meant = {"book": (said, ""), "chapter": (said, "")}
    return meant.get(type_, ("", said if type_ in _PERIODICALS else ""))


def _address(fields: Fields) -> str:
    """Give the address, or that of a copy where it has neither address nor DOI."""
    said = fields.first("UR")
    if said or _doi(fields):
        return said
    copies = (each for tag in ("L2", "LK", "L1", "L3") for each in fields.all(tag))
    return next(filter(_WEB.match, copies), "")


def _doi(fields: Fields) -> str:
    """Give the DOI, which may stand among the addresses, numbers or notes."""
    places = (each for tag in ("UR", "M3", "M1", "C3", "N1", "L3") for each in fields.all(tag))
    return fields.first("DO", "DI") or next(filter(_is_doi, places), "")


def _is_doi(text: str) -> bool:
    return bool(_DOI.match(text) or _BARE_DOI.fullmatch(text))
