"""Words between quotation marks or in a block quotation, with no pin that shows where they stand.

A reader takes them for somebody's very words (MOS:QUOTE, MOS:BLOCKQUOTE), so they are looked up
all the same: in the sources that the sentence or the block cites, or in all at hand. A single word
is often no quotation but a word held at arm's length, and a phrase in capitals the title of a
work: both are passed over, as is the line of a block that begins with a dash and says who speaks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from encyclopedia.core.checks.case import Case, Spot, within
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.lexicon import FUNCTION
from encyclopedia.core.checks.quoting import described, nearest
from encyclopedia.core.checks.reach import Reach, Scope
from encyclopedia.core.evidence import PinnedQuote, Statement, Wording
from encyclopedia.core.reading import Place
from sources.core import text as texts
from sources.core.saying import say

_FEWEST_WORDS = 2
_MARKS = "“”„«»‘’\"' "
_DASHES = ("—", "–", "―", "-")


def _near(case: Case, context: Context, place: Place) -> object:
    """Name the sources in which what a part quotes is looked up."""
    return case.everything if case.said_at(place).quotes else ""


REACH = Reach(scope=Scope.PART, near=_near)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quotation:
    """Words that are somebody's, where they stand, and what the sentences that have them cite."""

    words: str
    spot: Spot
    pins: tuple[PinnedQuote, ...]
    keys: tuple[str, ...]
    is_block: bool = False

    @property
    def is_pinned(self) -> bool:
        """Whether a pin has these words, so that it speaks for them."""
        wanted = _folded(self.words)
        return any(
            wanted in _folded(pin.quote) or _folded(pin.quote) in wanted for pin in self.pins
        )


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each quotation without a pin: where it stands, or what it comes near to."""
    paragraphs = groupby(case.sentences(), key=lambda each: _block(each[0]))
    for (_, quotation, _), found in paragraphs:
        sentences = tuple(found)
        for quoted in _in_block(sentences) if quotation >= 0 else _in_marks(sentences):
            if _is_quotation(quoted.words) and not quoted.is_pinned:
                yield from _look_up(case, quoted)


def _block(wording: Wording) -> tuple[Place, int, int]:
    """Name the block quotation, or else the paragraph, that a sentence stands in."""
    paragraph = wording.paragraph
    is_quoted = paragraph.quotation >= 0
    return wording.place, paragraph.quotation, 0 if is_quoted else id(paragraph)


def _in_marks(sentences: tuple[tuple[Wording, Statement], ...]) -> Iterator[_Quotation]:
    """Yield the quotations of a paragraph, with what the sentences cite that each runs over."""
    for number, (wording, _) in enumerate(sentences):
        for first, last in wording.quoted:
            end = wording.first + last
            over = tuple(told for each, told in sentences[number:] if each.first < end)
            words = wording.paragraph.words[wording.first + first : end]
            yield _quotation(words, within(wording, first, last), over)


def _in_block(sentences: tuple[tuple[Wording, Statement], ...]) -> Iterator[_Quotation]:
    """Yield the sentences of a block quotation, each with what all of them cite."""
    cited = tuple(statement for _, statement in sentences)
    for wording, _ in sentences:
        if not wording.words.lstrip(" \0").startswith(_DASHES):
            spot = within(wording, 0, len(wording.words))
            yield _quotation(wording.words, spot, cited, is_block=True)


def _quotation(
    words: str, spot: Spot, cited: tuple[Statement, ...], *, is_block: bool = False
) -> _Quotation:
    return _Quotation(
        words=" ".join(words.replace("\0", "").split()).strip(_MARKS),
        spot=spot,
        pins=tuple(pin for statement in cited for pin in statement.pins),
        keys=tuple(dict.fromkeys(key for statement in cited for key in statement.keys)),
        is_block=is_block,
    )


def _is_quotation(quote: str) -> bool:
    """Tell whether words between quotation marks are more than a word or the title of a work."""
    words = [word for word in quote.split() if any(map(str.isalnum, word))]
    telling = [word for word in words if word.casefold() not in FUNCTION]
    return len(words) >= _FEWEST_WORDS and not all(word[:1].isupper() for word in telling)


def _folded(quote: str) -> str:
    return f" {' '.join(word for word in texts.words(quote).folded if word.isalnum())} "


def _look_up(case: Case, quoted: _Quotation) -> Iterator[Finding]:
    cited = tuple(key for key in quoted.keys if key in case.shelf.texts)
    others = tuple(key for key in case.shelf.texts if key not in cited)
    if found := case.shelf.where(quoted.words, (*cited, *others)):
        key, _ = found
        if quoted.is_block and quoted.pins and key in cited:
            return  # the block is pinned, and this is more of the same source
        yield case.finding(
            __name__,
            Level.ADVICE,
            quoted.spot,
            say("“{words}” stands in {key}, but no citation pins it.", words=quoted.words, key=key),
            say('Pin it: [@{key}, "…"] with these words.', key=key),
        )
    elif (cited or others) and len(cited) == len(quoted.keys):
        yield _absent(case, quoted, cited + others)


def _absent(case: Case, quoted: _Quotation, keys: tuple[str, ...]) -> Finding:
    message = f"“{quoted.words}” stands in no source at hand"
    if near := nearest(quoted.words, case, keys):
        key, pin = near
        message += f"; the nearest passage, in {key}, is {described(case.shelf.texts[key], pin)}"
    mend = say("Quote a source as it stands, cite the one that has these words, or drop the marks.")
    return case.finding(__name__, Level.ERROR, quoted.spot, f"{message}.", mend)
