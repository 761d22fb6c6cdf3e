"""Dated items of a list → key events; what has no date stays where it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from encyclopedia.core import values
from encyclopedia.core.readers.wikitext.blocks import Blocks, sound
from encyclopedia.core.readers.wikitext.cutting import cut, start_of, without_start
from encyclopedia.core.readers.wikitext.inline import Inline
from encyclopedia.core.readers.wikitext.nodes import Nodes
from encyclopedia.core.readers.wikitext.spelling import BREAK, leading

_PREFIX = re.compile(r"[*#:;]+")
_SEPARATOR = re.compile(r":(?=[ *]|$)| [–—-] |\*\*,? |, ")
_TITLE = re.compile(
    r"\*\*(?P<title>[^*\[\]\\`]{1,200})\*\*(?:\s*[–—:-]\s+|\.?\s*$)(?P<rest>.*)", re.DOTALL
)
_MARKS = re.compile(r"\[@(?:\"(?:\\.|[^\"\\])*\"|[^\]\"])*\]")
_DEFINITION = re.compile(r"\s:\s")
_LONGEST_DATE = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """An item of the timeline that was found."""

    date: str
    title: str
    text: str


def split(
    lines: Sequence[Nodes], inline: Inline, blocks: Blocks, language: str
) -> tuple[list[Dated], list[Nodes]]:
    """Part the dated items among *lines* from all else."""
    found: list[Dated] = []
    rest: list[Nodes] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        end = _end(lines, number)
        prefix = _prefix(line)
        event = None
        if len(prefix) == 1:
            below = [_lifted(each) for each in lines[number + 1 : end]]
            event = _event(without_start(line, 1), prefix, below, inline, blocks, language)
        if event is None:
            rest.append(line)
            number += 1
        else:
            found.append(event)
            number = end
    return found, rest


def _prefix(line: Nodes) -> str:
    found = _PREFIX.match(start_of(line))
    return found[0] if found else ""


def _end(lines: Sequence[Nodes], number: int) -> int:
    """Give where the lines end that belong to the item at *number*."""
    own = _prefix(lines[number])
    end = number + 1
    while end < len(lines):
        prefix = _prefix(lines[end])
        deeper = len(prefix) > 1 and prefix[:1] == own
        if not deeper and not (own == ";" and prefix.startswith(":")):
            break
        end += 1
    return end


def _lifted(line: Nodes) -> Nodes:
    return without_start(line, 1)


def _event(
    nodes: Nodes,
    prefix: str,
    below: Sequence[Nodes],
    inline: Inline,
    blocks: Blocks,
    language: str,
) -> Dated | None:
    if prefix == ";":
        nodes, *definition = cut(nodes, _DEFINITION, most=1)
        date = values.inline.plain(inline.line(nodes))
        if values.date(date, language) and (definition or below):
            first = inline.line(definition[0], break_=BREAK) if definition else ""
            return _made(date, first, below, blocks)
    line = inline.line(nodes, break_=BREAK)
    date, text = dated(line, language)
    return _made(date, text, below, blocks) if date else None


def _made(date: str, line: str, below: Sequence[Nodes], blocks: Blocks) -> Dated:
    found = _TITLE.fullmatch(line)
    title = " ".join(found["title"].split()).strip(" .:") if found else ""
    text = found["rest"].strip() if found and title else line
    parts = [leading(part.strip()) for part in text.split(BREAK) if part.strip()]
    prose = [part for part in ("\\\n".join(parts), blocks.write(below) if below else "") if part]
    return Dated(date=date, title=title, text=sound("\n\n".join(prose)))


def dated(line: str, language: str) -> tuple[str, str]:
    """Cut a line after the longest date that it begins with; no date, nothing."""
    for cut_at in reversed(list(_SEPARATOR.finditer(line[:_LONGEST_DATE]))):
        before, after = line[: cut_at.start()], line[cut_at.end() :].strip()
        if cut_at[0].startswith("**"):
            before += "**"
        date = values.inline.plain(before).strip()
        if not after or not date or not values.date(date, language):
            continue
        if before.count("**") % 2:
            after = after.removeprefix("**").strip()
        elif before.count("*") % 2:
            after = after.removeprefix("*").strip()
        after = after.lstrip(":–— ").strip()
        marks = "".join(_MARKS.findall(before))
        if after:
            return date, f"{after}{marks}"
    return "", ""
