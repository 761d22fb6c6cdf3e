"""What a site says of itself, where its operator says it in their own words."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SitePage(models.Model):
    """The text of a page about the site, in Markdown; a page without one says what is shipped."""

    ABOUT, LICENCE, POLICY = "about", "licence", "policy"
    NAMES = [(ABOUT, _("About")), (LICENCE, _("Licence")), (POLICY, _("Editorial policy"))]

    name = models.CharField(_("page"), max_length=20, choices=NAMES, primary_key=True)
    text = models.TextField(_("text"))
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)

    class Meta:
        ordering = ("name",)
        verbose_name = _("page about the site")
        verbose_name_plural = _("pages about the site")

    def __str__(self) -> str:
        return str(self.get_name_display())

    def get_absolute_url(self) -> str:
        """Give the address that readers have it at."""
        return reverse(self.name)
