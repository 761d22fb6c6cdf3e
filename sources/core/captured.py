"""A captured report, as a value: its text, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sources.core.extract import Extracted

LARGEST = 10_000_000


class CaptureError(ValueError):
    """What keeps a file from being read as a captured text, as one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A captured report; what it does not say is empty, and `flags` has a sentence for it.

    `sha256` is of the file's bytes, `type` a CSL type, `issued` EDTF level 1, `authors` are
    names as written; `extractor` names what told the article from the page around it.
    """

    sha256: str
    extracted: Extracted
    media_type: str = "text/plain"
    extractor: str = "plain"
    type: str = "article-newspaper"
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
    flags: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The article, which is what quotations are found in."""
        return self.extracted.text


def left_empty(place: str, said: Mapping[str, object]) -> tuple[str, ...]:
    """Give a sentence for each thing that *place* ("the text") does not say."""
    return tuple(f"no {what} in {place}" for what, found in said.items() if not found)
