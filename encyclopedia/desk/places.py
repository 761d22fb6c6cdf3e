"""Parts of an article by the names that editors know, and the addresses of their fields."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from encyclopedia.core.document import Document
from encyclopedia.core.reading import Place

_LINES = ("lead", "hatnote")
_ROWS = ("infobox", "section", "event")


def names(document: Document) -> dict[Place, str]:
    """Name each place of *document*: "Lead", "Infobox: Height", "Purpose", "Timeline: Storm"."""
    named = {Place("lead"): _("Lead"), Place("hatnote"): _("Hatnote")}
    named |= {
        Place("infobox", row.id): _("Infobox: {label}").format(label=row.label)
        for row in document.infobox
    }
    named |= {Place("section", section.id): section.heading for section in document.sections}
    return named | {
        Place("event", event.id): _("Timeline: {event}").format(event=event.title or event.date)
        for event in document.events
    }


def texts(document: Document) -> dict[Place, str]:
    """Give the text of each place of *document* as its editors wrote it."""
    return {
        Place("lead"): document.lead,
        Place("hatnote"): document.hatnote,
        **{Place("infobox", row.id): row.text for row in document.infobox},
        **{Place("section", section.id): section.text for section in document.sections},
        **{Place("event", event.id): event.text for event in document.events},
    }


def field_url(article_id: UUID, place: Place | None, start: int, end: int) -> str:
    """Give the address of the form that selects the words from *start* to *end* of *place*."""
    form = reverse("admin:encyclopedia_article_change", args=[article_id])
    if place is None:
        return form
    return f"{form}#{urlencode({'field': field(place), 'from': start, 'to': end}, safe=':')}"


def field(place: Place) -> str:
    """Name the field of *place* as the desk's script knows it: its part, a colon and its id."""
    return f"{place.part}:{place.id or ''}"


def place(name: str) -> Place | None:
    """Read what `field` wrote, or give None."""
    part, _, id_ = name.partition(":")
    if part in _LINES and not id_:
        return Place(part)
    try:
        return Place(part, UUID(id_)) if part in _ROWS else None
    except ValueError:
        return None


def cite_url(
    article_id: UUID,
    place: Place,
    start: int,
    end: int,
    *,
    replaced: int = -1,
    source: str = "",
) -> str:
    """Give the address where the sentence from *start* to *end* of *place* gets a citation.

    A citation that starts at *replaced* is to be mended; *source* is the key of one to open.
    """
    asked = {"part": place.part, "id": str(place.id or ""), "start": start, "end": end}
    if replaced >= 0:
        asked["replace"] = replaced
    if source:
        asked["source"] = source
    page = reverse("admin:encyclopedia_article_cite", args=[article_id])
    return f"{page}?{urlencode(asked)}"
