"""Captured files are read: a PDF apart, within limits of time and memory, all others at once."""

from __future__ import annotations

from sources.core import capture
from sources.core.capture import Capture
from sources.core.saying import join, sentence_of
from sources.limiting import Apart, LimitError

# An answer of the desk must come before its worker is taken for dead, after 60 seconds, in 20 of
# which a file may have been fetched; and a child takes some to come up.
SECONDS = 30


def read(data: bytes, name: str) -> Capture:
    """Read the bytes of the file *name*; raises a ValueError, whose sentence names the file."""
    if len(data) > capture.LARGEST or not capture.is_pdf(data, name):
        return capture.read(data, name)
    with Apart(capture.read, seconds=SECONDS) as apart:
        try:
            return apart.do(data, name)
        except LimitError as error:
            raise LimitError(join(": ", (name, sentence_of(error)))) from error
