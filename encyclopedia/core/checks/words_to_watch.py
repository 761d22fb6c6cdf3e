"""Words by which an article takes sides in its own voice.

The words are from Wikipedia:Manual of Style/Words to watch: puffery, loaded labels, unsupported
attributions, expressions of doubt, editorialising, and verbs of saying that judge. What stands
between quotation marks or in a block quotation is its speaker's; a capitalised word is part of a
name and is passed over, but for one that opens a sentence with no other behind it.
"""

import re
from collections.abc import Iterator

from encyclopedia.core.checks.case import Case, within
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.reach import PART
from sources.core.saying import say

_REASONS = {
    "puffery": (
        r"legendary|iconic|renowned|acclaimed|visionary|prestigious|celebrated|"
        r"groundbreaking|cutting[- ]edge|state[- ]of[- ]the[- ]art|world[- ]class|virtuoso|"
        r"remarkable|extraordinary|unprecedented|breathtaking|stunning|world[- ]renowned"
    ),
    "a loaded label": (
        r"terrorists?|dictators?|despots?|extremists?|fundamentalists?|heretics?|cults?|"
        r"bigots?|perverts?|puppet regime"
    ),
    "an attribution to nobody": (
        r"(?:some|many|most) (?:people|experts|observers|critics|scholars|analysts) "
        r"(?:say|think|believe|feel|argue|claim)|experts (?:say|believe|agree)|"
        r"it is (?:widely |generally |commonly |often )?"
        r"(?:believed|thought|said|considered|held|known) that|"
        r"(?:is|are|was|were) widely (?:regarded|seen|considered|viewed|believed)|"
        r"research has shown|studies show|critics (?:say|claim)"
    ),
    "doubt": r"so[- ]called|supposed(?:ly)?|purported(?:ly)?|allegedly",
    "editorialising": (
        r"notably|interestingly|of course|naturally|obviously|clearly|essentially|fortunately|"
        r"unfortunately|tragically|sadly|ironically|surprisingly|arguably|"
        r"it (?:should|must) be noted|needless to say|"
        r"underscor(?:e|es|ed|ing)|(?:is|was|stands as) a testament to"
    ),
    "a verb that judges what is said": (
        r"(?:claim|admit|insist|reveal|confess)(?:s|ed|ted)? that|point(?:s|ed)? out that"
    ),
    "a euphemism": r"passed away|gave (?:his|her|their) li(?:fe|ves)|collateral damage|"
    r"ethnic cleansing",
    "a time that passes": r"recently|nowadays|in recent (?:years|months|weeks)|"
    r"(?:to|until) this day|at the present time",
}
_WATCHED = {
    reason: re.compile(rf"\b(?<!-)(?:{words})(?![\w-])") for reason, words in _REASONS.items()
}
_ANY = re.compile("|".join(pattern.pattern for pattern in _WATCHED.values()))

_OPENING = re.compile(r"([^\W_]+)(?!\w)(?![ -][^\W_a-z])")

REACH = PART


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each word to watch in the article's own voice."""
    for wording in case.wordings:
        for found in _ANY.finditer(_uncapitalised(wording.own_voice)):
            reason = next(r for r, pattern in _WATCHED.items() if pattern.fullmatch(found[0]))
            yield case.finding(
                __name__,
                Level.ADVICE,
                within(wording, *found.span()),
                say(
                    "“{words}” is {reason}, in the article's own voice.",
                    words=wording.words[slice(*found.span())],
                    reason=reason,
                ),
                say("Say it plainly, or say who says so and cite them."),
                about=wording.text,
            )


def _uncapitalised(said: str) -> str:
    """Give a sentence without the capital that opens it, unless a name may open it."""
    at = next((n for n, character in enumerate(said) if character.isalnum()), len(said))
    lower = said[at : at + 1].lower()
    if len(lower) == 1 and _OPENING.match(said, at):
        return said[:at] + lower + said[at + 1 :]
    return said
