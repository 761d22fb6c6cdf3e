"""The one door between tables and Document: read, save, take back, hide, delete."""

from encyclopedia.store.authorship import Rebuilt, authors
from encyclopedia.store.authorship import publish as publish_authorship
from encyclopedia.store.authorship import rebuild as rebuild_authorship
from encyclopedia.store.deleting import bring_back, delete, give_up_title, title_when_back
from encyclopedia.store.edits import Reason, is_as_hashed, name
from encyclopedia.store.errors import (
    CollidedError,
    DeletedError,
    EntangledError,
    FirstRevisionError,
    ForeignRevisionError,
    HiddenTextError,
    InvalidDocumentError,
    MovedError,
    NotDeletedError,
    StillShownError,
    StoreError,
    TitleTakenError,
    UnknownSourceError,
)
from encyclopedia.store.findings import Reindexed, check, check_both, recheck
from encyclopedia.store.hiding import Hidden, hide, same_text, titles
from encyclopedia.store.lives import past
from encyclopedia.store.reading import (
    at,
    before,
    current,
    first_seen,
    head,
    history,
    newest,
    several,
)
from encyclopedia.store.reconciling import reconcile
from encyclopedia.store.returning import restore, undo, without, words_of_undo
from encyclopedia.store.saving import Saved, adopt_sources, create, hold, save
from encyclopedia.store.signing import sign_anew
from encyclopedia.store.surroundings import Archive
from encyclopedia.store.versions import revisions_of

__all__ = [
    "Archive",
    "CollidedError",
    "DeletedError",
    "EntangledError",
    "FirstRevisionError",
    "ForeignRevisionError",
    "Hidden",
    "HiddenTextError",
    "InvalidDocumentError",
    "MovedError",
    "NotDeletedError",
    "Reason",
    "Rebuilt",
    "Reindexed",
    "Saved",
    "StillShownError",
    "StoreError",
    "TitleTakenError",
    "UnknownSourceError",
    "adopt_sources",
    "at",
    "authors",
    "before",
    "bring_back",
    "check",
    "check_both",
    "create",
    "current",
    "delete",
    "first_seen",
    "give_up_title",
    "head",
    "hide",
    "history",
    "hold",
    "is_as_hashed",
    "name",
    "newest",
    "past",
    "publish_authorship",
    "rebuild_authorship",
    "recheck",
    "reconcile",
    "restore",
    "revisions_of",
    "same_text",
    "save",
    "several",
    "sign_anew",
    "title_when_back",
    "titles",
    "undo",
    "without",
    "words_of_undo",
]
