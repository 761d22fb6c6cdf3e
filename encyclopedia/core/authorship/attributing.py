"""The sentences of an article, each with who wrote how much of it and who brought its sources."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final, TypeAlias
from uuid import UUID

from encyclopedia.core.authorship import lines, runs, texts
from encyclopedia.core.authorship.lines import Line
from encyclopedia.core.authorship.runs import Runs
from encyclopedia.core.diff import tokens
from encyclopedia.core.document import Document, SectionKind

_WORD: Final = re.compile(r"\w")
_MARK: Final = "[@"
_Who: TypeAlias = Callable[[int], int]  # the revision of the character at a place


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words in a row, as written, that one revision brought, without marks of citation.

    Those of a `note` stand apart from those of the sentence.
    """

    revision: int
    words: str
    count: int
    note: bool = False


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
    return tuple(said for text in texts for said in _attribute(text))


def _attribute(text: Written) -> Iterator[Said]:
    ends = list(accumulate(length for _, length in text.authors))

    def who(at: int) -> int:
        return text.authors[bisect_right(ends, at)][0]

    for line in lines.cut(lines.place(text.part, text.field, text.id), text.text):
        yield _said(text, line, who)


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


def _said(where: Written, line: Line, who: _Who) -> Said:
    """Attribute *line*; the words of its notes have no say in whose line it is."""
    stretches = tuple(_stretches(line, who))
    first: dict[str, int] = {}
    for item in line.cited:
        first[item.key] = min(who(item.start), first.get(item.key, who(item.start)))
    counts: Counter[int] = Counter()
    for stretch in [each for each in stretches if not each.note] or stretches:
        counts[stretch.revision] += stretch.count
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


@dataclass(slots=True)
class _Open:
    """A stretch that is not at its end yet."""

    revision: int
    note: bool
    words: list[str] = field(default_factory=list)
    count: int = 0

    def closed(self) -> Stretch:
        text = "".join(self.words).strip()
        if self.note:
            text = text.removeprefix("^[").removesuffix("]")
        count = max(1, self.count)
        return Stretch(revision=self.revision, words=text, count=count, note=self.note)


def _stretches(line: Line, who: _Who) -> Iterator[Stretch]:
    """Give the words of *line* by revision, without its marks unless there is nothing else.

    Signs go with the word before them.
    """
    pieces = list(_pieces(line, who))
    spoken = [piece for piece in pieces if not piece[0].startswith(_MARK)] or pieces
    current: _Open | None = None
    for text, revision, note in spoken:
        is_word = bool(_WORD.search(text))
        other = current is not None and is_word and current.revision != revision
        if current is None or current.note != note or (other and current.count):
            if current is not None:
                yield current.closed()
            current = _Open(revision=revision, note=note)
        if is_word:
            current.revision = revision
        current.words.append(text)
        current.count += is_word
    if current is not None:
        yield current.closed()


def _pieces(line: Line, who: _Who) -> Iterator[tuple[str, int, bool]]:
    """Give the words of *line* as written, each with its revision and whether it is in a note."""
    at = line.start
    for piece in tokens.read(line.source):
        yield piece, who(at), any(start <= at < end for start, end in line.notes)
        at += len(piece)
