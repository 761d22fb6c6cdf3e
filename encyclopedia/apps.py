"""The app of articles."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy

from encyclopedia.core import remembering


class EncyclopediaConfig(AppConfig):
    """Articles, their history and their public pages."""

    name = "encyclopedia"
    verbose_name = gettext_lazy("Encyclopedia")

    def ready(self) -> None:
        """Let what is worked out of texts take the memory that the operator gives it."""
        remembering.allow(settings.TEXT_MEMORY)
