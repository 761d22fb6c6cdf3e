"""The one door between tables and Document: current, at, history, save, restore, undo."""

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
    "Saved",
    "StoreError",
    "TitleTakenError",
    "UnknownSourceError",
    "adopt_sources",
    "at",
    "before",
    "create",
    "current",
    "first_seen",
    "head",
    "history",
    "name",
    "restore",
    "save",
    "undo",
    "without",
]
