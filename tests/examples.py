"""A small article that tests of the shell save, edit and publish."""

from dataclasses import replace
from io import BytesIO
from uuid import UUID, uuid5

from PIL import Image

from encyclopedia import pictures, publishing, store
from encyclopedia.core.document import (
    Document,
    FieldType,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from encyclopedia.models import Article, Edit
from sources import store as source_store
from sources.core import capture
from sources.core.record import SourceRecord

SPACE = UUID("8a9e8f5e-6f3a-4f39-8a38-1d36b1f0a001")


def part(name: str) -> UUID:
    return uuid5(SPACE, name)


def lighthouse(title: str = "Skerry Lighthouse") -> Document:
    """An article with every kind of part but pictures."""
    own = uuid5(SPACE, title)
    return Document(
        id=own,
        title=title,
        short_description="Lighthouse on a rock",
        lead='The lighthouse was lit in 1887. [@almanac, "first lit in 1887"]\n\nIt still works.',
        infobox=(
            InfoboxField(id=uuid5(own, "lit"), label="Lit", text="1 May 1887", type=FieldType.DATE),
            InfoboxField(id=uuid5(own, "height"), label="Height", text="31 m"),
        ),
        sections=(
            Section(
                id=uuid5(own, "purpose"),
                heading="Purpose",
                anchor="purpose",
                kind=SectionKind.PURPOSE,
                text="It warns ships of the reef. See [[Reef of Teeth]].",
            ),
            Section(
                id=uuid5(own, "events"),
                heading="Key events",
                anchor="key-events",
                kind=SectionKind.KEY_EVENTS,
            ),
            Section(
                id=uuid5(own, "outcomes"),
                heading="Outcomes",
                anchor="outcomes",
                kind=SectionKind.OUTCOMES,
                text="Wrecks became rare. [@almanac]",
            ),
        ),
        events=(
            KeyEvent(
                id=uuid5(own, "storm"), date="March 1901", title="Storm", text="The lamp broke."
            ),
        ),
        see_also=(SeeAlso(id=uuid5(own, "reef"), title="Reef of Teeth", note="The danger"),),
        categories=("Lighthouses",),
    )


def almanac(**changes: object) -> SourceRecord:
    """A source that the lighthouse cites."""
    record = SourceRecord(key="almanac", type="book", title="The Almanac", issued="1888")
    return replace(record, **changes)


def archive(record: SourceRecord, text: str) -> None:
    """Record a source and keep *text* as the archived copy of it."""
    data = text.encode()
    copy = source_store.archived(data, capture.read(data, "copy.txt"), "copy.txt")
    source_store.keep(record, copy, editor=None, summary="archived")


def tower() -> Illustration:
    """A picture, whose file is kept."""
    made = BytesIO()
    Image.new("RGB", (8, 6), "teal").save(made, "PNG")
    kept = pictures.keep(pictures.prepare(made.getvalue()))
    return Illustration(
        id=part("picture"),
        key="tower",
        file=kept.file,
        media_type=kept.media_type,
        width=8,
        height=6,
        alt="The tower",
    )


def published(article: Article, why: store.Reason, **changes: object) -> Edit:
    """Save *article* with *changes*, and let readers have it."""
    began = store.head(article)
    document = replace(store.at(began), **changes)
    made = store.save(article, document, base=began.pk, reason=why).edit
    publishing.publish(made, publisher=None)
    return made
