"""What the words of an article need to know of the article around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from gettext import NullTranslations
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from encyclopedia.core import citations, languages, reading, titles
from encyclopedia.core.document import SectionKind
from encyclopedia.core.reading import Place
from encyclopedia.core.writers.html.elements import identifier
from sources.core.saying import ENGLISH

if TYPE_CHECKING:
    from uuid import UUID

    from encyclopedia.core.citations import Numbering
    from encyclopedia.core.document import Document, Illustration, Section
    from encyclopedia.core.reading import Prose

RESERVED: Final = frozenset(
    {"main", "q", "pop", "see-also", "notes", "references", "passage", "content", "contents"},
)
_TAKEN_PREFIXES: Final = ("ref-", "cite-", "note-", "noted-", "event-")
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A section with the id and the level (2 to 4) that its heading has on the page."""

    section: Section
    anchor: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A quotation as it was looked up: the passage of the archived copy, and what it came to.

    `words` are empty where readers may not see the copy, or it has no such passage; `verdict`
    says in words how far the quotation is what stands there.
    """

    verdict: str
    words: str = ""
    before: str = ""
    after: str = ""


Passages: TypeAlias = Mapping[tuple[str, str], Shown]
"""What is shown of each quotation, by the key of its source and its words."""

NO_PASSAGES: Final[Passages] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article prepared for writing: numbered, its headings placed, its pictures by key.

    `words` is the catalogue of what the page says itself, `voice` the attributes of an element
    that says it, where the article is in another language. `descriptions` are those of articles
    by their folded titles, as `titles` gives their slugs.
    """

    document: Document
    texts: tuple[Prose, ...]
    numbering: Numbering
    headings: tuple[Heading, ...]
    pictures: Mapping[str, Illustration]
    titles: Mapping[str, str]
    own: str
    anchors: Mapping[str, str]
    parts: Mapping[Place, Prose]
    key_events: UUID | None
    words: NullTranslations
    voice: Mapping[str, str]
    passages: Passages = field(default_factory=lambda: NO_PASSAGES)
    descriptions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def description(self, title: str) -> str:
        """Say what the article *title* is about, on a page that tells articles apart."""
        return self.descriptions.get(titles.key(title), "") if self.document.disambiguation else ""

    def prose(self, part: str, identity: UUID | None = None) -> Prose:
        """Give the text of the *part* ("lead", "section", …) with *identity*."""
        return self.parts[Place(part, identity)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Where on a page a stretch of text stands; `linked` inside a link, where none may begin."""

    page: Page
    place: Place
    linked: bool = False

    def inside_link(self) -> Here:
        """Stand inside a link."""
        return replace(self, linked=True)


def prepare(
    document: Document,
    known: Mapping[str, str],
    parsed: tuple[Prose, ...] = (),
    passages: Passages = NO_PASSAGES,
    words: NullTranslations = ENGLISH,
) -> Page:
    """Find the number and the place of all of *document* that its words refer to.

    Where its texts were *parsed* already, they are not parsed again; *passages* is what its
    quotations were found to be.
    """
    texts = parsed or reading.texts(document)
    headings = _headings(document.sections)
    key_events = (s.id for s in document.sections if s.kind is SectionKind.KEY_EVENTS)
    pictures = {picture.key: picture for picture in document.illustrations}
    anchors = {titles.key(each.section.heading): each.anchor for each in reversed(headings)}
    return Page(
        document=document,
        texts=texts,
        numbering=citations.number(texts, document.sources),
        headings=headings,
        pictures=MappingProxyType(pictures),
        titles=known,
        own=titles.key(document.title),
        anchors=MappingProxyType(anchors),
        parts=MappingProxyType({prose.place: prose for prose in texts}),
        key_events=next(key_events, None),
        passages=passages,
        words=words,
        voice=MappingProxyType(languages.voice(document.language, words)),
    )


def _headings(sections: tuple[Section, ...]) -> tuple[Heading, ...]:
    headings: list[Heading] = []
    taken: set[str] = set()
    above = 1
    for section in sections:
        anchor = _free(identifier(section.anchor or titles.slug(section.heading)), taken)
        taken.add(anchor)
        above = max(2, min(section.level, above + 1, _DEEPEST))
        headings.append(Heading(section=section, anchor=anchor, level=above))
    return tuple(headings)


def _free(wanted: str, taken: set[str]) -> str:
    if wanted in RESERVED or wanted.startswith(_TAKEN_PREFIXES):
        wanted = f"{wanted}_"
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    return name
