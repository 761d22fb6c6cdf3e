"""A captured news report → its text, and what that text says about itself: nothing is guessed."""

import hashlib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from sources.core import colophon

LARGEST = 10_000_000
_HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HTML_NAMES = (".html", ".htm", ".xhtml")
_TITLE_WORDS = 3
_LONGEST_KEY = 60
_NOT_IN_KEY = re.compile(r"[^a-z0-9]+")


class CaptureError(ValueError):
    """What keeps a file from being read as a captured text, as one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A captured report; what its text does not say is empty, and `flags` has a sentence for it.

    `sha256` is of the file's bytes, `issued` is EDTF level 1, `authors` are names as written.
    """

    sha256: str
    text: str
    title: str = ""
    issued: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    flags: tuple[str, ...] = ()


def read(data: bytes, name: str) -> Capture:
    """Read the bytes of the file *name*, or raise CaptureError."""
    text = _decoded(data, name)
    lines = tuple(text.split("\n"))
    title, issued = colophon.title(lines), colophon.issued(lines)
    publisher, authors = colophon.publisher(lines), colophon.authors(lines)
    said = {"title": title, "date": issued, "publisher": publisher, "author": authors}
    return Capture(
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        title=title,
        issued=issued,
        publisher=publisher,
        authors=authors,
        flags=tuple(f"no {what} in the text" for what, found in said.items() if not found),
    )


def key(capture: Capture, taken: Collection[str] = ()) -> str:
    """Name a source after its publisher or first title words and its year, unlike those *taken*."""
    publisher = _words(capture.publisher.removeprefix("The "))
    words = publisher or "-".join(_words(capture.title).split("-")[:_TITLE_WORDS])
    year = capture.issued[:4]
    plain = "-".join(part for part in (words[:_LONGEST_KEY].strip("-"), year) if part)
    plain = plain if words else f"source-{capture.sha256[:8]}"
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}-{number}", number + 1
    return name


def _words(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in folded if not unicodedata.combining(c)).replace("'", "")
    return _NOT_IN_KEY.sub("-", plain.replace("’", "")).strip("-")


def _decoded(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        raise CaptureError(f"{name} has {len(data):,} bytes; at most {LARGEST:,} are read.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CaptureError(
            f"{name} is not UTF-8: line {line} has the byte 0x{data[error.start]:02X}."
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise CaptureError(f"{name} has a NUL character in line {line}, so it is not a text.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise CaptureError(f"{name} is empty.")
    if name.casefold().endswith(_HTML_NAMES) or _HTML.match(text):
        raise CaptureError(f"{name} is HTML, which is not read yet; save the report as plain text.")
    return text
