"""Which sentences need no citation, and why: few rules, each of which an editor can foresee."""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, compress
from math import ceil

from encyclopedia.core.evidence.wording import Wording
from encyclopedia.core.remembering import by_words
from sources.core.saying import say

LIST = say("introduces a list")
QUESTION = say("asks a question")
ITSELF = say("describes the article itself")
HEAD = say("heads a column of a table")
ROW = say("stands in a table row that is cited")
QUOTATION = say("stands in a block quotation that is cited")
LABEL = say("states nothing: it has no words")
APART = say("tells articles of like titles apart")
OF_OTHERS = frozenset({"lead", "infobox"})
"""The parts in which a sentence may rest on one of another part."""

INFOBOX = say("infobox value stands in a cited sentence")
LEAD = say("lead sentence summarises a cited sentence of the body")

_SUMMARY = 0.7  # share of a lead sentence's words that one cited sentence of the body must have
_STEM = 5  # letters that tell words apart, so that "visited" is "visit" and "visits"
_WORD = re.compile(r"[^\W_]+")
_ITSELF = re.compile(
    r"(?:this (?:article|page|list|section|timeline|table)\b|the following (?:is|are)\b"
    r"|for (?:other|the) [^.]*\bsee\b|see also\b|main article\b|(?:\()?not to be confused\b)",
    re.IGNORECASE,
)
_EMPTY_WORDS = (
    "a an and are as at be been but by did do does for from had has have he her his in into is "
    "it its no not of on or s she that the their them there these they this those to under was "
    "were which who whom whose will with would"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())


@by_words(most=4_000_000, each=8)
def stems(words: str) -> frozenset[str]:
    """Give the words that carry meaning in *words*, cut to their first letters, case aside."""
    found = (word.casefold() for word in _WORD.findall(words))
    return frozenset(word[:_STEM] for word in found if word not in _EMPTY)


class Exemptions:
    """The rules for one article, which know its cited sentences."""

    def __init__(
        self, wordings: Sequence[Wording], cited: Sequence[bool], *, apart: bool = False
    ) -> None:
        """Learn which of *wordings* are *cited*, and if all they do is tell articles apart."""
        self._apart = apart
        self._wordings = wordings
        self._cited = cited
        self._rows: set[tuple[object, int]] = set()
        self._quotations: set[tuple[object, int]] = set()
        for wording in compress(wordings, cited):
            if wording.paragraph.row >= 0:
                self._rows.add((wording.place, wording.paragraph.row))
            if wording.paragraph.quotation >= 0:
                self._quotations.add((wording.place, wording.paragraph.quotation))

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        """The cited sentences of the lead and the body that have a stem."""
        found: dict[str, list[int]] = {}
        for index, (wording, is_cited) in enumerate(zip(self._wordings, self._cited, strict=True)):
            if is_cited and wording.place.part != "infobox":
                for stem in stems(wording.text):
                    found.setdefault(stem, []).append(index)
        return found

    def rule(self, wording: Wording) -> str:
        """Say why an uncited sentence needs no citation, or nothing."""
        if self._apart:
            return APART
        return _by_form(wording.text) or self._by_block(wording) or self._by_others(wording)

    def _by_block(self, wording: Wording) -> str:
        paragraph = wording.paragraph
        if paragraph.in_head:
            return HEAD
        if paragraph.row >= 0 and (wording.place, paragraph.row) in self._rows:
            return ROW
        is_quoted = paragraph.quotation >= 0
        in_cited = is_quoted and (wording.place, paragraph.quotation) in self._quotations
        return QUOTATION if in_cited else ""

    def _by_others(self, wording: Wording) -> str:
        part = wording.place.part
        if part == "infobox" and self._covered(wording, 1.0, body_only=False):
            return INFOBOX
        if part == "lead" and self._covered(wording, _SUMMARY, body_only=True):
            return LEAD
        return ""

    def _covered(self, wording: Wording, share: float, *, body_only: bool) -> bool:
        """Tell whether one cited sentence has *share* of the words of *wording*."""
        wanted = stems(wording.text)
        fewest = ceil(share * len(wanted))
        # Who lacks no more words than may be lacking has one at least of the rarest.
        found = sorted((self._postings.get(stem, ()) for stem in wanted), key=len)
        candidates = set(chain.from_iterable(found[: len(wanted) - fewest + 1]))
        return any(
            len(wanted & stems(self._wordings[index].text)) >= fewest
            for index in candidates
            if not (body_only and self._wordings[index].place.part == "lead")
        )


@by_words(most=2_000_000, each=1)
def _by_form(text: str) -> str:
    text = text.strip()
    if not _WORD.search(text):
        return LABEL
    if text.endswith(":"):
        return LIST
    if text.endswith("?"):
        return QUESTION
    return ITSELF if _ITSELF.match(text) else ""
