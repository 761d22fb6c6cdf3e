"""Words between quotation marks in the text itself, with no pin that shows where they stand.

A reader takes them for somebody's very words (MOS:QUOTE), so they are looked up all the same: in
the sources that the sentence cites, or in all at hand. A single word is often no quotation but a
word held at arm's length, and a phrase in capitals the title of a work: both are passed over.
"""

from collections.abc import Iterator

from encyclopedia.core.checks.case import Case, Spot, within
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.lexicon import FUNCTION
from encyclopedia.core.checks.quoting import described, nearest
from encyclopedia.core.checks.reach import Reach, Scope
from encyclopedia.core.evidence import Statement, Wording
from encyclopedia.core.reading import Place
from sources.core import text as texts

_FEWEST_WORDS = 2
_MARKS = "“”„«»\"' "


def _near(case: Case, context: Context, place: Place) -> object:
    """Name the sources in which what a part quotes is looked up."""
    quotes = any(True for wording in case.wordings_at(place) for _ in wording.quoted)
    return case.everything if quotes else ""


REACH = Reach(scope=Scope.PART, near=_near)


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each quoted phrase without a pin: where it stands, or what it comes near to."""
    for wording, statement in case.sentences():
        for first, last in wording.quoted:
            quote = wording.words[first:last].replace("\0", "").strip(_MARKS)
            if _is_quotation(quote) and not _is_pinned(quote, statement):
                yield from _look_up(case, wording, statement, quote, within(wording, first, last))


def _is_quotation(quote: str) -> bool:
    """Tell whether words between quotation marks are more than a word or the title of a work."""
    words = [word for word in quote.split() if any(map(str.isalnum, word))]
    telling = [word for word in words if word.casefold() not in FUNCTION]
    return len(words) >= _FEWEST_WORDS and not all(word[:1].isupper() for word in telling)


def _is_pinned(quote: str, statement: Statement) -> bool:
    """Tell whether a pin of the sentence has these words, so that it speaks for them."""
    wanted = _folded(quote)
    return any(
        wanted in _folded(pin.quote) or _folded(pin.quote) in wanted for pin in statement.pins
    )


def _folded(quote: str) -> str:
    return f" {' '.join(word for word in texts.words(quote).folded if word.isalnum())} "


def _look_up(
    case: Case, wording: Wording, statement: Statement, quote: str, spot: Spot
) -> Iterator[Finding]:
    cited = tuple(key for key in statement.keys if key in case.shelf.texts)
    others = tuple(key for key in case.shelf.texts if key not in cited)
    if found := case.shelf.where(quote, (*cited, *others)):
        key, _ = found
        yield case.finding(
            __name__,
            Level.ADVICE,
            spot,
            f"“{quote}” stands in {key}, but no citation pins it.",
            f'Pin it: [@{key}, "…"] with these words.',
        )
    elif (cited or others) and len(cited) == len(statement.keys):
        yield _absent(case, spot, quote, cited + others)


def _absent(case: Case, spot: Spot, quote: str, keys: tuple[str, ...]) -> Finding:
    message = f"“{quote}” stands in no source at hand"
    if near := nearest(quote, case, keys):
        key, pin = near
        message += f"; the nearest passage, in {key}, is {described(case.shelf.texts[key], pin)}"
    mend = "Quote a source as it stands, cite the one that has these words, or drop the marks."
    return case.finding(__name__, Level.ERROR, spot, f"{message}.", mend)
