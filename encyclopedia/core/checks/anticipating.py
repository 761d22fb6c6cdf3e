"""Words that look forward: future and modal constructions, and times told from the day of writing.

English alone: a language without a table here has no anticipations.
"""

import re
from dataclasses import dataclass

_ADVERBS = r"(?:(?:also|not|then|soon|now|still|yet|first|next|again|\w+ly)\s+)*"
_VERB = (
    r"(?!(?:the|a|an|this|that|these|those|his|her|its|their|our|my|your|all|some|any|no|one|two|"
    r"blame|date|say|which|whom|what|music|stone|fact|reason)\b)[a-z]{2,}"
)
_NO_VERB_AFTER_WILL = r"(?!(?:of|and|or|to|in|on|at|for|from|by|with|that|was|is|were|as|than)\b)"
_STATES = (
    "expected|scheduled|set|planned|slated|poised|anticipated|projected|intended|forecast|tipped|"
    "hoped|bound|supposed|earmarked"
)
_FEELINGS = "likely|unlikely|about|going|ready"
_DUE = (
    "be|have|take|visit|meet|hold|sign|attend|begin|start|open|end|travel|discuss|make|become|come|"
    "go|give|play|run|host|join|last|lead|return|launch|arrive|leave|land|appear|speak|stand|vote|"
    "publish|release|report|deliver|complete|finish|close|expire|enter|reach|retire|rule|decide|"
    "announce|pay|receive|serve|perform|tour|resume|continue|replace|move|step|face|hear|undergo"
)
_WANTING = "plan|intend|hope|expect|aim"
_TIMES = "week|weeks|month|months|year|years|day|days|season|summer|winter|spring|autumn"
_LOOKS = re.compile(
    rf"\b(?=[achilnprstuwUF])(?:"
    rf"(?:will|shall|won[’']t)\s+{_ADVERBS}{_NO_VERB_AFTER_WILL}{_VERB}\b"
    rf"|(?:is|are|was|were|remains?)\s+{_ADVERBS}(?:{_STATES}|{_FEELINGS})\s+to\s+(?={_VERB}\b)"
    rf"|(?:is|are|was|were)\s+{_ADVERBS}due\s+to\s+(?=(?:{_DUE})\b)"
    rf"|(?:is|are)\s+{_ADVERBS}(?:being\s+)?(?:scheduled|planned|slated|due|expected)\s+"
    r"(?:for|in|on|by|at|next|later|this|soon|tomorrow|from)\b"
    rf"|(?<!that )(?<!what )(?<!which )(?:is|are)\s+{_ADVERBS}to\s+{_VERB}\b"
    r"|(?:has|have|is|are)\s+yet\s+to\s+(?=[a-z]{2,})|remains?\s+to\s+be\s+seen"
    rf"|(?:{_WANTING})s?\s+to\s+(?=[a-z]{{2,}})"
    r")"
)
_TELLS_TIME = re.compile(
    rf"\b(?=[ilntUuFf])(?:later\s+this\s+(?:{_TIMES})|(?<!the )next\s+(?:{_TIMES})\b"
    rf"|in\s+the\s+(?:coming|next\s+few)\s+(?:{_TIMES})|(?:[Uu]pcoming|[Ff]orthcoming)\b)"
)
_PAST_TIME = re.compile(r"\b(?:was|were|had|did|\w{2,}ed)\b")
_WILL_AS_NOUN = re.compile(
    r"\b(?:the|a|their|his|her|its|my|your|our|own|free|political|good|ill|last|at|of|popular|"
    r"divine|sheer|this|that)\s+$",
    re.IGNORECASE,
)
_PLAN_AS_NOUN = re.compile(
    r"(?:(?:^|[\s\0])(?:the|a|an|its|his|her|their|our|of|with|without|no|some|new|any|had|has|have|"
    r"about|for|and|or|as|by|on|these|those|to|did|could|would|not|[^\W\d_]+(?:ed|[’']s|s[’']|al))"
    r"|[,;(—–-])\s*$",
    re.IGNORECASE,
)
_SINGULAR_PLAN = re.compile(
    r"(?:they|who|we|i|[^\W\d_]+s|[^\W_a-z]\S*)\s+(?:\w+ly\s+|also\s+)?$", re.IGNORECASE
)
_IN_FORCE = re.compile(
    r"\b(?:treaty|agreement|act|law|pact|convention|accord|charter|programme|program|book|film)\s+$",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(r"\b(?:if|unless|whether|whenever|as long as|in case)\b", re.IGNORECASE)
_OVERTAKEN = re.compile(
    r"\b(?:but|however|instead|although|though|until|before|yet|even though)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anticipation:
    """Words at `first` up to `last` of a sentence that look forward."""

    first: int
    last: int


def anticipation(said: str) -> Anticipation | None:
    """Give the first words of an English sentence that look forward, or nothing.

    A condition ("if it rains") looks nowhere, and what "was expected to" happen "but" did not is
    told as past.
    """
    found = next((each for each in _LOOKS.finditer(said) if not _is_other(said, each)), None)
    if found is None:
        found = _TELLS_TIME.search(said)
        if found is None or _PAST_TIME.search(said):
            return None
    if _CONDITIONAL.search(said):
        return None
    last = found.start() + len(found[0].rstrip())
    return Anticipation(first=found.start(), last=last)


def _is_other(said: str, found: re.Match[str]) -> bool:
    """Tell whether words only look like an anticipation: a testament, a plan, a purpose."""
    word = found[0].partition(" ")[0]
    before = said[: found.start()]
    if word == "will":
        return _WILL_AS_NOUN.search(before) is not None
    if word in ("was", "were"):
        return _OVERTAKEN.search(said) is not None
    if word.removesuffix("s") in _WANTING.split("|"):
        return _is_noun(before, word) or _IN_FORCE.search(before) is not None
    return False


def _is_noun(before: str, word: str) -> bool:
    if _PLAN_AS_NOUN.search(before):
        return True
    return not word.endswith("s") and not _SINGULAR_PLAN.search(before)
