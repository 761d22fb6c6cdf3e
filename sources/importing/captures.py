"""What a capture says of itself, as the record of its source."""

from __future__ import annotations

import re

from sources.core.capture import Capture
from sources.core.record import Access, Name, SourceRecord

_PERSON = re.compile(r"([^\W\d][^\d,]{1,40}), (?!Inc|Ltd|LLC|plc|Jr|Sr|and\b)([^\W\d][^\d,]{0,40})")


def record_of(captured: Capture, key: str, *, access: Access = Access.EXCERPT) -> SourceRecord:
    """Give the record of a captured report as it says, under *key*."""
    return SourceRecord(
        key=key,
        type=captured.type,
        title=captured.title,
        authors=tuple(map(_author, captured.authors)),
        editors=tuple(map(_author, captured.editors)),
        translators=tuple(map(_author, captured.translators)),
        container=captured.container,
        volume=captured.volume[:50],
        issue=captured.issue[:50],
        pages=captured.pages[:100],
        number=captured.number[:100],
        event=captured.event[:255],
        series=captured.series[:255],
        publisher=captured.publisher,
        issued=captured.issued,
        url=captured.url,
        doi=captured.doi,
        isbn=captured.isbn,
        issn=captured.issn,
        language=captured.language,
        access=access,
    )


def _author(name: str) -> Name:
    """Read "Doe, Jane" as a person; what is named otherwise is a whole name."""
    found = _PERSON.fullmatch(name)
    return Name(family=found[1], given=found[2]) if found else Name(literal=name)
