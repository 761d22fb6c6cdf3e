"""The formats that an article leaves the house in: their suffixes and media types.

Those of WRITERS are texts that a pure function writes; those of BOUND need the archive, pictures or
a library of their own, and `binding` writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import Final

from encyclopedia.core.document import Document
from encyclopedia.core.writers import WRITERS, jsonld
from encyclopedia.core.writers.jsonld import Imprint
from sources.core.saying import say

SLOW: Final = frozenset({"pdf", "epub"})
"""The formats that take a second of work or more, which nobody gets without end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A writer by its `name`, the `suffix` of its addresses, its media type, and its own `words`.

    The types are those that IANA has registered, or what programs that read the format call it.
    """

    name: str
    suffix: str
    media_type: str
    words: str

    @property
    def content_type(self) -> str:
        """The media type with the encoding of texts, which JSON has no need to name."""
        is_text = self.media_type.startswith("text/") or self.media_type.startswith(
            "application/x-"
        )
        return f"{self.media_type}; charset=utf-8" if is_text else self.media_type


_KNOWN: Final = {
    "annotations": (
        "annotations.json",
        "application/ld+json",
        say("Web Annotations of the quotations"),
    ),
    "bib": ("bib", "application/x-bibtex", "BibTeX"),
    "csl.json": ("csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
    "epub": ("epub", "application/epub+zip", "EPUB"),
    "html": ("html", "text/html", "HTML"),
    "json": ("json", "application/json", "JSON"),
    "jsonld": ("jsonld", "application/ld+json", "JSON-LD"),
    "markdown": ("md", "text/markdown", "Markdown"),
    "pdf": ("pdf", "application/pdf", "PDF"),
    "plain": ("txt", "text/plain", say("plain text")),
    "ris": ("ris", "application/x-research-info-systems", "RIS"),
    "wikitext": ("wikitext", "text/x-wiki", say("wikitext")),
}


def _format(name: str) -> Format:
    """Describe the writer *name*; what nobody described is text with its name for a suffix."""
    suffix, media_type, words = _KNOWN.get(name, (name, "text/plain", name))
    return Format(name=name, suffix=suffix, media_type=media_type, words=words)


FORMATS: Final = tuple(_format(name) for name, _ in WRITERS)
BOUND: Final = tuple(_format(name) for name in ("annotations", "epub", "pdf"))
BY_NAME: Final = {each.name: each for each in (*FORMATS, *BOUND)}
BY_SUFFIX: Final = {each.suffix: each for each in BY_NAME.values()}
# What a format needs beyond what is always installed: the `export` extra has it.
_NEEDS: Final = {"pdf": "weasyprint"}


def is_installed(format_: Format) -> bool:
    """Tell whether what *format_* needs is installed."""
    needed = _NEEDS.get(format_.name, "")
    return not needed or find_spec(needed) is not None


def offered() -> tuple[Format, ...]:
    """Give the formats that readers are offered: all that can be written here."""
    return tuple(filter(is_installed, BY_NAME.values()))


def write(format_: Format, document: Document, imprint: Imprint) -> bytes:
    """Write *document* as the bytes of a file; *imprint* is what it does not know of itself.

    Only formats of WRITERS are written here.
    """
    if format_.name == "jsonld":
        return jsonld.write(document, imprint).encode()
    written: str | bytes = dict(WRITERS)[format_.name](document)
    return written.encode() if isinstance(written, str) else written


@lru_cache(maxsize=256)
def preferred(accept: str) -> Format | None:
    """Give the format that an Accept header asks for by name before HTML, if it does so.

    Ranges such as */* are HTML; q-values are those of RFC 9110, 12.5.1.
    """
    wished = dict(_wishes(accept))
    asked = [each for each in FORMATS if wished.get(each.media_type, 0) > 0]
    best = max(asked, key=lambda each: wished[each.media_type], default=None)
    if best is None or wished[best.media_type] < wished.get("text/html", 0):
        return None
    first = next((name for name in wished if name in ("text/html", best.media_type)), "")
    is_tie = wished[best.media_type] == wished.get("text/html", 0)
    return None if is_tie and first == "text/html" else best


def _wishes(accept: str) -> list[tuple[str, float]]:
    """Read the media types of *accept* with their weights, those written first before others."""
    found = []
    for wish in accept.split(","):
        name, *parameters = (part.strip().casefold() for part in wish.split(";"))
        weights = [part[2:] for part in parameters if part.startswith("q=")]
        found.append((name, _weight(weights[0]) if weights else 1.0))
    return found


def _weight(written: str) -> float:
    try:
        weight = float(written)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
