"""Sources that are likely recorded twice, and making one of two."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Max

from encyclopedia import publishing, shelving
from encyclopedia.desk.adopting import Difference, differences
from encyclopedia.models import Citation, PublishedCitation
from sources import merging
from sources import store as source_store
from sources.core.duplicates import Pair
from sources.core.record import SourceRecord
from sources.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """One of two sources: how many articles cite it, and `choice`, which keeps it of both."""

    record: SourceRecord
    id: int
    articles: int
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Two sources side by side: what tells that they are one, and where they differ."""

    first: Twin
    second: Twin
    why: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """What is known of a source beside its record: its id, its newest revision, who cites it."""

    id: int
    head: int
    articles: int


def likely() -> tuple[Twins, ...]:
    """Give the sources that are likely recorded twice."""
    return _side_by_side(merging.likely())


def chosen(first: str, second: str) -> tuple[Twins, ...]:
    """Set any two sources side by side by their keys; nothing where one is not there."""
    ids = source_store.ids([first, second])
    if len(set(ids.values())) != len((first, second)):
        return ()
    rows = Source.objects.select_related("snapshot").in_bulk(list(ids.values()))
    records = [source_store.current(rows[ids[key]]) for key in (first, second)]
    return _side_by_side([Pair(first=records[0], second=records[1], why="")])


def _side_by_side(pairs: Collection[Pair]) -> tuple[Twins, ...]:
    keys = {record.key for pair in pairs for record in (pair.first, pair.second)}
    standing = _standing(keys)
    return tuple(_twins(pair, standing) for pair in pairs)


def _standing(keys: Collection[str]) -> Mapping[str, _Standing]:
    rows = Source.objects.filter(key__in=keys)
    heads = dict(rows.values_list("key").annotate(head=Max("edits__revision_id")).order_by())
    citing = dict(
        rows.values_list("key").annotate(n=Count("citations__article", distinct=True)).order_by()
    )
    ids = rows.values_list("key", "pk")
    return {
        key: _Standing(id=pk, head=heads[key], articles=citing[key]) for key, pk in ids.order_by()
    }


def _twins(pair: Pair, standing: Mapping[str, _Standing]) -> Twins:
    first, second = standing[pair.first.key], standing[pair.second.key]
    return Twins(
        first=_twin(pair.first, first, second),
        second=_twin(pair.second, second, first),
        why=pair.why,
        differences=tuple(differences(pair.first, pair.second)),
    )


def _twin(record: SourceRecord, own: _Standing, other: _Standing) -> Twin:
    choice = f"{own.id}:{own.head}:{other.id}:{other.head}"
    return Twin(record=record, id=own.id, articles=own.articles, choice=choice)


@transaction.atomic
def merge(choice: str, *, editor: User) -> tuple[str, str]:
    """Make one source of two as they were seen; gives the key that is kept and the other.

    What the heads and the public say they cite is led to the kept one; the revisions themselves
    keep their records until they adopt the new one. Pages show no more of either than readers may
    see of both. Raises ValueError where *choice* is none, and
    its subclass merging.ChangedMeanwhileError.
    """
    numbers = [int(part) for part in choice.split(":")]
    kept_id, kept_head, other_id, other_head = numbers
    found = Source.objects.in_bulk([kept_id, other_id])
    if len(found) < len({kept_id, other_id}) or kept_id == other_id:
        raise merging.ChangedMeanwhileError("One of these sources is not there any more.")
    kept, other = found[kept_id], found[other_id]
    keys = (kept.key, other.key)
    publishing.queue()
    for index in (Citation, PublishedCitation):
        index.objects.filter(source=other).update(source=kept)
    merged = merging.merge(kept, other, editor=editor, seen=(kept_head, other_head))
    shelving.list_sources([merged.pk])
    if {kept.access, other.access} != {merged.access}:
        publishing.renew_citing(merged)
    return keys
