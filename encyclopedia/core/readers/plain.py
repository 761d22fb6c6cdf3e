"""Plain text → Document: a `= Title =`, infobox rows, prose under `==Headings==`, See also.

The text is other people's: what Markdown would take for markup is escaped, so every word stays.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from encyclopedia.core import identity, titles, validity, values
from encyclopedia.core.document import (
    Document,
    FieldType,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from encyclopedia.core.readers import plain_lines as lines
from encyclopedia.core.readers.plain_lines import Line
from encyclopedia.core.readers.plain_lines import PlainError as PlainError
from encyclopedia.core.readers.value import Left, Reading
from sources.core.saying import say

_SEE_ALSO = "see also"
_PART_OF = "partof"
_LONGEST_DATE = 80
_KINDS = {
    **dict.fromkeys(("purpose", "purposes", "aims", "objectives"), SectionKind.PURPOSE),
    **dict.fromkeys(("key events", "timeline", "events", "chronology"), SectionKind.KEY_EVENTS),
    **dict.fromkeys(("outcomes", "outcome", "results", "result"), SectionKind.OUTCOMES),
    **dict.fromkeys(
        ("controversies", "controversy", "criticism", "criticisms"), SectionKind.CONTROVERSIES
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A heading and the lines below it."""

    line: Line
    heading: str
    level: int
    body: tuple[Line, ...]


def decode(data: bytes) -> str:
    """Decode a file of UTF-8, with or without a byte order mark, or raise PlainError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PlainError(
            line,
            say(
                "The byte 0x{byte} is not UTF-8; save the file as UTF-8.",
                byte=f"{data[error.start]:02X}",
            ),
        ) from error


def read(text: str, *, language: str = "en") -> Reading:
    """Read the article in *text*, or raise PlainError with the line and what is wrong there.

    Reading the same text twice gives the same Document, ids included.
    """
    title, rest = lines.title(lines.split(text))
    opening, parts = _parts(rest)
    caption, rows, lead = lines.opening(opening)
    sections = tuple(part for part in parts if titles.key(part.heading) != _SEE_ALSO)
    listed = tuple(part for part in parts if titles.key(part.heading) == _SEE_ALSO)
    see_also, left = _see_also(title, listed)
    made, events = _sections(title, sections, language)
    if caption is not None and titles.key(caption.text) != titles.key(title):
        what = f'the infobox caption "{caption.text}"'
        left = (Left(line=caption.number, what=what, why="is not kept"), *left)
    document = Document(
        id=_derive(title),
        title=title,
        language=language,
        lead=lines.prose(lead),
        infobox=_infobox(title, rows, language),
        sections=made,
        events=events,
        see_also=see_also,
    )
    for fault in validity.faults(document):
        raise PlainError(1, fault.said)
    return Reading(document=document, left=left)


def _derive(title: str, *path: str) -> UUID:
    return identity.derive(titles.key(title), *path)


def _parts(rest: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[_Part, ...]]:
    starts = [i for i, line in enumerate(rest) if lines.is_heading(line)]
    parts = []
    for start, end in pairwise((*starts, len(rest))):
        heading, level = lines.heading(rest[start])
        parts.append(
            _Part(line=rest[start], heading=heading, level=level, body=rest[start + 1 : end])
        )
    return rest[: starts[0]] if starts else rest, tuple(parts)


def _infobox(title: str, rows: tuple[Line, ...], language: str) -> tuple[InfoboxField, ...]:
    fields: dict[str, InfoboxField] = {}
    for line in rows:
        label, _, value = (part.strip() for part in lines.item(line).partition(":"))
        label = "Part of" if label.casefold() == _PART_OF else label
        key = titles.key(label)
        if key in fields:
            raise PlainError(
                line.number, say('The infobox has "{label}" twice; join the two rows.', label=label)
            )
        kind = values.guess(label, value, language)
        fields[key] = InfoboxField(
            id=_derive(title, "infobox", key),
            label=label,
            text=_linked(value, kind, language),
            type=kind,
        )
    return tuple(fields.values())


def _linked(value: str, kind: FieldType, language: str) -> str:
    """Escape a value and, where it lists articles, make each a link; separators stay."""
    if kind not in (FieldType.PEOPLE, FieldType.LINK):
        return lines.literal(value)
    names = values.people(value, language) if kind is FieldType.PEOPLE else values.links(value)
    linked, begin = "", 0
    for name in names:
        found = value.find(name, begin)
        if found < 0:
            return lines.literal(value)
        linked += lines.inside(value[begin:found]) + lines.link(name)
        begin = found + len(name)
    return linked + lines.inside(value[begin:])


def _sections(
    title: str, parts: tuple[_Part, ...], language: str
) -> tuple[tuple[Section, ...], tuple[KeyEvent, ...]]:
    made: list[Section] = []
    taken: set[str] = set()
    events: tuple[KeyEvent, ...] = ()
    for part in parts:
        kind = _kind(part, made)
        body = part.body
        if kind is SectionKind.KEY_EVENTS:
            events, body = _events(title, body, language)
        anchor = titles.anchor(part.heading, taken)
        taken.add(anchor)
        made.append(
            Section(
                id=_derive(title, "section", anchor),
                heading=part.heading,
                anchor=anchor,
                text=lines.prose(body),
                kind=kind,
                level=part.level,
            )
        )
    return tuple(made), events


def _kind(part: _Part, before: Sequence[Section]) -> SectionKind:
    """Tell what a section is for, if it may stand after the sections *before*."""
    deepest = before[-1].level + 1 if before else lines.TOP
    number, name = part.line.number, part.heading
    if part.level > deepest:
        raise PlainError(
            number,
            say('The heading "{name}" skips a level; use {signs}.', name=name, signs="=" * deepest),
        )
    if part.level > lines.TOP:
        return SectionKind.OWN
    kind = _KINDS.get(titles.key(name), SectionKind.OWN)
    if kind is SectionKind.KEY_EVENTS and any(section.kind is kind for section in before):
        raise PlainError(
            number, say('"{name}" is a second section of key events; keep one.', name=name)
        )
    return kind


def _events(
    title: str, body: tuple[Line, ...], language: str
) -> tuple[tuple[KeyEvent, ...], tuple[Line, ...]]:
    events: list[KeyEvent] = []
    left: list[Line] = []
    seen: Counter[str] = Counter()
    for line in body:
        date, text = _dated(lines.item(line), language)
        if not date:
            left.append(line)
            continue
        seen[date] += 1
        events.append(
            KeyEvent(
                id=_derive(title, "event", date, str(seen[date])),
                date=date,
                text=lines.literal(text),
            )
        )
    return tuple(events), tuple(left)


def _dated(item: str, language: str) -> tuple[str, str]:
    """Cut a list item after the longest date that it begins with; no date, nothing."""
    for cut in reversed(list(lines.SEPARATOR.finditer(item[:_LONGEST_DATE]))):
        date, text = item[: cut.start()].strip(), item[cut.end() :].strip()
        if text and values.date(date, language):
            return date, text
    return "", ""


def _see_also(title: str, parts: tuple[_Part, ...]) -> tuple[tuple[SeeAlso, ...], tuple[Left, ...]]:
    rows: dict[str, SeeAlso] = {}
    left: list[Left] = []
    for line in (line for part in parts for line in part.body if line.text):
        name, note = lines.pointer(line)
        key = titles.key(name)
        if key in rows:
            why = "is under See also twice; the first is kept"
            left.append(Left(line=line.number, what=f'"{name}"', why=why))
        else:
            rows[key] = SeeAlso(id=_derive(title, "see-also", key), title=name, note=note)
    return tuple(rows.values()), tuple(left)
