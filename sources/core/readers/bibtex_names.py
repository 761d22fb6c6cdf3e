"""The names of BibTeX and biblatex → persons and organisations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

from sources.core.readers import latex
from sources.core.record import Name

_OUTER = re.compile(r"\{(.*)\}", re.DOTALL)
_SIGN = re.compile(r"\\.|(?P<brace>[{}])|(?P<and>(?:\s+|^)and(?=\s|$))", re.IGNORECASE | re.DOTALL)
_OTHERS: Final = "others"
# Names with semicolons between, as other programs list them: "Doe, Jane; Reef, Bo".
_LISTED = re.compile(r"[^;,{}&]+,[^;,{}&]+(?:;[^;,{}&]+,[^;,{}&]+)+;?\s*")
# The extended format of biblatex: "given=Hans, family=Harman, prefix=von".
_SAID = re.compile(r"\s*(family|given|prefix|suffix)(?:-i)?\s*=\s*", re.IGNORECASE)


def read(written: str) -> tuple[tuple[Name, ...], bool]:
    """Give the names of a field, and whether it says that there are others."""
    closed = latex.closed(written)
    cut = closed.split(";") if _LISTED.fullmatch(closed) else _people(closed)
    people = [person.strip() for person in cut if person.strip()]
    named = [person for person in people if person.strip().casefold() != _OTHERS]
    names = (_name(person) for person in named)
    return tuple(name for name in names if name != Name()), len(named) < len(people)


def _people(written: str) -> Iterator[str]:
    """Cut a field at each "and" that stands between blanks outside braces."""
    begin, depth = 0, 0
    for found in _SIGN.finditer(written):
        if found["brace"]:
            depth += 1 if found["brace"] == "{" else -1
        elif depth <= 0 and found["and"]:
            yield written[begin : found.start()].strip()
            begin = found.end()
    yield written[begin:].strip()


def _name(written: str) -> Name:
    if (whole := _OUTER.fullmatch(written.strip())) and _is_closed(whole[1]):
        return Name(literal=latex.words(whole[1]))
    if _SAID.match(written):
        return _said(written)
    # A comma at the end parts nothing.
    try:
        parts = parse_single_name_into_parts(written.strip().rstrip(",").strip())
    except InvalidNameError:  # more commas than a name has: it stands as it is written
        return Name(literal=latex.words(written))
    return _of(
        family=_joined((*parts.von, *parts.last)),
        given=_joined(parts.first),
        suffix=_joined(parts.jr),
    )


def _said(written: str) -> Name:
    parts: dict[str, str] = {}
    for each in written.split(","):
        if found := _SAID.match(each):
            parts.setdefault(found[1].lower(), latex.words(each[found.end() :].strip(' "')))
    family = " ".join(part for part in (parts.get("prefix"), parts.get("family")) if part)
    return _of(family=family, given=parts.get("given", ""), suffix=parts.get("suffix", ""))


def _of(*, family: str, given: str, suffix: str) -> Name:
    rest = ", ".join(part for part in (given, suffix) if part)
    if not family:
        return Name(literal=rest)
    return Name(family=family, given=rest) if rest else Name(literal=family)


def _is_closed(inside: str) -> bool:
    """Tell whether the braces around *inside* are one pair: not so in "{a} and {b}"."""
    depth = 0
    for sign in re.findall(r"(?<!\\)[{}]", inside):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _joined(words: Iterable[str]) -> str:
    return " ".join(filter(None, map(latex.words, words)))
