"""When each command ran last."""

from django.db import models
from django.utils.translation import gettext_lazy


class Run(models.Model):
    """The last runs of a command: begun, done and failed; `said` is what it came to.

    Who looks after the site reads here whether its timers run; no backup takes it along.
    """

    command = models.CharField(max_length=40, primary_key=True)
    began_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = gettext_lazy("run")

    def __str__(self) -> str:
        return self.command
