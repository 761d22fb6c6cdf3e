"""The values of infobox fields, by the type that an editor gave them."""

import re
from typing import TypeAlias

from encyclopedia.core.document import FieldType
from encyclopedia.core.values import inline, words
from encyclopedia.core.values.dates import date
from encyclopedia.core.values.edtf import Date

Value: TypeAlias = Date | tuple[str, ...] | str | None

_GENERATIONS = frozenset({"jr", "jr.", "sr", "sr."})
_OPENING, _CLOSING = "([", ")]"
_TYPES = {
    **dict.fromkeys(("participants", "people", "leaders", "attendees"), FieldType.PEOPLE),
    **dict.fromkeys(("location", "place", "venue"), FieldType.PLACE),
    **dict.fromkeys(("part of", "partof"), FieldType.LINK),
}
_NUMBERS = re.compile(r"[\d\s.,–—-]+")
_DATES = frozenset({"date", "dates", "start date", "end date", "born", "died", "founded"})


def people(text: str, language: str = "en") -> tuple[str, ...]:
    """Split inline *text* at commas, semicolons, line ends and "and", outside brackets."""
    conjunction = re.escape(words.of(language).conjunction)
    names: list[str] = []
    for part in pieces(text, rf"[,;\n](?:[ \t]*{conjunction}\s)?|\s{conjunction}\s"):
        name = inline.plain(part)
        if names and name.casefold() in _GENERATIONS:
            names[-1] = f"{names[-1]}, {name}"
        elif name:
            names.append(name)
    return tuple(names)


def links(text: str) -> tuple[str, ...]:
    """Give the titles that inline *text* links to or, where it has no link, lists by commas."""
    linked = tuple(inline.targets(text))
    listed = (inline.plain(part) for part in pieces(text, "[,;\n]"))
    return linked or tuple(title for title in listed if title)


def pieces(text: str, separator: str) -> tuple[str, ...]:
    """Cut *text* where the pattern *separator* stands outside brackets."""
    parts, begin, depth = [], 0, 0
    for found in re.finditer(rf"[\[\]()]|{separator}", text):
        if found[0] in _OPENING:
            depth += 1
        elif found[0] in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            parts.append(text[begin : found.start()])
            begin = found.end()
    return (*parts, text[begin:])


def read(text: str, type: FieldType, language: str = "en") -> Value:  # noqa: A002 -- the field's name
    """Compute the value of a field from its *text*; None where the text does not give one."""
    match type:
        case FieldType.DATE | FieldType.RANGE:
            return date(text, language)
        case FieldType.PEOPLE:
            return people(text, language) or None
        case FieldType.LINK:
            return links(text) or None
        case FieldType.PLACE:
            return inline.plain(text) or None
        case _:
            return None


def guess(label: str, text: str, language: str = "en") -> FieldType:
    """Give an imported field its type from *label*, and from *text* where that is a date.

    A bare number is a date under the labels of dates alone.
    """
    name = " ".join(label.split()).casefold()
    value = date(text, language)
    if value and (name in _DATES or not _NUMBERS.fullmatch(inline.plain(text))):
        return FieldType.RANGE if value.is_range else FieldType.DATE
    return _TYPES.get(name, FieldType.TEXT)
