"""Atom feeds of what became public: revisions of one article with their changes, and of all.

They are the same bytes for everybody, so they tell what anybody may know, whoever asks.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID, uuid5

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.text import capfirst
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import condition, require_safe

from encyclopedia import presenting, store
from encyclopedia.core import comparison
from encyclopedia.core.document import Document
from encyclopedia.core.writers import html
from encyclopedia.core.writers.html import plain_changes
from encyclopedia.crossing import for_any_site
from encyclopedia.models import Article, Edit, Publication, Redirect
from encyclopedia.pages import RevisionLine

ANYBODY: Final = AnonymousUser()
OF_ONE: Final = 10
OF_ALL: Final = 50
LONGEST: Final = 60_000  # characters of HTML that a reader of feeds is sent for one revision
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIGHT: Final = ("manifest", "article__lead", "article__hatnote", "article__categories")


class _Feed(Atom1Feed):
    """Atom whose entries hold, beside their summary, what changed as HTML."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["changes"]:
            handler.addQuickElement("content", item["changes"], {"type": "html"})


@for_any_site
@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell how an article changed: its newest public revisions, each with its changes."""
    found = Article.objects.visible_to(ANYBODY).filter(slug=slug).select_related("publication")
    shown = found.defer("publication__page", "publication__brotli").first()
    if shown is None:
        return _elsewhere(slug)
    public = store.history(shown).visible_to(ANYBODY).select_related("publication", "article")
    edits = list(presenting.with_takings(public)[: OF_ONE + 1])
    title = shown.publication.title

    def write() -> _Feed:
        feed = _feed(request, f"Changes to “{title}”", shown.get_absolute_url(), shown.pk)
        read = cache(store.at)
        for edit, before in zip(edits[:OF_ONE], [*edits[1:], None], strict=False):
            line = presenting.revision_line(edit, before=before)
            _add(
                feed, request, line, edit, f"Revision {edit.pk}", _changes(edit, before, line, read)
            )
        return feed

    return _answer(request, edits, {shown.pk: title}, write)


@for_any_site
@require_safe
def recent(request: HttpRequest) -> HttpResponse:
    """Tell which articles changed: the newest public revisions of all."""
    public = Edit.objects.visible_to(ANYBODY).select_related("publication", "article")
    newest = public.defer(*_LIGHT).order_by("-publication__published_at", "-revision_id")
    edits = list(presenting.with_takings(newest)[:OF_ALL])
    titles = dict(
        Publication.objects.filter(article__in={edit.article_id for edit in edits})
        .order_by()
        .values_list("article_id", "title")
    )

    def write() -> _Feed:
        feed = _feed(request, "Recent changes", reverse("front"), UUID(int=0))
        for edit in edits:
            line = presenting.revision_line(edit)
            title = titles[edit.article_id]
            _add(feed, request, line, edit, title)
        return feed

    return _answer(request, edits, titles, write)


def _elsewhere(slug: str) -> HttpResponse:
    moved = Redirect.objects.filter(slug=slug, article__publication__isnull=False)
    name = moved.select_related("article").first()
    if name is None:
        raise Http404("no such article")
    return HttpResponsePermanentRedirect(reverse("article-feed", args=[name.article.slug]))


def _answer(
    request: HttpRequest,
    edits: list[Edit],
    titles: Mapping[UUID, str],
    write: Callable[[], _Feed],
) -> HttpResponse:
    """Send the feed of *edits* unless it is known; *write* makes it only where it is not."""
    told = [
        (edit.pk, edit.article.slug, edit.publication.published_at.isoformat(), edit.hidden)
        for edit in edits
    ]
    site = presenting.site(_origin(request))
    what = json.dumps([told, sorted(titles.values()), site.name, site.origin])
    etag = f'"{hashlib.sha256(what.encode()).hexdigest()[:32]}"'

    def send(request: HttpRequest) -> HttpResponse:
        body = write().writeString("utf-8")
        response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
        response["Last-Modified"] = http_date(_newest(edits).timestamp())
        return response

    # Hiding changes a feed and no date of it, so only the tag is asked whether it is known.
    response: HttpResponse = condition(etag_func=lambda *_: etag)(send)(request)
    patch_cache_control(response, no_cache=True, public=True)
    return response


def _newest(edits: Iterable[Edit]) -> datetime:
    moments = [edit.publication.published_at for edit in edits]
    return max(moments, default=datetime.fromtimestamp(0, UTC))


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _feed(request: HttpRequest, title: str, path: str, id_: UUID) -> _Feed:
    site = presenting.site(_origin(request))
    return _Feed(
        title=_clean(f"{title} – {site.name}"),
        link=f"{site.origin}{path}",
        description=None,
        author_name=site.name,
        feed_url=f"{site.origin}{request.path}",
        feed_guid=id_.urn,
    )


def _add(
    feed: _Feed,
    request: HttpRequest,
    line: RevisionLine,
    edit: Edit,
    name: str,
    told: str = "",
) -> None:
    site = presenting.site(_origin(request))
    published = edit.publication.published_at
    feed.add_item(
        title=_clean(f"{name}: {line.summary}" if line.summary else name),
        link=f"{site.origin}{line.changes_url or line.url}",
        description=_clean(f"<p>{escape(_in_short(line))}</p>"),
        changes=_clean(told),
        author_name=_clean(line.editor or "(name hidden)"),
        unique_id=uuid5(edit.article_id, str(edit.pk)).urn,
        pubdate=published,
        updateddate=published,
        categories=line.kinds,
    )


def _changes(
    edit: Edit, before: Edit | None, line: RevisionLine, read: Callable[[Edit], Document]
) -> str:
    """Write what *edit* changed since *before*, both *read* from the store, or why not."""
    if not line.is_readable:
        return f"<p>{escape(capfirst(line.hidden[0]))}</p>"
    if before is None:
        return f"<p>{escape(html.summary(read(edit)))}</p>"
    if not line.measured:
        return "<p>The text of the revision before this one is hidden.</p>"
    told = plain_changes.write(comparison.read(read(before), read(edit)))
    if len(told) > LONGEST:
        return "<p>This changed so much that it is shown on the page alone.</p>"
    return told


def _in_short(line: RevisionLine) -> str:
    said = ", ".join(line.kinds) or "no change of words"
    return "; ".join([f"Revision {line.id}: {said}", *line.hidden])


def _clean(words: str) -> str:
    """Replace what XML cannot say."""
    return _NOT_XML.sub("\ufffd", words)
