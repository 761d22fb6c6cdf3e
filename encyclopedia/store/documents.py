"""Documents on their way to a revision: fit to be kept, and with the sources that it keeps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from encyclopedia.core import titles, validity
from encyclopedia.store.errors import InvalidDocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from encyclopedia.core.document import Document, Section
    from sources.core.record import SourceRecord


def checked(document: Document) -> Document:
    """Mend what can be mended of *document*; raise InvalidDocumentError where it breaks rules."""
    document = validity.normalise(document)
    if faults := validity.faults(document):
        raise InvalidDocumentError(faults)
    return document


def tell_anchors_apart(document: Document) -> Document:
    """Rename the anchor of the later of two sections that two editors added under one name."""
    seen: set[str] = set()
    sections: list[Section] = []
    for section in document.sections:
        taken = section.anchor in seen
        name = titles.anchor(section.heading, seen) if taken else section.anchor
        seen.add(name)
        sections.append(replace(section, anchor=name))
    return replace(document, sections=tuple(sections))


def as_recorded(document: Document, before: Document) -> Document:
    """Give *document* with the sources that *before* has as it has them: saves only name them."""
    recorded = {record.key: record for record in before.sources}
    sources = tuple(recorded.get(record.key, record) for record in document.sources)
    return replace(document, sources=sources)


def with_sources(document: Document, records: Mapping[int, SourceRecord]) -> Document:
    """Give *document* with the chosen *records* as its sources, by key."""
    by_key = {record.key: record for record in records.values()}
    return replace(document, sources=tuple(by_key[key] for key in sorted(by_key)))
