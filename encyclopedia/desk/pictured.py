"""The pictures that a revision brings, as who reviews it sees them."""

from __future__ import annotations

from dataclasses import dataclass

from encyclopedia.core.document import Document
from encyclopedia.core.writers.html import picture_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """A picture by its name in the text, with what it says to those who do not see it."""

    key: str
    address: str
    width: int
    height: int
    alt: str


def pictured(old: Document, new: Document) -> tuple[Pictured, ...]:
    """Give the pictures of *new* whose file or alternative text *old* does not have.

    Their addresses answer whoever works at the desk; readers get them once they are published.
    """
    known = {(each.id, each.file, each.alt) for each in old.illustrations}
    return tuple(
        Pictured(
            key=each.key,
            address=picture_address(each.file, each.media_type),
            width=each.width,
            height=each.height,
            alt=each.alt,
        )
        for each in new.illustrations
        if (each.id, each.file, each.alt) not in known
    )
