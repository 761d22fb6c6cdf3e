"""One revision further: which words stayed, moved or came back, and which are new.

Words keep their authors in the order of WikiWho (Flöck and Acosta, 2014): whole sentences first,
in their place, then wherever they went or once stood, then word by word. Differences from it: what
is less than 30 % alike is no rewording but a new sentence, as in comparisons; and words that come
back within a sentence get their first authors back too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias
from uuid import UUID

from encyclopedia.core.authorship import cutting, laying, pairing, runs
from encyclopedia.core.authorship.laying import Field, Sentence
from encyclopedia.core.authorship.runs import Runs
from encyclopedia.core.authorship.texts import FIELDS, Texts

Recall: TypeAlias = Callable[[Iterable[int]], Mapping[int, Runs]]
"""Gives the authors of words that were once there, by key; of those that never were, nothing."""

_Known: TypeAlias = list[tuple[Sentence, Runs]]

_PROSE: Final = frozenset({"lead", "text"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The texts of a part, and who wrote each of their characters, one text after the other."""

    texts: Texts
    authors: Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a revision did: the authors of parts that stand after it, and of words that went.

    `vanished` has what must be kept to recall those words: authors word by word, by key.
    """

    authors: Mapping[UUID, Runs]
    vanished: Mapping[int, Runs]


def advance(
    before: Mapping[UUID, Part], after: Mapping[UUID, Texts], revision: int, recall: Recall
) -> Step:
    """Carry the authors of the parts *before* on to those *after*; what is new is *revision*'s.

    Only parts that changed need be given. The same parts, in whatever order, give the same step.
    """
    ids = sorted(before.keys() | after.keys(), key=str)
    fields = {id_: _fields(id_, before.get(id_), after.get(id_)) for id_ in ids}
    changed = [field for id_ in ids for field in fields[id_]]
    pairing.align_sentences(changed)
    short, long = _known_sentences(changed, recall)
    _give_back(short)
    pairing.find_moved(changed)
    _give_back(long)
    pairing.align_words(changed)
    pairing.find_reworded(changed)
    pairing.find_moved_words(changed)
    _recall_words(changed, recall)
    return Step(
        authors={
            id_: runs.joined(run for field in fields[id_] for run in field.written(revision))
            for id_ in after
        },
        vanished=_vanished(changed),
    )


def _fields(id_: UUID, old: Part | None, new: Texts | None) -> list[Field]:
    """Lay the texts of a part beside one another, before and after."""
    shown = old.texts if old else new
    if shown is None:
        raise AssertionError("a part has at least one side")
    names = FIELDS[shown.model]
    before = old.texts.texts if old else ("",) * len(names)
    after = new.texts if new else ("",) * len(names)
    authors = runs.cut(old.authors, [len(text) for text in before]) if old else ((),) * len(names)
    return [
        laying.beside(
            place=f"{id_}.{name}",
            sort=f"{id_}.{name}" if name in _PROSE else f"{shown.model}.{name}",
            old=before[at],
            new=after[at],
            authors=authors[at],
        )
        for at, name in enumerate(names)
    ]


def _known_sentences(fields: Iterable[Field], recall: Recall) -> tuple[_Known, _Known]:
    """Find sentences that stood before, at whatever time: short ones at their place, and long ones.

    A short one that stood there is that one again, even if its like went elsewhere just now; a long
    one is itself wherever it goes.
    """
    asked: dict[int, list[Sentence]] = {}
    for field in fields:
        for sentence in field.new.open():
            asked.setdefault(cutting.key(sentence.words, field.place), []).append(sentence)
    found = recall(asked) if asked else {}
    short: _Known = []
    long: _Known = []
    for key, authors in found.items():
        for sentence in asked[key]:
            (short if cutting.is_short(sentence.words) else long).append((sentence, authors))
    return short, long


def _give_back(known: _Known) -> None:
    """Give the sentences that are still without authors those that they had."""
    for sentence, authors in known:
        if sentence.is_open:
            sentence.write(range(len(sentence.words)), runs.spread(authors))


def _recall_words(fields: Iterable[Field], recall: Recall) -> None:
    """Give words that once stood in such a sentence their authors back."""
    asked: dict[int, list[tuple[Sentence, range]]] = {}
    for field in fields:
        for sentence in field.new.changed:
            for span in sentence.gaps():
                asked.setdefault(_key(sentence, span, field.place), []).append((sentence, span))
    found = recall(asked) if asked else {}
    for key, authors in found.items():
        for sentence, span in asked[key]:
            sentence.write(span, runs.spread(authors))


def _vanished(fields: Iterable[Field]) -> dict[int, Runs]:
    """Give what must be kept of the sentences and words that are gone, the oldest of each key.

    What moved is found again where it went, but for a short sentence, which is known only by its
    place: that place is remembered.
    """
    kept: dict[int, Runs] = {}
    for field in fields:
        for sentence in field.old.changed:
            if not sentence.moved or cutting.is_short(sentence.words):
                _keep(kept, cutting.key(sentence.words, field.place), sentence.authors)
                for span in sentence.gaps():
                    gone = sentence.authors[span.start : span.stop]
                    _keep(kept, _key(sentence, span, field.place), gone)
    return kept


def _keep(kept: dict[int, Runs], key: int, authors: Iterable[int]) -> None:
    found = runs.gathered(authors)
    kept[key] = min(kept.get(key, found), found)


def _key(sentence: Sentence, span: range, place: str) -> int:
    words = sentence.words
    before = words[span.start - 1] if span.start else "\2"
    after = words[span.stop] if span.stop < len(words) else "\3"
    return cutting.key(words[span.start : span.stop], place, (before, after))
