"""A captured file → its text, and what it says about itself: nothing is guessed."""

import hashlib
import re
from collections.abc import Collection

from sources.core import colophon, decoding, extract, html, naming, pdf
from sources.core.captured import LARGEST as LARGEST
from sources.core.captured import PDF, left_empty
from sources.core.captured import Capture as Capture
from sources.core.captured import CaptureError as CaptureError
from sources.core.saying import say

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b"
)
_HTML_NAMES = (".html", ".htm", ".xhtml")
_HEAD = 1024
_TITLE_WORDS = 3


def read(data: bytes, name: str) -> Capture:
    """Read the bytes of the file *name*, as PDF, HTML or plain text, or raise CaptureError."""
    if len(data) > LARGEST:
        raise CaptureError(
            say(
                "{name} has {number} bytes; at most {most} are read.",
                name=name,
                number=f"{len(data):,}",
                most=f"{LARGEST:,}",
            )
        )
    if is_pdf(data, name):
        return pdf.read(data, name)
    if is_html(data, name):
        return html.read(data, name)
    text = decoded(data, name)
    lines = tuple(text.split("\n"))
    title, issued = colophon.title(lines), colophon.issued(lines)
    publisher, authors = colophon.publisher(lines), colophon.authors(lines)
    said = {"title": title, "date": issued, "publisher": publisher, "author": authors}
    return Capture(
        sha256=hashlib.sha256(data).hexdigest(),
        extracted=extract.clean(text),
        title=title,
        issued=issued,
        publisher=publisher,
        authors=authors,
        flags=left_empty("the text", said),
    )


def is_pdf(data: bytes, name: str) -> bool:
    """Tell a PDF by the name of the file or by how it begins."""
    return name.casefold().endswith(".pdf") or PDF in data[:_HEAD].lstrip()[: len(PDF)]


def is_html(data: bytes, name: str) -> bool:
    """Tell HTML by the name of the file or by how it begins."""
    return name.casefold().endswith(_HTML_NAMES) or bool(_HTML.match(data[:_HEAD].lower()))


def key(capture: Capture, taken: Collection[str] = ()) -> str:
    """Name a source after its publisher or first title words and its year, unlike those *taken*."""
    publisher = naming.words(capture.publisher.removeprefix("The "))
    words = publisher or "-".join(naming.words(capture.title).split("-")[:_TITLE_WORDS])
    plain = "-".join(part for part in (words, capture.issued[:4]) if part)
    return naming.unlike(plain if words else f"source-{capture.sha256[:8]}", taken)


def decoded(data: bytes, name: str) -> str:
    """Decode a text file in UTF-8, or raise CaptureError, which names the line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaptureError(decoding.undecoded(error, name, "UTF-8")) from error
    text = decoding.in_lines(text, name).strip()
    if not text:
        raise CaptureError(say("{name} is empty.", name=name))
    return text
