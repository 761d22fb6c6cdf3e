"""What shapes are made of: texts, days, numbers, and what every list has."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import BeforeValidator, Field

LARGEST_NUMBER = 10**18 - 1

# PostgreSQL keeps no NUL.
Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]


def _a_day(typed: object) -> object:
    """Take a day as ISO 8601 writes it, not a number of seconds."""
    if isinstance(typed, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed):
        raise ValueError("write the day like this: 2031-05-17")
    return typed


Day = Annotated[date, BeforeValidator(_a_day)]
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
AtOnce = Annotated[int, Field(ge=1, le=200, description="How many at once.")]
Cursor = Annotated[
    Text, Field(max_length=1000, description="Where the last part of the list ended.")
]


class Listed(Schema):
    """One part of a list; `next` is the address of the part after it, empty at the end."""

    next: str
