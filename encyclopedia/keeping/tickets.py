"""A ticket names one opened form and whose it is, so that its words can be told from any other's.

It is signed: words that come with a valid ticket came from a form that this person had opened,
even where their session has ended meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core import signing

from encyclopedia.models.keeping import KEPT_FOR

_SIGNER = signing.TimestampSigner(salt="desk.ticket")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Ticket:
    """One opened form, and the user who opened it."""

    id: UUID
    user_id: int


def issue(user_id: int, opened: UUID | None = None) -> str:
    """Give a ticket to *user_id*, as text for a field: a new one, or that of a form *opened*."""
    return _SIGNER.sign(f"{(opened or uuid4()).hex}.{user_id}")


def read(text: str) -> Ticket | None:
    """Read a ticket, or None where it is none of ours or too old."""
    if len(text) > _LONGEST:
        return None
    try:
        told = _SIGNER.unsign(text, max_age=KEPT_FOR)
        name, _, user_id = told.partition(".")
        return Ticket(UUID(name), int(user_id))
    except (signing.BadSignature, ValueError):
        return None


def opened(name: str) -> UUID | None:
    """Read the name of an opened form, as it stands in an address."""
    try:
        return UUID(name)
    except ValueError:
        return None
