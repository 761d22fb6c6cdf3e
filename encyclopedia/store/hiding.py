"""Hiding: what of a revision only some may read, and the log that says who hid it and why."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from reversion.models import Version

from encyclopedia.models import Article, Edit, Hiding, Publication
from encyclopedia.store import reading, versions
from encyclopedia.store.edits import SUMMARY_LIMIT
from encyclopedia.store.errors import ForeignRevisionError, StillShownError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from encyclopedia.store.edits import Reason

WHAT: Final = ("text", "summary", "editor")
RANGE_LIMIT: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """The revisions of which something was hidden or shown again; none where all was so before."""

    edits: tuple[Edit, ...]


@transaction.atomic
def hide(
    article: Article,
    revisions: tuple[int, int],
    wanted: Mapping[str, bool],
    *,
    reason: Reason,
) -> Hidden:
    """Hide (True) or show again (False) what is *wanted* of the revisions from first to last.

    Every change leaves a row in the log. Raises StillShownError where the text is that of the
    newest or the public revision, and ForeignRevisionError.
    """
    if unknown := wanted.keys() - set(WHAT):
        raise ValueError(f"expected some of {WHAT}, not {sorted(unknown)}")
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    first, last = revisions
    edits = list(reading.history(article).filter(pk__gte=first, pk__lte=last)[: RANGE_LIMIT + 1])
    if not edits or {first, last} - {edit.pk for edit in edits}:
        raise ForeignRevisionError(
            _("Revisions {first} and {last} of “{article}” were expected.").format(
                first=first, last=last, article=article
            )
        )
    if len(edits) > RANGE_LIMIT:
        raise ForeignRevisionError(
            _("At most {most} revisions are hidden at once.").format(most=RANGE_LIMIT)
        )
    if wanted.get("text"):
        _refuse_shown(article, {edit.pk for edit in edits})
    changed = tuple(edit for edit in edits if _change(edit, wanted, reason))
    Edit.objects.bulk_update(changed, ["hidden"])
    return Hidden(edits=changed)


def _refuse_shown(article: Article, edits: Collection[int]) -> None:
    public = Publication.objects.filter(article=article).values_list("edit_id", flat=True).first()
    if public in edits:
        raise StillShownError(
            _(
                "Readers see the text of revision {number} now. Publish another revision, or"
                " withdraw the article; then this one can be hidden."
            ).format(number=public)
        )
    head = reading.head(article).pk
    if head in edits:
        raise StillShownError(
            _(
                "Revision {number} is the newest: editors have its words before them. Save a"
                " revision without these words; then this one can be hidden."
            ).format(number=head)
        )


def _change(edit: Edit, wanted: Mapping[str, bool], reason: Reason) -> bool:
    """Note in *edit* and in the log what changes of it; tell whether anything does."""
    changing = {what: hidden for what, hidden in wanted.items() if edit.hides(what) is not hidden}
    now = timezone.now()
    why = reason.summary[:SUMMARY_LIMIT]
    note = {"by": reason.signature, "at": now.isoformat(), "why": why}
    kept = {what: said for what, said in edit.hidden.items() if changing.get(what, True)}
    edit.hidden = kept | {what: note for what, hidden in changing.items() if hidden}
    Hiding.objects.bulk_create(
        Hiding(
            edit=edit,
            what=what,
            hidden=hidden,
            at=now,
            by=reason.editor,
            by_name=reason.signature,
            reason=why,
        )
        for what, hidden in changing.items()
    )
    return bool(changing)


def same_text(edit: Edit) -> tuple[int, ...]:
    """Give the other revisions of the article with the very text of *edit*, oldest first."""
    same = Edit.objects.filter(article=edit.article_id, content_hash=edit.content_hash)
    others = same.exclude(pk=edit.pk).order_by("revision_id")
    return tuple(others.values_list("pk", flat=True))


def titles(article: Article, edits: Iterable[int]) -> dict[int, str]:
    """Give the title that *article* had at each of its revisions *edits*, with one query."""
    kept = Version.objects.filter(
        content_type=ContentType.objects.get_for_model(Article), object_id=str(article.pk)
    ).order_by("revision_id")
    found = list(kept.values_list("revision_id", "id"))
    since = [revision for revision, _ in found]
    at = {edit: found[bisect_right(since, edit) - 1][1] for edit in edits}
    rows = versions.titles(set(at.values()))
    return {edit: rows[id_] for edit, id_ in at.items()}
