"""The app of articles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class EncyclopediaConfig(AppConfig):
    """Articles, their history and their public pages."""

    name = "encyclopedia"
    verbose_name = gettext_lazy("Encyclopedia")
