"""Bytes → characters: what every file that comes in has in common, whatever names its encoding."""

from __future__ import annotations

import codecs
from typing import Final

from sources.core.captured import CaptureError
from sources.core.saying import Said, say

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""What a text can begin with that tells its encoding, by the order of bytes."""


def marked(data: bytes) -> tuple[bytes, str]:
    """Give the mark that *data* begins with and the encoding that it tells; both empty without."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return mark, encoding
    return b"", ""


def undecoded(error: UnicodeDecodeError, name: str, encoding: str) -> Said:
    """Say which byte of the file *name* is none of *encoding*, and in which line."""
    line = error.object.count(b"\n", 0, error.start) + 1
    return say(
        "{name} is not {encoding}: line {line} has the byte 0x{byte}.",
        name=name,
        encoding=encoding.upper(),
        line=line,
        byte=f"{error.object[error.start]:02X}",
    )


def unread(name: str, encoding: str) -> Said:
    """Say that the file *name* names an *encoding* that nobody reads here."""
    return say(
        "{name} names the encoding “{encoding}”, which is not read.", name=name, encoding=encoding
    )


def in_lines(text: str, name: str) -> str:
    """Give the *text* of the file *name* with LF at the ends of lines; refuse one with a NUL."""
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise CaptureError(
            say(
                "{name} has a NUL character in line {line}, so it is not a text.",
                name=name,
                line=line,
            )
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")
