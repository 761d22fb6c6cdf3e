"""Which lines of a captured text are not its article, and by which rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.core.extract import rules
from sources.core.extract.lines import Line, cut

_LONGEST_FURNITURE = 400
_LONGEST_PLEA = 1200
_TAIL = 80
_FEWEST_REPORTS = 2
_MOST_IN_AN_ASIDE = 12
_FEWEST_REPEATED_WORDS = 5
_FEWEST_IN_A_MENU = 4

_COUNTED = frozenset({"share", "button", "comments", "tags"})
_COUNT = re.compile(r"\d[\d.,]*\s?[km]?", re.IGNORECASE)

Found = dict[int, str]
"""The number of a line that is left out whole → the name of the rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A stretch, in code points, that is left out, and the name of the rule that says so."""

    start: int
    end: int
    rule: str


def removals(text: str) -> tuple[Removal, ...]:
    """Find what of *text* is left out, in the order of the text."""
    lines = cut(text)
    found: Found = {}
    for step in STEPS:
        # A line is left out by the first rule that takes it.
        found = dict(step(lines, found)) | found
    return tuple(_removals(lines, found))


def _removals(lines: Sequence[Line], found: Found) -> Iterator[Removal]:
    for number, line in enumerate(lines):
        if number in found:
            yield Removal(start=line.start, end=line.end, rule=found[number])
        elif tail := _tail(line):
            yield tail


def _tail(line: Line) -> Removal | None:
    last = line.text[-_TAIL:]
    for rule in rules.TAILS:
        if shape := rule.shape.search(last):
            start = line.end - len(last) + shape.start()
            return Removal(start=start, end=line.end, rule=rule.name)
    return None


def _furniture(lines: Sequence[Line], found: Found) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines):
        if len(line.text) <= _LONGEST_FURNITURE:
            yield from (
                (number, rule.name) for rule in rules.LINES if rule.shape.fullmatch(line.text)
            )


def _counts(lines: Sequence[Line], found: Found) -> Iterator[tuple[int, str]]:
    """Take a number right below a button: how many pressed it."""
    for number, line in enumerate(lines):
        if found.get(number - 1) in _COUNTED and _COUNT.fullmatch(line.text):
            yield number, "count"


def _pleas(lines: Sequence[Line], found: Found) -> Iterator[tuple[int, str]]:
    asking = {number for number, line in enumerate(lines) if _is_plea(line)}
    yield from ((number, "plea") for number in asking)
    # What stands between two lines of a plea, without a blank line, belongs to it.
    pressing = asking | {number for number, rule in found.items() if rule == "button"}
    for number in range(1, len(lines) - 1):
        around = {number - 1, number + 1}
        joined = not lines[number].opens and not lines[number + 1].opens
        if joined and around <= pressing and around & asking:
            yield number, "plea"


def _is_plea(line: Line) -> bool:
    if len(line.text) > _LONGEST_PLEA:
        return False
    bare = line.bare
    if rules.ATTRIBUTION.search(bare) or not rules.PLEA_PRESSING.search(bare):
        return False
    groups = sum(bool(group.search(bare)) for group in rules.PLEA_GROUPS)
    voice = bool(rules.PLEA_VOICE.search(bare))
    return (voice and groups >= len(rules.PLEA_GROUPS) - 1) or bool(
        rules.PLEA_OPENINGS.search(bare)
    )


def _menus(lines: Sequence[Line], found: Found) -> Iterator[tuple[int, str]]:
    """Take runs of menu entries above the first sentence: further down they may be a list."""
    first = next((n for n, line in enumerate(lines) if line.is_report and n not in found), 0)
    run: list[int] = []
    for number in range(first + 1):
        if number < first and (number in found or lines[number].is_menu_entry):
            run.append(number)
            continue
        if len(run) >= _FEWEST_IN_A_MENU:
            yield from ((entry, "menu") for entry in run)
        run = []


def _teasers(lines: Sequence[Line], found: Found) -> Iterator[tuple[int, str]]:
    """Take a headline with the first words of another report right under it."""
    for number, (above, line) in enumerate(pairwise(lines)):
        if above.is_headline and line.is_cut_off and not line.opens:
            yield from ((number, "teaser"), (number + 1, "teaser"))


def _asides(lines: Sequence[Line], found: Found) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines):
        if _is_heading(line, rules.ASIDES):
            yield from _aside(lines, number)


def _aside(lines: Sequence[Line], number: int) -> Iterator[tuple[int, str]]:
    yield number, "aside"
    close = False
    for following in range(number + 1, min(number + 1 + _MOST_IN_AN_ASIDE, len(lines))):
        line = lines[following]
        if (close and line.opens) or not (line.is_headline or line.is_cut_off):
            return  # a list whose lines stand close together ends at a blank line
        close = close or not line.opens
        yield following, "aside"


def _is_heading(line: Line, headings: tuple[rules.Rule, ...]) -> bool:
    shapes = (rule.shape.fullmatch(line.text) for rule in headings)
    return len(line.text) <= _TAIL and line.text[0].isupper() and any(shapes)


def _feeds(lines: Sequence[Line], found: Found) -> Iterator[tuple[int, str]]:
    """End the report at the heading of a feed, or at a clock time right below furniture.

    A heading above the report, or one with the greater part of the report below it, only
    takes the headlines under it.
    """
    reports = [line.is_report and n not in found for n, line in enumerate(lines)]
    above, below = 0, sum(reports)
    for number, line in enumerate(lines):
        if _opens_a_feed(lines, number, found):
            if above >= max(_FEWEST_REPORTS, below):
                yield from ((n, "feed") for n in range(number, len(lines)))
                return
            if _is_heading(line, rules.FEEDS):
                yield from ((n, "feed") for n, _ in _aside(lines, number))
        above, below = above + reports[number], below - reports[number]


def _opens_a_feed(lines: Sequence[Line], number: int, found: Found) -> bool:
    if _is_heading(lines[number], rules.FEEDS):
        return True
    # A live report has clock times too, but no furniture stands over them.
    return number - 1 in found and bool(rules.CLOCK.fullmatch(lines[number].text))


def _repeated(lines: Sequence[Line], found: Found) -> Iterator[tuple[int, str]]:
    """Keep a caption once: lines whose letters and figures are the same repeat each other."""
    seen: set[str] = set()
    for number, line in enumerate(lines):
        words = "".join(c if c.isalnum() else " " for c in line.text.casefold()).split()
        if number in found or len(words) < _FEWEST_REPEATED_WORDS:
            continue
        same = "".join(words)
        if same in seen:
            yield number, "repeated"
        seen.add(same)


STEPS: tuple[Callable[[Sequence[Line], Found], Iterator[tuple[int, str]]], ...] = (
    _furniture,
    _counts,
    _pleas,
    _menus,
    _teasers,
    _asides,
    _feeds,
    _repeated,
)
