"""Who did what, and who was refused what: a log that only grows."""

from __future__ import annotations

from typing import NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy


class AppendOnlyError(TypeError):
    """Somebody tried to change or take away an entry of the log."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("The audit log only grows: its entries are never changed or taken away.")


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Entries, to be read and added to."""

    def update(self, **columns: object) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError

    def bulk_update(self, *args: object, **options: object) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError


class AuditEntry(models.Model):
    """One action, done or refused.

    `actor` is the id of the account, 0 for nobody; no name is kept, so an account that is made
    anonymous is anonymous here too. `action` is the name of the address or of the command,
    `subject` the ids or slugs that it was about, `reason` the house's own sentence: nothing that
    somebody typed stands in an entry.
    """

    DONE, REFUSED, NOT_TAKEN, FAILED = "done", "refused", "not taken", "failed"
    OUTCOMES = [
        (DONE, gettext_lazy("done")),
        (REFUSED, gettext_lazy("refused")),
        (NOT_TAKEN, gettext_lazy("not taken")),
        (FAILED, gettext_lazy("failed")),
    ]

    at = models.DateTimeField(gettext_lazy("time"), default=timezone.now, db_index=True)
    actor = models.PositiveBigIntegerField(gettext_lazy("account"), default=0, db_index=True)
    ip = models.GenericIPAddressField(gettext_lazy("address"), null=True)
    method = models.CharField(gettext_lazy("method"), max_length=10)
    action = models.CharField(gettext_lazy("action"), max_length=100, db_index=True)
    subject = models.CharField(gettext_lazy("subject"), max_length=300, blank=True, db_index=True)
    outcome = models.CharField(gettext_lazy("outcome"), max_length=9, choices=OUTCOMES)
    status = models.PositiveSmallIntegerField(gettext_lazy("status"), default=0)
    reason = models.CharField(gettext_lazy("reason"), max_length=200, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        verbose_name = gettext_lazy("entry of the audit log")
        verbose_name_plural = gettext_lazy("audit log")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.action}: {self.get_outcome_display()}"

    def delete(self, *args: object, **options: object) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError
