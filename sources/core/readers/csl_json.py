"""CSL-JSON → records (https://docs.citationstyles.org, csl-data.json of CSL 1.0.2)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

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

# The types of CSL that are ours by another name; what is in neither is a document.
_NAMES = {
    "chapter": "entry-encyclopedia entry-dictionary entry",
    "legislation": "bill regulation hearing",
    "broadcast": "motion_picture song musical_score performance",
    "webpage": "post software",
    "report": "pamphlet standard",
    "article-magazine": "periodical",
    "book": "classic collection",
    "article-journal": "article review review-book",
}
TYPES = {name: ours for ours, names in _NAMES.items() for name in names.split()}
# Names that zealous programs write for a type.
_PRESS = frozenset({"press release", "press-release", "news release"})
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_TWICE = "\0twice"  # not the name of any field
_ITEM = re.compile(r"[^ \t\r\n,]")


def read(text: str) -> Bibliography:
    """Read an item, a list of items, or {"items": […]}; an item that is wrong is a problem."""
    try:
        return gathered(_read(line, item) for line, item in _items(text))
    except json.JSONDecodeError as error:
        told = say("line {line}: this is not JSON: {why}.", line=error.lineno, why=error.msg)
        raise BibliographyError(told) from error
    except RecursionError as error:
        raise BibliographyError(say("line 1: this is nested too deep.")) from error


def _items(text: str) -> Iterator[tuple[int, Any]]:
    """Give each item with the line that it begins in."""
    whole = json.loads(text, object_pairs_hook=_object)
    if isinstance(whole, list):
        yield from _with_lines(text, text.index("["))
    elif isinstance(whole, dict) and isinstance(whole.get("items"), list):
        yield from ((1, item) for item in whole["items"])
    else:
        yield 1, whole


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Take the first of fields that stand twice, and remember their names."""
    made: dict[str, Any] = {}
    for name, value in pairs:
        if made.setdefault(name, value) is not value:
            made.setdefault(_TWICE, set()).add(name)
    return made


def _with_lines(text: str, opening: int) -> Iterator[tuple[int, Any]]:
    decoder = json.JSONDecoder(object_pairs_hook=_object)
    at, counted, line = opening + 1, 0, 1
    while (begin := _ITEM.search(text, at)) and begin[0] != "]":
        at = begin.start()
        line, counted = line + text.count("\n", counted, at), at
        item, at = decoder.raw_decode(text, at)
        yield line, item


def _read(line: int, item: object) -> Entry | Problem:
    if not isinstance(item, dict):
        return Problem(line=line, entry="", sentence=say("it is not an object"))
    name = str(item.get("id", ""))
    try:
        return _entry(line, item, name)
    except (TypeError, ValueError, AttributeError):
        return Problem(line=line, entry=name, sentence=say("its fields are not those of CSL-JSON"))


def _entry(line: int, item: dict[str, Any], name: str) -> Entry | Problem:
    said = item.get("issued") or {}
    record = SourceRecord(
        key=name,
        type=_type(item),
        title=_text(item, "title"),
        authors=tuple(map(_name, item.get("author") or ())),
        editors=tuple(map(_name, item.get("editor") or ())),
        translators=tuple(map(_name, item.get("translator") or ())),
        container=_text(item, "container-title"),
        volume=_text(item, "volume"),
        issue=_text(item, "issue"),
        pages=extents.ranged(_text(item, "page")),
        edition=_text(item, "edition"),
        number=_text(item, "number"),
        genre=_genre(item),
        event=_text(item, "event-title") or _text(item, "event"),
        place=_text(item, "publisher-place") or _text(item, "event-place"),
        series=_text(item, "collection-title"),
        series_number=_text(item, "collection-number"),
        publisher=_text(item, "publisher"),
        issued=_date(said),
        url=_text(item, "URL"),
        archive_url=_archive(item),
        doi=_text(item, "DOI"),
        isbn=_text(item, "ISBN"),
        issn=_text(item, "ISSN"),
        language=_text(item, "language"),
        accessed=_date(item.get("accessed") or {}),
    )
    twice = sorted(item.get(_TWICE, ()))
    notes = tuple(
        say("the field “{name}” stands twice, and only its first was read", name=name)
        for name in twice
    )
    return checked(record, line, _said(said), notes=notes)


def _type(item: dict[str, Any]) -> str:
    said = str(item.get("type", ""))
    if _is_for_the_press(item):
        return "press-release"
    return said if said in OURS else TYPES.get(said, "document")


def _is_for_the_press(item: dict[str, Any]) -> bool:
    return str(item.get("genre", "")).casefold() in _PRESS


def _genre(item: dict[str, Any]) -> str:
    """Give what kind of work it is, where its type does not say that already."""
    own = item.get("custom")
    if isinstance(own, dict) and _is_for_the_press(item):
        return _text(own, "genre")
    return "" if _is_for_the_press(item) else _text(item, "genre")


def _archive(item: dict[str, Any]) -> str:
    """Give the address of an archived copy; a place in an archive of paper is none."""
    said = (_text(item, name) for name in ("archive_location", "archive"))
    return next((words for words in said if words.startswith(("http://", "https://"))), "")


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


def _date(said: object) -> str:
    """Read a date of CSL: in numbers, with a season, or in words; a plain text is one in words."""
    if not isinstance(said, dict):
        return dates.day(str(said))
    ends = [_numbers(end, said) for end in said.get("date-parts") or ()]
    if ends and all(ends):
        return "/".join(ends[:2]) + ("~" if said.get("circa") and len(ends) == 1 else "")
    words = str(said.get("raw") or said.get("literal") or said.get("edtf") or "")
    return dates.day(words)


def _numbers(end: list[Any], said: dict[str, Any]) -> str:
    """Write one end of a date; what stands empty after its year is not said."""
    numbers = [int(part) for part in end if part not in (None, "")]
    if numbers and numbers[0] < 0:
        numbers[0] += 1  # EDTF has a year 0, which CSL calls -1
    season = str(said.get("season") or "").strip().casefold()
    if season and len(numbers) == 1:
        numbers.append(int(season) % 20 + 20 if season.isdecimal() else _SEASONS.get(season, 0))
    return dates.parts(numbers)


def _said(said: object) -> str:
    if not isinstance(said, dict):
        return str(said)[:60]
    found = said.get("date-parts") or said.get("raw") or said.get("literal")
    return json.dumps(found)[:60] if found else ""
