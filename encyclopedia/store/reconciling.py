"""Two edits of one article brought together before either is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from encyclopedia.core import merge
from encyclopedia.core.merge import NOTHING_SETTLED, Merged
from encyclopedia.store import documents, reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from encyclopedia.core.document import Document
    from encyclopedia.core.merge import Settlement
    from encyclopedia.models import Edit


def reconcile(
    document: Document,
    *,
    base: Edit,
    met: Edit,
    settled: Mapping[str, Settlement] = NOTHING_SETTLED,
) -> Merged:
    """Bring *document*, which began from *base*, together with the revision *met* after it.

    Collisions are decided as *settled*; those that are not keep the words of *document*.
    """
    if base.pk == met.pk:
        return Merged(document=document)
    before = reading.at(base)
    merged = merge.merge(before, documents.as_recorded(document, before), reading.at(met), settled)
    whole = documents.tell_anchors_apart(merged.document)
    return Merged(document=whole, collisions=merged.collisions)
