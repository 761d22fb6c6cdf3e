"""Citations as data: their numbers, where each source is used, and what each mark supports."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from encyclopedia.core import reading
from encyclopedia.core.document import Document
from encyclopedia.core.markup import tree, walk
from encyclopedia.core.reading import Place, Prose
from encyclopedia.core.remembering import along
from encyclopedia.core.sentences import Run, boundaries, runs
from sources.core.record import SourceRecord

Spot: TypeAlias = tuple[Place, int]
NEEDED = "?"  # the key of an item that says that a citation is needed

_WORD = re.compile(r"\w")
_BETWEEN = " \t\n\xa0,;:.\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One citing of a source: the footnote's `number`, and which use of it this is, from 0."""

    number: int
    index: int
    key: str
    place: Place
    mark: tree.Mark
    item: tree.Item

    @property
    def letter(self) -> str:
        """Name this use among those of its source: a to z, then aa, ab and so on."""
        name, rest = "", self.index + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            name = chr(ord("a") + letter) + name
        return name

    @property
    def anchor(self) -> str:
        """Name the place of this use on the page, whatever its visible number."""
        return f"cite-{self.key}-{self.letter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A cited source with the number that a reader sees and where it is used."""

    number: int
    source: SourceRecord
    uses: tuple[Use, ...]

    @property
    def anchor(self) -> str:
        """Name this footnote on the page, whatever its visible number."""
        return f"ref-{self.source.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """The numbers of a page: `uses` by place and start of the item, `notes` by start of the note.

    `unknown` are the items whose key names no source, `needed` those that ask for one.
    """

    footnotes: tuple[Footnote, ...] = ()
    uses: Mapping[Spot, Use] = field(default_factory=dict)
    unknown: tuple[tuple[Place, tree.Item], ...] = ()
    needed: tuple[tuple[Place, tree.Item], ...] = ()
    notes: Mapping[Spot, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The words from `start` up to `end`, in code points of the source, that `mark` supports."""

    place: Place
    start: int
    end: int
    mark: tree.Mark


def number(texts: tuple[Prose, ...], sources: tuple[SourceRecord, ...]) -> Numbering:
    """Give numbers to the sources and notes of *texts* in the order in which they first appear.

    A key may be an alias of a record; where it is also another's own key, that one is meant.
    """
    records = {alias: record for record in sources for alias in record.aliases}
    records |= {record.key: record for record in sources}
    cited: dict[str, list[Use]] = {}
    unknown: list[tuple[Place, tree.Item]] = []
    needed: list[tuple[Place, tree.Item]] = []
    for place, mark, item in _items(texts):
        record = records.get(item.key)
        if record is None:
            (needed if item.key == NEEDED else unknown).append((place, item))
            continue
        uses = cited.setdefault(record.key, [])
        uses.append(
            Use(
                number=uses[0].number if uses else len(cited),
                index=len(uses),
                key=record.key,
                place=place,
                mark=mark,
                item=item,
            )
        )
    return Numbering(
        footnotes=tuple(
            Footnote(number=uses[0].number, source=records[key], uses=tuple(uses))
            for key, uses in cited.items()
        ),
        uses=MappingProxyType(
            {(use.place, use.item.start): use for uses in cited.values() for use in uses}
        ),
        unknown=tuple(unknown),
        needed=tuple(needed),
        notes=MappingProxyType(_note_numbers(texts)),
    )


def footnotes(document: Document) -> tuple[Footnote, ...]:
    """Give the cited sources of *document*, numbered in the order in which a reader meets them."""
    return number(reading.texts(document), document.sources).footnotes


def cited_keys(texts: tuple[Prose, ...]) -> tuple[str, ...]:
    """Give the keys that *texts* cite, as written, each once, in reading order."""
    keys = dict.fromkeys(item.key for _, _, item in _items(texts))
    return tuple(key for key in keys if key != NEEDED)


@along
def claims(prose: Prose) -> tuple[Span, ...]:
    """Give for each mark of *prose*, in reading order, the words that it supports.

    These are the words of its claim, or else its sentence, or what stands in that sentence
    since the last mark. Marks side by side support the same words, and a mark with no words
    before it an empty span.
    """
    spans = (span for run in runs(prose.blocks) for span in _spans(prose.place, run))
    return tuple(sorted(spans, key=lambda span: (span.mark.start, span.mark.end)))


def _items(texts: tuple[Prose, ...]) -> Iterator[tuple[Place, tree.Mark, tree.Item]]:
    for prose in texts:
        for node in _cites(prose):
            if isinstance(node, tree.Mark):
                for item in node.items:
                    yield prose.place, node, item


@along
def _cites(prose: Prose) -> tuple[tree.Mark | tree.Note, ...]:
    """Give the marks and notes of one text, or those that it had the last time."""
    return tuple(n for n in walk(prose.blocks) if isinstance(n, tree.Mark | tree.Note))


def _note_numbers(texts: tuple[Prose, ...]) -> dict[Spot, int]:
    spots = (
        (prose.place, node.start)
        for prose in texts
        for node in _cites(prose)
        if isinstance(node, tree.Note)
    )
    return {spot: count for count, spot in enumerate(spots, start=1)}


def _spans(place: Place, run: Run) -> Iterator[Span]:
    sentences = list(boundaries.split(run.shape))
    firsts = [first for first, _ in sentences]
    since = 0  # the position after the last mark
    words = (0, 0)  # what that mark supports, in the source
    for cited in run.cited:
        first, last = sentences[bisect_right(firsts, cited.position) - 1] if firsts else (0, 0)
        if not first <= cited.position < last:
            first = cited.position
        if cited.claim:
            words = cited.claim.children[0].start, cited.claim.children[-1].end
        elif stretch := _stretch(run, max(first, since), cited.position):
            words = stretch
        elif since <= first:
            words = cited.mark.start, cited.mark.start
        yield Span(place=place, start=words[0], end=words[1], mark=cited.mark)
        since = cited.position + 1
    for note in run.notes:
        yield from _spans(place, Run(note.children))


def _stretch(run: Run, first: int, last: int) -> tuple[int, int] | None:
    """Give the place in the source of the words between two positions, if there are any."""
    words = run.shape[first:last]
    if not _WORD.search(words):
        return None
    first += len(words) - len(words.lstrip(_BETWEEN))
    return run.start(first), run.end(last - len(words) + len(words.rstrip(" \t\n\xa0\0")))
