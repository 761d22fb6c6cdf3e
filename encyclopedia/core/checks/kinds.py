"""Words for a kind of thing, where one thing is but one of them: a state or a working visit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from encyclopedia.core.checks import lexicon

_NOUNS = (
    "visits? trips? tours? dinners? banquets? funerals? receptions? talks meetings? summits? "
    "elections? votes?"
)
_KINDS = "|".join(sorted(kind for group in lexicon.KINDS for kind in group))
_FIRST = "".join(sorted({kind[0] for group in lexicon.KINDS for kind in group}))
_KIND = re.compile(
    rf"\b(?=[{_FIRST}])(?P<kind>{_KINDS})\s+(?P<thing>{_NOUNS.replace(' ', '|')})\b", re.IGNORECASE
)


WORDS = frozenset(_KINDS.split("|"))
"""The words for a kind, without one of which a text names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing, as in "state visit", from `first` up to `last` of its words."""

    first: int
    last: int
    kind: str
    thing: str

    @property
    def others(self) -> frozenset[str]:
        """The kinds that this one is not."""
        group = next(group for group in lexicon.KINDS if self.kind in group)
        return group - {self.kind}

    @property
    def is_of_one_subject(self) -> bool:
        """Whether an article is likely to speak of one such thing alone, unlike elections."""
        return self.kind in lexicon.KINDS[0]


def kinds(words: str) -> Iterator[Kind]:
    """Yield the kinds of thing that *words* name."""
    for found in _KIND.finditer(words):
        yield Kind(
            first=found.start(),
            last=found.end(),
            kind=found["kind"].casefold(),
            thing=found["thing"].casefold().removesuffix("s"),
        )
