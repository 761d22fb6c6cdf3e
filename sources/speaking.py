"""What the cores say, in the language that is spoken now."""

from __future__ import annotations

from gettext import NullTranslations
from typing import TypeVar

from django.utils.translation import trans_real

from sources.core import saying

T = TypeVar("T")


def words() -> NullTranslations:
    """Give the catalogue of the language that is spoken now, for the core's own words."""
    catalogue: NullTranslations = trans_real.catalog()
    return catalogue


def told(value: T) -> T:
    """Give *value* with all that the core said in it, in the language that is spoken now."""
    return saying.told(value, words())


def why(error: Exception) -> str:
    """Give what *error* of a core says, in the language that is spoken now."""
    return told(saying.sentence_of(error))
