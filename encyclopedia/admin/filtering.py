"""Filters of lists whose names the desk says in its own language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import FieldListFilter

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def titled(kind: type[FieldListFilter], title: StrPromise) -> type[FieldListFilter]:
    """Give the filter *kind* under *title*, where the model has no word for its field."""

    class Titled(kind):  # type: ignore[valid-type, misc]  # a class that is given
        def __init__(self, *of: Any, **named: Any) -> None:
            super().__init__(*of, **named)
            self.title = title

    return Titled
