"""The style of the Modern Language Association, 9th edition (MLA Handbook, 2021)."""

from __future__ import annotations

from sources.core.record import SourceRecord
from sources.core.styles import dates, matter, names, rich, titles
from sources.core.styles.rich import Rich


def write(record: SourceRecord) -> Rich:
    """Write the entry of *record* in a list of works cited."""
    english = titles.is_english(record)
    title = titles.in_capitals(record.title, english=english)
    container = titles.in_capitals(matter.container(record), english=english)
    named = rich.quoted(title) if container else rich.italic(title)
    in_another = rich.words(title) if titles.is_described(record) else named
    kind = {"press-release": "Press release", "thesis": "Thesis"}.get(record.type, "")
    facts = rich.joined(
        (
            rich.italic(container),
            rich.words(kind),
            rich.words(titles.curled(_publisher(record))),
            rich.words(dates.british(record.issued)),
            rich.link(matter.address(record)),
        ),
        ",",
    )
    seen = _seen(record)
    authors = rich.words(titles.curled(names.mla(record.authors)))
    return rich.ended(
        rich.joined((authors, in_another, facts, seen, matter.archived(record)), "."), "."
    )


def _publisher(record: SourceRecord) -> str:
    publisher = matter.publisher(record)
    return "" if publisher == record.container else publisher


def _seen(record: SourceRecord) -> Rich:
    """Say when an undated page was seen."""
    seen = dates.british(record.accessed) if matter.address(record) and not record.issued else ""
    return rich.words(f"Accessed {seen}" if seen else "")
