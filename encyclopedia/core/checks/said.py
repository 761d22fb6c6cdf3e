"""What the words of one part tell by themselves, worked out once: texts seldom change."""

from dataclasses import dataclass
from functools import cached_property

from encyclopedia.core import evidence
from encyclopedia.core.checks import lexicon
from encyclopedia.core.checks.archived import number
from encyclopedia.core.checks.names import inner, opening
from encyclopedia.core.evidence import Wording
from encyclopedia.core.reading import Prose
from encyclopedia.core.remembering import along
from sources.core.text import Words, words


@dataclass(frozen=True, kw_only=True)
class Said:
    """The sentences of one part, with what several rules ask of them."""

    wordings: tuple[Wording, ...]

    @cached_property
    def worded(self) -> tuple[tuple[Wording, Words], ...]:
        """Every sentence with its words."""
        return tuple((wording, words(wording.words)) for wording in self.wordings)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The folded words of all sentences, as they read."""
        return tuple(word for wording in self.wordings for word in words(wording.text).folded)

    @cached_property
    def distinct(self) -> frozenset[str]:
        """The same words, each once."""
        return frozenset(self.folded)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers among them, in digits."""
        return frozenset(filter(None, map(number, self.distinct)))

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that are names wherever they stand, for they are so inside a sentence."""
        found = {name for wording in self.wordings for name in inner(wording.words)}
        parts = frozenset(part for name in found for part in words(name).folded)
        return parts - lexicon.FUNCTION - lexicon.RANKS

    @cached_property
    def openings(self) -> frozenset[str]:
        """The capitalised words that open sentences, folded in every way that names are."""
        found = {opening(wording.own_voice) for wording in self.wordings}
        return frozenset(p for word in found for p in (word.casefold(), *words(word).folded))

    @cached_property
    def quotes(self) -> bool:
        """Whether anything stands between quotation marks or in a block quotation."""
        return any(
            wording.paragraph.quotation >= 0 or any(True for _ in wording.quoted)
            for wording in self.wordings
        )


@along
def said(prose: Prose) -> Said:
    """Give what one text tells by itself; the hatnote is no part of the article."""
    return Said(wordings=evidence.wordings((prose,)))
