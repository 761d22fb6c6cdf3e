"""What is wrong with the machine when a request fails, told from the error, in words for people."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import Final

from django.db import InterfaceError, OperationalError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from encyclopedia.running import causes

AWAY: Final = "away"
BUSY: Final = "busy"
FULL: Final = "full"
READ_ONLY: Final = "read-only"
NOT_MIGRATED: Final = "not migrated"
NO_BUCKET: Final = "no bucket"

# What SQLite says has no codes that reach Django in every release, so it is known by its words.
_SAID: Final = {
    "attempt to write a readonly database": READ_ONLY,
    "database or disk is full": FULL,
    "disk i/o error": FULL,  # what a write to a full disk comes to on some file systems
    "database is locked": BUSY,
    "database table is locked": BUSY,
    "unable to open database file": AWAY,
    "no such table": NOT_MIGRATED,
    "no such column": NOT_MIGRATED,
}
# PostgreSQL, appendix A, error codes.
_STATES: Final = {
    "53100": FULL,
    "25006": READ_ONLY,
    "53300": BUSY,
    "55P03": BUSY,
    "40P01": BUSY,
    "42P01": NOT_MIGRATED,
    "42703": NOT_MIGRATED,
}
_ERRNOS: Final = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
}
_SENTENCES: Final[dict[str, str | Promise]] = {
    AWAY: gettext_lazy("The database does not answer at this moment."),
    BUSY: gettext_lazy("Too many are writing at this moment."),
    FULL: gettext_lazy("The disk of this site is full, so nothing can be written."),
    READ_ONLY: gettext_lazy("This site can be read, but not be written to at this moment."),
    NOT_MIGRATED: gettext_lazy("This site is being brought up to a new release."),
    NO_BUCKET: gettext_lazy("The store of pictures and originals does not answer at this moment."),
}
_PATIENCE: Final = {
    BUSY: 5,
    AWAY: 15,
    NO_BUCKET: 15,
    NOT_MIGRATED: 30,
    FULL: 120,
    READ_ONLY: 120,
}  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What the machine lacks, and after how many seconds it is worth asking again.

    `error` told so; its words are for operators alone.
    """

    kind: str
    retry_after: int
    error: BaseException

    @property
    def sentence(self) -> str:
        """Say it in the language that is spoken now."""
        return str(_SENTENCES[self.kind])


def read(error: BaseException | None) -> Trouble | None:
    """Tell what the machine lacks; nothing where *error* is a fault of the program."""
    for each in causes.of(error):
        kind = _kind(each)
        if kind:
            return Trouble(kind=kind, retry_after=_PATIENCE[kind], error=each)
    return None


def _kind(error: BaseException) -> str:
    # By its name, since what speaks to buckets is an extra.
    if any(each.__module__.startswith("botocore.") for each in type(error).__mro__):
        return NO_BUCKET
    if isinstance(error, OSError):
        return _ERRNOS.get(error.errno or 0, "")
    state = getattr(error.__cause__, "sqlstate", None) or getattr(error, "sqlstate", None)
    if state in _STATES:
        return _STATES[state]
    said = str(error).lower()
    known = next((kind for words, kind in _SAID.items() if words in said), "")
    if isinstance(error, OperationalError):
        return known or AWAY
    return AWAY if isinstance(error, InterfaceError) else ""
