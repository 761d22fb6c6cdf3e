"""The sentences of an article, each with who wrote how much of it and who brought its sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from encyclopedia.core.authorship import lines, runs, texts
from encyclopedia.core.authorship.lines import Line
from encyclopedia.core.authorship.runs import Runs
from encyclopedia.core.diff import tokens
from encyclopedia.core.document import Document, SectionKind

_WORD: Final = re.compile(r"\w")
_MARK: Final = "[@"


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
    def locator(self) -> str:
        """Name it in an address, for as long as its words and its part are the same."""
        return lines.locator(self.id, self.field, self.text)

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(stretch.count for stretch in self.stretches)

    @property
    def others(self) -> tuple[Stretch, ...]:
        """What is from other revisions than most of it."""
        return tuple(each for each in self.stretches if each.revision != self.revision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text of an article and the authors of its characters; the names are those of Said."""

    part: str
    id: UUID
    field: str
    text: str
    authors: Runs


def written(document: Document, authors: Mapping[UUID, Runs]) -> tuple[Written, ...]:
    """Give every text of *document* in reading order, by the *authors* of its parts.

    Headings come before their text; labels, dates, titles, notes and captions are texts too.
    """
    own = texts.of_document(document)
    found = {id_: _by_field(own[id_], authors[id_]) for id_ in own}
    return tuple(
        Written(
            part=part, id=id_, field=name, text=found[id_][name][0], authors=found[id_][name][1]
        )
        for part, id_, names in _order(document)
        for name in names
        if found[id_][name][0].strip()
    )


def attribute(texts: Iterable[Written]) -> tuple[Said, ...]:
    """Give the sentences and other lines of *texts* with who wrote them."""
    return tuple(
        _said(text, line)
        for text in texts
        for line in lines.cut(lines.place(text.part, text.field, text.id), text.text)
    )


def _by_field(part: texts.Texts, authors: Runs) -> dict[str, tuple[str, Runs]]:
    names = texts.FIELDS[part.model]
    parts = runs.cut(authors, [len(text) for text in part.texts])
    return dict(zip(names, zip(part.texts, parts, strict=True), strict=True))


def _order(document: Document) -> Iterator[tuple[str, UUID, tuple[str, ...]]]:
    """Name the parts in reading order, as in `reading.Place`, each with its texts."""
    yield "article", document.id, texts.FIELDS["article"]
    for row in document.infobox:
        yield "infobox", row.id, texts.FIELDS["infoboxfield"]
    timeline = [("event", event.id, texts.FIELDS["keyevent"]) for event in document.events]
    for section in document.sections:
        yield "section", section.id, texts.FIELDS["section"]
        if section.kind is SectionKind.KEY_EVENTS:
            yield from timeline
            timeline = []
    yield from timeline
    for link in document.see_also:
        yield "see also", link.id, texts.FIELDS["seealso"]
    for picture in document.illustrations:
        yield "picture", picture.id, texts.FIELDS["illustration"]


def _said(where: Written, line: Line) -> Said:
    stretches = tuple(_stretches(where, line.start, line.end))
    counts: Counter[int] = Counter()
    for stretch in stretches:
        counts[stretch.revision] += stretch.count
    brought = runs.at(where.authors, [item.start for item in line.cited])
    first: dict[str, int] = {}
    for item, revision in zip(line.cited, brought, strict=True):
        first[item.key] = min(revision, first.get(item.key, revision))
    return Said(
        part=where.part,
        id=where.id,
        field=where.field,
        start=line.start,
        end=line.end,
        text=line.text,
        stretches=stretches,
        revision=min(counts, key=lambda each: (-counts[each], each)),
        sources=tuple(first.items()),
    )


def _stretches(where: Written, start: int, end: int) -> Iterator[Stretch]:
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
