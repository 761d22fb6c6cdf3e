"""Where quoted words stand in the text of a source."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sources.core.text import Normal, normalise

Verdict: TypeAlias = Literal["exact", "normalised"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words of a text from code point `start` up to `end`, which a quote was found to be.

    "normalised" says that only case, white space, dashes, quotation marks or Unicode form
    differ; `ambiguous`, that the quote stands more than once and this is the first place.
    """

    start: int
    end: int
    verdict: Verdict
    ambiguous: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A passage's words with what stands before and after, cut between words."""

    before: str
    words: str
    after: str


def find(quote: str, text: str) -> Passage | None:
    """Find *quote* in *text*, letter by letter or else as readers compare; None if absent."""
    return find_all((quote,), text)[0]


def find_all(quotes: Iterable[str], text: str) -> tuple[Passage | None, ...]:
    """Find each of *quotes* in *text*, which is normalised at most once."""
    normal: Normal | None = None
    found = []
    for quote in quotes:
        passage = _exact(quote, text)
        if passage is None:
            normal = normal or normalise(text)
            passage = _normalised(quote, normal)
        found.append(passage)
    return tuple(found)


def context(text: str, passage: Passage, around: int = 300) -> Context:
    """Give *passage* with up to *around* characters of *text* on each side."""
    begin, end = max(0, passage.start - around), passage.end + around
    before, after = text[begin : passage.start], text[passage.end : end]
    if begin > 0 and not text[begin - 1].isspace():
        before = _without_first_word(before)
    if end < len(text) and not text[end].isspace():
        after = _without_first_word(after[::-1])[::-1]
    return Context(before=before, words=text[passage.start : passage.end], after=after)


def _without_first_word(text: str) -> str:
    """Drop a word cut in two; a script without spaces has none to cut at, so it stays."""
    cut = next((i for i, character in enumerate(text) if character.isspace()), 0)
    return text[cut:]


def _exact(quote: str, text: str) -> Passage | None:
    start = text.find(quote) if quote.strip() else -1
    if start < 0:
        return None
    again = text.find(quote, start + 1) >= 0
    return Passage(start=start, end=start + len(quote), verdict="exact", ambiguous=again)


def _normalised(quote: str, normal: Normal) -> Passage | None:
    wanted = normalise(quote).text.strip()
    start = normal.text.find(wanted) if wanted else -1
    if start < 0:
        return None
    return Passage(
        start=normal.starts[start],
        end=normal.ends[start + len(wanted) - 1],
        verdict="normalised",
        ambiguous=normal.text.find(wanted, start + 1) >= 0,
    )
