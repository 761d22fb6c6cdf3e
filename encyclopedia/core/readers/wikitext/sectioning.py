"""The lines of a page under its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from encyclopedia.core.document import SectionKind
from encyclopedia.core.readers.wikitext import tables
from encyclopedia.core.readers.wikitext.nodes import Nodes, Tag, Template, Text

_OPENING = re.compile(r"={1,6}")
_CLOSING = re.compile(r"={1,6}\s*\Z")
_REFERENCES = re.compile(
    r"(?:general |cited |primary |secondary |further )?(?:references?|notes?|footnotes?|citations?"
    r"|bibliography|sources?|works cited|literature cited|end ?notes?|explanatory notes"
    r"|references? (?:and|&) (?:notes|sources|footnotes|further reading)|further reading"
    r"|notes? (?:and|&) (?:references|citations|sources)|literature|citations and notes"
    r"|explanatory footnotes|informational notes|notelist|inline citations|reading"
    r"|einzelnachweise|quellen|literatur|anmerkungen|références|notes et références|bibliographie"
    r"|referencias|bibliografía|notas|notas y referencias|примечания|литература|источники"
    r"|примітки|література|джерела|посилання|ссылки)"
)
_SEE_ALSO = frozenset(
    {
        *("see also", "related articles", "related topics", "siehe auch", "voir aussi"),
        *("véase también", "articles connexes", "см. также", "див. також"),
    }
)
_KINDS = {
    **dict.fromkeys(
        ("purpose", "purposes", "aims", "objectives", "aim", "objective", "goals"),
        SectionKind.PURPOSE,
    ),
    **dict.fromkeys(
        ("key events", "timeline", "events", "chronology", "timeline of events", "key dates"),
        SectionKind.KEY_EVENTS,
    ),
    **dict.fromkeys(
        ("outcomes", "outcome", "results", "result", "aftermath and outcomes"), SectionKind.OUTCOMES
    ),
    **dict.fromkeys(
        (
            *("controversies", "controversy", "criticism", "criticisms"),
            *(
                "criticism and controversy",
                "controversies and criticism",
                "criticisms and controversies",
            ),
        ),
        SectionKind.CONTROVERSIES,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A heading and the lines below it, up to the next one; the first has no heading."""

    start: int
    heading: Nodes
    level: int
    lines: tuple[Nodes, ...]


def split(lines: Sequence[Nodes]) -> tuple[Piece, ...]:
    """Cut *lines* at their headings, but for those in tables that close."""
    pieces: list[Piece] = []
    heading: Nodes = ()
    start = level = begin = 0
    closed = _closed_tables(lines)
    after = 0
    for number, line in enumerate(lines):
        if number in closed:
            after = max(after, closed[number] + 1)
        if number < after:
            continue
        found = _heading(line)
        if found is None:
            continue
        pieces.append(
            Piece(start=start, heading=heading, level=level, lines=tuple(lines[begin:number]))
        )
        (heading, level), start, begin = found, line[0].start, number + 1
    pieces.append(Piece(start=start, heading=heading, level=level, lines=tuple(lines[begin:])))
    return tuple(pieces)


def _closed_tables(lines: Sequence[Nodes]) -> dict[int, int]:
    """Give for each table where it ends; one with a heading in it was never closed."""
    closed: dict[int, int] = {}
    opened: list[int] = []
    for number, line in enumerate(lines):
        if tables.starts(line):
            opened.append(number)
        elif opened and tables.ends(line):
            closed[opened.pop()] = number
        elif opened and _heading(line) is not None:
            opened.clear()
    return closed


def _heading(line: Nodes) -> tuple[Nodes, int] | None:
    if not line or not isinstance(line[0], Text) or not line[0].text.startswith("="):
        return None
    content = list(line)
    # A comment or a template without words may stand behind a heading.
    while content and (
        isinstance(content[-1], Template | Tag)
        or (isinstance(content[-1], Text) and not content[-1].text.strip())
    ):
        content.pop()
    last = content[-1] if content else None
    if not isinstance(last, Text):
        return None
    opening, closing = _OPENING.match(line[0].text), _CLOSING.search(last.text)
    if opening is None or closing is None or (len(content) == 1 and len(last.text.strip()) < 3):  # noqa: PLR2004 -- "=x="
        return None
    level = min(len(opening[0]), len(closing[0].strip()))
    if len(content) == 1:
        inner: Nodes = (Text(last.start + level, last.text.strip()[level:-level]),)
        return inner, level
    first = Text(line[0].start + level, line[0].text[level:])
    end = Text(last.start, last.text.rstrip()[:-level])
    return (first, *content[1:-1], end), level


def kind(heading: str) -> SectionKind:
    """Tell what a section is for by its heading."""
    return _KINDS.get(" ".join(heading.split()).casefold(), SectionKind.OWN)


def is_references(heading: str) -> bool:
    """Tell whether a section of this heading lists what is cited."""
    return _REFERENCES.fullmatch(" ".join(heading.split()).casefold()) is not None


def is_see_also(heading: str) -> bool:
    """Tell whether a section of this heading points at other articles."""
    return " ".join(heading.split()).casefold() in _SEE_ALSO
