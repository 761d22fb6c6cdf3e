"""The app of sources."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """What articles may cite, and its archived copies."""

    name = "sources"
    verbose_name = "Sources"
