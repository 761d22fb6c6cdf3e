"""The one door between tables and Document: current, at, history, save, restore, undo."""

from encyclopedia.store.authorship import Rebuilt, authors
from encyclopedia.store.authorship import publish as publish_authorship
from encyclopedia.store.authorship import rebuild as rebuild_authorship
from encyclopedia.store.edits import Reason, name
from encyclopedia.store.errors import (
    CollidedError,
    EntangledError,
    FirstRevisionError,
    ForeignRevisionError,
    InvalidDocumentError,
    MovedError,
    StoreError,
    TitleTakenError,
    UnknownSourceError,
)
from encyclopedia.store.findings import Reindexed, check, recheck
from encyclopedia.store.lives import past
from encyclopedia.store.reading import at, before, current, first_seen, head, history
from encyclopedia.store.returning import restore, undo, without
from encyclopedia.store.saving import Saved, adopt_sources, create, save

__all__ = [
    "CollidedError",
    "EntangledError",
    "FirstRevisionError",
    "ForeignRevisionError",
    "InvalidDocumentError",
    "MovedError",
    "Reason",
    "Rebuilt",
    "Reindexed",
    "Saved",
    "StoreError",
    "TitleTakenError",
    "UnknownSourceError",
    "adopt_sources",
    "at",
    "authors",
    "before",
    "check",
    "create",
    "current",
    "first_seen",
    "head",
    "history",
    "name",
    "past",
    "publish_authorship",
    "rebuild_authorship",
    "recheck",
    "restore",
    "save",
    "undo",
    "without",
]
