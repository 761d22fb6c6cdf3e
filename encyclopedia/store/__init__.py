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
from encyclopedia.store.findings import Reindexed, check, recheck
from encyclopedia.store.reading import at, before, current, first_seen, head, history, newest
from encyclopedia.store.returning import restore, undo, without
from encyclopedia.store.saving import Saved, adopt_sources, create, save
from encyclopedia.store.signing import sign_anew
from encyclopedia.store.versions import revisions_of

__all__ = [
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
    "create",
    "current",
    "first_seen",
    "head",
    "history",
    "name",
    "newest",
    "recheck",
    "restore",
    "revisions_of",
    "save",
    "sign_anew",
    "undo",
    "without",
]
