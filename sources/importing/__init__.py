"""Sources from files, captured reports and bibliographies: read all, save all or nothing."""

from sources.importing.captures import record_of
from sources.importing.reading import FORMATS, SourceFile, SourceFileError, read, told
from sources.importing.saving import Asked, Outcome, save_all

__all__ = [
    "FORMATS",
    "Asked",
    "Outcome",
    "SourceFile",
    "SourceFileError",
    "read",
    "record_of",
    "save_all",
    "told",
]
