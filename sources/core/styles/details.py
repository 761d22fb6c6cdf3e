"""What styles say of where a work stands in what it is part of: editors, volume, pages, series."""

from __future__ import annotations

import re
from typing import Final

from sources.core import extents
from sources.core.record import Name, SourceRecord
from sources.core.saying import join, say
from sources.core.styles import matter

_IN_OTHERS: Final = frozenset({"chapter", "paper-conference", *matter.PERIODICALS})
_COUNTED: Final = re.compile(
    r"(?P<number>\d{1,4})(?:st|nd|rd|th)?\.?(?: ed(?:ition|n)?\.?)?", re.IGNORECASE
)
_SPELT: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_SPELT_OUT: Final = re.compile(rf"(?P<word>{'|'.join(_SPELT)})(?: ed(?:ition|\.)?)?", re.IGNORECASE)
_CALLED: Final = re.compile(r"\bed(?:ition|n)?\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d[\d.,/–-]*[a-z]?", re.IGNORECASE)
_TEENS: Final = range(11, 14)
_SHORT: Final = 100


def editors_lead(record: SourceRecord) -> bool:
    """Tell whether editors stand in the place of authors, as those of a collection do."""
    return bool(record.editors) and not record.authors and record.type not in _IN_OTHERS


def edited(record: SourceRecord) -> tuple[Name, ...]:
    """Give the editors who do not stand in the place of authors."""
    return () if editors_lead(record) else record.editors


def translators_lead(record: SourceRecord) -> bool:
    """Tell whether translators stand in the place of authors, as where nobody knows these."""
    alone = not record.authors and not record.editors
    return bool(record.translators) and alone and record.type not in _IN_OTHERS


def translated(record: SourceRecord) -> tuple[Name, ...]:
    """Give the translators who do not stand in the place of authors."""
    return () if translators_lead(record) else record.translators


def hands(record: SourceRecord) -> tuple[tuple[str, tuple[Name, ...]], ...]:
    """Say whose hands it went through: "edited", "translated", or both by the same people."""
    editors, translators = edited(record), translated(record)
    if editors and editors == translators:
        return (("edited and translated", editors),)
    told = (("edited", editors), ("translated", translators))
    return tuple((verb, people) for verb, people in told if people)


def capital(told: str) -> str:
    """Begin what is *told* with a capital letter."""
    return told[:1].upper() + told[1:]


def series(record: SourceRecord, called: str = "") -> str:
    """Write "Studies of the coast 7", the series *called* otherwise where a style writes it so."""
    name = called or record.series
    return f"{name} {record.series_number}".strip() if name else ""


def edition(record: SourceRecord) -> str:
    """Write "2nd ed.", and an edition in words as one."""
    words = record.edition
    counted, spelt = _COUNTED.fullmatch(words), _SPELT_OUT.fullmatch(words)
    if counted or spelt:
        number = int(counted["number"]) if counted else 1 + _SPELT.index(spelt["word"].lower())  # type: ignore[index]  # one of both matched
        return f"{number}{_ordinal(number)} ed."
    return words if not words or _CALLED.search(words) else f"{words} ed."


def _ordinal(number: int) -> str:
    if number % _SHORT in _TEENS:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def is_number(text: str) -> bool:
    """Tell whether *text* says a number alone, which styles call one."""
    return bool(_NUMBER.fullmatch(text))


def numbered(text: str, called: str = "no.") -> str:
    """Write "no. 12"; what is more than a number stays."""
    return f"{called} {text}" if is_number(text) else text


def pages(written: str) -> str:
    """Write "p. 3" or "pp. 3–17"; what begins with a word is left alone."""
    if not written or not re.match(r"[A-Za-z]{0,2}\d|[ivxlcdm]+\b", written):
        return written
    return f"{'pp.' if extents.is_several(written) else 'p.'} {written}"


def facts(record: SourceRecord) -> tuple[str, ...]:
    """Say all of them in our words, in the order that readers of ours know."""
    return tuple(
        fact
        for fact in (
            say("edited by {names}", names=join(", ", map(_spoken, edited(record))))
            if edited(record)
            else "",
            say("translated by {names}", names=join(", ", map(_spoken, record.translators)))
            if record.translators
            else "",
            _edition(record),
            say("vol. {number}", number=record.volume) if record.volume else "",
            _numbered(record.issue),
            _numbered(record.number),
            _pages(record.pages),
            record.event,
            _series(record),
        )
        if fact
    )


def _series(record: SourceRecord) -> str:
    if not record.series_number:
        return record.series
    return join(", ", (record.series, _numbered(record.series_number))) if record.series else ""


def _edition(record: SourceRecord) -> str:
    counted = _COUNTED.fullmatch(record.edition)
    return say("edition {number}", number=counted["number"]) if counted else record.edition


def _numbered(text: str) -> str:
    return say("no. {number}", number=text) if is_number(text) else text


def _pages(written: str) -> str:
    if pages(written) == written:
        return written
    if extents.is_several(written):
        return say("pp. {pages}", pages=written)
    return say("p. {pages}", pages=written)


def _spoken(name: Name) -> str:
    return name.literal or " ".join(part for part in (name.given, name.family) if part)


def house(record: SourceRecord) -> str:
    """Write "Skerry: Harbour Press"; a place alone stands for itself."""
    return ": ".join(part for part in (record.place, record.publisher) if part)
