"""Document → JSON: every field, in the order of the value's own definition."""

import json
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from encyclopedia.core.document import Document

FORMAT = "encyclopedia"
SCHEMA = 3


def write(document: Document) -> str:
    """Give *document* as JSON that `readers.json.read` turns back into the same value."""
    data = {"format": FORMAT, "schema": SCHEMA, **as_data(document)}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_data(value: object, *, omit_empty: bool = False) -> dict[str, Any]:
    """Give a dataclass of the core as dicts, lists, texts and numbers.

    With *omit_empty*, empty fields that a reader would fill in again are left out.
    """
    return {
        field.name: _plain(getattr(value, field.name), omit_empty=omit_empty)
        for field in fields(value)  # type: ignore[arg-type]  # checked by the caller's type
        if not (omit_empty and _is_understood(field, getattr(value, field.name)))
    }


def _plain(value: object, *, omit_empty: bool) -> object:
    if isinstance(value, tuple):
        return [_plain(item, omit_empty=omit_empty) for item in value]
    if is_dataclass(value):
        return as_data(value, omit_empty=omit_empty)
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, UUID) else value


def _is_understood(field: Field[Any], value: object) -> bool:
    return field.default is not MISSING and value == field.default and not value
