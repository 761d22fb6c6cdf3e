"""An article made ready for the checks: whatever several rules need is computed once."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b

from encyclopedia.core import citations, evidence, markup, reading, values
from encyclopedia.core.checks import lexicon
from encyclopedia.core.checks.archived import Archived, archived, number
from encyclopedia.core.checks.finding import Finding, Level, fingerprint
from encyclopedia.core.checks.names import inner
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import Shelf, Statement, Status, Wording
from encyclopedia.core.markup import tree
from encyclopedia.core.reading import Place, Prose
from encyclopedia.core.values import Date
from sources.core.record import SourceRecord
from sources.core.text import Words, words

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
    """A document with its parsed texts, its statements and the archived texts of its sources.

    `captures` name archived texts, by key, where they have a name that tells them apart, and
    `parsed` are the texts of the article where they are parsed already. A case of some `places`
    alone, see `only`, has their sentences and nodes; all else is that of its `article`.
    """

    document: Document
    snapshots: Mapping[str, str]
    captures: Mapping[str, str] = dataclasses.field(default_factory=dict)
    parsed: tuple[Prose, ...] = ()
    places: frozenset[Place] | None = None
    article: "Case | None" = None

    def only(self, places: frozenset[Place]) -> "Case":
        """Give the case of some places of the article alone."""
        return replace(self, places=places, article=self.whole)

    @property
    def whole(self) -> "Case":
        """The case of the whole article."""
        return self.article or self

    @cached_property
    def texts(self) -> tuple[Prose, ...]:
        """All texts, parsed, in reading order."""
        return self.article.texts if self.article else self.parsed or reading.texts(self.document)

    @cached_property
    def numbering(self) -> citations.Numbering:
        """The citations as they are numbered."""
        if self.article:
            return self.article.numbering
        return citations.number(self.texts, self.document.sources)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Every sentence with its characters' places."""
        if self.article and self.places is not None:
            return tuple(each for each in self.article.wordings if each.place in self.places)
        return evidence.wordings(self.texts)

    @cached_property
    def worded(self) -> tuple[tuple[Wording, Words], ...]:
        """Every sentence with its words."""
        return tuple((wording, words(wording.words)) for wording in self.wordings)

    @cached_property
    def body(self) -> frozenset[str]:
        """The folded words of all that is not the infobox."""
        body = (wording for wording in self.wordings if wording.place.part != "infobox")
        return frozenset(word for wording in body for word in words(wording.text).folded)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of all that is not the infobox, in digits."""
        return frozenset(filter(None, map(number, self.body)))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every sentence with what it rests on, one for each of `wordings`."""
        return self._tracing.statements(self.places)

    @cached_property
    def outlines(self) -> tuple[Statement, ...]:
        """Every sentence of the article with the sources that it cites, no quotation looked up."""
        return tuple(self._tracing.outlines())

    @cached_property
    def _tracing(self) -> evidence.Tracing:
        if self.article:
            return self.article._tracing  # noqa: SLF001 -- another case of the same article
        return evidence.Tracing(self.texts, self.wordings, self.numbering, self.shelf)

    @cached_property
    def shelf(self) -> Shelf:
        """The sources and their archived texts."""
        if self.article:
            return self.article.shelf
        return Shelf(self.document.sources, self.snapshots)

    @cached_property
    def archived(self) -> Mapping[str, Archived]:
        """What each archived text says, by the key of its source."""
        return _Archive(self.shelf)

    @cached_property
    def cited(self) -> tuple[SourceRecord, ...]:
        """The sources that the article cites, in reading order."""
        return tuple(note.source for note in self.numbering.footnotes)

    @cached_property
    def quoting(self) -> frozenset[Place]:
        """The parts that pin a quotation."""
        return frozenset(use.place for use in self.numbering.uses.values() if use.item.quote)

    @cached_property
    def uncited(self) -> frozenset[Place]:
        """The parts with a sentence that cites nothing and is not exempt."""
        return frozenset(each.place for each in self.outlines if each.status is Status.UNCITED)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that are names wherever they stand, for they are so inside a sentence."""
        found = {name for wording in self.wordings for name in inner(wording.words)}
        parts = frozenset(part for name in found for part in words(name).folded)
        return parts - lexicon.FUNCTION - lexicon.RANKS

    @cached_property
    def identities(self) -> dict[str, str]:
        """A digest of each source, its record and its archived text, by key."""
        return {
            key: digest(record, self._capture(record)) for key, record in self.shelf.records.items()
        }

    @cached_property
    def everything(self) -> str:
        """A digest of all archived sources at hand."""
        return digest([self.identities[key] for key in self.shelf.texts])

    def _capture(self, record: SourceRecord) -> str:
        """Name the archived text of a source, by itself where it has no other name."""
        if record.key not in self.shelf.texts:
            return ""
        return self.captures.get(record.key) or self.shelf.texts[record.key]

    @cached_property
    def at_hand(self) -> tuple[str, ...]:
        """The archived sources that the article cites or, where it cites none, has at hand.

        They are sorted, so that moving a citation changes nothing.
        """
        records = self.cited or self.document.sources
        return tuple(sorted(record.key for record in records if record.key in self.shelf.texts))

    @cached_property
    def nodes(self) -> tuple[tuple[Place, tree.WikiLink | tree.Unclosed | tree.Picture], ...]:
        """The links, pictures and unclosed marks of the texts."""
        return tuple(
            (prose.place, node)
            for prose in self.texts
            if self.places is None or prose.place in self.places
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
        for wording in self.wordings_at(place):
            if wording.start <= position < wording.end:
                return wording.text
        return ""

    def wordings_at(self, place: Place) -> Sequence[Wording]:
        """Give the sentences of one part."""
        return self._wordings_at.get(place, ())

    @cached_property
    def _wordings_at(self) -> dict[Place, list[Wording]]:
        found: dict[Place, list[Wording]] = {}
        for wording in self.wordings:
            found.setdefault(wording.place, []).append(wording)
        return found

    def finding(
        self, rule: str, level: Level, spot: Spot, message: str, mend: str, about: str = ""
    ) -> Finding:
        """Report what *rule*, the name of its module, found at *spot*.

        *about* is what the finding is about besides the words there: the same words with another
        *about* are another finding.
        """
        name = rule.rpartition(".")[2]
        part = spot.place.part if spot.place else "article"
        there = self._sources[spot.place][spot.start : spot.end] if spot.place else about.strip()
        return Finding(
            rule=name,
            level=level,
            place=spot.place,
            start=spot.start,
            end=spot.end,
            words=there,
            message=message,
            mend=mend,
            fingerprint=fingerprint(name, part, there, about),
            about=about,
        )


class _Archive(Mapping[str, Archived]):
    """What the texts of a shelf say, each of which is made ready when asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def __getitem__(self, key: str) -> Archived:
        return archived(self._shelf.prepared(key))

    def __contains__(self, key: object) -> bool:
        return key in self._shelf.texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._shelf.texts)

    def __len__(self) -> int:
        return len(self._shelf.texts)


def digest(*values: object) -> str:
    """Give a short digest of the `repr` of *values*."""
    return blake2b(repr(values).encode(), digest_size=8).hexdigest()


def whole(statement: Statement) -> Spot:
    """Give the place of a whole sentence."""
    return Spot(statement.place, statement.start, statement.end)


def within(wording: Wording, first: int, last: int) -> Spot:
    """Give the place of a range of a sentence's words."""
    return Spot(wording.place, *wording.at(first, last))
