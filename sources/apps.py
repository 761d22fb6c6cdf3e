"""The app of sources."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class SourcesConfig(AppConfig):
    """What articles may cite, and its archived copies."""

    name = "sources"
    verbose_name = gettext_lazy("Sources")
