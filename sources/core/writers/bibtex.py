"""Records → BibTeX, as biblatex and BibTeX read it, in UTF-8, with what TeX would obey escaped.

What it cannot say: braces in an address or DOI, which are written as %7B and %7D.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sources.core import moments
from sources.core.record import Name, SourceRecord

_ARTICLES: Final = {
    "article-journal": "",
    "article-newspaper": "newspaper",
    "article-magazine": "magazine",
}
_TYPES: Final = {
    "book": "book",
    "chapter": "incollection",
    "report": "techreport",
    "paper-conference": "inproceedings",
    "thesis": "thesis",
    "webpage": "online",
    "dataset": "dataset",
    "legislation": "legislation",
    "legal_case": "jurisdiction",
    "broadcast": "video",
}
_IN_BOOKS: Final = frozenset({"book", "chapter", "paper-conference"})
_HOUSES: Final = {"report": "institution", "thesis": "institution", "webpage": "organization"}
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_TEX: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    **{sign: f"\\{sign}" for sign in "{}$&#%_"},
}
# Signs that TeX joins into another when they stand side by side.
_JOINED = re.compile(r"([-'<>,])(?=\1)")
_AND = re.compile(r"\band\b", re.IGNORECASE)
_SUFFIX = re.compile(r"(?P<given>[^,]+), (?P<suffix>[^,]+)")


def write(records: Iterable[SourceRecord]) -> str:
    """Write an entry a record, in their order, with a blank line between."""
    return "\n".join(map(_entry, records))


def escaped(words: str) -> str:
    """Write *words* so that TeX prints them, on one line."""
    plain = "".join(_TEX.get(sign, sign) for sign in " ".join(words.split()))
    return _JOINED.sub(r"\1{}", plain)


def _entry(record: SourceRecord) -> str:
    type_, subtype = _type(record.type)
    fields = "".join(f",\n  {name} = {value}" for name, value in _fields(record, subtype))
    return f"@{type_}{{{record.key}{fields}\n}}\n"


def _type(name: str) -> tuple[str, str]:
    """Give the type of an entry, and what it leaves to say."""
    if name in _ARTICLES:
        return "article", _ARTICLES[name]
    if name == "post-weblog":
        return "online", name
    return (_TYPES[name], "") if name in _TYPES else ("misc", name)


def _fields(record: SourceRecord, subtype: str) -> Iterator[tuple[str, str]]:
    is_article = record.type in _ARTICLES
    in_series = record.type in _IN_BOOKS and bool(record.series.strip())
    said = (
        ("entrysubtype", subtype),
        # Two pairs of braces keep a style from changing its capitals.
        ("title", f"{{{escaped(record.title)}}}" if record.title.strip() else ""),
        ("author", _names(record.authors)),
        ("editor", _names(record.editors)),
        ("translator", _names(record.translators)),
        (_container(record.type), escaped(record.container)),
        ("eventtitle", escaped(record.event)),
        ("volume", escaped(record.volume)),
        ("number" if is_article else "issue", escaped(record.issue)),
        ("pages", escaped(record.pages).replace("–", "--")),
        ("edition", escaped(record.edition)),
        ("eid" if is_article or in_series else "number", escaped(record.number)),
        ("series", escaped(record.series)),
        # Of a book it is the `number`; of others, which have one for themselves, no style asks.
        ("number" if in_series else "seriesnumber", escaped(record.series_number)),
        ("type", escaped(record.genre)),
        ("address", escaped(record.place)),
        (_HOUSES.get(record.type, "publisher"), escaped(record.publisher)),
        ("date", record.issued),
        ("url", _address(record.url)),
        ("archiveurl", _address(record.archive_url)),
        ("urldate", record.accessed),
        ("doi", _address(record.doi)),
        ("isbn", escaped(record.isbn)),
        ("issn", record.issn),
        ("language", record.language),
    )
    for name, value in said:
        if value:
            yield name, f"{{{value}}}"
        if name == "date":
            yield from _issued(value)


def _issued(edtf: str) -> Iterator[tuple[str, str]]:
    """Say year and month once more for BibTeX, which does not know `date`."""
    ends = moments.read(edtf)
    if not ends or ends[0] is None or ends[0].year < 0:
        return
    yield "year", f"{{{ends[0].year}}}"
    if ends[0].month and not ends[0].is_season:
        yield "month", _MONTHS[ends[0].month - 1]


def _container(type_: str) -> str:
    if type_ in _ARTICLES:
        return "journal"
    return "booktitle" if type_ in _IN_BOOKS else "journaltitle"


def _names(names: Iterable[Name]) -> str:
    return " and ".join(words for name in names if (words := _name(name)))


def _name(name: Name) -> str:
    whole = name.literal or ("" if name.given and name.family else name.family or name.given)
    if whole.strip():
        return f"{{{_in_name(whole)}}}"
    if not (name.family.strip() and name.given.strip()):
        return ""
    if found := _SUFFIX.fullmatch(name.given):
        return f"{_part(name.family)}, {_part(found['suffix'])}, {_part(found['given'])}"
    return f"{_part(name.family)}, {_part(name.given)}"


def _part(words: str) -> str:
    """Write a part of a name, in braces where BibTeX would cut it."""
    plain = _in_name(words)
    return f"{{{plain}}}" if "," in words or _AND.search(words) else plain


def _in_name(words: str) -> str:
    """Escape *words* without a brace, which programs that cut names would count."""
    plain = escaped(words)
    return plain.replace(r"\{", r"\textbraceleft{}").replace(r"\}", r"\textbraceright{}")


def _address(url: str) -> str:
    return url.replace("{", "%7B").replace("}", "%7D")
