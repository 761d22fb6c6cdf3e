"""Names as RIS files have them: one a line and turned around, or as their programs write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sources.core.record import Name

_INITIALS: Final = r"(?:[^\W\d_]\.[ -]?){1,5}"
_LAST: Final = re.compile(rf"(?P<family>\w[^,;]*?) (?P<given>{_INITIALS})")
_FIRST: Final = re.compile(rf"(?P<given>{_INITIALS}) ?(?P<family>\w[^.,;]+)")
_ALONE: Final = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?){1,4}")
_FAMILY_AND_INITIALS: Final = re.compile(r"\w[^.,;]* [A-Z]{1,3}")
_OTHERS: Final = re.compile(r"(?:and )?et\.? al\.?|and others", re.IGNORECASE)
_AMONG: Final = re.compile(r",? et\.? al\.?$", re.IGNORECASE)
_AND: Final = re.compile(r"^(?:and|&) (?!others$)", re.IGNORECASE)
# Initials of states and unions, which are no given names.
_LANDS: Final = frozenset({"U.S.", "U.S.A.", "U.K.", "U.N.", "E.U.", "U.S.S.R."})
_PAIR: Final = 2


def read(lines: Iterable[str]) -> tuple[tuple[Name, ...], bool]:
    """Read the names, and tell whether there are others that are not named ("et al.")."""
    written = [each for line in lines for each in _parted(line)]
    named = [plain for each in written if (plain := _AMONG.sub("", each)) and not _is_others(each)]
    return tuple(map(_name, named)), named != written


def _is_others(written: str) -> bool:
    return bool(_OTHERS.fullmatch(written))


def is_list(line: str) -> bool:
    """Tell a list of more family names than one person has, as Ovid has those that are cited."""
    return line.count(",") > _PAIR and len(_parted(line)) == 1


def _parted(line: str) -> list[str]:
    """Part the names that stand in one line: "Doe, J.; Reef, B.", "Doe, J., Reef, B."."""
    if ";" in line:
        return [each for part in line.split(";") if (each := _AND.sub("", part.strip()))]
    parts = [_AND.sub("", part.strip()) for part in line.split(",")]
    several = len(parts) > _PAIR
    if several and all(map(_FAMILY_AND_INITIALS.fullmatch, parts)):
        return list(map(_turned, parts))
    paired = len(parts) > _PAIR + 1 and len(parts) % _PAIR == 0
    if paired and all(map(_ALONE.fullmatch, parts[1::2])):
        return list(_pairs(parts))
    return [line.strip()] if line.strip() else []


def _pairs(parts: list[str]) -> Iterator[str]:
    for family, given in zip(parts[::2], parts[1::2], strict=True):
        yield f"{family}, {given}"


def _turned(written: str) -> str:
    family, _, given = written.rpartition(" ")
    return f"{family}, {given}"


def _name(written: str) -> Name:
    family, comma, rest = written.partition(",")
    given, _, suffix = (part.strip() for part in rest.partition(","))
    if comma and given:
        return Name(family=family.strip(), given=f"{given}, {suffix}" if suffix else given)
    plain = family.strip()
    found = _LAST.fullmatch(plain) or _FIRST.fullmatch(plain)
    if found and found["given"].strip() not in _LANDS:
        return Name(family=found["family"].strip(), given=found["given"].strip())
    return Name(literal=plain)
