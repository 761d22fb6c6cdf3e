"""The body of a Markdown file: prose, and headings that carry their data in braces."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from encyclopedia.core import validity
from encyclopedia.core.readers.markdown.error import MarkdownError
from sources.core.saying import say

SECTION_LEVELS = (2, 3, 4)
EVENT_LEVEL = 5

_ALLOWED = dict.fromkeys(SECTION_LEVELS, ("anchor", "kind", "id"))
_ALLOWED[EVENT_LEVEL] = ("event", "title", "id")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BRACE = re.compile(r"(?:\A|(?<=[ \t]))\{")
_ATTRIBUTE = r'(?:\#[\w-]+|[a-z]+(?:=(?:"(?>(?:[^"\\]++|\\.)*)"|[^\s"{}]+))?)'
_ONE = re.compile(_ATTRIBUTE)
_ALL = re.compile(rf"\{{[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A heading, what its braces say, and the prose under it; `line` counts from 1."""

    line: int
    level: int
    heading: str
    attributes: dict[str, str]
    prose: str


def split(lines: Sequence[str], start: int) -> tuple[str, tuple[Piece, ...]]:
    """Cut the *lines* of a file from *start* on into the lead and the pieces under headings."""
    found = validity.headings("\n".join(lines[start:]))
    for heading in found:
        if heading.nested or heading.underlined:
            line = start + heading.line + 1
            raise MarkdownError(line, say("A heading must begin with ## at the start of a line."))
    at = [start + heading.line for heading in found]
    pieces = (_piece(lines, first, last) for first, last in pairwise([*at, len(lines)]))
    return _prose(lines[start : at[0] if at else len(lines)]), tuple(pieces)


def _piece(lines: Sequence[str], first: int, last: int) -> Piece:
    text = lines[first].strip(" \t")
    words = text.lstrip("#")
    level = len(text) - len(words)
    if level not in _ALLOWED:
        sentence = say(
            "A heading of level {level} has no meaning: a section begins with ##, ### or ####,"
            " a key event with #####.",
            level=level,
        )
        raise MarkdownError(first + 1, sentence)
    heading, attributes = _heading(words.strip(" \t"))
    return Piece(
        line=first + 1,
        level=level,
        heading=heading,
        attributes=_members(attributes, _ALLOWED[level], first + 1),
        prose=_prose(lines[first + 1 : last]),
    )


def _heading(text: str) -> tuple[str, str]:
    """Part what is to be read from what stands in braces behind it."""
    for brace in _BRACE.finditer(text):
        if _ALL.fullmatch(text, brace.start()):
            return _words(text[: brace.start()]), text[brace.start() :]
    return _words(text), ""


def _words(text: str) -> str:
    """Drop a closing row of #, as CommonMark does, and undo backslashes."""
    text = text.rstrip(" \t")
    rest = text.rstrip("#")
    if not rest or rest[-1] in " \t":
        text = rest.rstrip(" \t")
    return _ESCAPED.sub(r"\1", text)


def _members(text: str, allowed: Sequence[str], line: int) -> dict[str, str]:
    members: dict[str, str] = {}
    for name, value in _attributes(text, line):
        if name not in allowed:
            known = ", ".join(allowed)
            raise MarkdownError(
                line, say("This heading cannot say “{name}”, only {known}.", name=name, known=known)
            )
        if name in members:
            raise MarkdownError(line, say("“{name}” stands twice in this heading.", name=name))
        members[name] = value
    return members


def _attributes(text: str, line: int) -> Iterator[tuple[str, str]]:
    for attribute in _ONE.findall(text):
        name, _, value = attribute.partition("=")
        if name.startswith("#"):
            yield "anchor", name[1:]
        else:
            yield name, _unquoted(value, line) if value.startswith('"') else value


def _unquoted(value: str, line: int) -> str:
    try:
        return str(json.loads(value))
    except ValueError as error:
        raise MarkdownError(
            line, say("{value} is not a text in quotation marks.", value=value)
        ) from error


def _prose(lines: Sequence[str]) -> str:
    full = [number for number, line in enumerate(lines) if line.strip(" \t")]
    return "\n".join(lines[full[0] : full[-1] + 1]) if full else ""
