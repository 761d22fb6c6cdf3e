"""A quoted phrase or a number that the sources render differently.

Reports that translate one speech, or pass one figure on, often differ; whoever quotes one of them
should know of the others. Compared are quoted phrases before the same three words, quoted phrases
that differ in one word, and numbers between the same words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import compress, count

from encyclopedia.core.checks.archived import number
from encyclopedia.core.checks.case import NOWHERE, Case, Spot, within
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.lexicon import FUNCTION
from encyclopedia.core.checks.reach import Reach, Scope
from encyclopedia.core.evidence import Wording
from encyclopedia.core.values import words as spoken
from sources.core.saying import say
from sources.core.text import Prepared, Words, words

_PHRASE = re.compile(r"[“\"]([^“”\"\n]{3,90})[”\"]|‘([^‘’\n]{3,90})’")
_FOLLOWING = 3  # words after a quoted phrase that tell what is spoken of
_SHORT = range(1, 7)  # words of a phrase that others may stand in place of
_ALIKE = range(4, 13)  # words of phrases that differ in one word
_BESIDE = 3  # words on each side of a number that must be the same
_TELLING = 3  # words between which a number stands that must mean something
_MONTHS = frozenset(name for names in spoken.of("en").months for name in names)
_REACH = 80  # characters after a phrase that are looked at
_BETWEEN = "; "

_Slot = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rendering:
    key: str
    folded: str
    written: str


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report what sources at hand put differently, at the place where the article follows one."""
    slots: dict[_Slot, list[_Rendering]] = {}
    for key in case.at_hand:
        for slot, folded, written in _slots(case.shelf.prepared(key)):
            slots.setdefault(slot, []).append(_Rendering(key, folded, written))
    told: set[frozenset[str]] = set()
    for renderings in slots.values():
        different = {rendering.folded: rendering for rendering in reversed(renderings)}
        if len(different) > 1 and frozenset(different) not in told:
            told.add(frozenset(different))
            yield _finding(case, list(different.values())[::-1])


def _moved(case: Case, finding: Finding) -> Finding:
    """Put a finding where the article now uses one of the phrases."""
    spot = _used(case, finding.about.split(_BETWEEN))
    return case.finding(
        __name__, finding.level, spot, finding.message, finding.mend, about=finding.about
    )


REACH = Reach(scope=Scope.SOURCES, moved=_moved)


def _finding(case: Case, renderings: list[_Rendering]) -> Finding:
    phrases = sorted(each.folded for each in renderings)
    listed = " and ".join(f"“{each.written}” ({each.key})" for each in renderings)
    return case.finding(
        __name__,
        Level.ADVICE,
        _used(case, phrases),
        say("Sources put one thing differently: {listed}.", listed=listed),
        say("Look up the original, or say whose rendering the article follows."),
        about=_BETWEEN.join(phrases),
    )


def _used(case: Case, phrases: Iterable[str]) -> Spot:
    """Give the place where the article uses one of the phrases; a number alone is none."""
    wanted = [phrase.split() for phrase in phrases if " " in phrase]
    for wording, found in case.worded if wanted else ():
        for phrase in wanted:
            if at := _place(wording, found, phrase):
                return at
    return NOWHERE


def _place(wording: Wording, found: Words, wanted: list[str]) -> Spot | None:
    stems = [word.rstrip("s") for word in found.folded]
    for n in range(len(stems) - len(wanted) + 1):
        if stems[n : n + len(wanted)] == wanted:
            return within(wording, found.starts[n], found.ends[n + len(wanted) - 1])
    return None


def _slots(prepared: Prepared) -> Iterator[tuple[_Slot, str, str]]:
    """Yield what is rendered: the words around it, itself folded, and itself as written."""
    for found in _PHRASE.finditer(prepared.text):
        written = (found[1] or found[2]).strip(" ,.;:!?")
        stems = _stems(written)
        folded = " ".join(stems)
        if len(stems) in _SHORT:
            following = _following(prepared.text, found.end())
            if len(following) == _FOLLOWING and _means(following) > 1:
                yield ("before", *following), folded, written
        if len(stems) in _ALIKE:
            for n, word in enumerate(stems):
                if word not in FUNCTION:
                    yield ("alike", *stems[:n], "", *stems[n + 1 :]), folded, written
    yield from _numbers(prepared)


def _following(text: str, at: int) -> list[str]:
    after = text[at : at + _REACH].partition("\n")[0]
    return _stems(re.split(r"[.,;:!?“”\"()]", after, maxsplit=1)[0])[:_FOLLOWING]


def _numbers(prepared: Prepared) -> Iterator[tuple[_Slot, str, str]]:
    folded = prepared.words.folded
    numbers = {word for word in prepared.spelt.letters if word[0].isdigit() and number(word)}
    for n in compress(count(), map(numbers.__contains__, folded)):
        before = [word for word in folded[max(0, n - 2 * _BESIDE) : n] if word.isalnum()]
        after = [word for word in folded[n + 1 : n + 1 + 2 * _BESIDE] if word.isalnum()]
        around = (*before[-_BESIDE:], "", *after[:_BESIDE])
        if _means(around) >= _TELLING and _MONTHS.isdisjoint(around):
            yield ("number", *around), folded[n], folded[n]


def _stems(text: str) -> list[str]:
    return [word.rstrip("s") for word in words(text).folded if word[0].isalnum()]


def _means(stems: Iterable[str]) -> int:
    """Count the words that carry meaning."""
    return sum(word.isalpha() and word not in FUNCTION for word in stems)
