"""The desk of editors and publishers: Django's admin over store and publishing."""

from encyclopedia.admin import article, kind

__all__ = ["article", "kind"]
