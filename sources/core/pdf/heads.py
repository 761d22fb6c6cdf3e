"""Running heads and page numbers: what repeats at the edge of page after page is no text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_EDGE = 3  # lines at the top, and at the foot, that may be a running head
_FEWEST = 3  # pages on which a line is repeated
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]{1,7}")
_SIGNS = re.compile(r"[^\w#]+")
_NUMBER = "#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The lines of a page: its running head, its text, and its running foot."""

    above: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def parted(pages: Sequence[Sequence[str]]) -> list[Page]:
    """Part the lines of each of *pages*; a single page has no running heads."""
    filled = [tuple(line for line in _trimmed(page)) for page in pages]
    tops = _repeated([page[:_EDGE] for page in filled])
    feet = _repeated([page[::-1][:_EDGE] for page in filled])
    return [_parted(page, tops, feet) for page in filled]


def _trimmed(page: Sequence[str]) -> list[str]:
    """Give the lines without white space around them, and without blank lines at both ends."""
    lines = [" ".join(line.split()) for line in page]
    filled = [number for number, line in enumerate(lines) if line]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _repeated(edges: Sequence[Sequence[str]]) -> frozenset[str]:
    """Give the forms of lines that stand at this edge of enough pages."""
    count = Counter(form for edge in edges for form in {_form(line) for line in edge if line})
    fewest = max(2, min(_FEWEST, len(edges)))
    return frozenset(form for form, pages in count.items() if pages >= fewest and form)


def _form(line: str) -> str:
    """Give *line* with its figures alike, so that "Report 12" and "Report 13" are one."""
    words = _SIGNS.sub(" ", _DIGITS.sub(_NUMBER, line.casefold())).strip()
    if _ROMAN.fullmatch(words):
        return _NUMBER
    # Figures alone are the row of a table, unless there is one: then it numbers the page.
    return "" if words != _NUMBER and not re.search(r"[^\W\d_]", words) else words


def _parted(page: tuple[str, ...], tops: frozenset[str], feet: frozenset[str]) -> Page:
    first, last = 0, len(page)
    while first < min(_EDGE, len(page)) and (not page[first] or _form(page[first]) in tops):
        first += 1
    while last > max(first, len(page) - _EDGE) and (
        not page[last - 1] or _form(page[last - 1]) in feet
    ):
        last -= 1
    return Page(above=page[:first], body=page[first:last], below=page[last:])
