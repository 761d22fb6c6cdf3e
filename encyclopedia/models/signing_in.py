"""What signing in needs beside a password: a second factor, and how often it failed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy


class SecondFactor(models.Model):
    """A secret shared with somebody's authenticator app, and codes for when it is lost.

    `recovery` holds hashes; a code that was used is taken away. `last_step` is the time step of
    the last code that was taken, which is not taken twice.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="second_factor",
    )
    secret = models.CharField(max_length=64)
    recovery = models.JSONField(default=list)
    last_step = models.PositiveBigIntegerField(default=0)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name = gettext_lazy("second factor")

    def __str__(self) -> str:
        return f"the second factor of {self.user}"


class Attempts(models.Model):
    """How often signing in failed of late, or who reported; `key` digests a name or an address."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "attempts"
        default_permissions = ()
        verbose_name = gettext_lazy("attempts")

    def __str__(self) -> str:
        return f"{self.failures} failures"
