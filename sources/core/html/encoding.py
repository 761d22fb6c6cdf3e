"""The bytes of a web page → its characters."""

from __future__ import annotations

import codecs
import re

from sources.core.captured import CaptureError
from sources.core.saying import say

_HEAD = 4096
_NAMED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Those of the WHATWG Encoding Standard that Python reads; that standard reads the first two
# as the third.
_READ = re.compile(
    r"us-ascii|iso-8859-1|windows-1252|utf-?8|utf-16-[lb]e|iso-8859-(?:[2-8]|1[03-6])|"
    r"windows-125[0-8]|windows-874|koi8-[ru]|shift[_-]jis|euc-(?:jp|kr)|gb(?:k|2312|18030)|"
    r"big5|macintosh"
)
_WESTERN = frozenset({"us-ascii", "iso-8859-1"})
_OTHER_NAMES = {"ascii": "us-ascii", "latin1": "iso-8859-1", "latin-1": "iso-8859-1"}


def decoded(data: bytes, name: str) -> str:
    """Decode the page *name*, or raise CaptureError, which names the byte and its line."""
    mark, said = _said(data)
    if not _READ.fullmatch(said):
        raise CaptureError(
            say(
                "{name} names the encoding “{encoding}”, which is not read.",
                name=name,
                encoding=said,
            )
        )
    codec = "windows-1252" if said in _WESTERN else said
    try:
        text = data[len(mark) :].decode(codec)
    except UnicodeDecodeError as error:
        at = len(mark) + error.start
        line = data.count(b"\n", 0, at) + 1
        raise CaptureError(
            say(
                "{name} is not {encoding}: line {line} has the byte 0x{byte}.",
                name=name,
                encoding=codec.upper(),
                line=line,
                byte=f"{data[at]:02X}",
            )
        ) from error
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


def _said(data: bytes) -> tuple[bytes, str]:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return mark, codec
    found = _NAMED.search(data[:_HEAD])
    said = found[1].decode().casefold() if found else "utf-8"
    said = _OTHER_NAMES.get(said, said)
    # A page that could be read to find this name is not written in 16 bits a character.
    return b"", "utf-8" if said.startswith("utf-16") else said
