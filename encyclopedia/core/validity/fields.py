"""The texts of every part: how long each may be, when it is valid, and how it is mended."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from encyclopedia.core.document import (
    Document,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SeeAlso,
)
from encyclopedia.core.validity import keys
from encyclopedia.core.validity.texts import (
    LINE_LIMIT,
    PROSE_LIMIT,
    VALUE_LIMIT,
    line_faults,
    mended_line,
    mended_prose,
    mended_value,
    prose_faults,
    value_faults,
)
from sources.core.record import Name, SourceRecord

Identified: TypeAlias = Document | InfoboxField | Section | KeyEvent | SeeAlso | Illustration
Part: TypeAlias = Identified | SourceRecord | Name


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a part: what it may be, and how it is mended."""

    limit: int
    faults: Callable[[str], tuple[str, ...]]
    mend: Callable[[str], str]


def _line(limit: int, *, required: bool = False) -> Text:
    return Text(limit, partial(line_faults, limit=limit, required=required), mended_line)


NAME = _line(255, required=True)
_SHORT = _line(255)
_NOTE = _line(500)
_KEY_LINE = _line(keys.LONGEST)
_TAG = _line(35)
_DATE = _line(50)
_URL = _line(LINE_LIMIT)
_VALUE = Text(VALUE_LIMIT, value_faults, mended_value)
_PROSE = Text(PROSE_LIMIT, prose_faults, mended_prose)

TEXTS: dict[type, dict[str, Text]] = {
    Document: {
        "title": NAME,
        "kind": _line(100),
        "short_description": _NOTE,
        "language": _TAG,
        "hatnote": _line(1_000),
        "series": _SHORT,
        "lead": _PROSE,
    },
    InfoboxField: {"label": NAME, "text": _VALUE},
    Section: {"heading": NAME, "anchor": _line(300), "text": _PROSE},
    KeyEvent: {"date": NAME, "title": _SHORT, "text": _PROSE},
    SeeAlso: {"title": NAME, "note": _SHORT},
    Illustration: {"key": _KEY_LINE, "alt": NAME, "caption": _NOTE, "credit": _SHORT},
    Name: {"family": _SHORT, "given": _SHORT, "literal": _NOTE},
    SourceRecord: {
        "key": _KEY_LINE,
        "type": _line(30),
        "title": _NOTE,
        "container": _SHORT,
        "volume": _line(50),
        "issue": _line(50),
        "pages": _line(100),
        "edition": _line(100),
        "number": _line(100),
        "genre": _line(100),
        "event": _SHORT,
        "place": _SHORT,
        "series": _SHORT,
        "series_number": _line(50),
        "publisher": _SHORT,
        "issued": _DATE,
        "url": _URL,
        "archive_url": _URL,
        "doi": _SHORT,
        "isbn": _line(20),
        "issn": _line(9),
        "language": _TAG,
        "accessed": _DATE,
        "reliability_reason": _NOTE,
        "reviewed_on": _DATE,
        "snapshot": _line(64),
        "captured_at": _DATE,
    },
}


def limit(part: type[Part], field: str) -> int:
    """Say how many characters the text *field* of a *part* may have."""
    return TEXTS[part][field].limit
