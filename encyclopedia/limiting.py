"""Readers of articles run apart, in a child process with limits of time and memory.

Parsers of wikitext are known to take minutes, and gigabytes, over a few hundred bytes of hostile
nesting (TRUST 9).
"""

from __future__ import annotations

from encyclopedia.core.readers import READERS, Reading
from sources import limiting
from sources.limiting import MEGABYTES as MEGABYTES
from sources.limiting import SECONDS as SECONDS
from sources.limiting import LimitError as LimitError
from sources.limiting import ReadError as ReadError


class Apart(limiting.Apart[Reading]):
    """A child process that reads texts, one after the other; use it in a `with` block."""

    def __init__(self, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        """Take the *seconds* that one text may take, and the *megabytes* of memory."""
        super().__init__(_read, seconds=seconds, megabytes=megabytes)

    def read(self, format_name: str, text: str, *, called: str = "") -> Reading:
        """Read *text* as READERS would; raises ReadError, or LimitError if it takes too much."""
        return self.do(format_name, text, called)


def _read(format_name: str, text: str, called: str) -> Reading:
    return dict(READERS)[format_name](text, called=called)
