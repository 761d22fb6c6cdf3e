"""What may be mended in a Document without asking."""

from dataclasses import replace
from typing import TypeVar

from encyclopedia.core.document import Document
from encyclopedia.core.validity import fields
from encyclopedia.core.validity.texts import mended_line

_P = TypeVar("_P", bound=fields.Part)


def normalise(document: Document) -> Document:
    """Mend what may be mended silently: line ends, white space around texts, order of sources."""
    sources = (
        replace(
            _mended(source),
            authors=tuple(map(_mended, source.authors)),
            editors=tuple(map(_mended, source.editors)),
            translators=tuple(map(_mended, source.translators)),
            aliases=tuple(mended_line(alias) for alias in source.aliases),
        )
        for source in document.sources
    )
    return replace(
        _mended(document),
        infobox=tuple(_mended(row) for row in document.infobox),
        sections=tuple(_mended(section) for section in document.sections),
        events=tuple(_mended(event) for event in document.events),
        see_also=tuple(_mended(pointer) for pointer in document.see_also),
        categories=tuple(mended_line(category) for category in document.categories),
        illustrations=tuple(_mended(picture) for picture in document.illustrations),
        sources=tuple(sorted(sources, key=lambda source: source.key)),
    )


def _mended(part: _P) -> _P:
    texts = {
        name: text.mend(getattr(part, name)) for name, text in fields.TEXTS[type(part)].items()
    }
    return replace(part, **texts)  # type: ignore[arg-type]  # the fields of this very part
