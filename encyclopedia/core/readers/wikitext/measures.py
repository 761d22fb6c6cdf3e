"""Templates of measures, numbers, money and coordinates, as they were typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from encyclopedia.core.readers.wikitext import known

_BETWEEN = {
    **dict.fromkeys(("-", "–", "to(-)"), "–"),
    "to": " to ",
    "and": " and ",
    "or": " or ",
    "by": " by ",
    "x": " × ",
    "xx": " × ",
    "±": " ± ",
    "+/-": " ± ",
    "+": " + ",
}
_UNITS = {
    "sqmi": "sq mi", "sqft": "sq ft", "sqin": "sq in", "sqyd": "sq yd", "km2": "km²", "m2": "m²",
    "cm2": "cm²", "km/h": "km/h", "kph": "km/h", "m3": "m³", "km3": "km³", "cuft": "cu ft",
    "cumi": "cu mi", "C": "°C", "F": "°F", "C-change": "°C", "F-change": "°F", "nmi": "nmi",
    "lb": "lb", "lbs": "lb", "LT": "long tons", "ST": "short tons", "t": "t", "e6t": "million t",
    "PD/sqmi": "per square mile", "PD/km2": "per km²", "/km2": "/km²", "/sqmi": "/sq mi",
    "e6km2": "million km²", "impgal": "imp gal", "USgal": "US gal", "hp": "hp", "foot": "ft",
    "metre": "m", "meter": "m", "kilometre": "km", "mile": "mi", "miles": "mi", "feet": "ft",
}  # fmt: skip
_NUMBER = re.compile(r"[-+−–]?[\d.,]+(?:e[\d]+)?(?:\s?[+/⁄]\s?\d+)*", re.IGNORECASE)


Named = Callable[[str], str]


def read(name: str, values: Sequence[str], named: Named) -> str | None:
    """Give the words of the template *name* of measures, or None where it is none."""
    if name in known.MONEY:
        return f"{known.MONEY[name]}{values[0] if values else ''}"
    said = _READ.get(name)
    return said(values, named) if said else None


def _money(values: Sequence[str]) -> str:
    sign = known.MONEY.get((values[1] if len(values) > 1 else "usd").casefold(), "")
    return f"{sign}{values[0]}" if values else ""


def _measure(values: Sequence[str]) -> str:
    """Give what was measured in the unit that was typed; what it is converted to is computed."""
    words: list[str] = []
    at = 0
    while at < len(values):
        value = values[at].strip()
        if value in _BETWEEN and words:
            words.append(_BETWEEN[value])
        elif _NUMBER.fullmatch(value) and (not words or words[-1] in _BETWEEN.values()):
            words.append(value)
        else:
            words.append(f" {_unit(value)}")
            more = values[at + 1 : at + 3]
            if _is_mixed(value, more):
                words.append(f" {more[0].strip()} {_unit(more[1].strip())}")
            break
        at += 1
    return "".join(words).strip()


def _is_mixed(unit: str, more: Sequence[str]) -> bool:
    small = {"ft": "in", "lb": "oz", "st": "lb", "mi": "ch", "foot": "in"}
    return len(more) == 2 and small.get(unit) == more[1].strip()  # noqa: PLR2004 -- 5 ft, 6 in


def _unit(text: str) -> str:
    return _UNITS.get(text, text.replace("2", "²") if text.endswith("2") else text)


def _fraction(values: Sequence[str]) -> str:
    match [value.strip() for value in values]:
        case [below]:
            return f"1/{below}"
        case [above, below]:
            return f"{above}/{below}"
        case [whole, above, below, *_]:
            return f"{whole} {above}/{below}"
        case _:
            return ""


def _value(values: Sequence[str], named: Callable[[str], str]) -> str:
    number = values[0] if values else ""
    error = f" ± {values[1]}" if len(values) > 1 and values[1] else ""
    power = f" × 10^{named('e')}" if named("e") else ""
    unit = named("u") or named("ul") or named("up")
    return f"{number}{error}{power}{f' {_unit(unit)}' if unit else ''}"


def _percentage(values: Sequence[str]) -> str:
    try:
        part, whole = (float(value.replace(",", "")) for value in values[:2])
        places = int(values[2]) if len(values) > 2 else 1  # noqa: PLR2004 -- part, whole, places
        return f"{100 * part / whole:.{min(max(places, 0), 6)}f}%"
    except (ValueError, ZeroDivisionError):
        return "/".join(values[:2])


def _height(values: Sequence[str], named: Callable[[str], str]) -> str:
    said = [f"{named(unit)} {unit}" for unit in ("m", "cm", "ft", "in") if named(unit)]
    return " ".join(said) or " ".join(values)


def _place(values: Sequence[str]) -> str:
    """Write coordinates in degrees as they were typed."""
    numbers = [value.strip() for value in values if ":" not in value]
    sides = [at for at, value in enumerate(numbers) if value in ("N", "S", "E", "W")]
    if len(sides) == 2:  # noqa: PLR2004 -- north or south, east or west
        north = _degrees(numbers[: sides[0]]) + numbers[sides[0]]
        return f"{north} {_degrees(numbers[sides[0] + 1 : sides[1]])}{numbers[sides[1]]}"
    return ", ".join(numbers[:2])


def _degrees(numbers: Sequence[str]) -> str:
    return "".join(f"{number}{sign}" for number, sign in zip(numbers, "°′″", strict=False))


_READ: dict[str, Callable[[Sequence[str], Named], str]] = {
    **dict.fromkeys(("convert", "cvt", "convert/2"), lambda values, _: _measure(values)),
    **dict.fromkeys(("coord", "coor", "coord dms"), lambda values, _: _place(values)),
    **dict.fromkeys(("frac", "fraction", "sfrac"), lambda values, _: _fraction(values)),
    **dict.fromkeys(("percent", "percentage", "pct"), lambda values, _: _percentage(values)),
    **dict.fromkeys(("height", "person height"), _height),
    **dict.fromkeys(("currency", "monetary value"), lambda values, _: _money(values)),
    **dict.fromkeys(("nts", "ntsh", "ordinal"), lambda values, _: values[0] if values else ""),
    "val": _value,
}
