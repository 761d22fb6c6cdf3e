"""Readers: a text in some format → Document. To add a format, add its file and its line here."""

from encyclopedia.core.document import Document
from encyclopedia.core.readers import json, markdown, plain


def _plain(text: str) -> Document:
    return plain.read(text).document


READERS = (
    ("json", json.read),
    ("markdown", markdown.read),
    ("plain", _plain),
)
