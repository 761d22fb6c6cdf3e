"""Running heads and page numbers: what repeats at the edge of page after page is no text.

Its numbers stay, or go on with the pages; headings that are numbered otherwise ("Article 7") are
text, and so are words that happen to stand at the edge of a few pages far apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_EDGE = 3  # lines at the top, and at the foot, that may be a running head
_FEWEST = 3  # pages on which a line is repeated
_LONGEST = 200  # characters of a running head
_NEAR = 6  # pages from the first of these to the last
_DIGITS = re.compile(r"(?<!\d)\d{1,5}(?!\d)")
_ROMAN = re.compile(r"(?=.)c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_SIGNS = re.compile(r"\W+")
_LETTER = re.compile(r"[^\W\d_]")
_FEW = 3  # words that a running head may have when it begins with a small letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The lines of a page: its running head, its text, and its running foot."""

    above: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def parted(pages: Sequence[Sequence[str]]) -> list[Page]:
    """Part the lines of each of *pages*; a single page has no running heads.

    Where nothing else would be left, as of slides, all is text.
    """
    filled = [tuple(_trimmed(page)) for page in pages]
    tops = _repeated([page[:_EDGE] for page in filled])
    feet = _repeated([page[::-1][:_EDGE] for page in filled])
    found = [_parted(page, place, tops, feet) for place, page in enumerate(filled)]
    return found if any(page.body for page in found) else [Page(body=page) for page in filled]


def _trimmed(page: Sequence[str]) -> list[str]:
    """Give the lines without white space around them, and without blank lines at both ends."""
    lines = [" ".join(line.split()) for line in page]
    filled = [number for number, line in enumerate(lines) if line]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _repeated(edges: Sequence[Sequence[str]]) -> frozenset[str]:
    """Give the forms of lines that stand at this edge of enough pages near each other."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, edge in enumerate(edges):
        for form in {form for line in edge for form in _forms(line, place)}:
            places[form].append(place)
    more = max(2, min(_FEWEST, len(edges))) - 1
    return frozenset(
        form
        for form, found in places.items()
        if any(last - first <= _NEAR for first, last in zip(found, found[more:], strict=False))
    )


def _forms(line: str, place: int) -> Iterator[str]:
    """Give the *line* of the page at *place* as others may have it: the same, or counted on."""
    if len(line) > _LONGEST or _goes_on(line):
        return
    words = _SIGNS.sub(" ", line.casefold()).strip()
    if _ROMAN.fullmatch(words):
        yield f"#{_value(words) - place}"
    elif _LETTER.search(words):  # figures alone are the row of a table, unless they go on
        yield words
    for found in _DIGITS.finditer(words):
        yield f"{words[: found.start()]}#{int(found[0]) - place}{words[found.end() :]}"


def _goes_on(line: str) -> bool:
    """Tell whether *line* is the rest of a sentence, which formal texts repeat at many an edge."""
    return line[:1].islower() and len(line.split()) > _FEW


def _value(roman: str) -> int:
    values = [_VALUES[letter] for letter in roman]
    return sum(
        -one if one < after else one for one, after in zip(values, (*values[1:], 0), strict=True)
    )


def _parted(page: tuple[str, ...], place: int, tops: frozenset[str], feet: frozenset[str]) -> Page:
    first, last = 0, len(page)
    while first < min(_EDGE, len(page)) and _is_among(tops, page[first], place):
        first += 1
    while last > max(first, len(page) - _EDGE) and _is_among(feet, page[last - 1], place):
        last -= 1
    return Page(above=page[:first], body=page[first:last], below=page[last:])


def _is_among(repeated: frozenset[str], line: str, place: int) -> bool:
    return not line or not repeated.isdisjoint(_forms(line, place))
