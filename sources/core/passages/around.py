"""What stands around a passage, and how other places name it: by its words, by selectors."""

from __future__ import annotations

import hashlib
from typing import Any

from sources.core.passages.value import Context, Span

AROUND = 32
"""The number of code points that a selector gives before and after the quoted words."""


def context(text: str, passage: Span, around: int = 300) -> Context:
    """Give *passage* with up to *around* characters of *text* on each side."""
    begin, end = max(0, passage.start - around), passage.end + around
    before, after = text[begin : passage.start], text[passage.end : end]
    if begin > 0 and not text[begin - 1].isspace():
        before = _without_first_word(before)
    if end < len(text) and not text[end].isspace():
        after = _without_first_word(after[::-1])[::-1]
    return Context(before=before, words=text[passage.start : passage.end], after=after)


def excerpt(text: str, passage: Span, around: int = 300) -> Context:
    """Give the context of *passage*, with an ellipsis where *text* goes on beyond it."""
    found = context(text, passage, around)
    begins, ends = passage.start - len(found.before), passage.end + len(found.after)
    opens, closes = ("…" if rest.strip() else "" for rest in (text[:begins], text[ends:]))
    return Context(
        before=f"{opens}{found.before.lstrip()}",
        words=found.words,
        after=f"{found.after.rstrip()}{closes}",
    )


def anchor(words: str) -> str:
    """Name the place where *words* of an archived text stand, on the page of their source.

    It follows from the words alone, so whoever quotes them can link to them.
    """
    return f"p-{hashlib.sha256(' '.join(words.split()).encode()).hexdigest()[:8]}"


def selectors(pin: Span, text: str, sha256: str) -> dict[str, Any]:
    """Give the place of *pin* in *text* as a resource of the W3C Web Annotation model, section 4.

    The source is the snapshot by its hash; positions are code points of *text*. A pin without
    words gives an empty dict.
    """
    if pin.start == pin.end:
        return {}
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[pin.start : pin.end],
        "prefix": text[max(0, pin.start - AROUND) : pin.start],
        "suffix": text[pin.end : pin.end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": pin.start, "end": pin.end}
    return {
        "type": "SpecificResource",
        "source": f"urn:sha256:{sha256}",
        "selector": [quote, position],
    }


def _without_first_word(text: str) -> str:
    """Drop a word cut in two; a script without spaces has none to cut at, so it stays."""
    cut = next((i for i, character in enumerate(text) if character.isspace()), 0)
    return text[cut:]
