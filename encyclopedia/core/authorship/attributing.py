"""The sentences of an article, each with who wrote how much of it and who brought its sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from encyclopedia.core import citations, reading
from encyclopedia.core.authorship import runs, texts
from encyclopedia.core.authorship.runs import Runs
from encyclopedia.core.diff import tokens
from encyclopedia.core.document import Document
from encyclopedia.core.markup import tree, walk
from encyclopedia.core.reading import Prose
from encyclopedia.core.sentences import sentences

_WORD: Final = re.compile(r"\w")
_MARK: Final = "[@"
_ARTICLE_LINES: Final = frozenset({"lead", "hatnote"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words in a row, as written, that one revision brought, without marks of citation."""

    revision: int
    words: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence, or another line of an article, and who wrote it.

    `part`, `id` and `field` say where it stands, `start` and `end` count code points of that text;
    `text` is as it reads, `stretches` its words in order, `sources` each cited key with the
    revision that brought the mark. `revision` is the one that most of its words are from, of
    several the first.
    """

    part: str
    id: UUID
    field: str
    start: int
    end: int
    text: str
    stretches: tuple[Stretch, ...]
    revision: int
    sources: tuple[tuple[str, int], ...] = ()

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(stretch.count for stretch in self.stretches)

    @property
    def others(self) -> tuple[Stretch, ...]:
        """What is from other revisions than most of it."""
        return tuple(each for each in self.stretches if each.revision != self.revision)


def attribute(document: Document, authors: Mapping[UUID, Runs]) -> tuple[Said, ...]:
    """Give every line of *document* in reading order, by the *authors* of its parts.

    Headings come before their text; labels, dates, titles, notes and captions are lines too.
    """
    own = texts.of_document(document)
    written = {id_: _by_field(own[id_], authors[id_]) for id_ in own}
    prose = {(p.place.part, p.place.id or document.id): p for p in reading.texts(document)}
    found: list[Said] = []
    for part, id_, field in _order(document):
        text, revisions = written[id_][field]
        where = _Where(part=part, id=id_, field=field, text=text, authors=revisions)
        parsed = prose.get((field if field in _ARTICLE_LINES else part, id_))
        is_prose = field in {"text", *_ARTICLE_LINES} and parsed is not None
        found += _of_prose(where, parsed) if is_prose and parsed else _of_line(where)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Where:
    part: str
    id: UUID
    field: str
    text: str
    authors: Runs


def _by_field(part: texts.Texts, authors: Runs) -> dict[str, tuple[str, Runs]]:
    names = texts.FIELDS[part.model]
    parts = runs.cut(authors, [len(text) for text in part.texts])
    return dict(zip(names, zip(part.texts, parts, strict=True), strict=True))


def _order(document: Document) -> Iterator[tuple[str, UUID, str]]:
    """Name the texts in reading order: the part as in `reading.Place`, its id, the field."""
    for name in ("title", "short_description", "hatnote", "lead"):
        yield "article", document.id, name
    for row in document.infobox:
        yield "infobox", row.id, "label"
        yield "infobox", row.id, "text"
    known = {section.id for section in document.sections}
    events = {event.id for event in document.events}
    for prose in reading.texts(document):
        if prose.place.id in known:
            yield "section", prose.place.id, "heading"
            yield "section", prose.place.id, "text"
        elif prose.place.id in events:
            for name in ("date", "title", "text"):
                yield "event", prose.place.id, name
    for link in document.see_also:
        yield "see also", link.id, "title"
        yield "see also", link.id, "note"
    for picture in document.illustrations:
        for name in ("alt", "caption", "credit"):
            yield "picture", picture.id, name


def _of_line(where: _Where) -> Iterable[Said]:
    if where.text.strip():
        yield _said(where, 0, len(where.text), where.text.strip(), ())


def _of_prose(where: _Where, prose: Prose) -> Iterator[Said]:
    """Give the sentences of *prose*, and its blocks of code, in order."""
    spans = [(each.start, each.end, each.text) for each in sentences(prose.blocks)]
    code = (node for node in walk(prose.blocks) if isinstance(node, tree.CodeBlock))
    spans += [(node.start, node.end, where.text[node.start : node.end].strip()) for node in code]
    marks = [
        (item.start, item.key)
        for span in citations.claims(prose)
        for item in span.mark.items
        if item.key != citations.NEEDED
    ]
    for start, end, text in sorted(spans):
        cited = tuple((at, key) for at, key in marks if start <= at < end)
        yield _said(where, start, end, text, cited)


def _said(
    where: _Where, start: int, end: int, text: str, cited: Sequence[tuple[int, str]]
) -> Said:
    stretches = tuple(_stretches(where, start, end))
    counts: Counter[int] = Counter()
    for stretch in stretches:
        counts[stretch.revision] += stretch.count
    brought = runs.at(where.authors, [at for at, _ in cited])
    first: dict[str, int] = {}
    for (_, key), revision in zip(cited, brought, strict=True):
        first[key] = min(revision, first.get(key, revision))
    return Said(
        part=where.part,
        id=where.id,
        field=where.field,
        start=start,
        end=end,
        text=text,
        stretches=stretches,
        revision=min(counts, key=lambda each: (-counts[each], each)),
        sources=tuple(first.items()),
    )


def _stretches(where: _Where, start: int, end: int) -> Iterator[Stretch]:
    """Give the words from *start* up to *end* by revision; marks only where there is nothing else.

    Signs go with the word before them.
    """
    pieces = tokens.read(where.text[start:end])
    offsets, at = [], start
    for piece in pieces:
        offsets.append(at)
        at += len(piece)
    authors = runs.at(where.authors, offsets)
    spoken = [(p, a) for p, a in zip(pieces, authors, strict=True) if not p.startswith(_MARK)]
    words: list[str] = []
    revision, count = 0, 0
    for piece, author in spoken or zip(pieces, authors, strict=True):
        is_word = bool(_WORD.search(piece))
        if words and is_word and author != revision and count:
            yield Stretch(revision=revision, words="".join(words).strip(), count=count)
            words, count = [], 0
        if is_word or not words:
            revision = author
        words.append(piece)
        count += is_word
    yield Stretch(revision=revision, words="".join(words).strip(), count=max(1, count))
