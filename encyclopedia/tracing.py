"""Statements of an article traced to the words of its archived sources, as pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import languages
from encyclopedia.core import authorship, evidence, reading
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import PinnedQuote, Statement
from encyclopedia.core.reading import Place
from encyclopedia.core.writers.html import Shown
from encyclopedia.pages import Passage, Weighed
from encyclopedia.pages.evidence import Group, Pin, Sentence, Words
from sources import store as source_store
from sources.core import passages
from sources.core.record import Access, SourceRecord, narrower

LABELS = {
    "pinned": gettext_lazy("Pinned"),
    "cited": gettext_lazy("Cited, not pinned"),
    "wrong": gettext_lazy("Quotation wrong"),
    "uncited": gettext_lazy("Not cited"),
    "exempt": gettext_lazy("Needs no citation"),
}
COUNTED = {
    "pinned": gettext_lazy("pinned"),
    "cited": gettext_lazy("cited, not pinned"),
    "wrong": gettext_lazy("quotation wrong"),
    "uncited": gettext_lazy("not cited"),
    "exempt": gettext_lazy("needing no citation"),
}
VERDICTS = {
    "exact": gettext_lazy("exact words"),
    "normalised": gettext_lazy("the same words but for case, spacing or typography"),
    "altered": gettext_lazy("words differ"),
    "elsewhere": gettext_lazy("stands in another source"),
    "absent": gettext_lazy("not found in this source"),
    "unarchived": gettext_lazy("not archived here, so not checked"),
}
HOLDING = frozenset({"exact", "normalised"})
EVERY = slice(0, None)
AROUND = 160  # characters of a source on either side of a passage
_FRAME = 120  # characters, about, of what stands around a sentence, or a passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """An article with its statements, and the clean texts of its archived sources by key."""

    document: Document
    statements: tuple[Statement, ...]
    snapshots: Mapping[str, str]

    @property
    def summary(self) -> str:
        """The tally in words, as a byline has it."""
        return languages.told(evidence.tally(self.statements, self.document).phrase)

    @property
    def wanting(self) -> int:
        """How many sentences want a source, or a right quotation."""
        counted = evidence.tally(self.statements, self.document)
        return counted.sentences - counted.cited + counted.wrong

    @property
    def sentences(self) -> int:
        """How many sentences are to have a source, whether or not they have one."""
        return evidence.tally(self.statements, self.document).sentences

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many sentences have each status, in words."""
        found = Counter(str(statement.status) for statement in self.statements)
        return tuple((str(COUNTED[status]), found[status]) for status in LABELS if found[status])


def snapshots(document: Document) -> dict[str, str]:
    """Give the clean text of each archived source of *document*, by key."""
    texts = source_store.texts(record.snapshot for record in document.sources)
    return {r.key: texts[r.snapshot] for r in document.sources if r.snapshot in texts}


def trace(document: Document) -> Traced:
    """Trace every statement of *document*, whose sources readers may read as far as today."""
    texts, archived = reading.texts(document), snapshots(document)
    return Traced(
        document=_as_readable_today(document, archived),
        statements=evidence.statements(texts, document, archived),
        snapshots=archived,
    )


def _as_readable_today(document: Document, archived: Collection[str]) -> Document:
    """Give *document* with the access of the *archived* sources where that is narrower now.

    A revision keeps the record of its day, which showed more of a source that is for staff since.
    """
    today = source_store.accesses(archived)
    sources = tuple(
        replace(record, access=narrower(record.access, today.get(record.key, record.access)))
        for record in document.sources
    )
    return replace(document, sources=sources)


def groups(
    traced: Traced, article_url: str, report_url: str = "", here: slice = EVERY
) -> tuple[Group, ...]:
    """Put the statements of an article, or those that stand *here*, under its headings.

    Where readers may report a sentence, `report_url` is the page on which they do.
    """
    named = headings(traced.document)
    shown = traced.statements[here]
    before = named[traced.statements[here.start - 1].place] if here.start else None
    by_place = groupby(shown, key=lambda statement: named[statement.place])
    return tuple(
        Group(
            heading=heading,
            sentences=tuple(
                _sentence(statement, traced, article_url, report_url) for statement in statements
            ),
            goes_on=at == 0 and heading == before,
        )
        for at, (heading, statements) in enumerate(by_place)
    )


def weighed(traced: Traced) -> tuple[Weighed, ...]:
    """Say how much a page shows of each statement, and under which heading."""
    named = headings(traced.document)
    return tuple(
        Weighed(
            heading=named[statement.place],
            weight=_FRAME
            + len(statement.text)
            + sum(_FRAME + len(pin.quote) + 2 * AROUND for pin in statement.pins),
        )
        for statement in traced.statements
    )


def passages_shown(traced: Traced) -> dict[tuple[str, str], Shown]:
    """Give what the page of an article shows of each quotation, by source and words."""
    records = {record.key: record for record in traced.document.sources}
    found = {}
    for pin in (pin for statement in traced.statements for pin in statement.pins):
        place = records.get(pin.found_in) or records.get(pin.key)
        own = place is not None and place.key == pin.key
        passage = _passage(pin, place, traced.snapshots) if own and pin.verdict.holds else None
        found[pin.key, pin.quote] = Shown(
            verdict=str(VERDICTS[str(pin.verdict)]),
            words=passage.words if passage else "",
            before=passage.before if passage else "",
            after=passage.after if passage else "",
        )
    return found


def locator(document: Document, place: Place, text: str) -> str:
    """Name the sentence *text* of *place* in addresses, as the page of its authors does."""
    if place.id is None:
        return authorship.locator(document.id, place.part, text)
    return authorship.locator(place.id, "text", text)


def headings(document: Document) -> dict[Place, str]:
    """Name each place as readers know it; the timeline goes with its section."""
    named = {Place("lead"): _("Lead"), Place("hatnote"): _("Hatnote")}
    named |= {Place("infobox", field.id): _("Infobox") for field in document.infobox}
    named |= {Place("section", section.id): section.heading for section in document.sections}
    events = next((s.heading for s in document.sections if s.kind == "key-events"), _("Key events"))
    return named | {Place("event", event.id): events for event in document.events}


def _sentence(statement: Statement, traced: Traced, article_url: str, report_url: str) -> Sentence:
    records = {record.key: record for record in traced.document.sources}
    pins = tuple(_pin(pin, records, traced.snapshots) for pin in statement.pins)
    quoted = {pin.key for pin in statement.pins}
    others = (records[key] for key in statement.keys if key in records and key not in quoted)
    anchor = next((pin.anchor for pin in statement.pins if pin.anchor), "")
    return Sentence(
        text=statement.text,
        name=row(statement.place, traced.document),
        status=str(statement.status),
        label=str(LABELS[str(statement.status)]),
        why=languages.told(statement.rule),
        url=f"{article_url}#{anchor}" if anchor else "",
        report_url=(
            f"{report_url}?sentence={locator(traced.document, statement.place, statement.text)}"
            if report_url
            else ""
        ),
        pins=pins,
        sources=tuple((_title(record), _url(record)) for record in others),
    )


def row(place: Place, document: Document) -> str:
    """Name the row of the infobox that *place* is the value of, or nothing."""
    rows = document.infobox if place.part == "infobox" else ()
    return next((field.label for field in rows if field.id == place.id), "")


def _pin(pin: PinnedQuote, records: Mapping[str, SourceRecord], texts: Mapping[str, str]) -> Pin:
    cited = records.get(pin.key)
    found = records.get(pin.found_in) or cited
    verdict = str(pin.verdict)
    return Pin(
        title=_title(cited) if cited else f"@{pin.key}",
        url=_url(cited) if cited else reverse("sources"),
        quote=pin.quote,
        locator=pin.locator,
        verdict=str(VERDICTS[verdict]),
        holds=verdict in HOLDING,
        note=_note(pin, found),
        passage=_passage(pin, found, texts),
        changes=_changes(pin, found),
    )


def _changes(pin: PinnedQuote, found: SourceRecord | None) -> tuple[Words, ...]:
    """Set the words of the source against the quotation, where readers may see them."""
    readable = found is not None and found.access is not Access.STAFF
    if not readable or str(pin.verdict) != "altered":
        return ()
    return tuple(Words(kind=str(change.kind), text=change.text) for change in pin.changes)


def _note(pin: PinnedQuote, found: SourceRecord | None) -> str:
    if str(pin.verdict) == "elsewhere" and found:
        return _("found in {title}").format(title=_title(found))
    return (
        _("these words stand there more than once; the first place is shown")
        if pin.ambiguous
        else ""
    )


def _passage(
    pin: PinnedQuote, found: SourceRecord | None, texts: Mapping[str, str]
) -> Passage | None:
    """Give the passage in its context, where readers may see that much of the source."""
    readable = found is not None and found.access is not Access.STAFF and found.key in texts
    if not readable or found is None or pin.end <= pin.start:
        return None
    exact = passages.Verdict.EXACT
    place = passages.Passage(start=pin.start, end=pin.end, verdict=exact, ambiguous=False)
    around = passages.excerpt(texts[found.key], place, around=AROUND)
    return Passage(words=around.words, before=around.before, after=around.after)


def _title(record: SourceRecord) -> str:
    return record.title or record.key


def _url(record: SourceRecord) -> str:
    return reverse("source", args=[record.key])


def web_annotations(traced: Traced, article_url: str) -> dict[str, object]:
    """Give the pins of an article as W3C Web Annotations, each quotation with its selectors.

    A source kept for staff is named without its words. See https://www.w3.org/TR/annotation-model/.
    """
    records = {record.key: record for record in traced.document.sources}
    items = [
        _annotation(statement, pin, records[pin.key], traced, article_url)
        for statement in traced.statements
        for pin in statement.pins
        if pin.key in records and pin.key in traced.snapshots
    ]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "items": [item for item in items if item],
    }


def _annotation(
    statement: Statement,
    pin: PinnedQuote,
    record: SourceRecord,
    traced: Traced,
    article_url: str,
) -> dict[str, object]:
    if record.access is Access.STAFF or str(pin.verdict) not in HOLDING:
        return {}
    text = traced.snapshots[pin.key]
    verified = passages.verify(pin.quote, text)
    return {
        "id": f"{article_url}#{pin.anchor}",
        "type": "Annotation",
        "motivation": "linking",
        "body": {"type": "TextualBody", "value": statement.text, "purpose": "describing"},
        "target": passages.selectors(verified, text, record.snapshot),
    }
