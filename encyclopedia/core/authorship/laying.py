"""Two texts laid beside one another, sentence by sentence, with what is known of their authors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from encyclopedia.core.authorship import cutting, runs
from encyclopedia.core.authorship.cutting import Cut, Words
from encyclopedia.core.authorship.runs import Runs


@dataclass(slots=True, eq=False)
class Sentence:
    """Words with the revision of each, 0 while it is not known, and which found a partner.

    A sentence of the old text is `moved` when all of it stands elsewhere now.
    """

    words: Words
    authors: list[int]
    paired: list[bool]
    moved: bool = False

    def write(self, span: Iterable[int], authors: Iterable[int]) -> None:
        """Give the words of *span* their *authors*, and note that they are found."""
        for at, author in zip(span, authors, strict=True):
            self.authors[at] = author
            self.paired[at] = True

    @property
    def is_open(self) -> bool:
        """Tell whether no word of it found a partner."""
        return not any(self.paired)

    def gaps(self) -> list[range]:
        """Give the words that have no partner, where others of the sentence have one."""
        if all(self.paired):
            return []
        found = list(cutting.stretches(not paired for paired in self.paired))
        return [gap for gap in found if len(gap) < len(self.words)]


@dataclass(slots=True)
class Side:
    """The middle of a text that changed, cut; `gaps` are its sentences without their like."""

    cut: Cut
    sentences: list[Sentence]
    gaps: list[list[Sentence]] = field(default_factory=list)

    @property
    def changed(self) -> Iterator[Sentence]:
        """The sentences that the other side does not have in their place."""
        for gap in self.gaps:
            yield from gap

    def open(self) -> list[Sentence]:
        """Give the sentences no word of which found a partner."""
        return [each for each in self.changed if each.is_open and not each.moved]


@dataclass(slots=True, kw_only=True)
class Field:
    """A text before and after: shared `head` and `tail` with their authors, and what lies between.

    `place` names it, `sort` those between which a few words may move; `blank` counts the space of
    a new middle that has no words.
    """

    place: str
    sort: str
    head: Runs
    tail: Runs
    old: Side
    new: Side
    blank: int

    def written(self, revision: int) -> Iterator[tuple[int, int]]:
        """Give the runs of the new text; what no author was found for is *revision*'s."""
        yield from self.head
        yield revision, self.blank
        authors = (author for sentence in self.new.sentences for author in sentence.authors)
        for author, length in zip(authors, self.new.cut.lengths, strict=True):
            yield author or revision, length
        yield from self.tail


def beside(*, place: str, sort: str, old: str, new: str, authors: Runs) -> Field:
    """Lay *old*, whose characters have *authors*, beside *new*."""
    head, tail = (len(old), 0) if old == new else cutting.middle(old, new)
    first, inner, last = runs.cut(authors, [head, len(old) - head - tail, tail])
    before = cutting.cut(old[head : len(old) - tail])
    after = cutting.cut(new[head : len(new) - tail])
    return Field(
        place=place,
        sort=sort,
        head=first,
        tail=last,
        old=_side(before, runs.at(inner, before.starts)),
        new=_side(after, [0] * len(after.words)),
        blank=0 if after.words else after.size,
    )


def _side(cut: Cut, authors: Sequence[int]) -> Side:
    sentences = [
        Sentence(
            words=cut.words[span.start : span.stop],
            authors=list(authors[span.start : span.stop]),
            paired=[False] * len(span),
        )
        for span in cut.sentences
    ]
    return Side(cut=cut, sentences=sentences)
