"""A fact of a sentence that none of its sources bears.

Names, numbers and dates are where an article drifts from its sources first, and where a wrong
citation shows (Wikipedia:Verifiability, Wikipedia:Text–source integrity). The rule looks for each
in the archived texts of the sources that the sentence cites, or of all at hand where it cites
none, and says only that it did not find it. What a reader takes for the same does count: another
form of a name, a family name for the full name, a number in words, a rounded one that says so,
and in a report of that week any day, which it may tell as "on Tuesday".
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from encyclopedia.core.checks import lexicon
from encyclopedia.core.checks.archived import number
from encyclopedia.core.checks.bearing import Fact, Known, unborne
from encyclopedia.core.checks.case import Case, within
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.dated import Bearer
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.reach import Reach, Scope
from encyclopedia.core.evidence import Statement, Status, Wording
from encyclopedia.core.reading import Place
from encyclopedia.core.values import edtf
from sources.core.saying import Said, say
from sources.core.text import words

_WHAT: dict[str, Callable[[str], Said]] = {
    "name": lambda words: say("names “{words}”", words=words),
    "number": lambda words: say("has the number “{words}”", words=words),
    "date": lambda words: say("has the date “{words}”", words=words),
    "office": lambda words: say(
        "gives the office “{words}” to its holder, whom they name with another", words=words
    ),
    "kind": lambda words: say("speaks of “{words}”, though of another kind of it", words=words),
}


def _around(case: Case, context: Context) -> object:
    """Name the subject of the article, of which its sentences speak."""
    return case.document.title


def _near(case: Case, context: Context, place: Place) -> object:
    """Name the known names that may open a part's sentences, and all at hand for the uncited."""
    said = case.said_at(place)
    told: tuple[bool, ...] = ()
    if place.part == "infobox":
        told = tuple(number(word) in case.numbers for word in said.folded)
    return (
        sorted(said.openings & case.names),
        case.everything if place in case.uncited else "",
        told,
    )


REACH = Reach(scope=Scope.PART, around=_around, near=_near)


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report names, numbers, dates and kinds of thing that stand in no source of a sentence."""
    title = frozenset(words(case.document.title).folded)
    known = Known(names=case.whole.names, subject=_with_forms(title))
    labels = {field.id: field.label for field in case.document.infobox}
    at_hand = cache(lambda: _bearers(case, tuple(case.shelf.texts)))
    for wording, statement in case.sentences():
        if statement.status is Status.EXEMPT:
            continue
        bearers = _bearers(case, statement.keys) if statement.keys else at_hand()
        is_told = bool(bearers) and len(bearers) >= len(statement.keys)
        if not is_told:
            continue  # what is not archived may bear everything
        about = labels.get(wording.place.id, "") if wording.place.id else ""
        for fact in unborne(wording.own_voice, bearers, known, case.document.language, about):
            if not (
                about and fact.kind == "number" and _is_in_text(case, wording, statement, fact)
            ):
                yield _finding(case, wording, statement, fact)


def _is_in_text(case: Case, wording: Wording, statement: Statement, fact: Fact) -> bool:
    """Tell whether a number of a row without a source is one of the text, where it is checked."""
    said = words(wording.words[fact.first : fact.last]).folded
    return not statement.keys and all(number(word) in case.whole.numbers for word in said)


def _with_forms(parts: frozenset[str]) -> frozenset[str]:
    """Add what is of a country or the like: who reads of Denmark needs no source for Danish."""
    same = frozenset(other for part in parts for other in lexicon.SAME.get(part, ()))
    ends = ("n", "ns", "an", "ian", "ans", "s", "ish", "ese")
    longer = frozenset(f"{part}{end}" for part in parts for end in ends)
    return parts | same | longer | frozenset(p.removesuffix(end) for p in parts for end in ends)


def _bearers(case: Case, keys: Sequence[str]) -> tuple[Bearer, ...]:
    return tuple(
        Bearer(
            text=case.archived[key],
            issued=edtf.read(case.shelf.records[key].issued),
            language=case.shelf.records[key].language or case.document.language,
        )
        for key in keys
        if key in case.archived
    )


def _finding(case: Case, wording: Wording, statement: Statement, fact: Fact) -> Finding:
    words_there = wording.words[fact.first : fact.last].replace("\0", "")
    what = _WHAT[fact.kind](words_there)
    if fact.nearest:
        name = fact.nearest.title()
        what = say("{what} (the nearest name there is “{name}”)", what=what, name=name)
    message = (
        say("No source cited for this sentence {what}.", what=what)
        if statement.keys
        else say("No source at hand {what}.", what=what)
    )
    mend = say("Cite a source that bears it, or correct it to what the sources say.")
    return case.finding(
        __name__,
        Level.WARNING,
        within(wording, fact.first, fact.last),
        message,
        mend,
        about=statement.text,
    )
