"""Both articles of a comparison, rebuilt from its JSON alone."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from encyclopedia.core import diff
from encyclopedia.core.diff.blocks import BlockChange, Fate
from encyclopedia.core.diff.document import SectionChange
from encyclopedia.core.diff.parts import FieldChange, PartChange
from encyclopedia.core.document import Document

_LANES = ("infobox", "events", "see_also", "categories", "illustrations", "sources")


class ChangesError(ValueError):
    """The JSON holds no changes of an article."""


def read(data: Mapping[str, Any]) -> tuple[Document, Document]:
    """Give the old and the new article that `writers.changes_json` wrote the changes of."""
    try:
        changes = diff.Changes(
            metadata=_fields(data["metadata"]),
            lead=_blocks(data["lead"]),
            sections=tuple(map(_section, data["sections"])),
            **{lane: tuple(map(_part, data[lane])) for lane in _LANES},
        )
        return diff.sides(changes, UUID(data["id"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ChangesError(f"expected the changes of an article: {error}") from error


def _section(told: Mapping[str, Any]) -> SectionChange:
    return SectionChange(**_place(told), heading="", level=0, blocks=_blocks(told["blocks"]))


def _part(told: Mapping[str, Any]) -> PartChange:
    return PartChange(**_place(told), name="")


def _place(told: Mapping[str, Any]) -> dict[str, Any]:
    names = ("moved", "old_at", "new_at", "old_id", "new_id")
    return {
        "id": told["new_id"] or told["old_id"],
        "fate": Fate(told["fate"]),
        "fields": _fields(told["fields"]),
        **{name: told[name] for name in names},
    }


def _fields(told: Iterable[Mapping[str, str]]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name=each["name"], old=_side(each, "old"), new=_side(each, "new"), runs=())
        for each in told
    )


def _blocks(told: Iterable[Mapping[str, Any]]) -> tuple[BlockChange, ...]:
    return tuple(
        BlockChange(fate=Fate(each["fate"]), old=_side(each, "old"), new=_side(each, "new"))
        for each in told
    )


def _side(told: Mapping[str, str], side: str) -> str:
    return told["text"] if "text" in told else told[side]
