"""All that two articles have, the same and the different, → JSON that gives both back."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from encyclopedia.core.diff import Changes
from encyclopedia.core.diff.blocks import BlockChange
from encyclopedia.core.diff.document import SectionChange
from encyclopedia.core.diff.parts import FieldChange, PartChange

LANES: Final = ("infobox", "events", "see_also", "categories", "illustrations", "sources")
"""The lists of parts that an article has besides its sections."""


def write(changes: Changes, own_id: UUID) -> dict[str, Any]:
    """Give *changes* of the article *own_id* as dicts, lists, strings and numbers.

    Joined, the `old` of all blocks of a text are the old text and the `new` the new one; a block
    or field that stayed has a `text` in place of both. `old_at` and `new_at` are the places of a
    part in the two articles, -1 where it is not there, `old_id` and `new_id` its ids there.
    """
    return {
        "id": str(own_id),
        "metadata": _fields(changes.metadata),
        "lead": _blocks(changes.lead),
        "sections": [
            {**_part(section), "blocks": _blocks(section.blocks)} for section in changes.sections
        ],
        **{lane: [_part(part) for part in getattr(changes, lane)] for lane in LANES},
    }


def _part(part: PartChange | SectionChange) -> dict[str, Any]:
    return {
        "fate": part.fate.value,
        "moved": part.moved,
        "old_at": part.old_at,
        "new_at": part.new_at,
        "old_id": part.old_id,
        "new_id": part.new_id,
        "fields": _fields(part.fields),
    }


def _fields(fields: Iterable[FieldChange]) -> list[dict[str, str]]:
    return [{"name": field.name, **_sides(field.old, field.new)} for field in fields]


def _blocks(blocks: Iterable[BlockChange]) -> list[dict[str, Any]]:
    return [
        {
            "fate": block.fate.value,
            **_sides(block.old, block.new),
            **({"move": block.move} if block.move else {}),
        }
        for block in blocks
    ]


def _sides(old: str, new: str) -> dict[str, str]:
    return {"text": old} if old == new else {"old": old, "new": new}
