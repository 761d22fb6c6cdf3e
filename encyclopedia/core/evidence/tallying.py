"""An article's evidence summed up in a line."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from encyclopedia.core.document import Document
from encyclopedia.core.evidence.statement import Statement, Status


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
    def phrase(self) -> str:
        """The tally in words: "4 sources, all archived; 11 of 14 sentences cited, 9 pinned"."""
        return f"{self._sources()}; {self._sentences()}"

    def _sources(self) -> str:
        if not self.sources:
            return "no sources"
        at_hand = " at hand" if self.at_hand else ""
        if self.sources == 1:
            return f"1 source{at_hand}, {'archived' if self.archived else 'not archived'}"
        archived = {self.sources: "all", 0: "none"}.get(self.archived, str(self.archived))
        return f"{self.sources} sources{at_hand}, {archived} archived"

    def _sentences(self) -> str:
        if not self.sentences:
            return "no sentence needs a citation"
        noun = "sentence" if self.sentences == 1 else "sentences"
        wrong = f", {self.wrong} with a wrong quotation" if self.wrong else ""
        return f"{self.cited} of {self.sentences} {noun} cited, {self.pinned} pinned{wrong}"


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
