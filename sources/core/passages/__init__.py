"""Where quoted words stand in the text of a source, and what of them does not."""

from __future__ import annotations

from collections.abc import Iterable

from sources.core.differences import Change as Change
from sources.core.differences import Kind as Kind
from sources.core.passages import altering, finding
from sources.core.passages.altering import FARTHEST as FARTHEST
from sources.core.passages.altering import NEAR as NEAR
from sources.core.passages.around import anchor as anchor
from sources.core.passages.around import context as context
from sources.core.passages.around import excerpt as excerpt
from sources.core.passages.around import selectors as selectors
from sources.core.passages.value import Context as Context
from sources.core.passages.value import Passage as Passage
from sources.core.passages.value import Pin as Pin
from sources.core.passages.value import Verdict as Verdict
from sources.core.text import Prepared
from sources.core.text import prepare as prepare


def verify(quote: str, text: str | Prepared, at_least: float = 0.0) -> Pin:
    """Say where *quote* stands in *text*, or else which passage it altered, and how.

    Passages less similar than *at_least* may be passed over, which saves most of the search.

    An ellipsis in the quote is an ellipsis of the text or nothing: where it leaves out words, be
    they a mere "not", the quote altered the text. A quote of one or two words is there or
    absent, for there is no telling what it altered; one without any word is absent.
    """
    prepared = _prepared(text)
    passage = finding.find(quote, prepared)
    if passage is None:
        return altering.pin(quote, prepared, at_least)
    return Pin(
        verdict=passage.verdict,
        start=passage.start,
        end=passage.end,
        ambiguous=passage.ambiguous,
        similarity=1.0,
    )


def find(quote: str, text: str | Prepared) -> Passage | None:
    """Find *quote* in *text*, letter by letter or else as readers compare; None if absent."""
    return finding.find(quote, _prepared(text))


def find_all(quotes: Iterable[str], text: str | Prepared) -> tuple[Passage | None, ...]:
    """Find each of *quotes* in *text*, which is prepared at most once."""
    prepared = _prepared(text)
    return tuple(finding.find(quote, prepared) for quote in quotes)


def _prepared(text: str | Prepared) -> Prepared:
    return prepare(text) if isinstance(text, str) else text
