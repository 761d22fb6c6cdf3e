"""A source is recorded from what an editor pasted: an address, a DOI or an entry."""

from sources.pasting.reading import Pasted, PastedError, find, read
from sources.pasting.recording import NewSourceForm, fields_of, key_of

__all__ = [
    "NewSourceForm",
    "Pasted",
    "PastedError",
    "fields_of",
    "find",
    "key_of",
    "read",
]
