"""The bytes of a bibliography → its characters."""

from __future__ import annotations

import codecs
import re

from sources.core import decoding
from sources.core.captured import CaptureError
from sources.core.saying import join, say

_HEAD = 1000
# As JabRef and Mendeley name it at the top of a file, and LaTeX in a comment.
_NAMED = re.compile(rb"(?:%\s*encoding|\bcoding)\s*[:=]\s*([A-Za-z0-9_.-]{2,40})", re.IGNORECASE)
_OTHER_NAMES = {"ansi": "windows-1252", "latin1": "windows-1252", "iso-8859-1": "windows-1252"}


def decoded(data: bytes, name: str, encoding: str = "") -> str:
    """Decode the file *name* in *encoding*, as it says itself, or UTF-8; or raise CaptureError."""
    mark, said = _said(data, encoding)
    try:
        text = data[len(mark) :].decode(said)
    except UnicodeDecodeError as error:
        told = decoding.undecoded(error, name, said)
        hint = say("If it is in another encoding, name that with --encoding.")
        raise CaptureError(told if encoding else join(" ", (told, hint))) from error
    except LookupError as error:
        raise CaptureError(decoding.unread(name, said)) from error
    text = decoding.in_lines(text, name).strip("\n\ufeff \t")
    if not text:
        raise CaptureError(say("{name} is empty.", name=name))
    return text


def _said(data: bytes, encoding: str) -> tuple[bytes, str]:
    mark, codec = decoding.marked(data)
    if mark:
        return mark, codec
    found = _NAMED.search(data[:_HEAD])
    said = (encoding or (found[1].decode() if found else "utf-8")).casefold()
    said = _OTHER_NAMES.get(said, said)
    try:
        known = codecs.lookup(said)
    except LookupError:
        return b"", said
    # Python's codecs that are no encodings of text ("hex") are none here either.
    text = getattr(known, "_is_text_encoding", True)
    return b"", said if text else f"{said} (no text)"
