"""A comparison → HTML for places without our style, such as a feed: what changed, and no more.

Nothing here has an id, a class or an address, and what went and came is said in words too.
"""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations
from typing import Final

import nh3

from encyclopedia.core.comparison import Comparison, Entry, Lane, Row
from encyclopedia.core.comparison.values import Detail
from encyclopedia.core.writers.html.changes import words
from encyclopedia.core.writers.html.elements import element, items, text
from sources.core.saying import ENGLISH

_TAGS: Final = frozenset(
    {*("p", "h3", "h4", "ul", "li", "ins", "del", "em", "strong", "code", "span", "bdi")}
)


def write(compared: Comparison, language: NullTranslations = ENGLISH) -> str:
    """Write what changed; what stayed is left out."""
    parts = [element("p", text(compared.summary))]
    parts += [html for lane in compared.before for html in _lane(lane, language)]
    parts += [_entry(entry, language) for entry in compared.text if entry.kind != "same"]
    parts += [html for lane in compared.after for html in _lane(lane, language)]
    return nh3.clean(
        "\n".join(parts), tags=set(_TAGS), attributes={}, link_rel=None, url_schemes=set()
    )


def _lane(lane: Lane, language: NullTranslations) -> Iterator[str]:
    if lane.rows:
        yield element("h3", text(lane.title))
        yield items("ul", (_row(row, language) for row in lane.rows))


def _row(row: Row, language: NullTranslations) -> str:
    head = f"{element('strong', words(row.name, language))} ({text(row.label)})"
    return head + "".join(_detail(detail, language) for detail in row.details)


def _detail(detail: Detail, language: NullTranslations) -> str:
    told = words(detail.words or detail.runs, language)
    name = f"{text(detail.name)}: " if detail.name else ""
    shown = element("p", name + told) if told else ""
    return shown + _notes((*detail.notes, *detail.styling))


def _entry(entry: Entry, language: NullTranslations) -> str:
    heading = element("h3", text(entry.heading)) if entry.heading else ""
    twin = f"{text(entry.twin_name)}{text(entry.label_end)}" if entry.twin else ""
    label = element("p", element("em", text(entry.label) + twin))
    told = words(entry.words or entry.runs, language)
    shown = element("p", told) if told else ""
    return heading + label + shown + _notes((*entry.notes, *entry.styling))


def _notes(notes: tuple[str, ...]) -> str:
    return items("ul", map(text, notes)) if notes else ""
