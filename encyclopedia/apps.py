"""The app of articles."""

from django.apps import AppConfig


class EncyclopediaConfig(AppConfig):
    """Articles, their history and their public pages."""

    name = "encyclopedia"
    verbose_name = "Encyclopedia"
