"""A captured PDF → its text page by page, and what the file says of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from sources.core import colophon
from sources.core.captured import Capture, CaptureError, left_empty
from sources.core.extract import Extracted
from sources.core.leaves import BORDER
from sources.core.pdf import flowing, heads, metadata
from sources.core.saying import say

_MOST_CHARACTERS = 10_000_000
_BETWEEN = "\n\n"


def read(data: bytes, name: str) -> Capture:
    """Read the bytes of the PDF *name*, or raise CaptureError.

    Pages are parted by form feeds in the whole text; running heads and page numbers are left out.
    """
    from sources.core.pdf import opened  # noqa: PLC0415 -- its library is large, and few ask

    file = opened.read(data, name, most=_MOST_CHARACTERS)
    blank = sum(not page.strip() for page in file.pages)
    if blank == len(file.pages):
        raise CaptureError(
            say(
                "{name} has no text that can be read: its pages are pictures, as of a scan."
                " Let a program recognise the text (OCR) first.",
                name=name,
            )
        )
    extracted = _extracted([page.split("\n") for page in file.pages])
    said = metadata.read(file.said, extracted.text)
    lines = tuple(extracted.text.split(_BETWEEN))
    told = replace(said, title=said.title or colophon.title(lines))
    asked = {"title": told.title, "date": told.issued, "author": told.authors}
    without = (f"{blank} of {len(file.pages)} pages have no text",) if blank else ()
    return Capture.of(
        told,
        sha256=hashlib.sha256(data).hexdigest(),
        extracted=extracted,
        media_type="application/pdf",
        extractor="pypdf",
        flags=(*without, *left_empty("the file", asked)),
    )


def _extracted(pages: Sequence[Sequence[str]]) -> Extracted:
    """Join the lines of *pages* to one text, and keep what is no running head of it."""
    parted = heads.parted(pages)
    bodies = flowing.pages([page.body for page in parted])
    pieces: list[str] = []
    kept: list[tuple[int, int]] = []
    at = 0
    for page, body in zip(parted, bodies, strict=True):
        above, below = "\n".join(page.above), "\n".join(page.below)
        start = at + (len(above) + len(_BETWEEN) if above and body else 0)
        if body:
            kept.append((start, start + len(body)))
        whole = _BETWEEN.join(part for part in (above, body, below) if part)
        pieces.append(whole)
        at += len(whole) + len(BORDER)
    return Extracted(full=BORDER.join(pieces), kept=tuple(kept))
