"""The life of a sentence, as its page and JSON give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import attributing, store
from encyclopedia.core import authorship
from encyclopedia.core.authorship import Kind, Life, Moment, Spot
from encyclopedia.core.document import Document
from encyclopedia.models.edit import EditQuerySet
from encyclopedia.pages import RevisionLine
from encyclopedia.pages.authorship import Event
from encyclopedia.pages.evidence import Words

_LANES: Final = {
    "infoboxfield": gettext_lazy("the infobox"),
    "keyevent": gettext_lazy("the timeline"),
    "seealso": gettext_lazy("See also"),
    "illustration": gettext_lazy("the pictures"),
}
_FIELDS: Final = {
    "title": gettext_lazy("the title"),
    "short_description": gettext_lazy("the description"),
    "hatnote": gettext_lazy("the hatnote"),
    "lead": gettext_lazy("the lead"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Biography:
    """The life of a sentence in *document*, and the revisions that are told of."""

    life: Life
    document: Document
    revisions: Mapping[int, RevisionLine]

    @property
    def stands(self) -> bool:
        """Tell whether the sentence is in the article still."""
        return self.life.moments[0].kind is not Kind.REMOVED


def trace(locator: str, edits: EditQuerySet, document: Document) -> Biography:
    """Tell the life of the sentence that *locator* names, by *edits* alone.

    Raises UnknownSentenceError where none of them has it. *document* is the article as the reader
    has it now.
    """
    id_, field, _ = locator.split("-")
    life = authorship.live(UUID(id_), field, locator, store.past(edits))
    told = {moment.revision for moment in life.moments}
    told |= {moment.since for moment in life.moments if moment.since}
    return Biography(life=life, document=document, revisions=attributing.lines(edits, told))


def events(
    biography: Biography,
    now: datetime,
    reviews: Mapping[int, Sequence[str]] = MappingProxyType({}),
) -> tuple[Event, ...]:
    """Say in words what happened to a sentence, the newest first.

    *reviews* has what reviewers said of a revision, a sentence each, for those who may read that.
    """
    return tuple(
        Event(
            what=str(moment.kind),
            label=_label(moment, biography),
            revision=biography.revisions[moment.revision],
            age=attributing.age(biography.revisions[moment.revision].date, now),
            text=moment.text,
            runs=tuple(Words(kind=str(run.kind), text=run.text) for run in _changed(moment)),
            notes=(*_notes(moment, biography.document), *reviews.get(moment.revision, ())),
        )
        for moment in biography.life.moments
    )


def where(spot: Spot, document: Document) -> str:
    """Name the part of *document* in which *spot* is, as a reader would."""
    if spot.model == "article":
        return str(_FIELDS.get(spot.field, _("the article")))
    if spot.model == "section":
        headings = {section.id: section.heading for section in document.sections}
        heading = headings.get(spot.id, "")
        return _("“{heading}”").format(heading=heading) if heading else _("a section that is gone")
    return str(_LANES[spot.model])


def as_dict(biography: Biography) -> dict[str, Any]:
    """Give all of it as dicts, lists, strings and numbers, ready for JSON."""
    return {
        "text": biography.life.text,
        "stands": biography.stands,
        "complete": biography.life.complete,
        "moments": [
            {
                "kind": str(moment.kind),
                "revision": attributing.revision(biography.revisions[moment.revision]),
                "where": where(moment.spot, biography.document),
                "text": moment.text,
                "runs": [{"kind": str(run.kind), "text": run.text} for run in _changed(moment)],
                "came_from": (
                    where(moment.came_from, biography.document) if moment.came_from else ""
                ),
                "removed_in": moment.since,
                "gained": [_citing(each) for each in moment.gained],
                "lost": [_citing(each) for each in moment.lost],
            }
            for moment in biography.life.moments
        ],
    }


def _changed(moment: Moment) -> tuple[Any, ...]:
    return moment.runs if any(run.kind != "same" for run in moment.runs) else ()


def _label(moment: Moment, biography: Biography) -> str:
    here = where(moment.spot, biography.document)
    there = where(moment.came_from, biography.document) if moment.came_from else ""
    moved = (
        _("Moved here from {place} and reworded")
        if _changed(moment)
        else _("Moved here from {place}, unchanged")
    )
    words = {
        Kind.INTRODUCED: _("Introduced in {place}").format(place=here),
        Kind.REMOVED: _("Removed from {place}").format(place=here),
        Kind.RETURNED: _("Came back; revision {id} had removed it").format(id=moment.since),
        Kind.MOVED: moved.format(place=there),
        Kind.CHANGED: _change(moment),
    }
    return words[moment.kind]


def _change(moment: Moment) -> str:
    if _changed(moment):
        return _("Reworded")
    if moment.gained or moment.lost:
        return _("Sources changed")
    return _("The same words with other marks, links or notes")


def _notes(moment: Moment, document: Document) -> list[str]:
    """Say which citations came and went; one that only changed its place or words says so."""
    gained = {key for key, _, _ in moment.gained}
    lost = {key for key, _, _ in moment.lost}
    ways = (
        (_("Cites: {source}"), gained - lost),
        (_("Cites otherwise: {source}, with another place or quotation"), gained & lost),
        (_("Cites no more: {source}"), lost - gained),
    )
    return [
        words.format(source=attributing.source_link(document, key).words)
        for words, keys in ways
        for key in sorted(keys)
    ]


def _citing(cited: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("key", "locator", "quote"), cited, strict=True))
