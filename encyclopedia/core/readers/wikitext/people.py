"""The people that a citation names: authors, editors and translators."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from sources.core.record import Name

_CHECKED = re.compile(r"\(\((.*)\)\)")


_TRANSLATED = re.compile(
    r"(?:translat(?:ed|ion)|trans\.?|tr\.?)(?: by)?:? (?P<names>\w[^()]*)", re.IGNORECASE
)
_ET_AL = re.compile(r",?\s*(?:et\.? al\.?|and others)\s*$", re.IGNORECASE)


ROMAN = re.compile(r"[A-Z]{1,4}")


def checked(text: str) -> str:
    return _CHECKED.sub(r"\1", text)


_PERSON = re.compile(
    r"(?P<role>author|editor|translator|subject|interviewer|host|)(?:-)?"
    r"(?P<at1>\d*)-?(?P<part>last|first|given|surname|)(?P<at2>\d*)"
)


_ROLES = {"": "author", "subject": "author", "host": "author", "interviewer": "interviewer"}


def people(said: Mapping[str, str], take: Callable[..., str]) -> tuple[tuple[Name, ...], ...]:
    """Give the authors, the editors and the translators.

    Who asked in an interview is an author of last resort.
    """
    found: dict[str, dict[int, dict[str, str]]] = {}
    for name, value in said.items():
        person = _PERSON.fullmatch(name)
        if person is None or not (person["role"] or person["part"]):
            continue
        number = int((person["at1"] or person["at2"] or "1")[:4])
        role = _ROLES.get(person["role"], person["role"])
        part = {"": "whole", "surname": "last", "given": "first"}.get(
            person["part"], person["part"]
        )
        found.setdefault(role, {}).setdefault(number, {})[part] = value
    authors = _names(found.get("author", {}))
    authors += _vancouver(take("vauthors")) or _listed(take("authors", "people", "credits"))
    editors = _names(found.get("editor", {})) + _vancouver(take("veditors"))
    editors += _listed(take("editors"))
    translators = _names(found.get("translator", {})) or _listed(_translated(said, take))
    chosen = authors or (() if editors else _names(found.get("interviewer", {})))
    for name in said:
        person = _PERSON.fullmatch(name)
        role = _ROLES.get(person["role"], person["role"]) if person else ""
        if person and (role in ("author", "editor", "translator") or not authors):
            take(name)
    if not (chosen or editors) and (group := take("collaboration")):
        chosen = [Name(literal=group[:500])]
    return tuple(chosen), tuple(editors), tuple(translators)


def _translated(said: Mapping[str, str], take: Callable[..., str]) -> str:
    """Give who translated it, as `translators` or `others` say."""
    found = _TRANSLATED.fullmatch(said.get("others", ""))
    return take("translators") or (take("others") and found["names"] if found else "")


def _names(numbered: Mapping[int, Mapping[str, str]]) -> list[Name]:
    names: list[Name] = []
    for number in sorted(numbered):
        said = numbered[number]
        last, first = checked(said.get("last", "")), checked(said.get("first", ""))
        whole = _ET_AL.sub("", checked(said.get("whole", "")))
        if last and first:
            names.append(Name(family=_ET_AL.sub("", last)[:255], given=_ET_AL.sub("", first)[:255]))
        elif last or whole or first:
            names.append(_name(_ET_AL.sub("", last or whole or first)))
    return [name for name in names if name != Name()]


def _name(text: str) -> Name:
    """Read a name written "Family, Given"; any other is kept as one."""
    family, comma, given = text.partition(", ")
    if comma and family and given and "," not in given and " " not in family.strip():
        return Name(family=family[:255], given=given[:255])
    return Name(literal=text[:500])


def _vancouver(text: str) -> list[Name]:
    names: list[Name] = []
    for each in re.split(r",\s*(?![^()]*\)\))", text) if text else ():
        plain = _ET_AL.sub("", each.strip())
        if plain.casefold() in ("", "et al", "et al."):
            continue
        if _CHECKED.fullmatch(plain):
            names.append(Name(literal=checked(plain)[:500]))
            continue
        family, _, initials = plain.rpartition(" ")
        if family and ROMAN.fullmatch(initials):
            names.append(Name(family=family[:255], given=initials))
        else:
            names.append(Name(literal=plain[:500]))
    return names


def _listed(text: str) -> list[Name]:
    parts = [_ET_AL.sub("", part).strip() for part in re.split(r"\s*;\s*|\s+&\s+|\s+and\s+", text)]
    return [_name(part) for part in parts if part]


_LAST_OF_AUTHORS = ("last{}", "author{}-last", "author-last{}", "surname{}", "author{}")


_LAST_OF_EDITORS = ("editor{}-last", "editor-last{}", "editor-surname{}", "editor{}")


def last_names(said: Mapping[str, str]) -> tuple[str, ...]:
    """Give the family names and year by which short citations point at this one."""
    names = _numbered(said, _LAST_OF_AUTHORS)
    if not names and "vauthors" in said:
        names = [name.family or name.literal for name in _vancouver(said["vauthors"])]
    names = names or _numbered(said, _LAST_OF_EDITORS)
    year = re.search(r"\b(\d{4}[a-z]?)\b", said.get("date", "") or said.get("year", ""))
    return (*dict.fromkeys(names), year[1] if year else "n.d.")


def _numbered(said: Mapping[str, str], forms: Sequence[str]) -> list[str]:
    names: list[str] = []
    for number in ("", *map(str, range(1, 6))):
        found = (said[name] for form in forms if (name := form.format(number)) in said)
        if name := next(found, ""):
            names.append(name.partition(",")[0])
    return names
