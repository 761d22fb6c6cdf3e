"""Who is named for words that an article took from others."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q

from encyclopedia import store
from encyclopedia.core import authorship
from encyclopedia.models import Edit, Taking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from encyclopedia.models.edit import EditQuerySet


def givers(edits: EditQuerySet) -> list[str]:
    """Name who wrote what *edits* took from other articles, newest first.

    Of revisions that readers never had, only those are named of which words were taken. A name
    that is hidden is nobody's to read here.
    """
    taken = Taking.objects.filter(edit__in=edits).select_related("taken_from")
    takings = list(taken.defer("taken_from__manifest"))
    theirs = [
        Q(pk__lte=taking.taken_from_id, article=taking.taken_from.article_id) for taking in takings
    ]
    if not theirs:
        return []
    found = Edit.objects.filter(reduce(or_, theirs)).showing("editor").newest_first()
    told = list(found.values_list("pk", "editor_name", "publication"))
    public = {name for _, name, at in told if at is not None}
    credited = _credited(takings) if any(name not in public for _, name, _ in told) else set()
    return [name for id_, name, at in told if at is not None or id_ in credited]


def _credited(takings: Iterable[Taking]) -> set[int]:
    """Give the revisions that wrote the words of the parts which were taken, by the ledger."""
    found: set[int] = set()
    for taking in takings:
        taken, origin = set(taking.parts.values()), taking.taken_from
        for text in authorship.written(store.at(origin), store.authors(origin, public=False)):
            # Of the article's own texts the lead alone can be taken.
            if str(text.id) in taken and (text.part != "article" or text.field == "lead"):
                found.update(revision for revision, _ in text.authors)
    return found
