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

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import condition, require_safe

from encyclopedia import chronicling, languages, presenting, store
from encyclopedia.core import comparison
from encyclopedia.core.document import Document
from encyclopedia.core.writers import html
from encyclopedia.core.writers.html import plain_changes
from encyclopedia.crossing import for_any_site
from encyclopedia.models import OF_PUBLICATIONS, Article, Edit, PublishedCategory, Redirect
from encyclopedia.models.edit import EditQuerySet
from encyclopedia.pages import RevisionLine

OF_ONE: Final = 10
OF_ALL: Final = 50
LONGEST: Final = 60_000  # characters of HTML that a reader of feeds is sent for one revision
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIGHT: Final = (
    *("manifest", "article__lead", "article__hatnote", "article__categories"),
    "article__publication__page",
    "article__publication__brotli",
)


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
    found = (
        Article.objects.visible_to(chronicling.ANYBODY)
        .filter(slug=slug)
        .select_related("publication")
    )
    shown = found.defer(*OF_PUBLICATIONS).first()
    if shown is None:
        return _elsewhere(slug)
    public = (
        store.history(shown)
        .visible_to(chronicling.ANYBODY)
        .select_related("publication", "article")
    )
    edits = list(presenting.with_takings(public)[: OF_ONE + 1])
    title = shown.publication.title
    languages.speak(shown.publication.language)

    def write() -> _Feed:
        heading = _("Changes to “{title}”").format(title=title)
        feed = _feed(request, heading, shown.get_absolute_url(), shown.pk)
        read = cache(store.at)
        for edit, before in zip(edits[:OF_ONE], [*edits[1:], None], strict=False):
            line = presenting.revision_line(edit, before=before)
            _add(
                feed,
                request,
                line,
                edit,
                _("Revision {id}").format(id=edit.pk),
                _changes(edit, before, line, read),
            )
        return feed

    return _answer(request, edits, {shown.pk: title}, write)


@for_any_site
@require_safe
def recent(request: HttpRequest) -> HttpResponse:
    """Tell which articles changed: the newest public revisions of all."""
    edits = _newest_of(chronicling.newest(chronicling.public(), chronicling.Span(), OF_ALL))
    return _of_many(request, edits, _("Recent changes"), reverse("recent"), UUID(int=0))


@for_any_site
@require_safe
def category(request: HttpRequest, category: str) -> HttpResponse:
    """Tell which articles of a category changed: their newest public revisions."""
    members = PublishedCategory.objects.filter(slug=category).order_by("-changed_at")
    # Whatever changed last in a category changed in one of its articles that changed last.
    listed = list(members.values_list("publication__article_id", "name")[:OF_ALL])
    if not listed:
        raise Http404("no public article is in this category")
    edits = _newest_of(chronicling.public().filter(article__in=[id_ for id_, _ in listed]))
    page = reverse("category", args=[category])
    heading = _("Category “{name}”").format(name=listed[0][1])
    return _of_many(request, edits, heading, page, uuid5(UUID(int=0), page))


def _newest_of(edits: EditQuerySet) -> list[Edit]:
    related = edits.select_related("publication", "article__publication", "article__merger")
    newest = chronicling.newest_first(related.defer(*_LIGHT))
    return list(presenting.with_takings(newest)[:OF_ALL])


def _of_many(
    request: HttpRequest, edits: list[Edit], heading: str, page: str, id_: UUID
) -> HttpResponse:
    """Send the feed of *edits*, each named by the title of its article."""
    titles = {edit.article_id: chronicling.title(edit) for edit in edits}

    def write() -> _Feed:
        feed = _feed(request, heading, page, id_)
        for edit in edits:
            _add(feed, request, presenting.revision_line(edit), edit, titles[edit.article_id])
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
    what = json.dumps([told, sorted(titles.values()), site.name, site.origin, languages.now().tag])
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
        language=languages.now().tag,
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
        description=_clean(_paragraph(_in_short(line))),
        changes=_clean(told),
        author_name=_clean(line.editor or _("(name hidden)")),
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
        return _paragraph(capfirst(line.hidden[0]))
    if before is None:
        return _paragraph(html.summary(read(edit)))
    if not line.measured:
        return _paragraph(_("The text of the revision before this one is hidden."))
    told = plain_changes.write(
        languages.told(comparison.read(read(before), read(edit))), languages.words()
    )
    if len(told) > LONGEST:
        return _paragraph(_("This changed so much that it is shown on the page alone."))
    return told


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def _in_short(line: RevisionLine) -> str:
    said = ", ".join(line.kinds) or _("no change of words")
    told = _("Revision {id}: {said}").format(id=line.id, said=said)
    return "; ".join([told, *line.hidden])


def _clean(words: str) -> str:
    """Replace what XML cannot say."""
    return _NOT_XML.sub("\ufffd", words)
