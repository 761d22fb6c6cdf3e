"""Sources as readers see them: the record, what may be read of the text, and who cites it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from encyclopedia import pages, permissions, presenting
from encyclopedia.core import titles
from encyclopedia.models import OF_PUBLICATIONS, PublishedCitation
from encyclopedia.pages.stretches import marked
from encyclopedia.views import lists, sheets
from encyclopedia.views.asking import for_this_reader
from sources import store as source_store
from sources.core import leaves, passages
from sources.core.leaves import Leaves
from sources.core.record import Access
from sources.models import Snapshot, Source

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from encyclopedia.permissions import Visitor

AROUND = 300
_STANDINGS = tuple((value, words) for value, words in Source.STANDINGS if value)


@require_safe
@for_this_reader
def index(request: HttpRequest) -> HttpResponse:
    """List the sources that public articles cite, or to the desk all.

    `q` asks for those that have its words, `standing` for primary, secondary or tertiary ones.
    """
    query = " ".join(request.GET.get("q", "").split())[:200]
    listed = Source.objects.filter(permissions.sources_listed_for(request.user))
    for word in query.split():
        listed = listed.filter(_has(word))
    standing = _standing(request)
    if standing:
        listed = listed.filter(standing=standing)
    asked = {"q": query, "standing": standing}
    kept = {name: value for name, value in asked.items() if value}
    sheet = sheets.by_number(request, listed.count(), asked=kept)
    links = map(_link, _on(sheet, listed, request.user))
    return HttpResponse(
        pages.index(
            pages.IndexPage(
                title=_("Sources"),
                letters=lists.under_letters((titles.letter(link.words), link) for link in links),
                total=sheet.total,
                query=query,
                search_url=reverse("sources"),
                is_of_sources=True,
                standings=_standings(standing),
                narrowed_to=str(dict(_STANDINGS).get(standing, "")),
                number=sheet.number,
                count=sheet.count,
                previous_url=sheet.previous_url,
                next_url=sheet.next_url,
                canonical=sheet.canonical,
                site=presenting.site(),
            )
        )
    )


def _on(sheet: sheets.Sheet, listed: QuerySet[Source], user: Visitor) -> QuerySet[Source]:
    """Give what stands on *sheet* of a list, and of it once more only what *user* may see."""
    may_see = Source.objects.filter(permissions.sources_visible_to(user), pk=OuterRef("pk"))
    return sheets.along(listed, sheet, "sort_key", "pk").filter(Exists(may_see))


def _has(word: str) -> Q:
    """Choose the sources that have *word* where a reader may know them by."""
    names = Q(title__icontains=word) | Q(key__icontains=word)
    return names | Q(publisher__icontains=word) | Q(container__icontains=word)


def _standing(request: HttpRequest) -> str:
    """Read which standing is asked for; what is none asks for all."""
    asked = request.GET.get("standing", "")
    return asked if asked in dict(_STANDINGS) else ""


def _standings(chosen: str) -> tuple[pages.Choice, ...]:
    return tuple(
        pages.Choice(value=value, words=str(words), is_chosen=value == chosen)
        for value, words in _STANDINGS
    )


def _link(source: Source) -> pages.PageLink:
    standing = str(source.get_standing_display()).lower() if source.standing else ""
    return pages.PageLink(
        words=source.title or source.key,
        url=reverse("source", args=[source.key]),
        note=", ".join(filter(None, (source.publisher or source.container, standing))),
        issued=source.issued,
    )


def _source(request: HttpRequest, key: str) -> Source:
    """Find the source that has *key*, or had it until it was merged with another."""
    visible = Source.objects.filter(permissions.sources_visible_to(request.user))
    visible = visible.select_related("snapshot").distinct()
    return visible.filter(key=key).first() or get_object_or_404(
        visible, pk=source_store.ids([key]).get(key)
    )


@require_safe
@for_this_reader
def source(request: HttpRequest, key: str) -> HttpResponse:
    """Show a source with its newest archived copy."""
    found = _source(request, key)
    if found.key != key:
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    return _page(request, found, found.snapshot)


@require_safe
@for_this_reader
def snapshot(request: HttpRequest, key: str, sha256: str) -> HttpResponse:
    """Show a source with one of its archived copies."""
    found = _source(request, key)
    if found.key != key:
        return HttpResponsePermanentRedirect(reverse("snapshot", args=[found.key, sha256]))
    return _page(request, found, get_object_or_404(Snapshot, source=found, sha256=sha256))


def _page(request: HttpRequest, found: Source, copy: Snapshot | None) -> HttpResponse:
    record = source_store.current(found)
    cited = PublishedCitation.objects.filter(source=found).select_related("publication")
    light = cited.defer(*OF_PUBLICATIONS)
    citations = list(light.order_by("publication__title_key", "id"))
    text = copy.text if copy else ""
    extracted = source_store.extracted(copy) if copy else None
    pinned = _pinned([citation.quote for citation in citations], text)
    whole = record.access is Access.PUBLIC or permissions.works_at_the_desk(request.user)
    has_excerpts = not whole and record.access is not Access.STAFF
    return HttpResponse(
        pages.source(
            pages.SourcePage(
                record=record,
                text=text if whole else "",
                removed=extracted.gaps if extracted and whole else (),
                left_out=extracted.left_out_in_words if extracted and extracted.removed else "",
                pinned=tuple((passage.start, passage.end) for passage in pinned),
                passages=_excerpts(text, pinned, leaves.read(extracted))
                if extracted and has_excerpts
                else (),
                captured_at=copy.captured_at if copy else None,
                sha256=copy.sha256 if copy else "",
                snapshot_url=reverse("snapshot", args=[found.key, copy.sha256]) if copy else "",
                extractor=copy.extractor if copy else "",
                copies=_copies(found),
                uses=_uses(citations, text),
                unreachable_since=found.unreachable_since,
                canonical=request.build_absolute_uri(found.get_absolute_url()),
                site=presenting.site(),
            )
        )
    )


def _copies(source: Source) -> tuple[pages.PageLink, ...]:
    """List the archived copies of *source*, the newest first, where there is more than one."""
    kept = source.snapshots.order_by("-captured_at", "sha256").values_list("sha256", "captured_at")
    found = tuple(
        pages.PageLink(words=sha256, url=reverse("snapshot", args=[source.key, sha256]), when=when)
        for sha256, when in kept
    )
    return found if len(found) > 1 else ()


def _pinned(quotes: Sequence[str], text: str) -> list[passages.Passage]:
    """Find what published articles quote of *text*, in the order of the text."""
    found = passages.find_all([quote for quote in dict.fromkeys(quotes) if quote], text)
    return sorted((passage for passage in found if passage), key=lambda passage: passage.start)


def _excerpts(
    text: str, pinned: Sequence[passages.Passage], on: Leaves
) -> tuple[pages.Passage, ...]:
    """Give each passage in its context; those whose contexts meet share one excerpt."""
    groups: list[list[passages.Passage]] = []
    for passage in pinned:
        if groups and passage.start <= groups[-1][-1].end + 2 * AROUND:
            groups[-1].append(passage)
        else:
            groups.append([passage])
    firsts = accumulate((len(group) for group in groups), initial=1)
    return tuple(
        _excerpt(text, group, first, on) for group, first in zip(groups, firsts, strict=False)
    )


def _excerpt(text: str, group: Sequence[passages.Passage], first: int, on: Leaves) -> pages.Passage:
    """Give one excerpt for *group*, the *first* passage of which has that number on the page."""
    span = replace(group[0], end=max(passage.end for passage in group))
    around = passages.excerpt(text, span, AROUND)
    places = [(each.start - span.start, each.end - span.start) for each in group]
    return pages.Passage(
        words=around.words,
        before=around.before,
        after=around.after,
        locator=on.place(span.start, span.end),
        stretches=marked(around.words, places, first=first),
    )


def _uses(citations: Iterable[PublishedCitation], text: str) -> tuple[pages.SourceUse, ...]:
    """List where the source is cited: what an article quotes of it once, however often it does."""
    told: dict[tuple[str, str], PublishedCitation] = {}
    for citation in citations:
        told.setdefault((citation.publication_id, citation.quote), citation)
    return tuple(_use(citation, text) for citation in told.values())


def _use(citation: PublishedCitation, text: str) -> pages.SourceUse:
    publication = citation.publication
    return pages.SourceUse(
        title=publication.title,
        url=f"{reverse('article', args=[publication.slug])}#{citation.anchor}",
        quote=citation.quote,
        locator=_caution(citation, text),
    )


def _caution(citation: PublishedCitation, text: str) -> str:
    if citation.anchor.startswith("ref-"):
        return _("at hand, not cited in the text yet")
    found = not (text and citation.quote) or passages.find(citation.quote, text)
    return "" if found else _("with words that do not stand in the archived copy")
