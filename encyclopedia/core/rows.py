"""A row of a table as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The row of an article or of one of its parts.

    `model` is the name of its table's model in small letters, `columns` what it holds beside
    its id and its article, `schema` the number under which it was written.
    """

    model: str
    id: UUID
    columns: Mapping[str, Any]
    schema: int = SCHEMA
