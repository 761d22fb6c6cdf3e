"""Document → wikitext, in the templates of the English Wikipedia; `lost` tells what it cannot say.

`readers.wikitext.read` gives the same words and citations again, but for what is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from encyclopedia.core import markup, reading, titles, values
from encyclopedia.core.document import Document, InfoboxField, KeyEvent, Section, SectionKind
from encyclopedia.core.markup import tree
from encyclopedia.core.writers.wikitext import blocks, cites
from encyclopedia.core.writers.wikitext.inline import Inline, escaped, guarded, is_odd_title
from sources.core import series
from sources.core.record import Access, SourceRecord

_KINDS = {
    SectionKind.PURPOSE: ("purpose", "purposes", "aims", "objectives"),
    SectionKind.KEY_EVENTS: ("key events", "timeline", "events", "chronology"),
    SectionKind.OUTCOMES: ("outcomes", "outcome", "results", "result"),
    SectionKind.CONTROVERSIES: ("controversies", "controversy", "criticism", "criticisms"),
}
_PICTURES = "Pictures stay here; their alternative texts are written."
# What MediaWiki takes for the name of a template.
_NAME = re.compile(r"[^\W_](?:[\w .,()/–’-]*[\w.)’])?(?<!_)")
_ISBN = re.compile(r"(?:97[89]-?)?(?:\d-?){9}[\dXx]")
_OF_REFERENCES = re.compile(r"(?i)see also|references|notes|sources|further reading|bibliography")


def write(document: Document) -> str:
    """Write *document* as wikitext, ending in a line feed."""
    inline = Inline(document.sources)
    parts = [
        _head(document, inline),
        _infobox(document, inline),
        blocks.write(document.lead, inline),
        *(part for part in _sections(document, inline)),
        _see_also(document),
    ]
    return "\n\n".join(part for part in (*parts, *_foot(document, inline)) if part) + "\n"


def _head(document: Document, inline: Inline) -> str:
    lines = ["{{DISPLAYTITLE:" + escaped(document.title) + "}}"]
    if document.short_description:
        lines.append("{{Short description|1=" + escaped(document.short_description) + "}}")
    if document.hatnote:
        words = inline.line(markup.parse_inline(document.hatnote))
        lines.append("{{hatnote|1=" + words + "}}")
    return "\n".join(lines)


def _infobox(document: Document, inline: Inline) -> str:
    rows = [row for row in document.infobox if row.text]
    if not rows and not document.kind:
        return ""
    kind = document.kind if _NAME.fullmatch(document.kind) else ""
    lines = ["{{" + f"Infobox {kind[:1].lower()}{kind[1:]}".strip()]
    for number, row in enumerate(rows, 1):
        said = (inline.line(markup.parse_inline(line)) for line in row.text.split("\n"))
        text = guarded("<br />".join(said))
        lines += [f"| label{number} = {escaped(row.label)}", f"| data{number} = {text}"]
    return "\n".join((*lines, "}}"))


def _sections(document: Document, inline: Inline) -> Iterator[str]:
    for section in document.sections:
        rule = "=" * section.level
        yield f"{rule} {escaped(section.heading)} {rule}"
        yield blocks.write(section.text, inline)
        if section.kind is SectionKind.KEY_EVENTS:
            yield "\n".join(_event(event, inline) for event in document.events)


def _event(event: KeyEvent, inline: Inline) -> str:
    text = " ".join(blocks.flat(block, inline) for block in markup.parse(event.text))
    title = f"'''{escaped(event.title)}'''" if event.title else ""
    return f"* {escaped(event.date)}: {' – '.join(part for part in (title, text) if part)}"


def _see_also(document: Document) -> str:
    if not document.see_also:
        return ""
    rows = (
        f"* [[{row.title}]]" if not is_odd_title(row.title) else f"* {escaped(row.title)}"
        for row in document.see_also
    )
    noted = (
        f"{row} – {escaped(each.note)}" if each.note else row
        for row, each in zip(rows, document.see_also, strict=True)
    )
    return "\n".join(("== See also ==", *noted))


def _foot(document: Document, inline: Inline) -> Iterator[str]:
    if inline.has_notes:
        yield "== Notes ==\n{{notelist}}"
    if inline.cited:
        yield "== References ==\n{{reflist}}"
    spare = [record for record in document.sources if record.key not in inline.cited]
    if spare:
        yield "\n".join(("== Further reading ==", *(f"* {cites.write(each)}" for each in spare)))
    if document.disambiguation:
        yield "{{Disambiguation}}"
    yield "\n".join(f"[[Category:{name}]]" for name in document.categories)


def lost(document: Document) -> tuple[str, ...]:
    """Say in sentences what of *document* wikitext cannot keep."""
    return tuple(dict.fromkeys(_lost(document)))


def _lost(document: Document) -> Iterator[str]:
    if document.series:
        yield f"The series “{document.series}” has no place."
    if document.language != "en":
        yield f"The language {document.language} has no place."
    if document.illustrations:
        yield _PICTURES
    for row in document.infobox:
        yield from _lost_of_row(row, document.language)
    yield from _lost_of_sections(document.sections)
    for event in document.events:
        yield from _lost_of_event(event)
    yield from _lost_of_names(document)
    for record in document.sources:
        yield from _lost_of_source(record)
    yield from _lost_of_twins(document.sources)
    yield from _lost_of_texts(reading.texts(document), document.sources)


def _lost_of_sections(sections: Iterable[Section]) -> Iterator[str]:
    taken: set[str] = set()
    for section in sections:
        yield from _lost_of_heading(section.heading, section.kind, section.level)
        made = titles.anchor(section.heading, taken)
        taken.add(made)
        if made != section.anchor:
            yield f"The anchor “{section.anchor}” becomes “{made}”."


def _lost_of_event(event: KeyEvent) -> Iterator[str]:
    if not values.date(event.date):
        yield f"“{event.date}” is not read as a date, so its key event becomes a list item."
    if len(markup.parse(event.text)) > 1:
        yield f"The text of the key event “{event.date}” becomes one paragraph."


def _lost_of_names(document: Document) -> Iterator[str]:
    """Say which names a title of MediaWiki cannot be, and what it takes for the same."""
    if "_" in document.title:
        yield "An underscore in the title is read as a space."
    if document.kind and not _NAME.fullmatch(document.kind):
        yield f"The kind “{document.kind}” cannot be the name of an infobox."
    elif document.kind[:1].upper() != document.kind[:1]:
        yield f"The kind “{document.kind}” is read with a capital letter."
    for pointer in document.see_also:
        if is_odd_title(pointer.title):
            yield f"“{pointer.title}” under See also is no link."
    for name in document.categories:
        if is_odd_title(name):
            yield f"The category “{name}” cannot be written as it is."
    pointed = Counter(titles.key(pointer.title) for pointer in document.see_also)
    told = Counter((row.label, row.text) for row in document.infobox)
    yield from (f"“{key}” stands once under See also." for key, n in pointed.items() if n > 1)
    yield from (f"The row “{label}” stands once." for (label, _), n in told.items() if n > 1)


def _lost_of_source(record: SourceRecord) -> Iterator[str]:
    judged = (record.reliability, record.reliability_reason, record.reviewed_on)
    kept = (*judged, record.snapshot, record.standing)
    flags = (record.state_run, record.wire, record.opinion, record.access is not Access.EXCERPT)
    if any(kept) or any(flags) or record.aliases:
        yield "What is thought of sources, and their archived copies, has no place."
    if record.type == "book" and record.container:
        yield f"What @{record.key} stands in is read as its series."
    elif series.parted(cites.in_series(record)) != (record.series, record.series_number):
        yield f"The series of @{record.key}, or its number there, is read otherwise."
    if record.isbn and not _ISBN.fullmatch(record.isbn):
        yield f"“{record.isbn}” of @{record.key} is not read as an ISBN."
    if record.pages:
        yield f"The pages that @{record.key} fills are read as the place that is cited."
    if record.event and record.type not in cites.EVENTS:
        yield f"The event of @{record.key} has no place."
    if record.type not in cites.TEMPLATES:
        yield f"The type “{record.type}” of @{record.key} has no template."


def _lost_of_twins(records: Iterable[SourceRecord]) -> Iterator[str]:
    """Say which sources are read as one, for their templates say the very same."""
    first: dict[str, str] = {}
    for record in records:
        key = first.setdefault(cites.write(replace(record, key="")), record.key)
        if key != record.key:
            yield f"@{record.key} says what @{key} does, and is read as that."


def _lost_of_row(row: InfoboxField, language: str) -> Iterator[str]:
    if not row.text:
        yield f"The row “{row.label}” is empty."
    elif values.guess(row.label, row.text, language) is not row.type:
        yield f"The type {row.type} of the row “{row.label}” is not what it is taken for."


def _lost_of_heading(heading: str, kind: SectionKind, level: int) -> Iterator[str]:
    name = " ".join(heading.split()).casefold()
    told = next((each for each, names in _KINDS.items() if name in names), SectionKind.OWN)
    if level > 2:  # noqa: PLR2004 -- sections of the first order have kinds
        told = SectionKind.OWN
    if told is not kind:
        yield f"That “{heading}” is a section of the kind {kind} is not told."
    if _OF_REFERENCES.search(heading):
        yield f"“{heading}” is taken for a section of references."


def _lost_of_texts(
    texts: Iterable[reading.Prose], sources: Iterable[SourceRecord]
) -> Iterator[str]:
    said = {
        tree.Claim: "Which words of a sentence a citation is for is not told.",
        tree.Picture: _PICTURES,
    }
    known = {key for record in sources for key in (record.key, *record.aliases)}
    for prose in texts:
        for node in markup.walk(prose.blocks):
            for item in node.items if isinstance(node, tree.Mark) else ():
                if item.key not in {"?", *known}:
                    yield f"@{item.key} is the key of no source; its name stands for it."
            if isinstance(node, tree.Cell) and node.align:
                yield "How the columns of a table are aligned is not told."
            if type(node) in said:
                yield said[type(node)]
            if isinstance(node, tree.WikiLink) and is_odd_title(node.title):
                yield f"A link to “{node.title}” cannot be written; its words are."
