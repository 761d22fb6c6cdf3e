"""Names as styles write them: turned around, shortened, and how many of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sources.core.record import Name

_PARTICLES = re.compile(r"(?P<particle>(?:[^\W\d_A-Z][^\s]*\s+)+)(?P<rest>\S.*)")
_SUFFIX = re.compile(r"(?P<given>.*), (?P<suffix>[^,]+)")
_APART = re.compile(r"(?<=\.)(?=\w)")
_APA_MOST: Final = 20
_CHICAGO_MOST: Final = 10
_CHICAGO_FIRST: Final = 7
_PAIR: Final = 2


def apa(names: Sequence[Name]) -> str:
    """Write "Doe, J., & Berg, J."; of more than twenty the first nineteen and the last."""
    written = [_turned(name, _initials(_given(name))) for name in names]
    if len(written) > _APA_MOST:
        return f"{', '.join(written[: _APA_MOST - 1])}, … {written[-1]}"
    return _listed(written, "&")


def chicago(names: Sequence[Name]) -> str:
    """Write "Doe, Jane, and Jan Berg"; of more than ten the first seven."""
    written = [_first_by_chicago(name) if n == 0 else spoken(name) for n, name in enumerate(names)]
    if len(written) > _CHICAGO_MOST:
        return f"{', '.join(written[:_CHICAGO_FIRST])}, et al."
    return _listed(written, "and")


def mla(names: Sequence[Name]) -> str:
    """Write "Doe, Jane, and Jan Berg"; of more than two the first."""
    if not names:
        return ""
    first = _turned(names[0], _given(names[0]))
    if len(names) == 1:
        return first
    return f"{first}, et al." if len(names) > _PAIR else f"{first}, and {spoken(names[1])}"


def spoken(name: Name) -> str:
    """Write a name as it is spoken."""
    if name.literal:
        return name.literal
    parts = (_given(name), name.family)
    whole = " ".join(part for part in parts if part)
    return f"{whole} {suffix}" if (suffix := _suffix(name)) else whole


def with_initials(name: Name) -> str:
    """Write "J.-P. Doe"."""
    if name.literal:
        return name.literal
    parts = (_initials(_given(name)), name.family, _suffix(name))
    return " ".join(part for part in parts if part)


def listed(written: Sequence[str], last: str, *, alone: bool = False) -> str:
    """Write "a, b, and c"; two that stand *alone* with no comma between, "a and b"."""
    if alone and len(written) == _PAIR:
        return f" {last} ".join(written)
    return _listed(written, last)


def _listed(written: Sequence[str], last: str) -> str:
    if len(written) < _PAIR:
        return "".join(written)
    return f"{', '.join(written[:-1])}, {last} {written[-1]}"


def _turned(name: Name, given: str) -> str:
    if name.literal:
        return name.literal
    return ", ".join(part for part in (name.family, given, _suffix(name)) if part)


def _first_by_chicago(name: Name) -> str:
    """Write the family first, but for its particles in small letters: "Berg, Jan van der"."""
    found = _PARTICLES.fullmatch(name.family)
    if name.literal or found is None:
        return _turned(name, _given(name))
    given = f"{_given(name)} {found['particle'].strip()}".strip()
    return ", ".join(part for part in (found["rest"], given, _suffix(name)) if part)


def _given(name: Name) -> str:
    found = _SUFFIX.fullmatch(name.given)
    return found["given"] if found else name.given


def _suffix(name: Name) -> str:
    found = _SUFFIX.fullmatch(name.given)
    return found["suffix"] if found else ""


def _initials(given: str) -> str:
    """Shorten "Jean-Paul J.R." to "J.-P. J. R."; what has no letters stays."""
    return " ".join(
        "-".join(map(_initial, word.split("-"))) for word in _APART.sub(" ", given).split()
    )


def _initial(word: str) -> str:
    first = word[:1]
    return f"{first}." if first.isalpha() and not first.islower() else word
