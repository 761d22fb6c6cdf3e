"""A captured report, as a value: its text, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Self

from sources.core.extract import Extracted

LARGEST = 10_000_000
PDF: Final = b"%PDF-"
"""How a PDF begins."""
ISBN: Final = re.compile(r"(?:97[89])?\d{9}[\dXx]")
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")


class CaptureError(ValueError):
    """What keeps a file from being read as a captured text, as one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a captured file says of itself; empty where it says nothing.

    `type` is a CSL type, `issued` EDTF level 1, `authors` and the like are names as written.
    """

    type: str = "document"
    title: str = ""
    issued: str = ""
    publisher: str = ""
    container: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    volume: str = ""
    issue: str = ""
    pages: str = ""
    number: str = ""
    event: str = ""
    series: str = ""
    language: str = ""
    url: str = ""
    doi: str = ""
    isbn: str = ""
    issn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture(Said):
    """A captured report; what it does not say is empty, and `flags` has a sentence for it.

    `sha256` is of the file's bytes; `extractor` names what told the article from the page around
    it.
    """

    sha256: str
    extracted: Extracted
    media_type: str = "text/plain"
    extractor: str = "plain"
    type: str = "article-newspaper"
    flags: tuple[str, ...] = ()

    @classmethod
    def of(cls, said: Said, **captured: Any) -> Self:  # noqa: ANN401 -- its own fields, whatever their types
        """Make a capture of what is *said* and of what was *captured*, the fields of its own."""
        return cls(**{each.name: getattr(said, each.name) for each in fields(Said)}, **captured)

    @property
    def text(self) -> str:
        """The article, which is what quotations are found in."""
        return self.extracted.text


def left_empty(place: str, said: Mapping[str, object]) -> tuple[str, ...]:
    """Give a sentence for each thing that *place* ("the text") does not say."""
    return tuple(f"no {what} in {place}" for what, found in said.items() if not found)
