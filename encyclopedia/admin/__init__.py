"""The desk of editors and publishers: Django's admin over store and publishing."""

from encyclopedia.admin import accounts, article, audit, kind, logs, reports, site, source

__all__ = ["accounts", "article", "audit", "kind", "logs", "reports", "site", "source"]
