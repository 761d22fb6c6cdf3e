"""Which passages of the archived texts bear on a sentence, best first: word by word, no model.

A passage is a sentence of a source. Its score is the share of the sentence's content words that
it has, each weighed by how rare it is among all passages (the inverse document frequency of
Spärck Jones, 1972); names, numbers and dates weigh more, and so do words that stand together in
both. What only the sentence before or after it has counts in part, and then the passage reaches
that far. A low score says that no passage was found, never that the sentence is false.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.core import text as texts
from sources.core.text import Words, stem

MOST_POSTINGS = 2_000
"""The number of passages that a sentence's rarest words may point at."""

_MOST_RESCORED = 64
_LONGEST = 80  # words of a passage; a text without full stops is cut
_BESIDE = 0.25  # of a word's weight, where only the sentence before or after has it
_TOGETHER = 1.0  # of the lighter word's weight, where two words stand together in both
_NEARBY = 2  # content words
_NAME, _NUMBER = 1.5, 2.0


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_STOPS = _words(
    "a about above after again against all also although am an and any are as at be because been "
    "before being below between both but by can could did do does doing down during each few for "
    "from further had has have having he her here hers him his how however i if in into is it "
    "its itself just like may me might more most must my no nor not now of off on once only or "
    "other our out over own per same say said says shall she should since so some such than that "
    "the their them then there these they this those through thus to too towards under until up "
    "upon us very was we were what when where whether which while who whom whose why will with "
    "within without would yet you your s t d ll m re ve"
)
_NUMBERS = _words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion trillion dozen half first second third fourth fifth sixth "
    "seventh eighth ninth tenth once twice"
)
_MONTHS = _words(
    "january february march april may june july august september october november december"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A passage that bears on a sentence: the source's key, and from where to where in its text.

    `score` is 0 to 1; `matched` and `missing` are the sentence's content words as written.
    """

    key: str
    start: int
    end: int
    score: float
    matched: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    key: str
    start: int
    end: int
    terms: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The passages of some texts, and which of them have each stem."""

    passages: tuple[_Passage, ...]
    postings: Mapping[str, Sequence[int]]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Term:
    stem: str
    written: str
    weight: float
    beside_next: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two words that stand side by side in the sentence, and what their nearness weighs."""

    one: str
    other: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    first: int
    last: int
    matched: frozenset[str]


def index(sources: Mapping[str, str]) -> Index:
    """Index the texts of *sources* by their keys, in time linear in their length."""
    passages: list[_Passage] = []
    postings: dict[str, list[int]] = {}
    names: set[str] = set()
    for key in sorted(sources):
        for start, end in _passages(sources[key]):
            written = sources[key][start:end]
            words = texts.words(written)
            names.update(_names(written, words))
            terms: dict[str, int] = {}
            for folded, at in zip(words.folded, words.starts, strict=True):
                if _is_content(folded, written[at]):
                    terms.setdefault(stem(folded), len(terms))
            for term in terms:
                postings.setdefault(term, []).append(len(passages))
            passages.append(_Passage(key, start, end, terms))
    return Index(passages=tuple(passages), postings=postings, names=frozenset(names))


def support(sentence: str, index: Index, top: int = 5) -> tuple[Support, ...]:
    """Give the *top* passages that bear on *sentence* best, best first, the first of equals.

    A passage without any of its content words is not given.
    """
    terms = _terms(sentence, index)
    pairs = tuple(_pairs(terms))
    whole = sum(term.weight for term in terms) + sum(pair.weight for pair in pairs)
    scored = [_score(number, terms, pairs, index) for number in _candidates(terms, index)]
    scored.sort(key=lambda each: (-each.score, each.first))
    return tuple(_support(each, terms, whole, index) for each in _apart(scored, top))


def _passages(text: str) -> Iterator[tuple[int, int]]:
    for start, end in texts.sentences(text):
        words = texts.words(text[start:end])
        firsts = [start, *(start + at for at in words.starts[_LONGEST::_LONGEST])]
        for first, following in zip(firsts, [*firsts[1:], end], strict=True):
            yield first, first + len(text[first:following].rstrip())


def _is_content(folded: str, initial: str) -> bool:
    if folded in _STOPS:
        return folded == "may" and initial == "M"
    return folded[-1].isalnum()


def _names(written: str, words: Words) -> Iterator[str]:
    """Yield the stems of capitalised words, but for the first, which always is."""
    for folded, start in zip(words.folded[1:], words.starts[1:], strict=True):
        if written[start].isupper():
            yield stem(folded)


def _terms(sentence: str, index: Index) -> tuple[_Term, ...]:
    words = texts.words(sentence)
    names = frozenset(_names(sentence, words))
    written = [sentence[a:b] for a, b in zip(words.starts, words.ends, strict=True)]
    content = [_is_content(f, w[0]) for f, w in zip(words.folded, written, strict=True)]
    found: dict[str, _Term] = {}
    for number, folded in enumerate(words.folded):
        each = stem(folded)
        if content[number] and each not in found:
            beside_next = number + 1 < len(content) and content[number + 1]
            is_name = each in names or (written[number][0].isupper() and each in index.names)
            weight = _weight(folded, index, is_name=is_name)
            found[each] = _Term(each, written[number], weight, beside_next)
    return tuple(found.values())


def _weight(folded: str, index: Index, *, is_name: bool) -> float:
    seen = len(index.postings.get(stem(folded), ()))
    rarity = math.log(1 + (len(index.passages) - seen + 0.5) / (seen + 0.5))
    if any(map(str.isdigit, folded)) or folded in _NUMBERS or folded in _MONTHS:
        return _NUMBER * rarity
    return _NAME * rarity if is_name else rarity


def _candidates(terms: Sequence[_Term], index: Index) -> list[int]:
    """Give the passages that the rarest words weigh most, whatever the size of the index."""
    weights: dict[int, float] = {}
    taken = 0
    for term in sorted(terms, key=lambda term: (-term.weight, term.stem)):
        postings = index.postings.get(term.stem, ())
        if taken and taken + len(postings) > MOST_POSTINGS:
            continue
        taken += len(postings)
        for number in postings:
            weights[number] = weights.get(number, 0.0) + term.weight
    return sorted(weights, key=lambda number: (-weights[number], number))[:_MOST_RESCORED]


def _score(number: int, terms: Sequence[_Term], pairs: Sequence[_Pair], index: Index) -> _Scored:
    own = index.passages[number]
    beside = [
        other
        for other in (number - 1, number + 1)
        if 0 <= other < len(index.passages) and index.passages[other].key == own.key
    ]
    score, reach, matched = 0.0, {number}, set()
    for term in terms:
        if term.stem in own.terms:
            score += term.weight
            matched.add(term.stem)
        elif near := [other for other in beside if term.stem in index.passages[other].terms]:
            score += _BESIDE * term.weight
            reach.add(near[0])
            matched.add(term.stem)
    score += sum(pair.weight for pair in pairs if _stand_together(pair, own.terms))
    return _Scored(score, min(reach), max(reach), frozenset(matched))


def _pairs(terms: Sequence[_Term]) -> Iterator[_Pair]:
    for one, other in pairwise(terms):
        if one.beside_next:
            yield _Pair(one.stem, other.stem, _TOGETHER * min(one.weight, other.weight))


def _stand_together(pair: _Pair, terms: Mapping[str, int]) -> bool:
    one, other = terms.get(pair.one), terms.get(pair.other)
    return one is not None and other is not None and abs(one - other) <= _NEARBY


def _apart(scored: Sequence[_Scored], top: int) -> Iterator[_Scored]:
    """Yield the *top* best that do not overlap a better one."""
    taken: set[int] = set()
    for each in scored:
        if top and taken.isdisjoint(range(each.first, each.last + 1)):
            taken.update(range(each.first, each.last + 1))
            top -= 1
            yield each


def _support(each: _Scored, terms: Sequence[_Term], whole: float, index: Index) -> Support:
    return Support(
        key=index.passages[each.first].key,
        start=index.passages[each.first].start,
        end=index.passages[each.last].end,
        score=each.score / whole,
        matched=tuple(term.written for term in terms if term.stem in each.matched),
        missing=tuple(term.written for term in terms if term.stem not in each.matched),
    )
