"""What a search finds, and what changed of late."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from ninja import Query, Router

from encyclopedia import chronicling, presenting, search
from encyclopedia.api import paging, shapes
from encyclopedia.api.articles import addresses
from encyclopedia.api.past import revision_of
from encyclopedia.api.problems import REFUSALS, Problem
from encyclopedia.core import search as words
from encyclopedia.core.search import Run
from encyclopedia.models import Edit
from encyclopedia.search import Hit, Narrowed

router = Router(tags=["Looking around"])
ANYBODY = AnonymousUser()
_LIGHT = (
    *("manifest", "article__lead", "article__hatnote", "article__categories"),
    *("article__publication__page", "article__publication__brotli"),
)


@router.get("/search", response={200: shapes.Hits, REFUSALS: Problem}, summary="Search")
def find(
    request: HttpRequest, response: HttpResponse, asked: Query[shapes.SearchQuestion]
) -> dict[str, Any]:
    """Search titles, text, infobox and sources of what readers have."""
    narrowed = Narrowed(kind=asked.kind, category=asked.category, wanting=asked.wanting)
    last = asked.offset + asked.limit
    found = search.find(words.read(asked.q), narrowed, asked.offset, last)
    more = ""
    if found.total > last <= 950:  # noqa: PLR2004 -- the largest offset that a question may have
        kept = asked.dict(exclude={"offset"}, exclude_defaults=True)
        query = paging.query({**kept, "offset": last})
        more = request.build_absolute_uri(f"{request.path}?{query}")
        response["Link"] = f'<{more}>; rel="next"'
    return {
        "query": asked.q,
        "meant": found.query.text if found.corrected else "",
        "total": found.total,
        "next": more,
        "items": [_hit(request, hit, words.snippet(hit.body, found.query)) for hit in found.hits],
    }


def _hit(request: HttpRequest, hit: Hit, snippet: tuple[Run, ...]) -> dict[str, Any]:
    return {
        "slug": hit.slug,
        "title": hit.title,
        "short_description": hit.description,
        "kind": hit.kind,
        "snippet": "".join(f"⟦{run.words}⟧" if run.found else run.words for run in snippet),
        **addresses(request, hit.slug),
    }


@router.get(
    "/recent", response={200: shapes.RecentChanges, REFUSALS: Problem}, summary="Recent changes"
)
def recent(
    request: HttpRequest, response: HttpResponse, asked: Query[shapes.RecentQuestion]
) -> dict[str, Any]:
    """List what became public, newest first: the same for everybody."""
    related = ("publication", "article__publication", "article__merger")
    public = Edit.objects.visible_to(ANYBODY).select_related(*related)
    found = public.defer(*_LIGHT).order_by("-publication__published_at", "-revision_id")
    after = paging.read(asked.cursor, str, int)
    if after is not None:
        found = found.filter(_before(str(after[0]), after[1]))
    if not asked.minor:
        found = found.filter(minor=False)
    edits = list(presenting.with_takings(found)[: asked.limit + 1])
    more = ""
    if len(edits) > asked.limit:
        last = edits[asked.limit - 1]
        more = paging.write(last.publication.published_at.isoformat(), last.pk)
    kept = asked.dict(exclude={"cursor"}, exclude_defaults=True)
    return {
        "items": [
            {
                **revision_of(request, edit.article.slug, presenting.revision_line(edit)),
                "slug": edit.article.slug,
                "title": chronicling.title(edit),
                "published_at": edit.publication.published_at,
            }
            for edit in edits[: asked.limit]
        ],
        "next": paging.lead_on(request, response, kept, more),
    }


def _before(moment: str, revision: object) -> Q:
    """Select what comes after this place of the list."""
    published = _moment(moment)
    if published is None:
        raise Http404("no such page: this cursor is none that a list gave")
    same = Q(publication__published_at=published, pk__lt=revision)
    return Q(publication__published_at__lt=published) | same


def _moment(written: str) -> datetime | None:
    """Read a moment of some zone as databases look for it, in UTC; None where it is none."""
    try:
        read = parse_datetime(written)
        return read.astimezone(UTC) if read is not None and read.tzinfo is not None else None
    except (ValueError, OverflowError):  # no such day, or one before the first in UTC
        return None
