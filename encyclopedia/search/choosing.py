"""What a search can be narrowed to: counted once for each edition of what the public has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import router
from django.db.models import Count, Min

from encyclopedia.models import Edition, PublishedCategory, SearchEntry

MOST_CATEGORIES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Names of kinds, and slug and name of the categories that hold most, in their order."""

    kinds: tuple[str, ...] = ()
    categories: tuple[tuple[str, str], ...] = ()


_known: dict[UUID, Choices] = {}


def choices() -> Choices:
    """Give what a search can be narrowed to; counting it looks at every public article."""
    # The edition is asked for first, and of the database that is counted in: what is counted after
    # that is never older than it says.
    edition, _ = Edition.objects.both(router.db_for_read(Edition))
    known = _known.get(edition) if edition else None
    if known is None:
        known = Choices(kinds=_kinds(), categories=_categories())
        _known.clear()
        if edition:
            _known[edition] = known
    return known


def _kinds() -> tuple[str, ...]:
    kinds = SearchEntry.objects.exclude(kind="").order_by("kind").values_list("kind", flat=True)
    return tuple(kinds.distinct())


def _categories() -> tuple[tuple[str, str], ...]:
    held = PublishedCategory.objects.values("slug").annotate(name=Min("name"), held=Count("pk"))
    most = held.order_by("-held", "slug").values_list("slug", "name")[:MOST_CATEGORIES]
    return tuple(sorted(most))
