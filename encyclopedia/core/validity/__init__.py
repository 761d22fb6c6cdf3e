"""What makes a Document valid, and what may be mended in it without asking."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, pairwise
from typing import TypeAlias, TypeVar
from uuid import UUID

from encyclopedia.core.document import (
    Document,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from encyclopedia.core.validity.texts import (
    LINE_LIMIT,
    MARKS_LIMIT,
    PROSE_LIMIT,
    SENTENCES_LIMIT,
    VALUE_LIMIT,
    Heading,
    counted,
    headings,
    line_faults,
    marks,
    mended_line,
    mended_prose,
    mended_value,
    prose_faults,
    sentence_ends,
    value_faults,
)
from sources.core import serials
from sources.core.record import PEOPLE, Name, SourceRecord
from sources.core.saying import say

__all__ = [
    "MARKS_LIMIT",
    "MEDIA_TYPES",
    "PROSE_LIMIT",
    "SENTENCES_LIMIT",
    "Fault",
    "Heading",
    "faults",
    "headings",
    "limit",
    "line_faults",
    "marks",
    "mended_line",
    "mended_prose",
    "mended_value",
    "normalise",
    "prose_faults",
    "sentence_ends",
    "value_faults",
]

MEDIA_TYPES = ("image/png", "image/jpeg", "image/webp", "image/gif")

_Identified: TypeAlias = Document | InfoboxField | Section | KeyEvent | SeeAlso | Illustration
_Part: TypeAlias = _Identified | SourceRecord | Name
_P = TypeVar("_P", bound=_Part)

_ANCHOR = re.compile(r"[\w-]+")
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9_.:-]*[a-z0-9_-])?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
ISSN_SENTENCE = say("An ISSN has eight digits, the last of which checks the others: 2049-3630.")
KEY_SENTENCE = say(
    "A key is lower-case letters, digits and _ . : -; it starts with one of the first two."
)
_HIGHEST, _DEEPEST = 2, 4
_MARKS_OF_ALL = 5 * MARKS_LIMIT
_SENTENCES_OF_ALL = 2 * SENTENCES_LIMIT
_SHOWN = 60
_WIDEST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that keeps a Document from being valid.

    `part` is "article", "infobox", "section", "event", "see-also", "illustration" or "source";
    `part_id` is None where the part has no id; `field` is an attribute of the part.
    """

    place: str
    part: str
    part_id: UUID | None
    field: str
    sentence: str

    @property
    def said(self) -> str:
        """The sentence with its place before it."""
        field = self.field.replace("_", " ")
        return say(
            "{place}, {field}: {sentence}", place=self.place, field=field, sentence=self.sentence
        )

    def __str__(self) -> str:
        return str(self.said)


@dataclass(frozen=True, slots=True)
class _Text:
    limit: int
    faults: Callable[[str], tuple[str, ...]]
    mend: Callable[[str], str]


def _line(limit: int, *, required: bool = False) -> _Text:
    return _Text(limit, partial(line_faults, limit=limit, required=required), mended_line)


_NAME = _line(255, required=True)
_SHORT = _line(255)
_NOTE = _line(500)
_KEY_LINE = _line(100)
_TAG = _line(35)
_DATE = _line(50)
_URL = _line(LINE_LIMIT)
_VALUE = _Text(VALUE_LIMIT, value_faults, mended_value)
_PROSE = _Text(PROSE_LIMIT, prose_faults, mended_prose)

_TEXTS: dict[type, dict[str, _Text]] = {
    Document: {
        "title": _NAME,
        "kind": _line(100),
        "short_description": _NOTE,
        "language": _TAG,
        "hatnote": _line(1_000),
        "series": _SHORT,
        "lead": _PROSE,
    },
    InfoboxField: {"label": _NAME, "text": _VALUE},
    Section: {"heading": _NAME, "anchor": _line(300), "text": _PROSE},
    KeyEvent: {"date": _NAME, "title": _SHORT, "text": _PROSE},
    SeeAlso: {"title": _NAME, "note": _SHORT},
    Illustration: {"key": _KEY_LINE, "alt": _NAME, "caption": _NOTE, "credit": _SHORT},
    Name: {"family": _SHORT, "given": _SHORT, "literal": _NOTE},
    SourceRecord: {
        "key": _KEY_LINE,
        "type": _line(30),
        "title": _NOTE,
        "container": _SHORT,
        "volume": _line(50),
        "issue": _line(50),
        "pages": _line(100),
        "edition": _line(100),
        "number": _line(100),
        "genre": _line(100),
        "event": _SHORT,
        "place": _SHORT,
        "series": _SHORT,
        "series_number": _line(50),
        "publisher": _SHORT,
        "issued": _DATE,
        "url": _URL,
        "archive_url": _URL,
        "doi": _SHORT,
        "isbn": _line(20),
        "issn": _line(9),
        "language": _TAG,
        "accessed": _DATE,
        "reliability_reason": _NOTE,
        "reviewed_on": _DATE,
        "snapshot": _line(64),
        "captured_at": _DATE,
    },
}


def limit(part: type[_Part], field: str) -> int:
    """Say how many characters the text *field* of a *part* may have."""
    return _TEXTS[part][field].limit


def is_key(text: str) -> bool:
    """Tell whether *text* is the key of a source or picture."""
    return len(text) <= _KEY_LINE.limit and bool(_KEY.fullmatch(text))


def faults(document: Document) -> tuple[Fault, ...]:
    """Find what keeps *document* from being valid; a valid one has no faults."""
    return tuple(_faults(document))


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
    texts = {name: text.mend(getattr(part, name)) for name, text in _TEXTS[type(part)].items()}
    return replace(part, **texts)  # type: ignore[arg-type]  # the fields of this very part


def _named(part: str, name: str) -> str:
    shown = name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…"
    return say("{part} “{name}”", part=part, name=shown)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where faults are found: it makes the Fault out of field and sentence."""

    name: str
    part: str
    part_id: UUID | None = None

    def fault(self, field: str, sentence: str) -> Fault:
        return Fault(
            place=self.name,
            part=self.part,
            part_id=self.part_id,
            field=field,
            sentence=sentence,
        )

    def texts(self, part: _Part) -> Iterator[Fault]:
        for field, text in _TEXTS[type(part)].items():
            for sentence in text.faults(getattr(part, field)):
                yield self.fault(field, sentence)

    def repeated(
        self, field: str, names: Iterable[str], sentence: Callable[[str], str]
    ) -> Iterator[Fault]:
        for name, count in Counter(names).items():
            if count > 1:
                yield self.fault(field, sentence(name))


def _faults(document: Document) -> Iterator[Fault]:
    article = _Place(say("the article"), "article", document.id)
    yield from article.texts(document)
    if not _LANGUAGE.fullmatch(document.language):
        yield article.fault("language", say("This must be a language tag such as en or pt-BR."))
    yield from _categories(article, document.categories)
    yield from _amounts(article, document)
    for row in document.infobox:
        yield from _Place(_named(say("infobox field"), row.label), "infobox", row.id).texts(row)
    yield from _sections(article, document)
    for event in document.events:
        yield from _Place(_named(say("event"), event.date), "event", event.id).texts(event)
    for pointer in document.see_also:
        yield from _Place(_named(say("see also"), pointer.title), "see-also", pointer.id).texts(
            pointer
        )
    yield from _illustrations(article, document.illustrations)
    yield from _sources(article, document.sources)
    yield from article.repeated(
        "id",
        _ids(document),
        lambda name: say("The id {name} belongs to more than one part.", name=name),
    )


def _amounts(article: _Place, document: Document) -> Iterator[Fault]:
    sections = (section.text for section in document.sections)
    events = (event.text for event in document.events)
    texts = (document.lead, *sections, *events)
    if (count := sum(map(marks, texts))) > _MARKS_OF_ALL:
        sentence = say(
            "This article has {number} marks and line breaks in all; at most {most} are allowed:"
            " split it.",
            number=counted(count),
            most=counted(_MARKS_OF_ALL),
        )
        yield article.fault("lead", sentence)
    if (count := sum(map(sentence_ends, texts))) > _SENTENCES_OF_ALL:
        sentence = say(
            "This article has {number} sentences in all; at most {most} are allowed: split it.",
            number=counted(count),
            most=counted(_SENTENCES_OF_ALL),
        )
        yield article.fault("lead", sentence)


def _categories(article: _Place, categories: tuple[str, ...]) -> Iterator[Fault]:
    for category in categories:
        for sentence in line_faults(category, limit=_NAME.limit, required=True):
            yield article.fault(
                "categories",
                say("Category “{category}”: {sentence}", category=category, sentence=sentence),
            )
    yield from article.repeated(
        "categories",
        categories,
        lambda name: say("The category “{name}” is given twice.", name=name),
    )


def _sections(article: _Place, document: Document) -> Iterator[Fault]:
    above = 1
    for section in document.sections:
        place = _Place(_named(say("section"), section.heading), "section", section.id)
        yield from place.texts(section)
        if not _ANCHOR.fullmatch(section.anchor):
            yield place.fault("anchor", say("An anchor is made of letters, digits, hyphens and _."))
        deepest = min(above + 1, _DEEPEST)
        if not _HIGHEST <= section.level <= deepest:
            allowed: str = f"{_HIGHEST}"
            if deepest > _HIGHEST:
                allowed = say("{first} to {last}", first=_HIGHEST, last=deepest)
            yield place.fault(
                "level",
                say(
                    "The level here is {allowed}, not {level}.",
                    allowed=allowed,
                    level=section.level,
                ),
            )
        above = section.level
    anchors = (section.anchor for section in document.sections)
    yield from article.repeated(
        "sections",
        anchors,
        lambda name: say("The anchor “{name}” stands on two sections.", name=name),
    )
    timelines = sum(section.kind is SectionKind.KEY_EVENTS for section in document.sections)
    if timelines > 1:
        yield article.fault("sections", say("Only one section can be the one for key events."))
    if document.events and not timelines:
        yield article.fault("events", say("Key events need a section for key events."))


def _illustrations(article: _Place, pictures: tuple[Illustration, ...]) -> Iterator[Fault]:
    for picture in pictures:
        place = _Place(_named(say("illustration"), picture.key), "illustration", picture.id)
        yield from place.texts(picture)
        if not _KEY.fullmatch(picture.key):
            yield place.fault("key", KEY_SENTENCE)
        if not _SHA256.fullmatch(picture.file):
            yield place.fault("file", say("A file is named by its SHA-256, 64 hexadecimal digits."))
        if picture.media_type not in MEDIA_TYPES:
            yield place.fault(
                "media_type", say("A picture is one of {types}.", types=", ".join(MEDIA_TYPES))
            )
        for side in ("width", "height"):
            if not 1 <= getattr(picture, side) <= _WIDEST:
                widest = counted(_WIDEST)
                yield place.fault(
                    side, say("A side of a picture is 1 to {most} pixels.", most=widest)
                )
    keys = (picture.key for picture in pictures)
    yield from article.repeated(
        "illustrations",
        keys,
        lambda name: say("Two illustrations have the key “{name}”.", name=name),
    )


def _people(place: _Place, source: SourceRecord) -> Iterator[Fault]:
    for field in PEOPLE:
        for name in getattr(source, field):
            for fault in place.texts(name):
                yield replace(fault, field=field)


def _sources(article: _Place, sources: tuple[SourceRecord, ...]) -> Iterator[Fault]:
    for source in sources:
        place = _Place(_named(say("source"), source.key), "source")
        yield from place.texts(source)
        yield from _people(place, source)
        if not _KEY.fullmatch(source.key):
            yield place.fault("key", KEY_SENTENCE)
        if source.issn and serials.read(source.issn) != source.issn:
            yield place.fault("issn", ISSN_SENTENCE)
        if not all(_KEY.fullmatch(alias) for alias in source.aliases):
            yield place.fault("aliases", KEY_SENTENCE)
    keys = [source.key for source in sources]
    yield from article.repeated(
        "sources", keys, lambda name: say("Two sources have the key “{name}”.", name=name)
    )
    if any(earlier > later for earlier, later in pairwise(keys)):
        yield article.fault("sources", say("Sources stand in the order of their keys."))


def _ids(document: Document) -> Iterator[str]:
    parts: Iterable[_Identified] = chain(
        (document,),
        document.infobox,
        document.sections,
        document.events,
        document.see_also,
        document.illustrations,
    )
    return (str(part.id) for part in parts)
