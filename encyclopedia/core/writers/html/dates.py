"""Dates: the words a reader sees, and the <time> that a machine reads."""

from __future__ import annotations

import re
from typing import Final

from encyclopedia.core.writers.html.elements import element, text

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_VALID: Final = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def timed(html: str, iso: str) -> str:
    """Mark *html* as the date *iso* where HTML can say that date, else leave it as it is."""
    return element("time", html, {"datetime": iso}) if is_valid(iso) else html


def is_valid(iso: str) -> bool:
    """Tell whether HTML knows *iso* as a year, a month or a day ("2024", "2024-05")."""
    match = _VALID.fullmatch(iso)
    return bool(match) and int(iso[:4]) > 0


def date_in_words(edtf: str) -> str:
    """Write a year, month or day in words inside <time>; any other date as it stands."""
    match = _VALID.fullmatch(edtf)
    if not match:
        return text(edtf)
    year, month, day = match.groups()
    words = (str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", year)
    return timed(" ".join(word for word in words if word), edtf)
