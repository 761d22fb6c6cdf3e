"""CommonMark's links: which addresses are followed, and what stands behind a label."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.rules_inline.autolink import EMAIL_RE

_FOLLOWED = re.compile(r"https?://[^/]|mailto:.", re.IGNORECASE)
_PICTURE = re.compile(r"picture:(\S+)")
_SPACE = re.compile(r"[ \t\n]*+")
_LABEL = re.compile(r"\[((?>(?:\\.|[^\\\[\]]++)*))\]", re.DOTALL)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*+)>")
_ADDRESS = re.compile(r"<([^<>\s]++)>")
_LONGEST_LABEL = 999  # characters, as CommonMark says


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads and where its tail ends; `picture` is the key of an illustration."""

    end: int
    href: str
    title: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Definitions:
    """The addresses and titles that `[label]: address "title"` lines define."""

    by_label: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def is_followed(href: str) -> bool:
    """Tell whether a link may lead to *href*: http, https and mailto, nothing else."""
    return _FOLLOWED.match(href) is not None


def autolink(text: str, start: int) -> tuple[Target, str] | None:
    """Read `<http://…>` or `<name@host>` at *start*; also give the words shown."""
    if match := _AUTOLINK.match(text, start):
        href = normalizeLink(match[1])
        return (Target(match.end(), href), match[1]) if is_followed(href) else None
    address = _ADDRESS.match(text, start)
    if address and EMAIL_RE.match(address[1]):
        return Target(address.end(), normalizeLink("mailto:" + address[1])), address[1]
    return None


def tail(
    text: str, start: int, end: int, definitions: Definitions, *, picture: bool
) -> Target | None:
    """Read what makes a link or *picture* of the bracketed `text[start:end]`, from *end* on.

    `end` is the position of the closing bracket.
    """
    if text.startswith("(", end + 1):
        found = _address(text, end + 2, picture=picture)
        if found:
            return found
    return _reference(text, start, end, definitions) if definitions.by_label else None


def _skip_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _address(text: str, start: int, *, picture: bool) -> Target | None:
    """Read `address "title")` from *start* on."""
    position = _skip_space(text, start)
    destination = parseLinkDestination(text, position, len(text))
    if not destination.ok:
        return None
    after = _skip_space(text, destination.pos)
    title = ""
    if after > destination.pos:
        written = parseLinkTitle(text, after, len(text))
        if written.ok:
            title, after = written.str, _skip_space(text, written.pos)
    if not text.startswith(")", after):
        return None
    key = _PICTURE.fullmatch(destination.str) if picture else None
    if key:
        return Target(after + 1, "", title, key[1])
    href = normalizeLink(destination.str)
    return Target(after + 1, href, title) if is_followed(href) else None


def _reference(text: str, start: int, end: int, definitions: Definitions) -> Target | None:
    label, after = text[start : min(end, start + _LONGEST_LABEL + 1)], end + 1
    if written := _LABEL.match(text, after):
        label, after = written[1] or label, written.end()
    if len(label) > _LONGEST_LABEL:
        return None
    found = definitions.by_label.get(normalizeReference(label))
    return Target(after, *found) if found else None
