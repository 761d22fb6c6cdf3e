"""From an article's texts to its statements."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from encyclopedia.core import citations
from encyclopedia.core.citations import Numbering, Span
from encyclopedia.core.document import Document
from encyclopedia.core.evidence.exemptions import OF_OTHERS, Exemptions
from encyclopedia.core.evidence.shelf import Shelf
from encyclopedia.core.evidence.statement import PinnedQuote, Statement, Status, Verdict
from encyclopedia.core.evidence.wording import Wording, wordings
from encyclopedia.core.markup import tree
from encyclopedia.core.reading import Place, Prose
from encyclopedia.core.remembering import along
from sources.core.passages import Pin

Cited: TypeAlias = tuple[tuple[str, ...], ...]


def statements(
    texts: tuple[Prose, ...], document: Document, snapshots: Mapping[str, str]
) -> tuple[Statement, ...]:
    """Trace every sentence of *texts*, parsed from *document*, in reading order.

    *snapshots* gives the archived text of each source that has one, by key.
    """
    shelf = Shelf(document.sources, snapshots)
    numbering = citations.number(texts, document.sources)
    return Tracing(texts, numbering, shelf, apart=document.disambiguation).statements()


def trace(texts: Iterable[Prose], numbering: Numbering, shelf: Shelf) -> tuple[Statement, ...]:
    """Trace the sentences of *texts* by the *shelf* of archived texts."""
    return Tracing(texts, numbering, shelf).statements()


class Tracing:
    """Which sources each sentence cites; its quotations are looked up when it is asked for.

    Of a page that tells articles *apart* no sentence needs a citation.
    """

    def __init__(
        self,
        texts: Iterable[Prose],
        numbering: Numbering,
        shelf: Shelf,
        *,
        apart: bool = False,
    ) -> None:
        """Cut *texts* into sentences, each with the marks on it."""
        self._apart = apart
        self._numbering = numbering
        self._shelf = shelf
        self._parts = [(p, _keys(p, tuple(map(shelf.key, _names(p))))) for p in texts]

    def statements(self, places: Container[Place] | None = None) -> tuple[Statement, ...]:
        """Trace every sentence, or those of *places* alone, in reading order."""
        pinner = _Pinner(self._numbering, self._shelf)
        return tuple(
            _statement(wording, tuple(pinner.read(wording.place, marks)), self._exemptions)
            for prose, _ in self._parts
            if places is None or prose.place in places
            for wording, marks in _marked(prose)
        )

    def outlines(self) -> Iterator[Statement]:
        """Yield every sentence with the sources that it cites, no quotation looked up."""
        for prose, cited in self._parts:
            if self._apart or prose.place.part in OF_OTHERS:
                yield from _outlined(prose, cited, self._exemptions)
            else:
                yield from _outlines(prose, cited)

    @cached_property
    def _exemptions(self) -> Exemptions:
        cited = [bool(keys) for _, of_part in self._parts for keys in of_part]
        own = wordings(prose for prose, _ in self._parts)
        return Exemptions(own, cited, apart=self._apart)


@dataclass(frozen=True, slots=True)
class _Support:
    """A source that a sentence cites, and the quotation, if one is given."""

    key: str
    pin: PinnedQuote | None


class _Marks:
    """The spans of one text by where they start, which is where they must be looked for."""

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]

    def on(self, wording: Wording) -> Iterator[tree.Mark]:
        """Yield the marks that support words of the sentence, in the order of their words.

        A claim may run on over sentences; it supports each one that it begins in or reaches.
        """
        begin = bisect_left(self._starts, wording.start)
        before = bisect_left(self._starts, self._starts[begin - 1]) if begin else 0
        reaching = self._spans[before:begin]
        inside = self._spans[begin : bisect_right(self._starts, wording.end - 1)]
        for span in (*reaching, *inside):
            if span.start < span.end and span.end > wording.start:
                yield span.mark


@along
def _marked(prose: Prose) -> tuple[tuple[Wording, tuple[tree.Mark, ...]], ...]:
    """Give the sentences of one text with the marks on each, or those of the last time."""
    marks = _Marks(citations.claims(prose))
    return tuple((wording, tuple(marks.on(wording))) for wording in wordings((prose,)))


@along
def _names(prose: Prose) -> tuple[str, ...]:
    """Give what the sentences of one text call sources, each once."""
    marks = (mark for _, marks in _marked(prose) for mark in marks)
    return tuple(dict.fromkeys(item.key for mark in marks for item in mark.items))


@along
def _keys(prose: Prose, known: tuple[str, ...]) -> Cited:
    """Give the keys that each sentence of one text cites; *known* are those of its names."""
    keys = dict(zip(_names(prose), known, strict=True))
    return tuple(
        tuple(dict.fromkeys(key for m in marks for item in m.items if (key := keys[item.key])))
        for _, marks in _marked(prose)
    )


@along
def _outlines(prose: Prose, cited: Cited) -> tuple[Statement, ...]:
    """Outline the sentences of a text that rest on no other."""
    own = Exemptions(wordings((prose,)), list(map(bool, cited)))
    return tuple(_outlined(prose, cited, own))


def _outlined(prose: Prose, cited: Cited, exemptions: Exemptions) -> Iterator[Statement]:
    for wording, keys in zip(wordings((prose,)), cited, strict=True):
        rule = "" if keys else exemptions.rule(wording)
        yield Statement(
            place=wording.place,
            start=wording.start,
            end=wording.end,
            text=wording.text,
            status=Status.CITED if keys else Status.EXEMPT if rule else Status.UNCITED,
            rule=rule,
            keys=keys,
        )


class _Pinner:
    """Reads marks as the support that they give."""

    def __init__(self, numbering: Numbering, shelf: Shelf) -> None:
        self._numbering = numbering
        self._shelf = shelf
        cited = (note.source.key for note in numbering.footnotes)
        self._archived = tuple(key for key in cited if key in shelf.texts)

    def read(self, place: Place, marks: Iterable[tree.Mark]) -> Iterator[_Support]:
        for mark in marks:
            for item in mark.items:
                if key := self._shelf.key(item.key):
                    yield _Support(key, self._pin(place, key, item) if item.quote else None)

    def _pin(self, place: Place, key: str, item: tree.Item) -> PinnedQuote:
        verdict, pin, found_in = self._found(key, item.quote)
        return PinnedQuote(
            key=key,
            quote=item.quote,
            locator=item.locator,
            verdict=verdict,
            start=pin.start if pin else 0,
            end=pin.end if pin else 0,
            found_in=found_in,
            ambiguous=pin.ambiguous if pin else False,
            changes=pin.changes if pin else (),
            anchor=self._numbering.uses[place, item.start].anchor,
            item_start=item.start,
            item_end=item.end,
        )

    def _found(self, key: str, quote: str) -> tuple[Verdict, Pin | None, str]:
        """Give the verdict on a quotation, its passage, and the key of the source that has it."""
        if key not in self._shelf.texts:
            return Verdict.UNARCHIVED, None, ""
        pin = self._shelf.verify(quote, key)
        verdict = Verdict(pin.verdict)
        if verdict.holds:
            return verdict, pin, key
        others = (other for other in self._archived if other != key)
        if found := self._shelf.where(quote, others):
            return Verdict.ELSEWHERE, found[1], found[0]
        return verdict, pin, ""


def _statement(
    wording: Wording, support: tuple[_Support, ...], exemptions: Exemptions
) -> Statement:
    pins = tuple(one.pin for one in support if one.pin)
    rule = "" if support else exemptions.rule(wording)
    return Statement(
        place=wording.place,
        start=wording.start,
        end=wording.end,
        text=wording.text,
        status=Status.EXEMPT if rule else _status(support, pins),
        rule=rule,
        pins=pins,
        keys=tuple(dict.fromkeys(one.key for one in support)),
    )


def _status(support: tuple[_Support, ...], pins: tuple[PinnedQuote, ...]) -> Status:
    if any(pin.verdict.is_wrong for pin in pins):
        return Status.WRONG
    if any(pin.verdict.holds for pin in pins):
        return Status.PINNED
    return Status.CITED if support else Status.UNCITED
