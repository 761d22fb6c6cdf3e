"""An article made ready for the checks: whatever several rules need is computed once."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import chain, groupby
from operator import attrgetter

from encyclopedia.core import citations, evidence, markup, reading, values
from encyclopedia.core.checks.archived import Archived, archived
from encyclopedia.core.checks.finding import Finding, Level, fingerprint
from encyclopedia.core.checks.said import Said, said
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import Shelf, Statement, Status, Wording
from encyclopedia.core.markup import tree
from encyclopedia.core.reading import Place, Prose
from encyclopedia.core.remembering import along
from encyclopedia.core.values import Date
from sources.core.record import SourceRecord
from sources.core.text import Words

OWN_DATES = frozenset({"date", "dates", "start date", "end date"})
"""Labels of the fields that say when the subject of an article took place."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of an article; place None is the article as a whole."""

    place: Place | None = None
    start: int = 0
    end: int = 0


NOWHERE = Spot()
NOTHING = Said(wordings=())


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
        return evidence.wordings(self._own)

    @cached_property
    def worded(self) -> tuple[tuple[Wording, Words], ...]:
        """Every sentence with its words."""
        return tuple(worded for each in self._said for worded in each.worded)

    @cached_property
    def body(self) -> frozenset[str]:
        """The folded words of all that is not the infobox."""
        return _union(said(prose).distinct for prose in self._own if _is_of_body(prose))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of all that is not the infobox, in digits."""
        return _union(said(prose).numbers for prose in self._own if _is_of_body(prose))

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
        apart = self.document.disambiguation
        return evidence.Tracing(self.texts, self.numbering, self.shelf, apart=apart)

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
        parts = groupby(self.outlines, key=attrgetter("place"))
        return frozenset(
            place for place, found in parts if any(s.status is Status.UNCITED for s in found)
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that are names wherever they stand, for they are so inside a sentence."""
        return _union(each.names for each in self._said)

    @cached_property
    def identities(self) -> dict[str, str]:
        """A digest of each source, its record and its archived text, by key."""
        return {
            key: _identity(record, self._capture(record))
            for key, record in self.shelf.records.items()
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
        return tuple((prose.place, node) for prose in self._own for node in _nodes(prose))

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
    def _own(self) -> tuple[Prose, ...]:
        """The texts of the places that the case is of."""
        places = self.places
        return tuple(p for p in self.texts if places is None or p.place in places)

    @cached_property
    def _said(self) -> tuple[Said, ...]:
        return tuple(map(said, self._own))

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

    def said_at(self, place: Place) -> Said:
        """Give what one part tells by itself."""
        return self._said_at.get(place, NOTHING)

    def wordings_at(self, place: Place) -> Sequence[Wording]:
        """Give the sentences of one part."""
        return self.said_at(place).wordings

    @cached_property
    def _said_at(self) -> dict[Place, Said]:
        return {prose.place: each for prose, each in zip(self._own, self._said, strict=True)}

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


@lru_cache(maxsize=1024)
def _identity(record: SourceRecord, capture: str) -> str:
    """Give a digest of a source and its archived text, or the one of the last time."""
    return digest(record, capture)


def _union(found: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset(chain.from_iterable(found))


def _is_of_body(prose: Prose) -> bool:
    return prose.place.part != "infobox"


@along
def _nodes(prose: Prose) -> tuple[tree.WikiLink | tree.Unclosed | tree.Picture, ...]:
    """Give the links, pictures and unclosed marks of one text."""
    kinds = tree.WikiLink | tree.Unclosed | tree.Picture
    return tuple(node for node in markup.walk(prose.blocks) if isinstance(node, kinds))


def digest(*values: object) -> str:
    """Give a short digest of the `repr` of *values*."""
    return blake2b(repr(values).encode(), digest_size=8).hexdigest()


def whole(statement: Statement) -> Spot:
    """Give the place of a whole sentence."""
    return Spot(statement.place, statement.start, statement.end)


def within(wording: Wording, first: int, last: int) -> Spot:
    """Give the place of a range of a sentence's words."""
    return Spot(wording.place, *wording.at(first, last))
