"""A citation put after a sentence of an article, or in the place of another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from encyclopedia.core import evidence, markup, reading
from encyclopedia.core.document import Document, InfoboxField, KeyEvent, Section
from encyclopedia.core.markup import tree
from encyclopedia.core.reading import Place, Prose

_P = TypeVar("_P", InfoboxField, Section, KeyEvent)
_LINE_END = re.compile(r"\s*[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")


class NoPlaceError(ValueError):
    """Words of an article that no citation can be put beside without changing how they read."""


def item(key: str, quote: str = "", locator: str = "") -> tree.Item:
    """Make what a mark says of one source; line ends of the quote become spaces."""
    words = _LINE_END.sub(" ", quote).strip()
    return tree.Item(start=0, end=0, key=key, quote=words, locator=" ".join(locator.split()))


def add(document: Document, place: Place, end: int, cited: tree.Item) -> Document:
    """Cite *cited* after the sentence of *place* that ends at code point *end*.

    Raises NoPlaceError.
    """
    prose = _prose(document, place)
    if not 0 < end <= len(prose.source):
        raise NoPlaceError("There is no sentence at this place.")
    before, after = prose.source[:end], prose.source[end:]
    written = markup.mark((cited,))
    return _first_that_holds(
        document, prose, cited, (f"{before} {w}{after}" for w in _ways(written))
    )


def mend(document: Document, place: Place, start: int, cited: tree.Item) -> Document:
    """Put *cited* in the place of the item that starts at code point *start* of *place*.

    Raises NoPlaceError.
    """
    prose = _prose(document, place)
    wrong = next((each for each in _items(prose) if each.start == start), None)
    if wrong is None:
        raise NoPlaceError("There is no citation at this place.")
    before, after = prose.source[:start], prose.source[wrong.end :]
    written = markup.mark((cited,))[1:-1]
    return _first_that_holds(
        document, prose, cited, (f"{before}{w}{after}" for w in _ways(written))
    )


def _ways(written: str) -> Iterator[str]:
    """Yield a mark as prose has it, and as a table's cell."""
    yield written
    yield written.replace("|", "\\|")


def _first_that_holds(
    document: Document, prose: Prose, cited: tree.Item, texts: Iterable[str]
) -> Document:
    """Take the first of *texts* in which the citation stands and every sentence is as it was."""
    sentences = _sentences(prose)
    wanted = (cited.key, cited.locator, cited.quote)
    for text in texts:
        made = _put(document, prose.place, text)
        now = _prose(made, prose.place)
        stands = any((each.key, each.locator, each.quote) == wanted for each in _items(now))
        if stands and _sentences(now) == sentences:
            return made
    raise NoPlaceError("No citation can be put here by itself; write it into the text by hand.")


def _sentences(prose: Prose) -> list[str]:
    return [wording.text for wording in evidence.wordings((prose,))]


def _items(prose: Prose) -> Iterator[tree.Item]:
    for node in markup.walk(prose.blocks):
        if isinstance(node, tree.Mark):
            yield from node.items


def _prose(document: Document, place: Place) -> Prose:
    """Parse the text of *place*, and no other."""
    bare = Document(id=document.id, title=document.title)
    alone = {
        "lead": replace(bare, lead=document.lead),
        "infobox": replace(bare, infobox=_only(document.infobox, place)),
        "section": replace(bare, sections=_only(document.sections, place)),
        "event": replace(bare, events=_only(document.events, place)),
    }
    texts = reading.texts(alone.get(place.part, bare))
    found = next((prose for prose in texts if prose.place == place), None)
    if found is None:
        raise NoPlaceError("This part of the article is not there any more.")
    return found


def _only(parts: Iterable[_P], place: Place) -> tuple[_P, ...]:
    return tuple(part for part in parts if part.id == place.id)


def _put(document: Document, place: Place, text: str) -> Document:
    match place.part:
        case "infobox":
            return replace(document, infobox=_changed(document.infobox, place, text))
        case "section":
            return replace(document, sections=_changed(document.sections, place, text))
        case "event":
            return replace(document, events=_changed(document.events, place, text))
        case _:
            return replace(document, lead=text)


def _changed(parts: Iterable[_P], place: Place, text: str) -> tuple[_P, ...]:
    return tuple(replace(part, text=text) if part.id == place.id else part for part in parts)
