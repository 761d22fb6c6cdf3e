"""A quotation pinned to a source in whose archived text it does not stand.

Quotation marks promise the very words (Wikipedia:Quotations; MOS:QUOTE allows only typographic
changes). Case, spacing, dashes, ellipses, brackets and kinds of quotation marks are passed over,
also where the source opens its own quotation mark a word later.
"""

from collections.abc import Iterator

from encyclopedia.core.checks.case import Case, Spot
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.quoting import described
from encyclopedia.core.checks.reach import Reach, Scope
from encyclopedia.core.evidence import PinnedQuote, Verdict
from encyclopedia.core.reading import Place
from sources.core.saying import say


def _near(case: Case, context: Context, place: Place) -> object:
    """Name the sources that a part's wrong quotation may stand in, in the order of looking."""
    if place not in case.quoting:
        return ()
    return [case.identities[record.key] for record in case.cited if record.key in case.shelf.texts]


REACH = Reach(scope=Scope.PART, near=_near)


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each pinned quotation that its source does not have, with the nearest passage."""
    seen = set()
    for statement in case.statements:
        for pin in statement.pins:
            spot = Spot(statement.place, pin.item_start, pin.item_end)
            if pin.verdict.is_wrong and spot not in seen:
                seen.add(spot)
                message, mend = _explained(case, pin)
                yield case.finding(__name__, Level.ERROR, spot, message, mend)


def _explained(case: Case, pin: PinnedQuote) -> tuple[str, str]:
    if pin.verdict is Verdict.ELSEWHERE:
        return (
            say(
                "“{quote}” does not stand in {key} but in {found_in}.",
                quote=pin.quote,
                key=pin.key,
                found_in=pin.found_in,
            ),
            say("Cite {found_in} for it.", found_in=pin.found_in),
        )
    if pin.verdict is Verdict.ALTERED:
        passage = described(case.shelf.texts[pin.key], pin)
        return (
            say(
                "“{quote}” does not stand in {key}; the nearest passage is {passage}.",
                quote=pin.quote,
                key=pin.key,
                passage=passage,
            ),
            say("Quote the passage as it stands there, or cite the source that has these words."),
        )
    return (
        say(
            "“{quote}” does not stand in {key}, and nothing there is near it.",
            quote=pin.quote,
            key=pin.key,
        ),
        say("Cite the source that has these words, or take the quotation out."),
    )
