"""What was typed into one field, read: prose, numbers, names, and the ids of new rows."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.core.exceptions import ValidationError

from encyclopedia import languages
from encyclopedia.core import validity
from encyclopedia.core.document import Section

LONGEST_NUMBER = 18
LARGEST_NUMBER = 10**LONGEST_NUMBER - 1


def clean_prose(text: str) -> str:
    """Mend line ends and outer blank lines of *text*; raise what only its editor can mend."""
    mended = validity.mended_prose(text)
    if faults := validity.prose_faults(mended, limit=validity.limit(Section, "text")):
        raise ValidationError(list(languages.told(faults)))
    return mended


def categories(text: str) -> tuple[str, ...]:
    """Read names of categories, separated by commas."""
    names = (" ".join(name.split()) for name in text.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def new_id(ticket: str, row: str) -> UUID:
    """Give the id of a new row: the same one each time that the same form is sent."""
    opened = ticket.partition(".")[0]
    return uuid5(NAMESPACE_URL, f"{opened}#{row}") if opened else uuid4()


def number(text: str | None) -> int | None:
    """Read a number that may be the id of a revision, or None where *text* is none."""
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST_NUMBER else None
