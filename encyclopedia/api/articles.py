"""Articles: listed, read, begun, changed, and given to reviewers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Status
from ninja.errors import HttpError

from encyclopedia import permissions, reviewing, store
from encyclopedia.api import paging, shapes
from encyclopedia.api.auth import Bearer
from encyclopedia.api.problems import REFUSALS, Problem
from encyclopedia.core.document import Document
from encyclopedia.core.readers import json as json_reader
from encyclopedia.core.readers import markdown
from encyclopedia.core.readers.markdown import MarkdownError
from encyclopedia.models import Article, Edit, Publication
from encyclopedia.views import finding

router = Router(tags=["Articles"])
_FIELDS = ("slug", "title", "short_description", "language", "first_published_at", "published_at")


@router.get("", response={200: shapes.Articles, REFUSALS: Problem}, summary="List articles")
def articles(
    request: HttpRequest, response: HttpResponse, asked: Query[shapes.ArticleQuestion]
) -> dict[str, Any]:
    """List what readers have, by title."""
    found = Publication.objects.order_by("title_key")
    after = paging.read(asked.cursor, str)
    if after is not None:
        found = found.filter(title_key__gt=after[0])
    if asked.kind:
        found = found.filter(search_entry__kind=asked.kind)
    if asked.category:
        found = found.filter(categories__slug=asked.category)
    if asked.language:
        found = found.filter(language=asked.language)
    if asked.changed_since:
        found = found.filter(published_at__date__gte=asked.changed_since)
    rows = list(found.values(*_FIELDS, "edit_id", "title_key")[: asked.limit + 1])
    more = paging.write(rows[asked.limit - 1]["title_key"]) if len(rows) > asked.limit else ""
    return {
        "items": [_line(request, row) for row in rows[: asked.limit]],
        "next": paging.lead_on(request, response, _asked(asked), more),
    }


def _asked(question: Any) -> dict[str, Any]:  # noqa: ANN401 -- any question of `shapes`
    told: dict[str, Any] = question.dict(exclude={"cursor"}, exclude_defaults=True)
    return told


def _line(request: HttpRequest, row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in _FIELDS},
        "revision": row["edit_id"],
        **addresses(request, row["slug"]),
    }


def addresses(request: HttpRequest, slug: str) -> dict[str, str]:
    """Give where people and where programs find the article at *slug*."""
    return {
        "url": request.build_absolute_uri(reverse("article", args=[slug])),
        "api_url": request.build_absolute_uri(f"/api/v1/articles/{slug}"),
    }


@router.get("/{slug}", response={200: shapes.Article, REFUSALS: Problem}, summary="Read an article")
def article(request: HttpRequest, slug: shapes.Text, *, draft: bool = False) -> dict[str, Any]:
    """Give what readers have or, with `draft` and a token that may read the desk, the newest."""
    found = finding.article(request, slug)
    at_desk = permissions.works_at_the_desk(request.user)
    if draft and not at_desk:
        raise PermissionDenied("Drafts are read with a token that has the scope “read”.")
    edits = finding.whole(finding.edits(request, found))
    head = edits.first() if at_desk else None
    public = finding.current(found)
    edit = head if draft else edits.filter(pk=public).first()
    if edit is None:
        raise Http404("no article that readers have here")
    finding.refuse_hidden(request, edit)
    return shown(request, found, edit, head)


def shown(
    request: HttpRequest, article: Article, edit: Edit, head: Edit | None = None
) -> dict[str, Any]:
    """Give *article* at *edit*, of which *head* is the newest revision, for those who may know."""
    document = store.at(edit)
    return {
        "slug": article.slug,
        "title": document.title,
        "url": addresses(request, article.slug)["url"],
        "revision": edit.pk,
        "public_revision": finding.current(article) or None,
        "head": head.pk if head else None,
        "saved_at": edit.saved_at,
        "content_hash": edit.content_hash,
        "document": document,
    }


@router.post(
    "",
    response={201: shapes.Saved, REFUSALS: Problem},
    auth=Bearer("write", permissions.may_begin),
    summary="Begin an article",
)
def begin(
    request: HttpRequest, response: HttpResponse, new: shapes.NewArticle
) -> Status[dict[str, Any]]:
    """Save a new article as a draft."""
    reason = _reason(request, new)
    saved = store.create(_document(new), reason=reason)
    told = _saved(request, saved)
    response["Location"] = told["api_url"]
    return Status(201, told)


@router.put(
    "/{slug}",
    response={200: shapes.Saved, REFUSALS: Problem},
    auth=Bearer("write", permissions.may_write),
    summary="Change an article",
)
def change(request: HttpRequest, slug: shapes.Text, new: shapes.Change) -> dict[str, Any]:
    """Save a revision. What others saved since `base` is merged; words that collide are a 409."""
    found = finding.article(request, slug)
    if refusal := permissions.refusal(request.user, found):
        raise PermissionDenied(refusal)
    reason = _reason(request, new)
    document = _document(new)
    if document.id != found.pk:
        raise HttpError(422, f"The id of the document must be that of this article, {found.pk}.")
    return _saved(request, store.save(found, document, base=new.base, reason=reason))


@router.post(
    "/{slug}/review",
    response={201: shapes.InReview, REFUSALS: Problem},
    auth=Bearer("review", permissions.may_write),
    summary="Ask for a review",
)
def ask_for_review(
    request: HttpRequest, slug: shapes.Text, asked: shapes.ReviewAsked
) -> Status[dict[str, Any]]:
    """Give the newest revision to the reviewers."""
    found = finding.article(request, slug)
    if refusal := permissions.refusal(request.user, found):
        raise PermissionDenied(refusal)
    edit = store.head(found)
    if edit.pk != asked.revision:
        raise HttpError(409, f"Revision {edit.pk} is the newest: look at it before you go on.")
    user: Any = request.user
    review = reviewing.ask(edit, by=user, note=asked.note)
    return Status(201, {"slug": found.slug, "revision": edit.pk, "asked_at": review.at})


def _document(new: shapes.NewArticle) -> Document:
    if (new.document is None) == (new.markdown is None):
        raise HttpError(422, "Send the article as “document” or as “markdown”, one of the two.")
    if new.document is not None:
        return json_reader.from_data(new.document)
    try:
        return markdown.read(new.markdown or "")
    except MarkdownError as error:
        raise HttpError(422, f"markdown: {error}") from error


def _reason(request: HttpRequest, new: shapes.Summed) -> store.Reason:
    summary = " ".join(new.summary.split())
    if settings.SUMMARY_REQUIRED and not summary:
        raise HttpError(422, "summary: say in a few words what you change and why.")
    user: Any = request.user
    return store.Reason(editor=user, summary=summary, minor=new.minor)


def _saved(request: HttpRequest, saved: store.Saved) -> dict[str, Any]:
    slug = saved.edit.article.slug
    return {
        "slug": slug,
        "revision": saved.edit.pk,
        "changed": saved.changed,
        "merged": saved.merged,
        **addresses(request, slug),
    }
