"""A captured web page → its article, and what the page says of itself."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from sources.core import colophon, extract
from sources.core.captured import Capture, CaptureError, Said, left_empty
from sources.core.extract.finding import Removal
from sources.core.extract.lines import cut
from sources.core.html import encoding, metadata, safety
from sources.core.saying import say

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORDS_TO_COMPARE = 4
_SHARE = 0.7


def read(data: bytes, name: str) -> Capture:
    """Read the bytes of the web page *name*, or raise CaptureError.

    The encoding is that of the byte order mark, else the one the page names, else UTF-8.
    """
    try:
        from sources.core.html import visible  # noqa: PLC0415 -- its library is an extra
    except ImportError as error:
        raise CaptureError(
            say(
                "{name}: reading HTML needs the “extract” extra: pip install"
                " 'encyclopedia[extract]'.",
                name=name,
            )
        ) from error
    text = encoding.decoded(data, name)
    safety.check(text, name)
    tree = visible.tree(text, name)
    full = visible.text(tree)
    if not full:
        raise CaptureError(say("{name} has no text.", name=name))
    said = _told(metadata.read(tree), full)
    return Capture.of(
        said,
        sha256=hashlib.sha256(data).hexdigest(),
        extracted=_extracted(full, tree),
        media_type="text/html",
        extractor="trafilatura",
        flags=left_empty(
            "the page",
            {
                "title": said.title,
                "date": said.issued,
                "publisher": said.publisher,
                "author": said.authors,
                "language": said.language,
                "address": said.url,
            },
        ),
    )


def _told(said: Said, full: str) -> Said:
    """Read the lines below the headline for the byline and day that the page does not mark."""
    lines = tuple(full.split("\n\n"))
    headline = next(
        (at for at, line in enumerate(lines) if _folded(line) == _folded(said.title)), -1
    )
    below = lines[headline:] if headline >= 0 else ()
    return replace(
        said,
        authors=said.authors or colophon.authors(below),
        issued=said.issued or colophon.issued(below),
    )


def _extracted(full: str, tree: HtmlElement) -> extract.Extracted:
    """Keep the lines of the page that are in its article, but for what a rule leaves out."""
    from sources.core.html import visible  # noqa: PLC0415 -- its library is an extra

    article = visible.article(tree)
    ruled = extract.explain(full)
    if not article:
        return extract.without(full, ruled)
    lines = {_folded(line) for line in article.split("\n")}
    runs = _runs(_folded(article))
    taken = {removal.start for removal in ruled}
    aside = tuple(
        Removal(start=line.start, end=line.end, rule="outside the article")
        for line in cut(full)
        if line.start not in taken and not _stands(_folded(line.text), lines, runs)
    )
    # A rule that takes the end of a line finds it gone where the whole line is.
    whole = {removal.end for removal in aside}
    kept = (removal for removal in ruled if removal.end not in whole)
    return extract.without(full, sorted((*aside, *kept), key=lambda each: each.start))


def _folded(line: str) -> tuple[str, ...]:
    return tuple("".join(c if c.isalnum() else " " for c in line.casefold()).split())


def _runs(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    count = len(words) - _WORDS_TO_COMPARE + 1
    return {words[at : at + _WORDS_TO_COMPARE] for at in range(count)}


def _stands(line: tuple[str, ...], lines: set[tuple[str, ...]], runs: set[tuple[str, ...]]) -> bool:
    """Tell whether a line of the page stands in the article, whole or for the most part."""
    own = _runs(line)
    return line in lines or (bool(own) and len(own & runs) >= _SHARE * len(own))
