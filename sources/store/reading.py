"""Records of sources, by key, by version and as they are now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Q
from reversion.models import Version

from sources.core import rows
from sources.core.record import Access, SourceRecord
from sources.models import Snapshot, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_ATTRIBUTES = tuple(
    field.attname
    for field in Source._meta.concrete_fields  # noqa: SLF001 -- Django documents _meta
    if field.name not in {"id", "created_at", "unreachable_since", "sort_key", "listed"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What readers of some sources do not find: the keys of those that do not answer.

    `altered` gives by key what is quoted and stands no more at the address.
    """

    unreachable: frozenset[str]
    altered: Mapping[str, frozenset[str]]


def ids(keys: Iterable[str]) -> dict[str, int]:
    """Give the id of each source among *keys* (or their aliases) that exists."""
    return _told(keys, "id")


def accesses(keys: Iterable[str]) -> dict[str, Access]:
    """Give what readers may see today of each source among *keys* (or their aliases)."""
    return {key: Access(access) for key, access in _told(keys, "access").items()}


def _told(keys: Iterable[str], column: str) -> dict[str, Any]:
    wanted = set(keys)
    found = dict(Source.objects.filter(key__in=wanted).values_list("key", column))
    if missing := wanted - found.keys():
        renamed = Source.objects.exclude(aliases=[]).values_list("aliases", column)
        found |= {a: value for aliases, value in renamed for a in aliases if a in missing}
    return found


def lost(keys: Iterable[str]) -> Lost:
    """Give those of *keys* whose sources do not answer any more, or say less than is quoted."""
    gone = Q(unreachable_since__isnull=False) | Q(alteration__dismissed=False)
    found = Source.objects.filter(gone, key__in=list(keys)).values_list(
        "key", "unreachable_since", "alteration__dismissed", "alteration__quotes"
    )
    rows = list(found)
    return Lost(
        unreachable=frozenset(key for key, since, _, _ in rows if since is not None),
        altered={key: frozenset(quotes) for key, _, seen, quotes in rows if seen is False},
    )


def latest(keys: Iterable[str]) -> dict[str, int]:
    """Give the newest version id of each source among *keys* (or their aliases) that exists."""
    found = ids(keys)
    versions = Version.objects.get_for_model(Source).filter(
        object_id__in=[str(id_) for id_ in found.values()]
    )
    # Ids of versions only grow, so the newest is the largest.
    newest = dict(versions.values_list("object_id").annotate(newest=Max("id")).order_by())
    return {key: newest[str(id_)] for key, id_ in found.items()}


def records(versions: Iterable[int]) -> dict[int, SourceRecord]:
    """Read the records that *versions* (their ids) keep, whatever the sources are today."""
    stored = [
        (id_, json.loads(data)[0]["fields"], schema)
        for id_, data, schema in Version.objects.filter(id__in=list(versions)).values_list(
            "id", "serialized_data", "revision__sourceedit__schema"
        )
    ]
    captured = _captured(columns.get("snapshot") for _, columns, _ in stored)
    return {
        id_: rows.read(
            columns, schema=schema, captured_at=captured.get(columns.get("snapshot") or "", "")
        )
        for id_, columns, schema in stored
    }


def recorded(source: Source, revisions: Iterable[int]) -> dict[int, SourceRecord]:
    """Read *source* as it was at each of *revisions* (their ids)."""
    kept = Version.objects.get_for_object(source).filter(revision__in=list(revisions)).order_by()
    versions = dict(kept.values_list("revision_id", "id"))
    found = records(versions.values())
    return {revision: found[id_] for revision, id_ in versions.items()}


def _captured(hashes: Iterable[str | None]) -> dict[str, str]:
    wanted = {sha256 for sha256 in hashes if sha256}
    if not wanted:
        return {}
    found = Snapshot.objects.filter(sha256__in=wanted).values_list("sha256", "captured_at")
    return {sha256: when.isoformat(timespec="seconds") for sha256, when in found}


def current(source: Source) -> SourceRecord:
    """Give the record of *source* as it is now."""
    columns: dict[str, Any] = {f: getattr(source, f) for f in _ATTRIBUTES if f != "snapshot_id"}
    captured = source.snapshot.captured_at.isoformat(timespec="seconds") if source.snapshot else ""
    return rows.read(columns | {"snapshot": source.snapshot_id}, captured_at=captured)


def head(source: Source) -> int:
    """Give the id of the newest revision of *source*."""
    return source.edits.order_by("-revision_id").values_list("revision_id", flat=True)[0]
