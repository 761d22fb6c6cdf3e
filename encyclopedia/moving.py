"""Articles merged and split: whose words they were stays told, and no address goes dead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from encyclopedia import addressing, publishing, reviewing, store
from encyclopedia.core import moving
from encyclopedia.models import Article, Merger, Publication, Taking

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from encyclopedia.core.document import Document
    from encyclopedia.core.moving import Moved
    from encyclopedia.models import Edit


class MoveError(ValueError):
    """What was asked for cannot be done; nothing was saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """One article to be merged into another, as both were seen; `title` is what readers call it."""

    into: Edit
    other: Edit
    title: str
    before: Document
    moved: Moved

    @property
    def summary(self) -> str:
        """The edit summary, which names whose words these are."""
        return f"Merge from {_named(self.title)}, revision {self.other.pk}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPlan:
    """Sections to become a new article, as theirs was seen; `title` is what readers call that."""

    edit: Edit
    title: str
    before: Document
    moved: Moved
    left: Document

    @property
    def summary(self) -> str:
        """The summary of the new article, which names whose words these are."""
        return f"Split from {_named(self.title)}, revision {self.edit.pk}"


def plan_merge(into: Edit, other: Edit, chosen: Collection[UUID], *, lead: str = "") -> MergePlan:
    """Say what *into* would be with the *chosen* parts of *other*; raises MoveError."""
    if into.article_id == other.article_id:
        raise MoveError(_("An article cannot be merged into itself."))
    for edit in (into, other):
        merger = Merger.objects.filter(article=edit.article_id).select_related("into").first()
        if merger is not None:
            raise MoveError(
                _("“{article}” was merged into “{into}” already.").format(
                    article=edit.article, into=merger.into
                )
            )
    if into.article.withdrawn_at is not None:
        raise MoveError(
            _("“{article}” is withdrawn: nothing can be led there.").format(article=into.article)
        )
    before = store.at(into)
    moved = moving.merge(before, store.at(other), chosen, new_id=uuid4, lead=lead)
    title = _public_title(other.article)
    return MergePlan(into=into, other=other, title=title, before=before, moved=moved)


def merge(plan: MergePlan, *, reason: store.Reason) -> store.Saved:
    """Save what *plan* says, and lead readers of the one article to the other.

    Where readers had the one, they get the other as it is now. Raises StoreError, MovedError
    where somebody saved either meanwhile, and NotApprovedError.
    """
    with transaction.atomic():
        held = {article.pk: article for article in _hold(plan.into, plan.other)}
        into, other = held[plan.into.article_id], held[plan.other.article_id]
        _as_seen(into, plan.into)
        _as_seen(other, plan.other)
        saved = store.save(into, plan.moved.document, base=plan.into.pk, reason=reason)
        if saved.changed:
            _attribute(saved.edit, plan.other, plan.moved)
        public = Publication.objects.filter(article=other).first()
        Merger.objects.create(article=other, into=into, title=public.title if public else "")
        was_known = other.redirects.exists()
        addressing.hand_over(other, into)
        if public is not None:
            reviewing.publish(saved.edit, publisher=reason.editor)
            publishing.make_way(public, into)
        elif was_known:
            publishing.lead_on(into)
        return saved


def part_again(article: Article) -> bool:
    """Make *article* one of its own again, a draft; tell whether it had been merged."""
    with transaction.atomic():
        merger = Merger.objects.filter(article=article).select_related("into").first()
        if merger is None:
            return False
        publishing.lead_back(article, merger.into)
        merger.delete()
        return True


def plan_split(edit: Edit, chosen: Collection[UUID], title: str) -> SplitPlan:
    """Say what the *chosen* sections would be as an article *title*; raises MoveError."""
    before = store.at(edit)
    if not any(section.id in chosen for section in before.sections):
        raise MoveError(_("Choose the sections that become an article of their own."))
    moved, left = moving.split(before, chosen, title, article=uuid4(), new_id=uuid4)
    known = _public_title(edit.article)
    return SplitPlan(edit=edit, title=known, before=before, moved=moved, left=left)


def split(plan: SplitPlan, *, reason: store.Reason, left_reason: store.Reason) -> store.Saved:
    """Save the new article that *plan* says, and what it leaves behind; both are drafts.

    Raises StoreError, MovedError where somebody saved the article meanwhile.
    """
    with transaction.atomic():
        (article,) = _hold(plan.edit)
        _as_seen(article, plan.edit)
        saved = store.create(plan.moved.document, reason=reason)
        _attribute(saved.edit, plan.edit, plan.moved)
        store.save(article, plan.left, base=plan.edit.pk, reason=left_reason)
        return saved


def _public_title(article: Article) -> str:
    """Give the title by which readers know, or knew, *article*; "" where they never did."""
    for known in (Publication, Merger):
        title = known.objects.filter(article=article).values_list("title", flat=True).first()
        if title is not None:
            return str(title)
    return ""


def _named(title: str) -> str:
    """Name an article in a summary, which readers may see: a draft has no name for them."""
    return f"“{title}”" if title else "another article"


def _hold(*edits: Edit) -> list[Article]:
    """Hold the articles of *edits* still."""
    return Article.objects.filter(pk__in=[edit.article_id for edit in edits]).held()


def _as_seen(article: Article, edit: Edit) -> None:
    head = store.head(article)
    if head.pk != edit.pk:
        raise store.MovedError(head.pk)


def _attribute(edit: Edit, origin: Edit, moved: Moved) -> None:
    Taking.objects.create(
        edit=edit, taken_from=origin, parts={str(new): str(old) for new, old in moved.parts}
    )
