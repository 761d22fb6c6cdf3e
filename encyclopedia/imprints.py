"""What an article does not know of itself: address, dates, type, picture, what others are about."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from encyclopedia import cards
from encyclopedia.core import mentions, reading
from encyclopedia.core.document import Document
from encyclopedia.core.writers.jsonld import Imprint
from encyclopedia.models import Edit, Kind, Publication
from encyclopedia.pages import Site


def of_publication(
    publication: Publication,
    document: Document,
    *,
    editors: tuple[str, ...],
    links: Mapping[str, str],
    site: Site,
) -> Imprint:
    """Give the imprint of *document* as readers have it now: who wrote it, what it links to."""
    url = reverse("article", args=[publication.slug])
    return Imprint(
        type=type_of(document.kind),
        origin=site.origin,
        url=url,
        site=site.name,
        published=publication.first_published_at.isoformat(timespec="seconds"),
        changed=publication.edit.saved_at.isoformat(timespec="seconds"),
        revision=publication.edit_id,
        editors=editors,
        licence=settings.LICENCE_URL,
        picture=card_address(publication.slug, cards.of(document, site.name)),
        links=links,
        breadcrumbs=(
            (site.name, reverse("front")),
            (_("Articles"), reverse("index")),
            (document.title, url),
        ),
    )


def of_revision(edit: Edit, document: Document, *, links: Mapping[str, str], site: Site) -> Imprint:
    """Give the imprint of *document* as it was at *edit*, which stays at its own address."""
    return Imprint(
        type=type_of(document.kind),
        origin=site.origin,
        url=edit.get_absolute_url(),
        site=site.name,
        changed=edit.saved_at.isoformat(timespec="seconds"),
        revision=edit.pk,
        editors=() if edit.hides("editor") else (edit.editor_name,),
        licence=settings.LICENCE_URL,
        links=links,
    )


def descriptions(document: Document) -> dict[str, str]:
    """Say what the public articles are about that *document* tells apart, by folded title."""
    if not document.disambiguation:
        return {}
    texts = reading.texts(document)
    return Publication.objects.descriptions(mentions.title_keys(document, texts))


def type_of(kind: str) -> str:
    """Give what schema.org calls articles of *kind*, as its row says today."""
    found = Kind.objects.filter(name=kind).values_list("schema_type", flat=True) if kind else []
    return next(iter(found), "") or "Thing"


def card_address(slug: str, card: cards.Card) -> str:
    """Give the path of the picture for shared links."""
    return f"/articles/{quote(slug)}/card-{card.name}.png"
