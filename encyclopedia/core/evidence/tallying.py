"""An article's evidence summed up in a line."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from encyclopedia.core.document import Document
from encyclopedia.core.evidence.statement import Statement, Status
from sources.core.saying import Said, join, say, say_many


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many sources and sentences there are; `cited` counts pinned and wrong ones too.

    Exempt sentences are counted apart and are no part of `sentences`. Where nothing is cited yet,
    the sources counted are those `at_hand`.
    """

    sources: int = 0
    archived: int = 0
    sentences: int = 0
    cited: int = 0
    pinned: int = 0
    wrong: int = 0
    exempt: int = 0
    at_hand: bool = False

    @property
    def phrase(self) -> Said:
        """The tally in words: "4 sources, all archived; 11 of 14 sentences cited, 9 pinned"."""
        return join("; ", (self.sourced, self._sentences()))

    @property
    def sourced(self) -> Said:
        """The tally of the sources alone: "4 sources, all archived"."""
        if not self.sources:
            return say("no sources")
        counted = (
            say_many("{number} source at hand", "{number} sources at hand", self.sources)
            if self.at_hand
            else say_many("{number} source", "{number} sources", self.sources)
        )
        return join(", ", (counted, self._archived()))

    def _archived(self) -> Said:
        if self.sources == 1:
            return say("archived") if self.archived else say("not archived")
        if self.archived == self.sources:
            return say("all archived")
        if not self.archived:
            return say("none archived")
        return say("{number} archived", number=self.archived)

    def _sentences(self) -> Said:
        if not self.sentences:
            return say("no sentence needs a citation")
        told = [
            say_many(
                "{cited} of {number} sentence cited",
                "{cited} of {number} sentences cited",
                self.sentences,
                cited=self.cited,
            ),
            say("{number} pinned", number=self.pinned),
        ]
        if self.wrong:
            told.append(say("{number} with a wrong quotation", number=self.wrong))
        return join(", ", told)


def tally(statements: Iterable[Statement], document: Document) -> Tally:
    """Count the sentences of an article by status, and the sources that they cite."""
    told = tuple(statements)
    by_status = Counter(statement.status for statement in told)
    keys = {key for statement in told for key in statement.keys}
    cited = [record for record in document.sources if record.key in keys]
    counted = cited or list(document.sources)
    exempt = by_status[Status.EXEMPT]
    return Tally(
        sources=len(counted),
        archived=sum(bool(record.snapshot) for record in counted),
        sentences=len(told) - exempt,
        cited=len(told) - exempt - by_status[Status.UNCITED],
        pinned=by_status[Status.PINNED],
        wrong=by_status[Status.WRONG],
        exempt=exempt,
        at_hand=bool(counted) and not cited,
    )
