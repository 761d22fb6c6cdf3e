"""The one door between tables and Document: current, at, history, save, restore."""

from encyclopedia.store.edits import Reason
from encyclopedia.store.errors import (
    CollidedError,
    ForeignRevisionError,
    InvalidDocumentError,
    StoreError,
    TitleTakenError,
    UnknownSourceError,
)
from encyclopedia.store.reading import at, current, first_seen, head, history
from encyclopedia.store.saving import Saved, adopt_sources, create, restore, save

__all__ = [
    "CollidedError",
    "ForeignRevisionError",
    "InvalidDocumentError",
    "Reason",
    "Saved",
    "StoreError",
    "TitleTakenError",
    "UnknownSourceError",
    "adopt_sources",
    "at",
    "create",
    "current",
    "first_seen",
    "head",
    "history",
    "restore",
    "save",
]
