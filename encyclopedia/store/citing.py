"""The sources of an article: which versions it keeps, and the index of where it cites them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from encyclopedia.core import citations
from encyclopedia.core import reading as texts_of
from encyclopedia.models import Citation
from encyclopedia.store import reading
from encyclopedia.store.errors import UnknownSourceError
from sources import store as source_store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from uuid import UUID

    from encyclopedia.core.document import Document
    from encyclopedia.core.reading import Prose
    from encyclopedia.models import Article, Edit
    from encyclopedia.store.edits import Reason
    from sources.core.record import SourceRecord

_TEXTS = {
    "article": ("hatnote", "lead"),
    "infoboxfield": ("infobox",),
    "section": ("section",),
    "keyevent": ("event",),
}


def _pinned(edit: Edit | None) -> dict[str, int]:
    """Give the version id of each source that *edit* keeps, by key and alias."""
    return {} if edit is None else _by_key(reading.sources(edit))


def _by_key(records: Mapping[int, SourceRecord]) -> dict[str, int]:
    return {key: id_ for id_, record in records.items() for key in (*record.aliases, record.key)}


def kept(head: Mapping[int, SourceRecord], reason: Reason) -> dict[str, int]:
    """Give the version id of each source that a save for *reason* keeps, by key.

    *head* has the records that the newest revision keeps.
    """
    now = _by_key(head)
    if reason.undoes is None:
        return now | _pinned(reason.restores)
    before, then = _pinned(reading.before(reason.undoes)), _pinned(reason.undoes)
    untouched_since = {key: id_ for key, id_ in before.items() if now.get(key) == then.get(key)}
    return before | now | untouched_since


def choose(
    document: Document,
    cited: Iterable[str],
    kept: Mapping[str, int],
    read: Mapping[int, SourceRecord],
) -> dict[int, SourceRecord]:
    """Choose the version of each source that *document* cites or keeps at hand.

    A source that the article *kept* before stays as it was; any other comes as it is now. A
    cited key that no source has is left for the page to show as an error. Versions that were
    *read* already are not read again.
    """
    at_hand = {record.key for record in document.sources}
    wanted = at_hand | set(cited)
    chosen = {key: kept[key] for key in wanted & kept.keys()}
    chosen |= source_store.latest(wanted - kept.keys())
    if missing := sorted(at_hand - chosen.keys()):
        raise UnknownSourceError(
            _("There is no source with the key @{key}.").format(key=missing[0])
        )
    ids = set(chosen.values())
    new = source_store.records(ids - read.keys()) if ids - read.keys() else {}
    return {id_: read[id_] for id_ in ids & read.keys()} | new


def reindex(
    article: Article,
    texts: Iterable[Prose],
    records: Iterable[SourceRecord],
    changed: Mapping[str, Collection[UUID]],
) -> None:
    """Write the citations of the parts that *changed* (model name → ids) anew, and no others."""
    for model, ids in changed.items():
        for part in _TEXTS.get(model, ()):
            Citation.objects.filter(article=article, part=part, part_id__in=list(ids)).delete()
    keys = {key: record.key for record in records for key in (*record.aliases, record.key)}
    changed_texts = {
        (part, id_)
        for model, ids in changed.items()
        for part in _TEXTS.get(model, ())
        for id_ in ids
    }
    rows = [
        row
        for prose in texts
        if (prose.place.part, prose.place.id or article.pk) in changed_texts
        for row in _rows(article, prose, keys)
    ]
    sources = source_store.ids(key for key, _ in rows)
    for key, row in rows:
        row.source_id = sources[key]
    Citation.objects.bulk_create([row for _, row in rows])


def _rows(
    article: Article, prose: Prose, keys: Mapping[str, str]
) -> Iterable[tuple[str, Citation]]:
    for span in citations.claims(prose):
        for item in span.mark.items:
            if item.key in keys:
                yield (
                    keys[item.key],
                    Citation(
                        article=article,
                        part=prose.place.part,
                        part_id=prose.place.id or article.pk,
                        start=item.start,
                        claim_start=span.start,
                        claim_end=span.end,
                        locator=item.locator[:255],
                        quote=item.quote,
                    ),
                )


def texts_and_keys(document: Document) -> tuple[tuple[Prose, ...], tuple[str, ...]]:
    """Parse *document* once: its texts in reading order, and the keys that they cite."""
    texts = texts_of.texts(document)
    return texts, citations.cited_keys(texts)
