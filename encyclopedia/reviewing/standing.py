"""Where articles stand between draft and readers, as lists, forms and filters tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Case, CharField, DateTimeField, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.dateformat import format as date_in_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia.models import Article, Edit, Protection, Publication, Review, Schedule, Withdrawal

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import User
    from django.db.models import QuerySet

DRAFT, PUBLISHED = "draft", "published"
_WORDS: Final = {
    DRAFT: gettext_lazy("Draft"),
    "in-review": gettext_lazy("In review"),
    "changes-asked": gettext_lazy("Changes asked"),
    "approved": gettext_lazy("Approved"),
    PUBLISHED: gettext_lazy("Published"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "scheduled": gettext_lazy("Scheduled"),
    "protected": gettext_lazy("Protected"),
}
_LEVELS: Final = {
    Protection.LIFTED: gettext_lazy("everybody who may write"),
    Protection.EDITORS: gettext_lazy("editors and above"),
    Protection.PUBLISHERS: gettext_lazy("publishers and above"),
    Protection.ADMINISTRATORS: gettext_lazy("administrators only"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A state in words; `kind` is for style, `note` says when, whose, or which."""

    kind: str
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """Where an article stands: its newest revision, what readers have, and what is on its way.

    `work` is that of the newest revision: "published" where readers have it, else "draft",
    "in-review", "changes-asked" or "approved"; `said_of` is the revision that this was said of.
    """

    head: int
    public: int = 0
    work: str = DRAFT
    said_of: int = 0
    withdrawn: bool = False
    scheduled_at: datetime | None = None
    scheduled: int = 0
    level: str = ""
    protected_until: datetime | None = None

    @property
    def has_pending(self) -> bool:
        """Whether there is a newer revision than readers have."""
        return self.head != self.public

    @property
    def readers_see(self) -> str:
        """What readers see, in words."""
        if self.withdrawn:
            return _("nothing: withdrawn")
        if not self.public:
            return _("nothing yet")
        said = (
            _("revision {id}; newer changes wait")
            if self.has_pending
            else _("revision {id}, the newest")
        )
        return said.format(id=self.public)


def with_standing(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Tell each of *articles* where it stands, for `stands` and `standing_so`; one query."""
    public = Publication.objects.filter(article=OuterRef("pk")).values("edit_id")[:1]
    newest = Edit.objects.filter(article=OuterRef("pk")).newest_first().values("revision_id")[:1]
    said = Review.objects.filter(
        article=OuterRef("pk"), edit__gt=Coalesce(OuterRef("public_id"), Value(0))
    ).order_by("-pk")
    planned = Schedule.objects.waiting().filter(article=OuterRef("pk"))
    return (
        articles.select_related("protection")
        .annotate(public_id=Subquery(public), newest_id=Subquery(newest))
        .annotate(
            said=Subquery(said.values("state")[:1]),
            said_of=Subquery(said.values("edit_id")[:1]),
            scheduled_at=Subquery(
                planned.values("publish_at")[:1], output_field=DateTimeField(null=True)
            ),
            scheduled_id=Subquery(planned.values("edit_id")[:1]),
        )
        .annotate(
            work=Case(
                When(newest_id=F("public_id"), then=Value(PUBLISHED)),
                When(said=Review.TAKEN_BACK, then=Value(DRAFT)),
                When(said__isnull=True, then=Value(DRAFT)),
                default=F("said"),
                output_field=CharField(),
            )
        )
    )


def stands(article: Any) -> Stands:  # noqa: ANN401 -- an Article with the columns of with_standing
    """Give as a value where an article of `with_standing` stands."""
    protection = article.protection
    held = protection is not None and protection.holds(timezone.now())
    return Stands(
        head=article.newest_id or 0,
        public=article.public_id or 0,
        work=article.work,
        said_of=article.said_of or 0,
        withdrawn=article.withdrawn_at is not None,
        scheduled_at=article.scheduled_at,
        scheduled=article.scheduled_id or 0,
        level=protection.level if held else "",
        protected_until=protection.expires_at if held else None,
    )


def standing_so(kind: str, user: User, now: datetime) -> Q:
    """Select among articles of `with_standing` those that stand so; "mine" waits for *user*."""
    newer = ~Q(newest_id=F("public_id")) | Q(public_id__isnull=True)
    mine = Review.objects.waiting_for(user).values("article")
    kept = Q(protection__expires_at__isnull=True) | Q(protection__expires_at__gt=now)
    chosen = {
        "mine": Q(pk__in=mine),
        "pending": newer & Q(public_id__isnull=False),
        "unpublished": Q(public_id__isnull=True, withdrawn_at__isnull=True),
        PUBLISHED: Q(work=PUBLISHED),
        "withdrawn": Q(withdrawn_at__isnull=False),
        "scheduled": Q(scheduled_at__isnull=False),
        "protected": Q(protection__isnull=False) & kept,
    }
    return chosen.get(kind, Q(work=kind, withdrawn_at__isnull=True))


def badges(found: Stands) -> tuple[Badge, ...]:
    """Give the states of an article that differ from the usual, the gravest first."""
    told = [Badge(kind="withdrawn", words=str(_WORDS["withdrawn"]))] if found.withdrawn else []
    if found.work != DRAFT or not found.withdrawn:
        since = found.said_of and found.said_of != found.head and found.work != PUBLISHED
        note = (
            _("edited since, after revision {said_of}").format(said_of=found.said_of)
            if since
            else ""
        )
        told.append(Badge(kind=found.work, words=str(_WORDS[found.work]), note=note))
    if found.scheduled_at is not None:
        when = _when(found.scheduled_at)
        told.append(
            Badge(
                kind="scheduled",
                words=str(_WORDS["scheduled"]),
                note=_("revision {scheduled}, {when}").format(scheduled=found.scheduled, when=when),
            )
        )
    if found.level:
        until = (
            _(", until {when}").format(when=_when(found.protected_until))
            if found.protected_until
            else ""
        )
        told.append(
            Badge(
                kind="protected",
                words=str(_WORDS["protected"]),
                note=f"{_LEVELS[found.level]}{until}",
            )
        )
    return tuple(told)


def _when(moment: datetime) -> str:
    return date_in_words(timezone.localtime(moment), _("j M Y, H:i"))


def public_edit(article: UUID) -> Edit | None:
    """Give the revision that readers have, or had until the article was withdrawn."""
    publication = Publication.objects.filter(article=article).select_related("edit").only("edit")
    if found := publication.first():
        return found.edit
    withdrawal = Withdrawal.objects.filter(article=article, ended_at__isnull=True)
    last = withdrawal.select_related("edit").first()
    return last.edit if last else None
