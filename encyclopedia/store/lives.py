"""The past of single parts of an article, read version by version for the life of a sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from encyclopedia.core import authorship
from encyclopedia.core.authorship import Past
from encyclopedia.store import versions

if TYPE_CHECKING:
    from uuid import UUID

    from encyclopedia.core.authorship.texts import Texts
    from encyclopedia.models.edit import EditQuerySet


def past(edits: EditQuerySet) -> Past:
    """Look back over *edits* of one article, those that the reader may see, and no others.

    Which versions were in force is read once; then one query for each part that is asked for,
    and one for each revision.
    """
    manifests = {
        revision: frozenset(parts)
        for revision, parts in edits.select_related(None)
        .order_by("revision_id")
        .values_list("pk", "manifest__parts")
    }
    revisions = list(manifests)

    @cache
    def part(id_: UUID) -> tuple[tuple[int, Texts | None], ...]:
        rows = versions.of_part(id_)
        timeline: list[tuple[int, Texts | None]] = []
        for revision in revisions:
            in_force = manifests[revision] & rows.keys()
            texts = authorship.of_row(rows[max(in_force)]) if in_force else None
            if (timeline[-1][1] if timeline else None) != texts:
                timeline.append((revision, texts))
        return tuple(timeline)

    @cache
    def gone(revision: int) -> Mapping[UUID, Texts]:
        at = bisect_left(revisions, revision)
        if not at:
            return {}
        rows = versions.numbered(manifests[revisions[at - 1]] - manifests[revision])
        return {row.id: authorship.of_row(row) for row in rows.values()}

    return Past(part=part, gone=gone)
