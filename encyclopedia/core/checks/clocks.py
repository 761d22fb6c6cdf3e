"""Times of day and times taken: "20:00", "4:17 a.m.", "2:06:41", "two hours and six minutes"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from encyclopedia.core.checks import numerals

_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?(?::(?P<second>[0-5]\d))?(?![\d:])"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
_NUMBER = rf"(?:\d{{1,2}}|{numerals.SPELT})"
_TAKEN = re.compile(
    rf"\b(?P<hour>{_NUMBER})\s+hours?,?\s+(?:and\s+)?(?P<minute>{_NUMBER})\s+minutes?"
    rf"(?:,?\s+(?:and\s+)?(?P<second>{_NUMBER})\s+seconds?)?",
    re.IGNORECASE,
)
_NOON = 12
_HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time at `first` up to `last` of some words: hours, minutes and seconds.

    `is_certain` says that it cannot be of the other half of the day.
    """

    first: int
    last: int
    time: tuple[int, int, int]
    is_certain: bool


def clocks(text: str) -> Iterator[Clock]:
    """Yield the times of *text*; "20.15" is one only with "p.m.", for it may be a number."""
    for found in _CLOCK.finditer(text):
        half = (found["half"] or "").lower()
        written = found[0]
        if not half and (":" not in written or "." in written):
            continue
        hour = int(found["hour"])
        if hour < _HOURS:
            at = hour % _NOON + _NOON * (half == "p") if half else hour
            time = (at, int(found["minute"] or 0), int(found["second"] or 0))
            certain = bool(half) or hour > _NOON
            yield Clock(first=found.start(), last=found.end(), time=time, is_certain=certain)
    for found in _TAKEN.finditer(text):
        time = (_read(found["hour"]), _read(found["minute"]), _read(found["second"] or "0"))
        yield Clock(first=found.start(), last=found.end(), time=time, is_certain=False)


def _read(written: str) -> int:
    if written.isdigit():
        return int(written)
    return round(numerals.amount(re.split(r"[\s-]+", written.lower())))


def agree(one: Clock, other: Clock) -> bool:
    """Tell whether two times may be one: 8:15 may be 20:15, where neither says which."""
    if one.time == other.time:
        return True
    if one.is_certain and other.is_certain:
        return False
    hours = {clock.time[0] % _NOON for clock in (one, other)}
    return len(hours) == 1 and one.time[1:] == other.time[1:]
