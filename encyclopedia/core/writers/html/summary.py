"""An article in one plain sentence, for search results and shared links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from encyclopedia.core import reading
from encyclopedia.core.sentences import sentences

if TYPE_CHECKING:
    from encyclopedia.core.document import Document

LONGEST: Final = 160


def summary(document: Document) -> str:
    """Describe *document* in at most 160 characters: in its own words, else how it begins."""
    said = document.short_description or _first_sentence(document.lead) or document.title
    words = " ".join(said.split())
    if len(words) <= LONGEST:
        return words
    whole = words[: LONGEST - 1].rpartition(" ")[0] or words[: LONGEST - 1]
    return whole.rstrip(" ,;:–—-") + "…"


def _first_sentence(lead: str) -> str:
    return next((each.text for each in sentences(reading.blocks(lead)) if each.text.strip()), "")
