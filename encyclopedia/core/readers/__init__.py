"""Readers: a text in some format → Reading. To add a format, add its file and its line here."""

from collections.abc import Callable
from typing import TypeAlias

from encyclopedia.core.document import Document
from encyclopedia.core.readers import json, markdown, plain
from encyclopedia.core.readers.value import Reading as Reading

Read: TypeAlias = Callable[[str], Reading]


def _whole(read: Callable[[str], Document]) -> Read:
    """Let a reader that keeps everything, and so has nothing to note, read as the others do."""
    return lambda text: Reading(document=read(text))


READERS: tuple[tuple[str, Read], ...] = (
    ("json", _whole(json.read)),
    ("markdown", _whole(markdown.read)),
    ("plain", plain.read),
)
