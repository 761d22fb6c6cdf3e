"""The desk of editors and publishers: Django's admin over store and publishing."""

from encyclopedia.admin import accounts, article, kind, logs

__all__ = ["accounts", "article", "kind", "logs"]
