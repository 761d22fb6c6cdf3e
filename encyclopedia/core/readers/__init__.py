"""Readers: a text in some format → Reading. To add a format, add its file and its line here."""

from collections.abc import Callable
from typing import Protocol

from encyclopedia.core.document import Document
from encyclopedia.core.readers import json, markdown, plain, wikitext
from encyclopedia.core.readers.value import Left as Left
from encyclopedia.core.readers.value import Reading as Reading


class Read(Protocol):
    """Reads a text; a format without titles takes that which the file is *called*."""

    def __call__(self, text: str, *, called: str = "") -> Reading:
        """Give what *text* says; raise a ValueError that says what is wrong."""


def _named(read: Callable[[str], Reading]) -> Read:
    """Let a reader whose texts name themselves be called as the others are."""

    def named(text: str, *, called: str = "") -> Reading:
        return read(text)

    return named


def _whole(read: Callable[[str], Document]) -> Read:
    """Let a reader that keeps everything, and so has nothing to note, read as the others do."""
    return _named(lambda text: Reading(document=read(text)))


READERS: tuple[tuple[str, Read], ...] = (
    ("json", _whole(json.read)),
    ("markdown", _whole(markdown.read)),
    ("plain", _named(plain.read)),
    ("wikitext", wikitext.read),
)
