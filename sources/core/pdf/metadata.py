"""What a PDF says of itself: XMP first, then its document information; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from sources.core import extents
from sources.core.captured import ISBN, LANGUAGE, Said

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]{1,200}")
_DAY = re.compile(r"(?:D:)?(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?")
# What programs put in the place of a title: the name of a file, or none.
_NO_TITLE = re.compile(
    r"untitled.*|microsoft (?:word|powerpoint|excel)\b.*|(?:slide|document|page|title) ?\d*|"
    r"\S+\.(?:docx?|odt|rtf|tex|dvi|indd|qxd|pdf|pptx?|xlsx?|html?|pages|wpd)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:admin(?:istrator)?|user|owner|author|unknown|anonymous|default|microsoft.*|\S+@\S+)\d*",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r"\s*;\s*|\s+(?:and|&)\s+")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,4}")
_TOP = 3_000  # characters in which a DOI is that of the file, not of what it cites
_LONGEST_TITLE = 500


def read(said: Mapping[str, tuple[str, ...]], text: str) -> Said:
    """Read what is *said* of a file whose *text* may name its DOI near the top."""

    def first(*names: str) -> str:
        return next((said[name][0] for name in names if said.get(name, ("",))[0]), "")

    journal = first("prism:publicationName")
    isbn = re.sub(r"[ -]", "", first("prism:isbn"))
    language = first("Lang", "dc:language")
    return Said(
        type="article-journal" if journal else "document",
        title=_title(said),
        issued=_day(first("prism:publicationDate", "prism:coverDate", "dc:date", "CreationDate")),
        publisher=first("dc:publisher")[:255],
        container=journal[:255],
        authors=_authors(said),
        volume=first("prism:volume"),
        issue=first("prism:number", "prism:issueIdentifier"),
        pages=extents.joined(first("prism:startingPage"), first("prism:endingPage"))
        or first("prism:pageRange"),
        language=language if LANGUAGE.fullmatch(language) else "",
        doi=_doi(first("prism:doi", "dc:identifier", "doi"), text),
        isbn=isbn if ISBN.fullmatch(isbn) else "",
    )


def _title(said: Mapping[str, tuple[str, ...]]) -> str:
    for each in (*said.get("dc:title", ()), *said.get("Title", ())):
        if each and not _NO_TITLE.fullmatch(each) and len(each) <= _LONGEST_TITLE:
            return each
    return ""


def _authors(said: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Give the names as written; a list with commas is one of people where each has two words."""
    listed = said.get("dc:creator", ())
    named = listed if len(listed) > 1 else listed or said.get("Author", ())
    parts = [part for each in named for part in _BETWEEN_NAMES.split(each) if part]
    people = [name for part in parts for name in _people(part)]
    return tuple(name[:200] for name in people if not _NO_AUTHOR.fullmatch(name))[:100]


def _people(part: str) -> list[str]:
    names = [name.strip() for name in part.split(",")]
    each_is_whole = len(names) > 1 and all(_NAME.fullmatch(name) for name in names)
    return names if each_is_whole else [part]


def _day(written: str) -> str:
    """Read "D:20240514…" or "2024-05-14" to the precision that it has."""
    found = _DAY.match(written)
    if found is None or found[1] == "0000":
        return ""
    parts = [part for part in found.groups() if part]
    try:
        date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except ValueError:
        return found[1]
    return "-".join(parts)


def _doi(said: str, text: str) -> str:
    """Give the DOI that the metadata has, else the one near the top, if there is only one."""
    if found := _DOI.search(said):
        return found[0].rstrip(".,;)")
    near = {found[0].rstrip(".,;)").casefold(): found[0] for found in _DOI.finditer(text[:_TOP])}
    return next(iter(near.values())).rstrip(".,;)") if len(near) == 1 else ""
