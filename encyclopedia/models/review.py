"""What reviewers said of revisions: reviews that only grow, and comments on passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from encyclopedia import permissions
from encyclopedia.models.article import Article
from encyclopedia.models.edit import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reviews by what they come to today."""

    def newest(self) -> ReviewQuerySet:
        """Give the last word on each article."""
        later = Review.objects.filter(article=OuterRef("article"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later))

    def pending(self) -> ReviewQuerySet:
        """Give those of revisions newer than what readers have."""
        public = Q(article__publication__isnull=True)
        return self.filter(public | Q(article__publication__edit_id__lt=F("edit_id")))

    def waiting(self) -> ReviewQuerySet:
        """Give the reviews that were asked for and not answered."""
        return self.newest().pending().filter(state=Review.IN_REVIEW)

    def waiting_for(self, user: User) -> ReviewQuerySet:
        """Give the reviews that *user* is asked for, by name or as one of all reviewers."""
        if not permissions.may_review(user):
            return self.none()
        return self.waiting().filter(permissions.reviews_for(user))

    def changes_asked_of(self, user: User) -> ReviewQuerySet:
        """Give those that ask *user* for changes: who asked for the review or began the article."""
        asked = self.newest().pending().filter(state=Review.CHANGES_ASKED)
        return asked.filter(Q(answers__by=user) | Q(article__begun_by=user))

    def decisions(self) -> ReviewQuerySet:
        """Give the answers alone: approved, or changes asked."""
        return self.filter(state__in=[Review.APPROVED, Review.CHANGES_ASKED])

    def of(self, edits: Iterable[int]) -> ReviewQuerySet:
        """Give the reviews of the revisions *edits*, oldest first."""
        return self.filter(edit__in=list(edits)).order_by("pk")


class Review(models.Model):
    """A word on one revision: somebody asks for its review, or answers; rows are only added.

    `by` asked or answered, under `by_name`, which outlives the account; `reviewer` is whom a
    review is asked of, nobody where any reviewer may answer; `answers` is what a decision answers.
    """

    IN_REVIEW, CHANGES_ASKED, APPROVED, TAKEN_BACK = (
        "in-review",
        "changes-asked",
        "approved",
        "taken-back",
    )
    STATES = [
        (IN_REVIEW, gettext_lazy("In review")),
        (CHANGES_ASKED, gettext_lazy("Changes asked")),
        (APPROVED, gettext_lazy("Approved")),
        (TAKEN_BACK, gettext_lazy("Review taken back")),
    ]

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="reviews")
    edit = models.ForeignKey(Edit, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=15, choices=STATES)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        default_permissions = ()
        permissions = (
            ("review_article", gettext_noop("Can approve revisions and ask for changes")),
        )
        indexes = [models.Index(fields=["article", "-id"], name="review_by_article")]
        verbose_name = gettext_lazy("review")

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.edit}"


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments by what became of them."""

    def threads(self) -> CommentQuerySet:
        """Give the comments that answer no other."""
        return self.filter(answers__isnull=True)

    def open(self) -> CommentQuerySet:
        """Give the threads that nobody resolved."""
        return self.threads().filter(resolved_at__isnull=True)

    def concerning(self, user: User) -> CommentQuerySet:
        """Give the threads on articles that *user* began, and those that they wrote in."""
        wrote = Comment.objects.filter(Q(pk=OuterRef("pk")) | Q(answers=OuterRef("pk")), by=user)
        return self.threads().filter(Q(article__begun_by=user) | Exists(wrote))


class Comment(models.Model):
    """A remark on words of a passage, or an answer to one.

    `words` stood at the part `part` and `part_id` of revision `edit` between `prefix` and
    `suffix`, as readers read them; a remark on the article as a whole has none. An answer has
    the place of what it `answers`, and is resolved with it.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="comments")
    edit = models.ForeignKey(Edit, on_delete=models.PROTECT, related_name="comments")
    part = models.CharField(max_length=10, blank=True)
    part_id = models.UUIDField(null=True)
    words = models.TextField(blank=True)
    prefix = models.CharField(max_length=100, blank=True)
    suffix = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)
    answers = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    resolved_by_name = models.CharField(max_length=150, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        default_permissions = ("add",)
        verbose_name = gettext_lazy("comment")

    def __str__(self) -> str:
        return f"comment by {self.by_name} on {self.article}"
