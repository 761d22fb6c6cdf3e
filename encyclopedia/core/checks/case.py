"""An article made ready for the checks: whatever several rules need is computed once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from encyclopedia.core import citations, evidence, markup, reading, values
from encyclopedia.core.checks.archived import Archived, archived
from encyclopedia.core.checks.finding import Finding, Level, fingerprint
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import Shelf, Statement, Wording
from encyclopedia.core.markup import tree
from encyclopedia.core.reading import Place, Prose
from encyclopedia.core.values import Date
from sources.core.record import SourceRecord

OWN_DATES = frozenset({"date", "dates", "start date", "end date"})
"""Labels of the fields that say when the subject of an article took place."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of an article; place None is the article as a whole."""

    place: Place | None = None
    start: int = 0
    end: int = 0


NOWHERE = Spot()


@dataclass(frozen=True, kw_only=True)
class Case:
    """A document with its parsed texts, its statements and the archived texts of its sources."""

    document: Document
    snapshots: Mapping[str, str]

    @cached_property
    def texts(self) -> tuple[Prose, ...]:
        """All texts, parsed, in reading order."""
        return reading.texts(self.document)

    @cached_property
    def numbering(self) -> citations.Numbering:
        """The citations as they are numbered."""
        return citations.number(self.texts, self.document.sources)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Every sentence with its characters' places."""
        return evidence.wordings(self.texts)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every sentence with what it rests on, one for each of `wordings`."""
        return evidence.trace(self.texts, self.wordings, self.numbering, self.shelf)

    @cached_property
    def shelf(self) -> Shelf:
        """The sources and their archived texts."""
        return Shelf(self.document.sources, self.snapshots)

    @cached_property
    def archived(self) -> dict[str, Archived]:
        """What each archived text says, by the key of its source."""
        return {key: archived(self.shelf.prepared(key)) for key in self.shelf.texts}

    @cached_property
    def cited(self) -> tuple[SourceRecord, ...]:
        """The sources that the article cites, in reading order."""
        return tuple(note.source for note in self.numbering.footnotes)

    @cached_property
    def at_hand(self) -> tuple[str, ...]:
        """The archived sources that the article cites or, where it cites none, has at hand."""
        records = self.cited or self.document.sources
        return tuple(record.key for record in records if record.key in self.shelf.texts)

    @cached_property
    def nodes(self) -> tuple[tuple[Place, tree.WikiLink | tree.Unclosed | tree.Picture], ...]:
        """The links, pictures and unclosed marks of the texts."""
        return tuple(
            (prose.place, node)
            for prose in self.texts
            for node in markup.walk(prose.blocks)
            if isinstance(node, tree.WikiLink | tree.Unclosed | tree.Picture)
        )

    @cached_property
    def date(self) -> Date | None:
        """When the article's subject took place, if its infobox says so."""
        for field in self.document.infobox:
            if " ".join(field.label.split()).casefold() in OWN_DATES:
                value = values.date(field.text, self.document.language)
                if value is not None:
                    return value
        return None

    @cached_property
    def _sources(self) -> dict[Place, str]:
        return {prose.place: prose.source for prose in self.texts}

    def sentences(self) -> Iterator[tuple[Wording, Statement]]:
        """Yield each sentence with its statement."""
        return zip(self.wordings, self.statements, strict=True)

    def sentence_at(self, place: Place, position: int) -> str:
        """Give the words of the sentence at a position, or nothing."""
        for wording in self.wordings:
            if wording.place == place and wording.start <= position < wording.end:
                return wording.text
        return ""

    def finding(
        self, rule: str, level: Level, spot: Spot, message: str, mend: str, about: str = ""
    ) -> Finding:
        """Report what *rule*, the name of its module, found at *spot*.

        *about* is what the finding is about besides the words there: the same words with another
        *about* are another finding.
        """
        name = rule.rpartition(".")[2]
        part = spot.place.part if spot.place else "article"
        words = self._sources[spot.place][spot.start : spot.end] if spot.place else about.strip()
        return Finding(
            rule=name,
            level=level,
            place=spot.place,
            start=spot.start,
            end=spot.end,
            words=words,
            message=message,
            mend=mend,
            fingerprint=fingerprint(name, part, words, about),
        )


def whole(statement: Statement) -> Spot:
    """Give the place of a whole sentence."""
    return Spot(statement.place, statement.start, statement.end)


def within(wording: Wording, first: int, last: int) -> Spot:
    """Give the place of a range of a sentence's words."""
    return Spot(wording.place, *wording.at(first, last))
