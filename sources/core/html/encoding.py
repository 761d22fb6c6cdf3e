"""The bytes of a web page → its characters."""

from __future__ import annotations

import re

from sources.core import decoding
from sources.core.captured import CaptureError

_HEAD = 4096
_NAMED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
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
        raise CaptureError(decoding.unread(name, said))
    codec = "windows-1252" if said in _WESTERN else said
    try:
        text = data[len(mark) :].decode(codec)
    except UnicodeDecodeError as error:
        raise CaptureError(decoding.undecoded(error, name, codec)) from error
    return decoding.in_lines(text, name)


def _said(data: bytes) -> tuple[bytes, str]:
    mark, codec = decoding.marked(data)
    if mark:
        return mark, codec
    found = _NAMED.search(data[:_HEAD])
    said = found[1].decode().casefold() if found else "utf-8"
    said = _OTHER_NAMES.get(said, said)
    # A page that could be read to find this name is not written in 16 bits a character.
    return b"", "utf-8" if said.startswith("utf-16") else said
