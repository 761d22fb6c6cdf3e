"""The sentences and words of texts paired, so that authors go from the old to the new."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain, count
from typing import Final, TypeAlias

from rapidfuzz.distance import Indel

from encyclopedia.core.authorship import cutting
from encyclopedia.core.authorship.cutting import LONG
from encyclopedia.core.authorship.laying import Field, Sentence
from encyclopedia.core.diff import blocks, moves, tokens, words

_FREE: Final = 12  # letters from which a sentence may move anywhere within one revision
_MOST_PAIRS: Final = 2_500  # of sentences gone and come tried against each other
_BIG: Final = 3  # new words on either side of a slight one that make it a chance
_MOST_CELLS: Final = 400_000_000  # of words: 50 MB of rapidfuzz's matrix

_Place: TypeAlias = tuple[Sentence, int]


def align_sentences(fields: Iterable[Field]) -> None:
    """Pair the sentences that stayed in their order; the others become the gaps of both sides."""
    for each in fields:
        old, new = each.old.sentences, each.new.sentences
        i = j = 0
        for a, b, length in _agreements([s.words for s in old], [s.words for s in new]):
            each.old.gaps.append(old[i:a])
            each.new.gaps.append(new[j:b])
            i, j = a + length, b + length
            for one, other in zip(old[a:i], new[b:j], strict=True):
                _take_over(one, other)
        each.old.gaps.append(old[i:])
        each.new.gaps.append(new[j:])


def find_moved(fields: Sequence[Field]) -> None:
    """Pair sentences that went with those that came elsewhere in the same words.

    A very short one moves only between texts of one sort. What is copied as it goes, goes to both.
    """
    gone: dict[Hashable, Sentence] = {}
    for each in fields:
        for sentence in each.old.changed:
            first = gone.setdefault(_moving(sentence, each), sentence)
            if sentence.authors < first.authors:
                gone[_moving(sentence, each)] = sentence
    for each in fields:
        for sentence in each.new.changed:
            twin = gone.get(_moving(sentence, each))
            if twin is not None and sentence.is_open:
                _take_over(twin, sentence)
                twin.moved = True


def _moving(sentence: Sentence, field: Field) -> Hashable:
    free = cutting.letters(sentence.words) >= _FREE
    return sentence.words if free else (field.sort, sentence.words)


def align_words(fields: Iterable[Field]) -> None:
    """Pair the words of sentences that changed in their place."""
    for each in fields:
        for gone, come in zip(each.old.gaps, each.new.gaps, strict=True):
            old = [sentence for sentence in gone if not sentence.moved]
            new = [sentence for sentence in come if sentence.is_open]
            if old and new:
                _reword(old, new)


def find_reworded(fields: Sequence[Field]) -> None:
    """Pair sentences that moved and were reworded on the way, the most alike first."""
    gone = [s for each in fields for s in each.old.open() if cutting.letters(s.words) >= LONG]
    come = [s for each in fields for s in each.new.open() if cutting.letters(s.words) >= LONG]
    if len(gone) * len(come) > _MOST_PAIRS:
        return
    bags = [words.bag(sentence.words) for sentence in come]
    scores: list[tuple[float, int, int]] = []
    for i, one in enumerate(gone):
        bag = words.bag(one.words)
        alike = (words.alike(bag, other, moves.LEAST_ALIKE) for other in bags)
        scores += [(-s, i, j) for j, s in enumerate(alike) if s >= moves.LEAST_ALIKE]
    for _, i, j in sorted(scores):
        if gone[i].is_open and come[j].is_open:
            _reword([gone[i]], [come[j]])


def find_moved_words(fields: Sequence[Field]) -> None:
    """Pair long runs of words that went from one sentence and came in another."""
    gone: dict[tuple[str, ...], tuple[Sentence, range]] = {}
    for sentence, span in _runs(each for field in fields for each in field.old.changed):
        gone.setdefault(sentence.words[span.start : span.stop], (sentence, span))
    for sentence, span in _runs(each for field in fields for each in field.new.changed):
        twin, place = gone.get(sentence.words[span.start : span.stop], (None, range(0)))
        if twin is not None:
            sentence.write(span, twin.authors[place.start : place.stop])


def _runs(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, range]]:
    for sentence in sentences:
        if sentence.moved or all(sentence.paired):
            continue
        for span in cutting.stretches(not paired for paired in sentence.paired):
            if cutting.letters(sentence.words[span.start : span.stop]) >= LONG:
                yield sentence, span


def _take_over(old: Sentence, new: Sentence) -> None:
    new.write(range(len(new.words)), old.authors)
    old.paired = [True] * len(old.words)


def _reword(old: Sequence[Sentence], new: Sequence[Sentence]) -> None:
    """Pair the words of *old* and *new* in order; what is hardly alike stays apart."""
    before = [(sentence, at) for sentence in old for at in range(len(sentence.words))]
    after = [(sentence, at) for sentence in new for at in range(len(sentence.words))]
    if len(before) * len(after) > _MOST_CELLS:
        return
    partners: list[_Place | None] = [None] * len(after)
    for a, b, length in _agreements(_bare(before), _bare(after)):
        partners[b : b + length] = before[a : a + length]
    at = 0
    for sentence in new:
        own = partners[at : at + len(sentence.words)]
        at += len(own)
        for span in _worth_keeping(sentence, own):
            found = [partner for partner in own[span.start : span.stop] if partner]
            sentence.write(span, [one.authors[place] for one, place in found])
            for one, place in found:
                one.paired[place] = True


def _bare(placed: Iterable[_Place]) -> list[str]:
    return [sentence.words[at] for sentence, at in placed]


def _worth_keeping(sentence: Sentence, partners: Sequence[_Place | None]) -> Iterator[range]:
    """Choose the stretches of a sentence that were kept, not met by chance."""
    kept = list(cutting.stretches(partner is not None for partner in partners))
    slight = {span for span in kept if tokens.is_slight(sentence.words[span.start : span.stop])}
    size = cutting.letters(sentence.words)
    sources = {id(partner[0]): partner[0] for partner in partners if partner}
    least = min(size, sum(cutting.letters(source.words) for source in sources.values()))
    telling = kept if size < LONG else [span for span in kept if span not in slight]
    agreed = cutting.letters(
        word for span in telling for word in sentence.words[span.start : span.stop]
    )
    if agreed < blocks.LEAST_ALIKE * least:
        return
    edges = (0, *(edge for span in kept for edge in (span.start, span.stop)), len(partners))
    for number, span in enumerate(kept):
        before = span.start - edges[2 * number]
        after = edges[2 * number + 3] - span.stop
        if not (span in slight and min(before, after) >= _BIG):
            yield span


def _agreements(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int, int]]:
    """Give where *old* and *new* agree, in order: both places and a length."""
    numbers = dict(zip(dict.fromkeys(chain(old, new)), count(), strict=False))
    a, b = (list(map(numbers.__getitem__, side)) for side in (old, new))
    return [
        (code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in Indel.opcodes(a, b)
        if code.tag == "equal"
    ]
