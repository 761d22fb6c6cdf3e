"""Document → plain text that the plain reader reads: words alone, no marks, notes or pictures."""

from collections.abc import Iterator

from encyclopedia.core import markup
from encyclopedia.core.document import Document, InfoboxField, KeyEvent, Section, SectionKind
from encyclopedia.core.markup import tree


def write(document: Document) -> str:
    """Write *document* as readable plain text, ending in a line feed."""
    parts = (
        f"= {document.title} =",
        _inline(document.hatnote),
        _infobox(document),
        _prose(document.lead),
        *(part for section in document.sections for part in _section(document, section)),
        _see_also(document),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _infobox(document: Document) -> str:
    rows = [_row(field) for field in document.infobox]
    return "\n".join((document.title, *rows)) if rows else ""


def _row(field: InfoboxField) -> str:
    values = ", ".join(_inline(value) for value in field.text.split("\n"))
    return f"- {field.label}: {values}"


def _section(document: Document, section: Section) -> Iterator[str]:
    rule = "=" * section.level
    yield "\n".join(
        part for part in (f"{rule}{section.heading}{rule}", _prose(section.text)) if part
    )
    if section.kind is SectionKind.KEY_EVENTS:
        yield "\n".join(_event(event) for event in document.events)


def _event(event: KeyEvent) -> str:
    words = " – ".join(part for part in (event.title, " ".join(_prose(event.text).split())) if part)
    return f"- {event.date}: {words}"


def _see_also(document: Document) -> str:
    rows = (
        " – ".join(part for part in (f"- {row.title}", row.note) if part)
        for row in document.see_also
    )
    return "\n".join(("==See also==", *rows)) if document.see_also else ""


def _inline(text: str) -> str:
    return markup.plain(markup.parse_inline(text))


def _prose(text: str) -> str:
    return "\n\n".join("\n".join(_lines(block)) for block in markup.parse(text))


def _lines(block: tree.Block) -> Iterator[str]:
    """Write a block; what stands in a list item or quotation is set in by two characters."""
    match block:
        case tree.Listing():
            for number, item in enumerate(block.items, block.first):
                inside = [line for part in item.blocks for line in _lines(part)] or [""]
                bullet = f"{number}." if block.ordered else "-"
                yield f"{bullet} {inside[0]}".rstrip()
                yield from (f"  {line}" for line in inside[1:])
        case tree.Quotation():
            yield from (f"> {line}" for part in block.blocks for line in _lines(part))
        case _:
            yield from markup.plain((block,)).split("\n")
