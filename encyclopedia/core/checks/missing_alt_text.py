"""A picture without alternative text.

Who does not see it is told nothing (WCAG 2.2, 1.1.1 Non-text Content; MOS:ALT).
"""

from collections.abc import Iterator

from encyclopedia.core.checks.case import NOWHERE, Case, Spot
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.markup import tree
from sources.core.saying import say

_MEND = say("Say in a few words what the picture shows.")


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each illustration, and each place of one, that no words stand for."""
    described = {picture.key for picture in case.document.illustrations if picture.alt.strip()}
    for picture in case.document.illustrations:
        if picture.key not in described:
            message = say("The illustration {key} has no alternative text.", key=picture.key)
            yield case.finding(__name__, Level.WARNING, NOWHERE, message, _MEND, about=picture.key)
    for place, node in case.nodes:
        if isinstance(node, tree.Picture) and not node.alt.strip() and node.key not in described:
            spot = Spot(place, node.start, node.end)
            message = say("The picture {key} has no alternative text here.", key=node.key)
            yield case.finding(__name__, Level.WARNING, spot, message, _MEND)
