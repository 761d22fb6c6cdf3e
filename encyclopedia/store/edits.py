"""The row that a revision leaves in the history: who, why, what kinds of change, which versions."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from reversion.models import Version

from encyclopedia.core.rows import SCHEMA, Row
from encyclopedia.core.writers import json as json_writer
from encyclopedia.core.writers import rows as rows_writer
from sources.core.record import SINCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.contrib.auth.models import User

    from encyclopedia.core.document import Document
    from encyclopedia.models import Article, Edit

SUMMARY_LIMIT = 500
NAME_LIMIT = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Who saves and why, as the revision will say.

    `declines` sets findings aside: by their fingerprint the reason, or "" to take that back.
    `submission` names what was sent: the same one, sent again, makes no second revision.
    `saved_at` tells when words were saved that come from elsewhere; the order stays that of ids.
    """

    editor: User | None
    summary: str
    editor_name: str = ""
    minor: bool = False
    name: str = ""
    origin: str = ""
    restores: Edit | None = None
    undoes: Edit | None = None
    declines: Mapping[str, str] = field(default_factory=dict)
    submission: str = ""
    saved_at: datetime | None = None

    @property
    def signature(self) -> str:
        """The editor's name as text, which outlives the account."""
        if self.editor_name or self.editor is None:
            return (self.editor_name or "import")[:NAME_LIMIT]
        return str(self.editor.get_full_name() or self.editor.get_username())[:NAME_LIMIT]


def columns(
    article: Article,
    document: Document,
    previous: Document | None,
    base: Edit | None,
    reason: Reason,
    set_aside: Mapping[str, str],
) -> dict[str, Any]:
    """Give the columns of an Edit but for its revision and manifest."""
    return {
        "article": article,
        "base": base,
        "restores": reason.restores,
        "undoes": reason.undoes,
        "editor": reason.editor,
        "editor_name": reason.signature,
        "summary": reason.summary[:SUMMARY_LIMIT],
        "minor": reason.minor,
        "name": reason.name,
        "origin": reason.origin,
        "size": size(document),
        "kinds": ["back"]
        if _comes_back(previous, document, reason)
        else kinds_of_change(previous, document),
        "content_hash": content_hash(document),
        "schema": SCHEMA,
        "saved_at": reason.saved_at or timezone.now(),
        "declined": set_aside,
        "submission": reason.submission,
    }


def content_hash(document: Document) -> str:
    """Give the SHA-256 of all that *document* says, by which a revision is known for good.

    What a source does not say of the fields that records have got since is left out, so that the
    hashes of before hold.
    """
    data = json_writer.as_data(document)
    data["sources"] = [
        {name: said for name, said in source.items() if said or name not in SINCE}
        for source in data["sources"]
    ]
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_as_hashed(edit: Edit, document: Document) -> bool:
    """Tell whether *document*, read at *edit*, is what was hashed when it was saved.

    Of an earlier schema that cannot be told: what a Document holds has changed since.
    """
    return edit.schema != SCHEMA or content_hash(document) == edit.content_hash


def declined(head: Edit | None, reason: Reason) -> dict[str, str]:
    """Give the findings set aside after a save: those before, and what *reason* declines."""
    found = {**(head.declined if head else {}), **reason.declines}
    return {fingerprint: why for fingerprint, why in found.items() if why}


def manifest(
    edit: Edit, head: Edit | None, replaced: Iterable[Row], sources: Iterable[int]
) -> dict[str, list[int]]:
    """Name the versions of the article: those of *head* less the *replaced*, and the new ones."""
    before = head.manifest["parts"] if head else []
    ids = [str(row.id) for row in replaced]
    dropped = Version.objects.filter(id__in=before, object_id__in=ids).values_list("id", flat=True)
    new = Version.objects.filter(revision_id=edit.pk).values_list("id", flat=True)
    return {"parts": sorted({*before} - {*dropped} | {*new}), "sources": sorted(sources)}


def size(document: Document) -> int:
    """Count the bytes of UTF-8 of all that editors wrote in *document*."""
    rows = rows_writer.write(document)
    texts = (text for row in rows for text in row.columns.values() if isinstance(text, str))
    return sum(len(text.encode()) for text in texts)


def name(edit: Edit, words: str) -> None:
    """Name the revision *edit*, for those who look for it; "" takes its name away."""
    edit.name = words
    edit.save(update_fields=["name"])


def _comes_back(previous: Document | None, document: Document, reason: Reason) -> bool:
    """Tell whether a deleted article comes back: only then does a restore change no words."""
    return reason.restores is not None and previous == document


def kinds_of_change(old: Document | None, new: Document) -> list[str]:
    """Say what kinds of things differ between *old* and *new*."""
    if old is None:
        return ["new"]
    same = {
        "text": old.lead == new.lead and old.sections == new.sections,
        "infobox": old.infobox == new.infobox,
        "timeline": old.events == new.events,
        "see-also": old.see_also == new.see_also,
        "pictures": old.illustrations == new.illustrations,
        "sources": old.sources == new.sources,
        "title": (old.title, old.kind) == (new.title, new.kind),
        "details": _details(old) == _details(new),
    }
    return [kind for kind, unchanged in same.items() if not unchanged] or ["findings"]


def _details(document: Document) -> tuple[object, ...]:
    return (
        document.short_description,
        document.language,
        document.hatnote,
        document.series,
        document.disambiguation,
        document.categories,
    )
