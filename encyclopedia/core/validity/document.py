"""What keeps a Document from being valid: its parts one by one, and all of them together."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, pairwise

from encyclopedia.core.document import Document, Illustration, SectionKind
from encyclopedia.core.validity import fields
from encyclopedia.core.validity.fault import Fault, Place
from encyclopedia.core.validity.keys import KEY, KEY_SENTENCE
from encyclopedia.core.validity.texts import (
    MARKS_LIMIT,
    SENTENCES_LIMIT,
    counted,
    line_faults,
    marks,
    sentence_ends,
)
from sources.core import serials
from sources.core.record import PEOPLE, SourceRecord
from sources.core.saying import say

MEDIA_TYPES = ("image/png", "image/jpeg", "image/webp", "image/gif")

_ANCHOR = re.compile(r"[\w-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ISSN_SENTENCE = say("An ISSN has eight digits, the last of which checks the others: 2049-3630.")
_HIGHEST, _DEEPEST = 2, 4
_MARKS_OF_ALL = 5 * MARKS_LIMIT
_SENTENCES_OF_ALL = 2 * SENTENCES_LIMIT
_SHOWN = 60
_WIDEST = 100_000


def faults(document: Document) -> tuple[Fault, ...]:
    """Find what keeps *document* from being valid; a valid one has no faults."""
    return tuple(_faults(document))


def _faults(document: Document) -> Iterator[Fault]:
    article = Place(say("the article"), "article", document.id)
    yield from article.texts(document)
    if not _LANGUAGE.fullmatch(document.language):
        yield article.fault("language", say("This must be a language tag such as en or pt-BR."))
    yield from _categories(article, document.categories)
    yield from _amounts(article, document)
    for row in document.infobox:
        yield from Place(_named(say("infobox field"), row.label), "infobox", row.id).texts(row)
    yield from _sections(article, document)
    for event in document.events:
        yield from Place(_named(say("event"), event.date), "event", event.id).texts(event)
    for pointer in document.see_also:
        yield from Place(_named(say("see also"), pointer.title), "see-also", pointer.id).texts(
            pointer
        )
    yield from _illustrations(article, document.illustrations)
    yield from _sources(article, document.sources)
    yield from article.repeated(
        "id",
        _ids(document),
        lambda name: say("The id {name} belongs to more than one part.", name=name),
    )


def _amounts(article: Place, document: Document) -> Iterator[Fault]:
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


def _categories(article: Place, categories: tuple[str, ...]) -> Iterator[Fault]:
    for category in categories:
        for sentence in line_faults(category, limit=fields.NAME.limit, required=True):
            yield article.fault(
                "categories",
                say("Category “{category}”: {sentence}", category=category, sentence=sentence),
            )
    yield from article.repeated(
        "categories",
        categories,
        lambda name: say("The category “{name}” is given twice.", name=name),
    )


def _sections(article: Place, document: Document) -> Iterator[Fault]:
    above = 1
    for section in document.sections:
        place = Place(_named(say("section"), section.heading), "section", section.id)
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


def _illustrations(article: Place, pictures: tuple[Illustration, ...]) -> Iterator[Fault]:
    for picture in pictures:
        place = Place(_named(say("illustration"), picture.key), "illustration", picture.id)
        yield from place.texts(picture)
        if not KEY.fullmatch(picture.key):
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


def _people(place: Place, source: SourceRecord) -> Iterator[Fault]:
    for field in PEOPLE:
        for name in getattr(source, field):
            for fault in place.texts(name):
                yield replace(fault, field=field)


def _sources(article: Place, sources: tuple[SourceRecord, ...]) -> Iterator[Fault]:
    for source in sources:
        place = Place(_named(say("source"), source.key), "source")
        yield from place.texts(source)
        yield from _people(place, source)
        if not KEY.fullmatch(source.key):
            yield place.fault("key", KEY_SENTENCE)
        if source.issn and serials.read(source.issn) != source.issn:
            yield place.fault("issn", _ISSN_SENTENCE)
        if not all(KEY.fullmatch(alias) for alias in source.aliases):
            yield place.fault("aliases", KEY_SENTENCE)
    keys = [source.key for source in sources]
    yield from article.repeated(
        "sources", keys, lambda name: say("Two sources have the key “{name}”.", name=name)
    )
    if any(earlier > later for earlier, later in pairwise(keys)):
        yield article.fault("sources", say("Sources stand in the order of their keys."))


def _ids(document: Document) -> Iterator[str]:
    parts: Iterable[fields.Identified] = chain(
        (document,),
        document.infobox,
        document.sections,
        document.events,
        document.see_also,
        document.illustrations,
    )
    return (str(part.id) for part in parts)


def _named(part: str, name: str) -> str:
    shown = name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…"
    return say("{part} “{name}”", part=part, name=shown)
