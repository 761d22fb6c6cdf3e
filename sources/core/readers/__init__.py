"""READERS of bibliographies: name → read(text), which gives records and what was wrong.

To add a format, write a module with a `read` like theirs, and add its line here.
"""

from __future__ import annotations

from collections.abc import Callable

from sources.core.readers import bibtex, csl_json, encoding, ris
from sources.core.readers.value import Bibliography as Bibliography
from sources.core.readers.value import BibliographyError as BibliographyError
from sources.core.readers.value import Entry as Entry
from sources.core.readers.value import Problem as Problem

READERS: tuple[tuple[str, Callable[[str], Bibliography]], ...] = (
    ("bibtex", bibtex.read),
    ("ris", ris.read),
    ("csl-json", csl_json.read),
)

__all__ = [
    "READERS",
    "SUFFIXES",
    "Bibliography",
    "BibliographyError",
    "Entry",
    "Problem",
    "encoding",
]

SUFFIXES = {".bib": "bibtex", ".ris": "ris", ".json": "csl-json"}
