"""A page of wikitext, part by part, to a Document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from encyclopedia.core import identity, titles, validity
from encyclopedia.core.document import (
    Document,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from encyclopedia.core.readers.wikitext import (
    cites,
    hatnotes,
    infobox,
    links,
    pointers,
    sectioning,
    spelling,
    timeline,
)
from encyclopedia.core.readers.wikitext.blocks import Blocks
from encyclopedia.core.readers.wikitext.cutting import lines_of, start_of, without_start
from encyclopedia.core.readers.wikitext.inline import Inline
from encyclopedia.core.readers.wikitext.nodes import Nodes, Template, Text, is_blank
from encyclopedia.core.readers.wikitext.page import Page
from encyclopedia.core.readers.wikitext.pieces import Block
from encyclopedia.core.readers.wikitext.references import References
from encyclopedia.core.readers.wikitext.sectioning import Piece
from encyclopedia.core.readers.wikitext.wording import Wording

_DISAMBIGUATION = re.compile(
    r"(?:.* )?(?:disambiguation|disambig|dab|hndis|geodis|numberdis|surname|given name)"
)
_DEEPEST = 4
_LONGEST = 255
_LONGEST_HATNOTE = 1_000
_LONGEST_DESCRIPTION = 500
_PREFIX = re.compile(r"[*#:;]+\s*")


class Article:
    """Reads the parts of one page; `document` puts them together."""

    def __init__(self, page: Page, nodes: Nodes) -> None:
        """Take the *nodes* of the *page*."""
        self._page = page
        self._nodes = nodes
        wording = Wording(page)
        self._references = References(page, nodes, wording.words)
        self._inline = Inline(page, self._references, wording)
        self._blocks = Blocks(page, self._inline)
        self._inline.hatnote = self._over_section
        self._short = ""
        self._kind = ""
        self._disambiguation = False
        self._hatnotes: list[str] = []
        self._rows: list[InfoboxField] = []
        self._seen: Counter[str] = Counter()
        self._anchors: Counter[str] = Counter()

    def document(self) -> Document:
        """Read the page."""
        page = self._page
        pieces = sectioning.split(lines_of(self._nodes))
        lead = self._lead(pieces[0])
        sections, events, see_also = self._body(pieces[1:])
        categories = tuple(name for name in page.categories if name and len(name) <= _LONGEST)
        document = Document(
            id=self._derive(),
            title=page.title,
            kind=self._kind,
            short_description=self._short,
            language=page.language,
            hatnote=self._hatnote(),
            disambiguation=self._disambiguation,
            lead=lead,
            infobox=tuple(self._rows),
            sections=sections,
            events=events,
            see_also=see_also,
            categories=categories,
            sources=self._references.shelf.records,
        )
        return validity.normalise(document)

    def _derive(self, *path: str) -> UUID:
        return identity.derive(titles.key(self._page.title), *path)

    # The lead, and what stands over it.

    def _lead(self, piece: Piece) -> str:
        return self._blocks.write([self._taken(line, lead=True) for line in piece.lines])

    def _taken(self, line: Nodes, *, lead: bool = False) -> Nodes:
        """Take what is no prose out of *line*."""
        if not any(isinstance(node, Template) for node in line):
            return line
        kept = [
            node
            for node in line
            if not isinstance(node, Template) or not self._took(node, lead=lead)
        ]
        return (Text(line[0].start, ""),) if is_blank(kept) else tuple(kept)

    def _took(self, template: Template, *, lead: bool) -> bool:
        if infobox.is_infobox(template):
            self._take_infobox(template)
        elif template.name in ("short description", "short desc", "shortdesc"):
            words = self._words(template.get("1"))
            if words.casefold() != "none":
                self._short = words[:_LONGEST_DESCRIPTION]
        elif lead and template.name in hatnotes.NAMES:
            self._hatnotes.append(self._over_article(template))
        elif _DISAMBIGUATION.fullmatch(template.name):
            self._disambiguation = True
        else:
            return False
        return True

    def _take_infobox(self, template: Template) -> None:
        if not self._kind:
            self._kind = infobox.kind(template)
        for label, text, type_ in infobox.merged(infobox.rows(self._page, template, self._inline)):
            key = titles.key(label)
            self._seen[key] += 1
            again = (str(self._seen[key]),) if self._seen[key] > 1 else ()
            row = InfoboxField(
                id=self._derive("infobox", key, *again), label=label, text=text, type=type_
            )
            self._rows.append(row)

    def _over_article(self, template: Template) -> str:
        words = [self._words(value) for value in template.positional()]
        values = template.positional()
        raw = self._inline.line(values[0]) if values else ""
        return hatnotes.over_article(template, self._page.title, words, raw, self._link)

    def _over_section(self, template: Template) -> Block | None:
        """Write a hatnote that stands in the text; None where *template* is none."""
        words = [self._words(value) for value in template.positional()]
        if hatnotes.is_over_section(template):
            said = hatnotes.over_section(template, words, self._link)
        elif template.name in hatnotes.NAMES:
            over = self._over_article(template)
            said = f"*{over}*" if over and "*" not in over else over
        else:
            return None
        return Block(said, said)

    def _hatnote(self) -> str:
        said = ""
        for hatnote in self._hatnotes:
            more = f"{said} {hatnote}".strip()
            if len(more) <= _LONGEST_HATNOTE:
                said = more
            else:
                self._page.leave(0, "a hatnote", "is too long")
        return validity.mended_line(said)

    def _link(self, words: str) -> str:
        place, _, label = words.partition("|")
        title, _, section = place.replace("_", " ").strip().lstrip(":").partition("#")
        shown = label or (f"{title} § {section}" if section and title else title or section)
        return spelling.tidy(links.to_article(title.strip(), section.strip(), shown.strip()))

    def _words(self, nodes: Nodes) -> str:
        return " ".join(self._inline.words(nodes).split())

    # What stands under headings.

    def _body(
        self, pieces: Sequence[Piece]
    ) -> tuple[tuple[Section, ...], tuple[KeyEvent, ...], tuple[SeeAlso, ...]]:
        sections: list[Section] = []
        events: list[KeyEvent] = []
        see_also: dict[str, SeeAlso] = {}
        taken: set[str] = set()
        inside: tuple[str, int] = ("", 0)
        for piece in pieces:
            heading = self._heading(piece)
            if piece.level <= inside[1]:
                inside = ("", 0)
            if sectioning.is_see_also(heading):
                inside = ("see also", piece.level)
            elif sectioning.is_references(heading) and inside[0] != "see also":
                inside = ("references", piece.level)
            if inside[0] == "see also":
                self._point(piece, see_also)
                continue
            section = self._section(piece, heading, sections, events, listed=bool(inside[0]))
            if section is None:
                continue
            anchor = self._anchor(heading, taken)
            id_ = self._derive("section", anchor)
            sections.append(replace(section, id=id_, anchor=anchor))
        return tuple(sections), tuple(events), tuple(see_also.values())

    def _anchor(self, heading: str, taken: set[str]) -> str:
        """Name a section as `titles.anchor` does, but count on from the last of the same name."""
        plain = titles.anchor(heading)
        number = self._anchors[plain]
        anchor = f"{plain}_{number + 1}" if number else plain
        if anchor in taken:
            anchor = titles.anchor(heading, taken)
        self._anchors[plain] += 1
        taken.add(anchor)
        return anchor

    def _heading(self, piece: Piece) -> str:
        words = self._words(piece.heading)
        self._inline.draft(piece.heading)  # so that what is unknown in it is told
        if len(words) > _LONGEST:
            self._page.leave(piece.start, f"the heading “{words}”", "is shortened")
        return words[:_LONGEST].strip()

    def _section(
        self,
        piece: Piece,
        heading: str,
        before: Sequence[Section],
        events: list[KeyEvent],
        *,
        listed: bool,
    ) -> Section | None:
        lines = [self._taken(line) for line in piece.lines]
        if listed:
            lines = [line for line in lines if not self._is_source(line)]
        level = _level(piece, before)
        kind = self._kind_of(piece, heading, level, before)
        if kind is SectionKind.KEY_EVENTS:
            found, lines = timeline.split(lines, self._inline, self._blocks, self._page.language)
            events += self._events(found)
        text = self._blocks.write(lines)
        if not heading:
            if text:
                self._page.leave(piece.start, "a heading without words", "is called “Section”")
                heading = "Section"
            else:
                return None
        if listed and not text:
            return None
        if level != piece.level:
            what = f"the level of “{heading}”, {piece.level}"
            self._page.leave(piece.start, what, f"is {level} here")
        return Section(
            id=UUID(int=0), heading=heading, anchor="", text=text, kind=kind, level=level
        )

    def _kind_of(
        self, piece: Piece, heading: str, level: int, before: Sequence[Section]
    ) -> SectionKind:
        kind = sectioning.kind(heading) if level == 2 else SectionKind.OWN  # noqa: PLR2004
        if kind is SectionKind.KEY_EVENTS and any(each.kind is kind for each in before):
            self._page.leave(piece.start, f"“{heading}”", "is a second section of key events")
            return SectionKind.OWN
        return kind

    def _events(self, found: Sequence[timeline.Dated]) -> list[KeyEvent]:
        seen: Counter[str] = Counter()
        events = []
        for event in found:
            seen[event.date] += 1
            events.append(
                KeyEvent(
                    id=self._derive("event", event.date, str(seen[event.date])),
                    date=event.date,
                    title=event.title,
                    text=event.text,
                )
            )
        return events

    def _is_source(self, line: Nodes) -> bool:
        """Tell whether *line* of a list is nothing but a citation, which is a source at hand."""
        words = start_of(line)
        rest = without_start(line, len((_PREFIX.match(words) or [""])[0])) if words else line
        full = [node for node in rest if isinstance(node, Template) and cites.is_citation(node)]
        other = [node for node in rest if node not in full]
        return len(full) == 1 and not re.sub(r"[\W_]", "", self._inline.words(tuple(other)))

    def _point(self, piece: Piece, rows: dict[str, SeeAlso]) -> None:
        lines = [self._taken(line) for line in piece.lines]
        for at, title, note in pointers.rows(self._page, lines, self._inline):
            key = titles.key(title)
            if key in rows:
                self._page.leave(at, f"“{title}”", "is under See also twice; the first is kept")
            else:
                rows[key] = SeeAlso(id=self._derive("see-also", key), title=title, note=note)


def _level(piece: Piece, before: Sequence[Section]) -> int:
    """Give the level that a section may have after those *before*."""
    deepest = min(before[-1].level + 1 if before else 2, _DEEPEST)
    return min(max(piece.level, 2), deepest)
