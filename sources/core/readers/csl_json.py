"""CSL-JSON → records (https://docs.citationstyles.org, csl-data.json of CSL 1.0.2)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

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

# The types of CSL that are ours by another name; what is in neither is a document.
_NAMES = {
    "chapter": "entry-encyclopedia entry-dictionary entry",
    "legislation": "bill regulation",
    "broadcast": "motion_picture song",
    "webpage": "post software",
    "report": "pamphlet standard",
    "article-magazine": "periodical",
    "book": "classic",
    "article-journal": "review review-book",
}
TYPES = {name: ours for ours, names in _NAMES.items() for name in names.split()}
OURS = frozenset(
    {
        *("article-newspaper", "article-magazine", "article-journal", "webpage", "post-weblog"),
        *("book", "chapter", "report", "press-release", "speech", "interview", "broadcast"),
        *("treaty", "legislation", "legal_case", "dataset", "thesis", "paper-conference"),
        "document",
    }
)
_ITEM = re.compile(r"[^ \t\r\n,]")


def read(text: str) -> Bibliography:
    """Read an item, a list of items, or {"items": […]}; an item that is wrong is a problem."""
    try:
        return gathered(_read(line, item) for line, item in _items(text))
    except json.JSONDecodeError as error:
        raise BibliographyError(f"line {error.lineno}: this is not JSON: {error.msg}.") from error
    except RecursionError as error:
        raise BibliographyError("line 1: this is nested too deep.") from error


def _items(text: str) -> Iterator[tuple[int, Any]]:
    """Give each item with the line that it begins in."""
    whole = json.loads(text)
    if isinstance(whole, list):
        yield from _with_lines(text, text.index("["))
    elif isinstance(whole, dict) and isinstance(whole.get("items"), list):
        yield from ((1, item) for item in whole["items"])
    else:
        yield 1, whole


def _with_lines(text: str, opening: int) -> Iterator[tuple[int, Any]]:
    decoder = json.JSONDecoder()
    at, counted, line = opening + 1, 0, 1
    while (begin := _ITEM.search(text, at)) and begin[0] != "]":
        at = begin.start()
        line, counted = line + text.count("\n", counted, at), at
        item, at = decoder.raw_decode(text, at)
        yield line, item


def _read(line: int, item: object) -> Entry | Problem:
    if not isinstance(item, dict):
        return Problem(line=line, entry="", sentence="it is not an object")
    name = str(item.get("id", ""))
    try:
        return _entry(line, item, name)
    except (TypeError, ValueError, AttributeError):
        return Problem(line=line, entry=name, sentence="its fields are not those of CSL-JSON")


def _entry(line: int, item: dict[str, Any], name: str) -> Entry | Problem:
    said = item.get("issued") or {}
    record = SourceRecord(
        key=name,
        type=_type(str(item.get("type", ""))),
        title=_text(item, "title"),
        authors=tuple(map(_name, item.get("author") or item.get("editor") or ())),
        container=_text(item, "container-title"),
        publisher=_text(item, "publisher"),
        issued=_date(said),
        url=_text(item, "URL"),
        doi=_text(item, "DOI"),
        isbn=_text(item, "ISBN").split(" ")[0],
        language=_text(item, "language"),
        accessed=_date(item.get("accessed") or {}),
    )
    return checked(record, line, _said(said))


def _type(said: str) -> str:
    return said if said in OURS else TYPES.get(said, "document")


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name) or ""
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str | int):
        raise TypeError(f"a text was expected in {name}")
    return " ".join(str(value).split())


def _name(said: dict[str, Any]) -> Name:
    if literal := _text(said, "literal"):
        return Name(literal=literal)
    parts = (_text(said, "non-dropping-particle"), _text(said, "family"))
    family = " ".join(part for part in parts if part)
    given = " ".join(
        part for part in (_text(said, "given"), _text(said, "dropping-particle")) if part
    )
    if suffix := _text(said, "suffix"):
        given = f"{given}, {suffix}"
    return Name(family=family, given=given) if family else Name(literal=given)


def _date(said: dict[str, Any]) -> str:
    ends = [dates.parts([int(part) for part in end]) for end in said.get("date-parts") or ()]
    if ends and all(ends):
        return "/".join(ends[:2]) + ("~" if said.get("circa") and len(ends) == 1 else "")
    return dates.day(str(said.get("raw") or said.get("literal") or ""))


def _said(said: dict[str, Any]) -> str:
    return json.dumps(said.get("date-parts") or said.get("raw") or said.get("literal") or "")[:60]
