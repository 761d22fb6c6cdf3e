"""STYLES of references: name → (what people call it, write(record)), as words in italics or not.

To add a style, write a module with a `write` like theirs, and add its line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sources.core.record import SourceRecord
from sources.core.saying import say
from sources.core.styles import apa, chicago, house, mla, rich
from sources.core.styles.rich import Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A way of writing references: its name in addresses, and what people call it."""

    name: str
    title: str
    write: Callable[[SourceRecord], Rich]

    def plain(self, record: SourceRecord) -> str:
        """Write the reference of *record* as text."""
        return rich.plain(self.write(record))

    def html(self, record: SourceRecord) -> str:
        """Write the reference of *record* as HTML."""
        return rich.html(self.write(record))


STYLES = (
    Style(name="house", title=say("This encyclopedia"), write=house.write),
    Style(name="apa", title="APA", write=apa.write),
    Style(name="chicago", title=say("Chicago, notes"), write=chicago.notes),
    Style(name="chicago-author-date", title=say("Chicago, author-date"), write=chicago.author_date),
    Style(name="mla", title="MLA", write=mla.write),
)
BY_NAME = {style.name: style for style in STYLES}
