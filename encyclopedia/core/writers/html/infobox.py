"""The infobox: a label and its values a row, dates as dates, several values as a list."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from encyclopedia.core import markup, values
from encyclopedia.core.document import FieldType, InfoboxField
from encyclopedia.core.markup import tree
from encyclopedia.core.writers.html import dates, inline
from encyclopedia.core.writers.html.elements import element, items, text
from encyclopedia.core.writers.html.page import Here

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from encyclopedia.core.writers.html.page import Page

    Line = tuple[tree.Inline, ...]

_DATED: Final = frozenset({FieldType.DATE, FieldType.RANGE})
_LISTED: Final = frozenset({FieldType.PEOPLE, FieldType.LINK})
_COMMA: Final = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+")
_DASH: Final = re.compile(r"\s*[–—]\s*|\s+(?:-|to|until)\s+|(?<=\d)-(?=\d)")


def write(page: Page) -> str:
    """Write the infobox as an aside of its own column, or nothing where it has no fields."""
    fields = page.document.infobox
    if not fields:
        return ""
    title = element("h2", text(page.document.title), {"class": "boxh", "dir": "auto"})
    rows = "".join(_row(field, page) for field in fields)
    table = element("table", element("tbody", rows))
    box = element("div", title + table, {"class": "infobox"})
    return element("aside", box, {"class": "rail", "aria-label": page.words.gettext("Key facts")})


def dated(words: str, written: str, language: str) -> str:
    """Put *written*, the HTML of the date *words*, into <time>: a range by its two ends."""
    date = values.date(words, language)
    if date is None:
        return written
    if not date.is_range:
        return dates.timed(written, date.start_iso)
    return _range(words, written, (date.start_iso, date.end_iso))


def _range(words: str, written: str, ends: tuple[str, str]) -> str:
    dashes = list(_DASH.finditer(words))
    if len(dashes) != 1 or written != text(words):
        return written
    dash = dashes[0]
    first, last = words[: dash.start()], words[dash.end() :]
    return dates.timed(text(first), ends[0]) + text(dash[0]) + dates.timed(text(last), ends[1])


def _row(field: InfoboxField, page: Page) -> str:
    label = element("th", text(field.label), {"scope": "row", "dir": "auto"})
    return element("tr", label + element("td", _values(field, page), {"dir": "auto"}))


def _values(field: InfoboxField, page: Page) -> str:
    prose = page.prose("infobox", field.id)
    here = Here(page=page, place=prose.place)
    lines = [line for line in _lines(inline.of(prose)) if line]
    if field.type in _LISTED:
        lines = _listed(field, lines, page.document.language)
    written = [_value(field, line, here) for line in lines]
    return items("ul", written) if len(written) > 1 else "".join(written)


def _value(field: InfoboxField, line: Line, here: Here) -> str:
    if field.type not in _DATED:
        return inline.write(line, here)
    words = tuple(node for node in line if not isinstance(node, tree.Mark | tree.Note))
    marks = tuple(node for node in line if isinstance(node, tree.Mark | tree.Note))
    written = dated(
        markup.plain(words), inline.write(words, here).strip(), here.page.document.language
    )
    return written + inline.write(marks, here)


def _lines(nodes: Iterable[tree.Inline]) -> Iterator[Line]:
    line: list[tree.Inline] = []
    for node in nodes:
        if isinstance(node, tree.Break):
            yield tuple(line)
            line = []
        else:
            line.append(node)
    yield tuple(line)


def _listed(field: InfoboxField, lines: list[Line], language: str) -> list[Line]:
    """Split lines at commas, if that gives as many values as the field is understood to have."""
    split = [part for line in lines for part in _split(line)]
    value = values.read(field.text, field.type, language)
    return split if isinstance(value, tuple) and len(value) == len(split) else lines


def _split(line: Line) -> Iterator[Line]:
    part: list[tree.Inline] = []
    for node in line:
        if not isinstance(node, tree.Text):
            part.append(node)
            continue
        first, *others = _COMMA.split(node.text)
        part.append(replace(node, text=first))
        for other in others:
            yield tuple(part)
            part = [replace(node, text=other)]
    yield tuple(part)
