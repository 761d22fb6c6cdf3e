"""Dates: the words a reader sees, and the <time> that a machine reads."""

from __future__ import annotations

import re
from gettext import NullTranslations
from typing import Final

from encyclopedia.core.writers.html.elements import element, text
from sources.core.saying import ENGLISH, say, told

_MONTHS: Final = (
    *(say("January"), say("February"), say("March"), say("April"), say("May"), say("June")),
    *(say("July"), say("August"), say("September"), say("October"), say("November")),
    say("December"),
)
_VALID: Final = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
_DOUBT: Final = re.compile(r"([^/~?%]+)([~?%])")


def timed(html: str, iso: str) -> str:
    """Mark *html* as the date *iso* where HTML can say that date, else leave it as it is."""
    return element("time", html, {"datetime": iso}) if is_valid(iso) else html


def is_valid(iso: str) -> bool:
    """Tell whether HTML knows *iso* as a year, a month or a day ("2024", "2024-05")."""
    match = _VALID.fullmatch(iso)
    return bool(match) and int(iso[:4]) > 0


def date_in_words(edtf: str, words: NullTranslations = ENGLISH) -> str:
    """Write a year, month or day in words inside <time>; one in doubt and a range say so.

    Any other date stands as it is.
    """
    if doubted := _DOUBT.fullmatch(edtf):
        about = {
            "~": words.gettext("about {date}"),
            "?": words.gettext("{date} (uncertain)"),
            "%": words.gettext("about {date} (uncertain)"),
        }[doubted[2]]
        return text(about).format(date=date_in_words(doubted[1], words))
    first, slash, last = edtf.partition("/")
    if slash and first and last:
        ends = (date_in_words(end, words) for end in (first, last))
        return " – ".join(ends)
    match = _VALID.fullmatch(edtf)
    return timed(_in_words(match, words), edtf) if match else text(edtf)


def _in_words(date: re.Match[str], words: NullTranslations) -> str:
    year, month, day = date.groups()
    if not month:
        return year
    name = told(_MONTHS[int(month) - 1], words)
    if not day:
        return text(words.gettext("{month} {year}").format(month=name, year=year))
    pattern = words.gettext("{day} {month} {year}")
    return text(pattern.format(day=int(day), month=name, year=year))
