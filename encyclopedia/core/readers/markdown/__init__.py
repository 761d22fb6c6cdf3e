"""Markdown with front matter → Document, with the line of the first thing that is wrong."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import yaml

from encyclopedia.core import titles, validity, values
from encyclopedia.core.document import Document, SectionKind
from encyclopedia.core.identity import derive
from encyclopedia.core.readers.json import JsonError, Path, from_data
from encyclopedia.core.readers.markdown import body, front
from encyclopedia.core.readers.markdown.body import Piece
from encyclopedia.core.readers.markdown.error import MarkdownError as MarkdownError
from encyclopedia.core.readers.markdown.front import Data
from sources.core.saying import say, sentence_of

KINDS = {
    "purpose": SectionKind.PURPOSE,
    "key events": SectionKind.KEY_EVENTS,
    "outcomes": SectionKind.OUTCOMES,
    "controversies": SectionKind.CONTROVERSIES,
}

_LINE_BREAK = re.compile(r"\r\n?")
_IN_BODY = ("lead", "sections", "events")
_NAMED_BY = {"infobox": "label", "see_also": "title", "illustrations": "key"}
_GROUPS = {"section": "sections", "event": "events", "see-also": "see_also"}
_GROUPS |= {"infobox": "infobox", "illustration": "illustrations"}


def read(text: str) -> Document:
    """Read what `writers.markdown.write` wrote, or an article written by hand.

    Only the title must stand in the front matter. Anchors, kinds, ids and types that are not given
    follow from title, headings, labels and values; what is wrong or unclear is a MarkdownError.
    """
    lines = _LINE_BREAK.sub("\n", text.removeprefix("\ufeff")).split("\n")
    end = front.end(lines)
    node = front.compose("\n".join(lines[1:end]))
    lead, pieces = body.split(lines, end + 1)
    sections, events = _parted(pieces)

    def line(path: Path) -> int:
        match path:
            case ("sections", int(number), *_):
                return sections[number].line
            case ("events", int(number), *_):
                return events[number].line
            case ("lead",):
                return end + 2
        return front.line(node, path)

    data = _front(node)
    title = str(data.get("title"))
    data |= {"lead": lead, "sections": _sections(title, sections), "events": _events(title, events)}
    return _document(data, line)


def _document(data: Data, line: Callable[[Path], int]) -> Document:
    try:
        document = from_data(data, lenient=True)
    except JsonError as error:
        raise MarkdownError(line(error.path), sentence_of(error)) from error
    for fault in validity.faults(document):
        raise MarkdownError(line(_path(document, fault)), fault.said)
    return document


def _path(document: Document, fault: validity.Fault) -> Path:
    if fault.part not in _GROUPS:
        return ("sources",) if fault.part == "source" else (fault.field,)
    group = _GROUPS[fault.part]
    ids = [part.id for part in getattr(document, group)]
    return (group, ids.index(fault.part_id), fault.field)


def _front(node: yaml.MappingNode) -> Data:
    """Read the front matter, and give its parts the ids that they lack."""
    data = front.data(node)
    for key in set(_IN_BODY) & set(data):
        raise MarkdownError(
            front.line(node, (key,)), say("“{key}” is written below, not in here.", key=key)
        )
    title = str(data.get("title"))
    for group, name in _NAMED_BY.items():
        items = data.get(group)
        rows = [row for row in items if isinstance(row, dict)] if isinstance(items, list) else []
        for row, made in zip(
            rows, _ids(title, group, [row.get(name) for row in rows]), strict=True
        ):
            row.setdefault("id", made)
    _guess_types(data)
    return {"id": str(derive(title)), **data}


def _guess_types(data: Data) -> None:
    """Give infobox rows that say no type the one that label and text tell."""
    language = str(data.get("language", "en"))
    items = data.get("infobox")
    for row in items if isinstance(items, list) else ():
        if isinstance(row, dict) and "type" not in row:
            label, text = row.get("label"), row.get("text", "")
            if isinstance(label, str) and isinstance(text, str):
                row["type"] = values.guess(label, text, language).value


def _parted(pieces: Iterable[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Tell sections and key events apart; the latter stand under the section for them."""
    sections: list[Piece] = []
    events: list[Piece] = []
    for piece in pieces:
        if piece.level in body.SECTION_LEVELS:
            sections.append(piece)
        elif sections and _kind(sections[-1]) == SectionKind.KEY_EVENTS:
            events.append(piece)
        else:
            raise MarkdownError(
                piece.line, say("A key event must stand in a section of key events.")
            )
    return sections, events


def _sections(title: str, pieces: Sequence[Piece]) -> list[Data]:
    taken = {piece.attributes.get("anchor", "") for piece in pieces}
    sections: list[Data] = []
    for piece in pieces:
        anchor = piece.attributes.get("anchor") or titles.anchor(piece.heading, taken)
        taken.add(anchor)
        sections.append(
            {
                "id": str(derive(title, "sections", anchor)),
                **piece.attributes,
                "heading": piece.heading,
                "anchor": anchor,
                "kind": _kind(piece),
                "level": piece.level,
                "text": piece.prose,
            }
        )
    return sections


def _kind(piece: Piece) -> str:
    return piece.attributes.get("kind") or KINDS.get(titles.key(piece.heading), SectionKind.OWN)


def _events(title: str, pieces: Sequence[Piece]) -> list[Data]:
    made = _ids(title, "events", [piece.heading for piece in pieces])
    return [
        {
            "id": piece.attributes.get("id", id_),
            "date": piece.heading,
            "title": piece.attributes.get("title", ""),
            "text": piece.prose,
        }
        for piece, id_ in zip(pieces, made, strict=True)
    ]


def _ids(title: str, group: str, names: Iterable[object]) -> Iterator[str]:
    """Name parts by what an editor calls them; the second of a name gets the number 2."""
    seen = Counter[str]()
    for name in names:
        word = str(name)
        seen[word] += 1
        number = (str(seen[word]),) if seen[word] > 1 else ()
        yield str(derive(title, group, word, *number))
