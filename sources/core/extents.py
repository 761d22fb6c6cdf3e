"""Pages that a source fills, as people and programs write them."""

from __future__ import annotations

import re
from typing import Final

_RANGE: Final = re.compile(r"(?<=\d)\s*(?:-{1,3}|–|—|−|‐|‑)\s*(?=\d)")
_PAIR: Final = re.compile(r"(?P<first>\d+)–(?P<last>\d+)(?!\d)")
_ENDS: Final = re.compile(r"(?P<first>[^\s,;–-]+)–(?P<last>[^\s,;–-]+)")

_SHORTENED_FROM: Final = 101
_TEN: Final = 10


def ranged(written: str) -> str:
    """Write ranges of numbers with a dash: "12--34, 40-2" is "12–34, 40–2"."""
    return _RANGE.sub("–", " ".join(written.split()))


def ends(pages: str) -> tuple[str, str]:
    """Give the first and the last page where *pages* are one range, else all as the first."""
    found = _ENDS.fullmatch(pages)
    return (found["first"], found["last"]) if found else (pages, "")


def joined(first: str, last: str) -> str:
    """Write the pages from *first* to *last*, either of which may be missing."""
    if not first or not last or first == last:
        return ranged(first or last)
    return ranged(f"{first}–{last}") if "–" not in ranged(first) else ranged(first)


def is_several(pages: str) -> bool:
    """Tell whether *pages* name more than one page."""
    return any(sign in pages for sign in "–,;&-") or " and " in pages


def shortened(pages: str) -> str:
    """Write 412–430 as "412–30", as Chicago (9.61) shortens it; "400–430" and "12–34" stay."""
    return _PAIR.sub(_shortened, pages)


def in_two_digits(pages: str) -> str:
    """Write 412–430 as "412–30", as the MLA does: what changed, at least two digits."""
    return _PAIR.sub(lambda found: _changed(found, 2), pages)


def _shortened(found: re.Match[str]) -> str:
    first = int(found["first"])
    if first < _SHORTENED_FROM or first % 100 == 0:
        return found[0]
    return _changed(found, 1 if first % 100 < _TEN else 2)


def _changed(found: re.Match[str], fewest: int) -> str:
    """Leave out of the last page the digits that it begins with as the first does."""
    first, last = found["first"], found["last"]
    if len(first) != len(last) or len(first) <= 2:  # noqa: PLR2004 -- two digits are never cut
        return found[0]
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), 0)
    kept = last[min(same, len(last) - fewest) :]
    return f"{first}–{kept}" if len(kept) < len(last) else found[0]
