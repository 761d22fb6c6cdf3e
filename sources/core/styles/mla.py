"""The style of the Modern Language Association, 9th edition (MLA Handbook, 2021)."""

from __future__ import annotations

from typing import Final

from sources.core import extents
from sources.core.record import Name, SourceRecord
from sources.core.styles import dates, details, matter, names, rich, titles
from sources.core.styles.rich import Rich

# Works that a reader looks for by what kind they are.
_OF_A_KIND: Final = frozenset({"report", "thesis", "press-release"})


def write(record: SourceRecord) -> Rich:
    """Write the entry of *record* in a list of works cited."""
    english = titles.is_english(record)
    title = titles.in_capitals(record.title, english=english)
    container = titles.in_capitals(matter.container(record), english=english)
    named = rich.quoted(title) if container else rich.italic(title)
    in_another = rich.words(title) if titles.is_described(record) else named
    told = [fact for fact in _told(record) if fact]
    if told and not container:
        told[0] = details.capital(told[0])
    facts = rich.joined(
        (
            rich.italic(container),
            *map(rich.words, told),
            rich.words(titles.curled(_publisher(record))),
            rich.words(dates.british(record.issued)),
            rich.words(details.pages(extents.in_two_digits(record.pages))),
            rich.words(record.place if record.event and not record.publisher else ""),
            rich.link(matter.address(record)),
        ),
        ",",
    )
    seen, series = _seen(record), _series(record)
    authors = rich.words(titles.curled(_authors(record)))
    return rich.ended(
        rich.joined((authors, in_another, facts, seen, series, matter.archived(record)), "."), "."
    )


def _authors(record: SourceRecord) -> str:
    if details.translators_lead(record):
        several = len(record.translators) > 1
        return f"{names.mla(record.translators)}, translator{'s' if several else ''}"
    if not details.editors_lead(record):
        return names.mla(record.authors)
    return f"{names.mla(record.editors)}, {'editors' if len(record.editors) > 1 else 'editor'}"


def _told(record: SourceRecord) -> tuple[str, ...]:
    """Say what a container is known by: editors, translators, edition, volume, issue, number."""
    kind = {"press-release": "Press release", "thesis": "Thesis"}.get(record.type, "")
    shown = record.genre if record.type in _OF_A_KIND else ""
    return (
        *(f"{verb} by {titles.curled(_first(people))}" for verb, people in details.hands(record)),
        details.edition(record),
        details.numbered(record.volume, "vol."),
        details.numbered(record.issue),
        shown or kind,
        details.numbered(record.number),
        titles.curled(record.event if not record.container else ""),
    )


def _first(people: tuple[Name, ...]) -> str:
    """Name two people, and of more the first."""
    first = names.spoken(people[0])
    if len(people) > len(("one", "two")):
        return f"{first} et al."
    return names.listed([names.spoken(name) for name in people], "and", alone=True)


def _series(record: SourceRecord) -> Rich:
    """Tell a series at the end, where what helps to find a book may stand."""
    if record.type in matter.PERIODICALS:
        return rich.NOTHING
    called = titles.in_capitals(record.series, english=titles.is_english(record))
    return rich.words(details.series(record, called))


def _publisher(record: SourceRecord) -> str:
    publisher = matter.publisher(record)
    return "" if publisher == record.container else publisher


def _seen(record: SourceRecord) -> Rich:
    """Say when an undated page was seen."""
    seen = dates.british(record.accessed) if matter.address(record) and not record.issued else ""
    return rich.words(f"Accessed {seen}" if seen else "")
