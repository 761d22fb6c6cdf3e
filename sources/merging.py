"""Two records of one source become one; the key of the other leads on as an alias."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from sources import store
from sources.core import duplicates
from sources.core.duplicates import Pair
from sources.models import Snapshot, Source, SourceEdit

# Sources are compared by what stands in their columns, without their archived texts.
_PAIRS_AT_MOST = 200


class ChangedMeanwhileError(ValueError):
    """One of the two records was changed, or merged, after somebody looked at them."""


def likely() -> tuple[Pair, ...]:
    """Give the sources that are likely recorded twice, the first recorded first."""
    rows = Source.objects.select_related("snapshot").defer("snapshot__text", "snapshot__full")
    records = map(store.current, rows.order_by("pk").iterator(chunk_size=1000))
    return duplicates.pairs(records)[:_PAIRS_AT_MOST]


@transaction.atomic
def merge(kept: Source, other: Source, *, editor: User | None, seen: tuple[int, int]) -> Source:
    """Let *kept* stand for *other* too, as both were *seen* (the ids of their revisions).

    Copies and changes of the other become those of the kept one; what old revisions of articles
    keep of it stays as it was. Raises ChangedMeanwhileError.
    """
    locked = Source.objects.select_for_update(no_key=True).in_bulk([kept.pk, other.pk])
    if kept.pk == other.pk or len(locked) < len(seen):
        raise ChangedMeanwhileError(_("One of these sources is not there any more."))
    kept, other = locked[kept.pk], locked[other.pk]
    if (store.head(kept), store.head(other)) != seen:
        raise ChangedMeanwhileError(_("Somebody changed one of these sources meanwhile."))
    record = duplicates.merged(store.current(kept), store.current(other))
    summary = f"Merged with {other.key}"
    Snapshot.objects.filter(source=other).update(source=kept)
    SourceEdit.objects.filter(source=other).update(source=kept)
    other.delete()
    return store.save(record, editor=editor, summary=summary)
