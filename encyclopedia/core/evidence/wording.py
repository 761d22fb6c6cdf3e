"""A sentence whose every character knows its place in the source."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from encyclopedia.core.markup import tree, walking
from encyclopedia.core.reading import Place, Prose
from encyclopedia.core.remembering import along
from encyclopedia.core.sentences import Run, boundaries, runs

_OPENS = r"(?<![^\s\0(\[—–/“\"-])"
_TAKEN = r"(?!tis\b|twas\b|til\b|till\b|em\b|n\b|cause\b|\d\d?s\b)"  # what an apostrophe cuts short
_LONGEST = 600  # characters between single marks, which may be apostrophes


def _single(opening: str, closing: str) -> str:
    """Give the pattern of words between single marks, in which closing ones are apostrophes.

    One after a plural, "the keepers’ lamp", closes nothing where another one follows.
    """
    other = rf"[^{opening}{closing}\n]"
    another = rf" [a-z]{other}{{0,{_LONGEST}}}(?<=\S){closing}(?!\w)"
    end = rf"(?<=\S)(?:(?<!s){closing}|{closing}(?!{another}))(?!\w)"
    inside = rf"(?:{other}|(?<=\w){closing}(?=\w)|(?<=s){closing}(?= ))"
    return rf"{_OPENS}{opening}(?=[^\s\0]){_TAKEN}{inside}{{1,{_LONGEST}}}?{end}"


_QUOTED = re.compile(
    rf"“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|{_OPENS}\"(?=[^\s\0\"])[^\"]+(?<=\S)\"(?!\w)"
    rf"|{_single('‘', '’')}|{_single(chr(39), chr(39))}",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """The words of a paragraph, cell or line, and what surrounds it.

    `quotation` is where the block quotation begins that it stands in, or -1, `row` where its table
    row does, or -1, and `in_head` says that it heads a column.
    """

    run: Run
    quotation: int = -1
    row: int = -1
    in_head: bool = False

    @cached_property
    def words(self) -> str:
        """All words, with a NUL for each mark."""
        return self.run.words(0, len(self.run.shape))

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """The ranges of `words` between quotation marks, the marks included."""
        return tuple(found.span() for found in _QUOTED.finditer(self.words))

    @cached_property
    def own_voice(self) -> str:
        """The words with all that is quoted blanked out by NULs, so that positions still count."""
        if self.quotation >= 0:
            return "\0" * len(self.words)
        words = self.words
        for first, last in self.quoted:
            words = words[:first] + "\0" * (last - first) + words[last:]
        return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The sentence from `start` up to `end` of its place; `text` as it reads."""

    place: Place
    start: int
    end: int
    text: str
    paragraph: Paragraph
    first: int
    last: int

    @property
    def words(self) -> str:
        """The sentence with a NUL for each mark, in whose positions `at` counts."""
        return self.paragraph.words[self.first : self.last]

    @property
    def own_voice(self) -> str:
        """The same with all that is quoted blanked out by NULs."""
        return self.paragraph.own_voice[self.first : self.last]

    @property
    def quoted(self) -> Iterator[tuple[int, int]]:
        """The ranges of `words` between quotation marks, the marks included.

        A quotation that runs on belongs to the sentence where it begins, and ends beyond it.
        """
        for first, last in self.paragraph.quoted:
            if self.first <= first < self.last:
                yield first - self.first, last - self.first

    def at(self, first: int, last: int) -> tuple[int, int]:
        """Give the place in the source of a range of `words`."""
        run = self.paragraph.run
        return run.start(self.first + first), run.end(self.first + last)


def wordings(texts: Iterable[Prose]) -> tuple[Wording, ...]:
    """Cut *texts* into sentences in reading order; the hatnote is no part of the article."""
    return tuple(
        wording for prose in texts if prose.place.part != "hatnote" for wording in of(prose)
    )


@along
def of(prose: Prose) -> tuple[Wording, ...]:
    """Cut one text into sentences, or give those that it had the last time."""
    return tuple(_cut(prose))


def _cut(prose: Prose) -> Iterator[Wording]:
    surroundings = _Surroundings(prose.blocks)
    for run in runs(prose.blocks):
        paragraph = None
        for first, last in boundaries.split(run.shape):
            start = run.start(first)
            paragraph = paragraph or surroundings.paragraph(run, start)
            yield Wording(
                place=prose.place,
                start=start,
                end=run.end(last),
                text=run.text(first, last),
                paragraph=paragraph,
                first=first,
                last=last,
            )


class _Surroundings:
    """Where the block quotations and table rows of a text begin and end."""

    def __init__(self, blocks: Iterable[tree.Node]) -> None:
        self._quotations: list[tuple[int, int]] = []
        self._rows: list[tuple[int, int]] = []
        self._heads: set[int] = set()
        for block in blocks:
            self._take(block)

    def paragraph(self, run: Run, start: int) -> Paragraph:
        """Give the paragraph of *run*, which begins at *start*."""
        row = _around(self._rows, start)
        return Paragraph(
            run=run,
            quotation=_around(self._quotations, start),
            row=row,
            in_head=row in self._heads,
        )

    def _take(self, block: tree.Node) -> None:
        match block:
            case tree.Quotation():
                self._quotations.append((block.start, block.end))
            case tree.Table():
                self._heads.add(block.head[0].start)
                self._rows += [(row[0].start, row[-1].end) for row in (block.head, *block.rows)]
            case tree.Listing() | tree.ListItem():
                for inner in walking.inside(block):
                    self._take(inner)


def _around(ranges: list[tuple[int, int]], position: int) -> int:
    """Give the start of the one of sorted *ranges* that *position* lies in, or -1."""
    at = bisect_right(ranges, position, key=lambda range_: range_[0]) - 1
    return ranges[at][0] if at >= 0 and position < ranges[at][1] else -1
