"""What the JSON of an article holds, as JSON Schema (draft 2020-12), made from the value itself."""

import re
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, get_args, get_origin, get_type_hints
from uuid import UUID

from encyclopedia.core.document import Document, InfoboxField, KeyEvent, Section
from encyclopedia.core.writers.json import FORMAT, SCHEMA
from sources.core.record import ADDED, SourceRecord

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_UUID: Final = {"type": "string", "format": "uuid"}
_MEANINGS: Final[Mapping[type, Mapping[str, str]]] = MappingProxyType(
    {
        Document: {
            "language": "A BCP 47 tag.",
            "lead": "Prose before the first section.",
            "hatnote": "One line of inline markup.",
            "sources": "The records of the sources that are cited or kept at hand, by key.",
        },
        InfoboxField: {"text": "Inline markup, one line a value.", "type": "How to read the text."},
        Section: {"level": "2 to 4, as in <h2> to <h4>.", "anchor": "Its name in addresses."},
        KeyEvent: {"date": "As written; it is read as EDTF level 1."},
        SourceRecord: {
            "pages": "Those that it fills where it stands.",
            "series": "The collection that its publisher brings it out in.",
            "standing": "How near it stands to what it tells; empty where nobody said.",
        },
    }
)


def schema(address: str = "", number: int = SCHEMA) -> dict[str, Any]:
    """Give the schema of what `json.write` writes, or wrote when *number* was the newest.

    *address* is where it is published.
    """
    kinds: dict[str, Any] = {}
    _object(Document, kinds)
    document = kinds.pop(Document.__name__)
    later = [name for since, names in ADDED.items() if since > number for name in names]
    kinds[SourceRecord.__name__] = _without(kinds[SourceRecord.__name__], later)
    opening = {"format": {"const": FORMAT}, "schema": {"const": number}}
    return {
        "$schema": DIALECT,
        **({"$id": address} if address else {}),
        "title": f"An article of the encyclopedia, schema {number}",
        **document,
        "properties": {**opening, **document["properties"]},
        "required": [*opening, *document["required"]],
        "$defs": dict(sorted(kinds.items())),
    }


def _without(described: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Give what is *described* as it was before it had the properties *names*."""
    kept = {n: value for n, value in described["properties"].items() if n not in names}
    return {**described, "properties": kept, "required": list(kept)}


def _object(kind: type, kinds: dict[str, Any]) -> dict[str, str]:
    """Describe the dataclass *kind* among *kinds*, and give a reference to it."""
    name = kind.__name__
    if name not in kinds:
        kinds[name] = {}
        hints, meanings = get_type_hints(kind), _MEANINGS.get(kind, {})
        assert is_dataclass(kind)  # noqa: S101 -- documents are made of nothing else
        names = [field.name for field in fields(kind)]
        kinds[name] = {
            "description": _sentence(kind),
            "type": "object",
            "properties": {
                each: {
                    **_value(hints[each], kinds),
                    **({"description": meanings[each]} if each in meanings else {}),
                }
                for each in names
            },
            "required": names,
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _value(hint: Any, kinds: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 -- a type, as an object
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _value(get_args(hint)[0], kinds)}
    if is_dataclass(hint):
        return _object(hint, kinds)  # type: ignore[arg-type]  # a hint is a class, never a value
    if issubclass(hint, Enum):
        return {"enum": [each.value for each in hint]}
    plain = {UUID: _UUID, bool: {"type": "boolean"}, int: {"type": "integer"}}
    return dict(plain.get(hint, {"type": "string"}))


def _sentence(kind: type) -> str:
    """Give the first sentence that the code says of *kind*."""
    said = " ".join((kind.__doc__ or "").split())
    return re.split(r"(?<=\.) ", said, maxsplit=1)[0]
