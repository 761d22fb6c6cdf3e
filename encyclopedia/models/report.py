"""What readers say of sentences: reports that wait for the editors until they are settled."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from encyclopedia.models.article import Article
from encyclopedia.models.edit import Edit


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports by what became of them."""

    def open(self) -> ReportQuerySet:
        """Give those that nobody settled."""
        return self.filter(settled_at__isnull=True)


class Report(models.Model):
    """What a reader says of a sentence of a public revision, or of the article as a whole.

    `words` stood at the part `part` and `part_id` of revision `edit` between `prefix` and
    `suffix`, as of a comment. `email` is there only while somebody may still want to answer.
    """

    WRONG, OUTDATED, UNSUPPORTED, UNREADABLE, OTHER = (
        "wrong",
        "outdated",
        "unsupported",
        "unreadable",
        "other",
    )
    KINDS = [
        (WRONG, _("It is wrong")),
        (OUTDATED, _("It is out of date")),
        (UNSUPPORTED, _("Its source does not say this")),
        (UNREADABLE, _("It cannot be understood")),
        (OTHER, _("Something else")),
    ]
    CORRECTED, KEPT, SPAM = "corrected", "kept", "spam"
    OUTCOMES = [
        (CORRECTED, _("Corrected")),
        (KEPT, _("Nothing to correct")),
        (SPAM, _("No report at all (spam)")),
    ]

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="reports")
    edit = models.ForeignKey(Edit, on_delete=models.PROTECT, related_name="reports")
    part = models.CharField(max_length=10, blank=True)
    part_id = models.UUIDField(null=True)
    words = models.TextField(blank=True)
    prefix = models.CharField(max_length=100, blank=True)
    suffix = models.CharField(max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=15, choices=KINDS)
    text = models.TextField()
    email = models.EmailField(blank=True)
    at = models.DateTimeField(_("sent"), default=timezone.now)
    outcome = models.CharField(max_length=15, choices=OUTCOMES, blank=True)
    answer = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, db_index=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    settled_by_name = models.CharField(max_length=150, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("report of a reader")
        verbose_name_plural = _("reports of readers")
        default_permissions = ("delete",)
        permissions = (("settle_report", gettext_noop("Can settle reports of readers")),)

    def __str__(self) -> str:
        return gettext("report {number} on {article}").format(number=self.pk, article=self.article)
