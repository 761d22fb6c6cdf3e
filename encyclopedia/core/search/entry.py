"""Document → what a search may find of it, in columns that weigh differently."""

from collections.abc import Iterable
from dataclasses import dataclass

from encyclopedia.core import markup, reading, values
from encyclopedia.core.document import Document, FieldType
from encyclopedia.core.reading import Prose
from encyclopedia.core.values import Date
from sources.core.record import SourceRecord

_PARTS = frozenset({"lead", "section", "event"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The texts of an article as plain words, and what it is filtered by.

    `begins` and `ends` are years (0 is 1 BCE) of the first date of the infobox, None where it
    has none.
    """

    title: str
    description: str = ""
    infobox: str = ""
    body: str = ""
    sources: str = ""
    kind: str = ""
    categories: tuple[str, ...] = ()
    begins: int | None = None
    ends: int | None = None


def entry(document: Document, texts: Iterable[Prose] = ()) -> Entry:
    """Give the entry of *document*, of which *texts* may be parsed already."""
    parsed = tuple(texts) or reading.texts(document)
    when = first_date(document)
    return Entry(
        title=document.title,
        description=document.short_description,
        infobox="\n".join(_infobox(document, parsed)),
        body="\n".join(part for part in _body(document, parsed) if part),
        sources="\n".join(_source(record) for record in document.sources),
        kind=document.kind,
        categories=document.categories,
        begins=when[1].first[0] if when else None,
        ends=when[1].last[0] if when else None,
    )


def _infobox(document: Document, texts: Iterable[Prose]) -> Iterable[str]:
    words = {each.place.id: markup.plain(each.blocks) for each in texts}
    for field in document.infobox:
        yield f"{field.label}: {words.get(field.id, field.text)}"


def _body(document: Document, texts: Iterable[Prose]) -> Iterable[str]:
    """Give the prose in reading order under its headings; See also speaks of other articles."""
    headings = {section.id: section.heading for section in document.sections}
    events = {event.id: f"{event.date} {event.title}".strip() for event in document.events}
    for prose in texts:
        if prose.place.part in _PARTS:
            yield headings.get(prose.place.id, "") if prose.place.id else ""
            yield events.get(prose.place.id, "") if prose.place.id else ""
            yield markup.plain(prose.blocks)


def _source(record: SourceRecord) -> str:
    people = (*record.authors, *record.editors, *record.translators)
    named = " ".join(f"{name.given} {name.family} {name.literal}" for name in people)
    return f"{record.title} {record.container} {record.publisher} {named}".strip()


def first_date(document: Document) -> tuple[str, Date] | None:
    """Give the first date of the infobox that can be read, as it is written and as it is read."""
    for field in document.infobox:
        if field.type in {FieldType.DATE, FieldType.RANGE}:
            when = values.date(field.text, document.language)
            if when is not None:
                return field.text, when
    return None
