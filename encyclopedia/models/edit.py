"""What was saved, by whom and why: one row a revision."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import connections, models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from reversion.models import Revision

from encyclopedia import permissions
from encyclopedia.models.article import Article

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


# Goes along the index from each name to the next, past all revisions between the two.
_BY_NAME: Final = """
WITH RECURSIVE named (number, edit) AS (
    SELECT 1, ({first})
    UNION ALL
    SELECT number + 1, ({following}) FROM named WHERE edit IS NOT NULL AND number < %s
)
SELECT edit FROM named WHERE edit IS NOT NULL"""
_NAME: Final = "(SELECT editor_name FROM encyclopedia_edit WHERE revision_id = named.edit)"


class EditQuerySet(models.QuerySet["Edit"]):
    """Revisions by what people may see of them."""

    def visible_to(self, user: User | AnonymousUser) -> EditQuerySet:
        """Give those that *user* may read: once published, or all for the desk."""
        return self.filter(permissions.edits_visible_to(user))

    def showing(self, what: str) -> EditQuerySet:
        """Give those of which *what* ("text", "summary" or "editor") is not hidden."""
        return self.exclude(hidden__has_key=what)

    def editors(self, user: User | AnonymousUser) -> dict[str, int]:
        """Count what each saved, by name as *user* may know it: "" where that is hidden."""
        told = permissions.may_hide(user)
        hidden = models.When(hidden__has_key="editor", then=models.Value(""))
        name = models.F("editor_name") if told else models.Case(hidden, default="editor_name")
        counted = self.order_by().values(known_as=name).annotate(count=models.Count("pk"))
        return dict(counted.values_list("known_as", "count"))

    def newest_by_name(self, after: str, most: int) -> list[int]:
        """Give the newest id of each of *most* names behind *after*, however many each saved."""
        behind = RawSQL(_NAME, ())  # noqa: S611 -- our own words
        asked = [
            self.filter(editor_name__gt=name).order_by("editor_name", "-pk").values("pk")[:1]
            for name in (after, behind)
        ]
        told = [each.query.get_compiler(self.db).as_sql() for each in asked]
        (first, given), (following, held) = told
        with connections[self.db].cursor() as cursor:
            cursor.execute(_BY_NAME.format(first=first, following=following), (*given, *held, most))
            return [row[0] for row in cursor.fetchall()]

    def touching(self, kind: str) -> EditQuerySet:
        """Give those that touched *kind* of thing: "text", "infobox", and so on."""
        return self.alias(touched=Cast("kinds", models.TextField())).filter(
            touched__contains=f'"{kind}"'
        )

    def by(self, name: str) -> EditQuerySet:
        """Give those saved under *name*, in whichever case; nobody finds a name that is hidden."""
        return self.showing("editor").filter(editor_name__iregex=f"^{re.escape(name)}$")

    def saying(self, words: str) -> EditQuerySet:
        """Give those with *words* in their summary, in whichever case, unless it is hidden."""
        # SQLite's LIKE folds the case of ASCII alone; its regular expressions are Python's.
        return self.showing("summary").filter(summary__iregex=re.escape(words))

    def saved_between(self, first: date | None, last: date | None) -> EditQuerySet:
        """Give those saved from the day *first* to the day *last* (UTC), both included."""
        edits = self
        if first is not None:
            edits = edits.filter(saved_at__gte=datetime.combine(first, time.min, UTC))
        if last is not None:
            edits = edits.filter(saved_at__lte=datetime.combine(last, time.max, UTC))
        return edits

    def newest_first(self) -> EditQuerySet:
        """Order by revision, the order in which they were saved."""
        return self.order_by("-revision_id")


class Edit(models.Model):
    """A revision of one article.

    `manifest` names what the article was then: {"parts": [version ids], "sources": [version ids]}.
    `size` is bytes of UTF-8 of all that editors wrote, `kinds` says what the revision touched,
    `origin` is the SHA-256 of the file it was imported from, `declined` the reasons for which
    findings were set aside, by fingerprint. `hidden` says what of it is hidden ("text", "summary",
    "editor"), each with {"by": name, "at": moment, "why": reason}; the Hiding rows are its log.
    `submission` names the form that was sent and what was typed in it: the same one, sent twice,
    is one revision.
    """

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="edits")
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    restores = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    editor_name = models.CharField(max_length=150)
    saved_at = models.DateTimeField(default=timezone.now)
    summary = models.CharField(max_length=500, blank=True)
    minor = models.BooleanField(default=False)
    size = models.PositiveIntegerField(default=0)
    kinds = models.JSONField(default=list)
    name = models.CharField(max_length=100, blank=True)
    content_hash = models.CharField(max_length=64)
    schema = models.PositiveSmallIntegerField()
    manifest = models.JSONField(default=dict)
    origin = models.CharField(max_length=64, blank=True)
    declined = models.JSONField(default=dict)
    hidden = models.JSONField(default=dict)
    submission = models.CharField(max_length=65, blank=True)

    objects = EditQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["article", "-revision"], name="edit_by_article"),
            models.Index(fields=["editor_name", "-revision"], name="edit_by_editor"),
        ]
        permissions = (
            ("hide_edit", gettext_noop("Can hide text, summary and editor of revisions")),
        )
        constraints = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=~models.Q(submission=""),
                name="one_revision_a_submission",
            )
        ]
        verbose_name = gettext_lazy("revision")

    def __str__(self) -> str:
        said = _("revision {number} of {article}")
        return said.format(number=self.revision_id, article=self.article)

    def get_absolute_url(self) -> str:
        return reverse("revision", args=[self.article.slug, self.revision_id])

    def hides(self, what: str) -> bool:
        """Tell whether *what* ("text", "summary" or "editor") of it is hidden."""
        return what in self.hidden

    def hides_from(self, user: User | AnonymousUser | None, what: str) -> bool:
        """Tell whether *what* of it is hidden from *user*; None stands for everybody."""
        return self.hides(what) and (user is None or not permissions.may_hide(user))


class Hiding(models.Model):
    """Something of a revision was hidden or shown again: the log, to which rows are only added."""

    WHATS = [
        ("text", gettext_lazy("text")),
        ("summary", gettext_lazy("summary")),
        ("editor", gettext_lazy("editor")),
    ]

    edit = models.ForeignKey(
        Edit,
        verbose_name=gettext_lazy("revision"),
        on_delete=models.PROTECT,
        related_name="hidings",
    )
    what = models.CharField(gettext_lazy("what"), max_length=7, choices=WHATS)
    hidden = models.BooleanField(gettext_lazy("hidden"))
    at = models.DateTimeField(gettext_lazy("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    by_name = models.CharField(gettext_lazy("by name"), max_length=150)
    reason = models.CharField(gettext_lazy("reason"), max_length=500)

    class Meta:
        ordering = ("-id",)
        verbose_name = gettext_lazy("hiding")
        verbose_name_plural = gettext_lazy("hidings")

    def __str__(self) -> str:
        if self.hidden:
            done = _("{what} of revision {number} hidden by {name}")
        else:
            done = _("{what} of revision {number} shown again by {name}")
        what = self.get_what_display()
        return done.format(what=what, number=self.edit_id, name=self.by_name)
