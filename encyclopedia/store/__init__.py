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
from encyclopedia.store.findings import Reindexed, check, check_both, recheck
from encyclopedia.store.reading import at, before, current, first_seen, head, history, several
from encyclopedia.store.returning import restore, undo, without
from encyclopedia.store.saving import Saved, adopt_sources, create, save
from encyclopedia.store.surroundings import Archive

__all__ = [
    "Archive",
    "CollidedError",
    "EntangledError",
    "FirstRevisionError",
    "ForeignRevisionError",
    "InvalidDocumentError",
    "MovedError",
    "Reason",
    "Reindexed",
    "Saved",
    "StoreError",
    "TitleTakenError",
    "UnknownSourceError",
    "adopt_sources",
    "at",
    "before",
    "check",
    "check_both",
    "create",
    "current",
    "first_seen",
    "head",
    "history",
    "name",
    "recheck",
    "restore",
    "save",
    "several",
    "undo",
    "without",
]
