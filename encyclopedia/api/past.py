"""The past of an article: revisions, comparisons, authors; and what it rests on today."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router

from encyclopedia import attributing, comparing, permissions, presenting, store, tracing
from encyclopedia.api import paging, shapes
from encyclopedia.api.articles import addresses, shown
from encyclopedia.api.problems import REFUSALS, Problem
from encyclopedia.models import Article, Edit, HeadCheck
from encyclopedia.pages import RevisionLine
from encyclopedia.pages.evidence import Group, Sentence
from encyclopedia.views import finding

router = Router(tags=["An article"])


@router.get(
    "/{slug}/revisions",
    response={200: shapes.Revisions, REFUSALS: Problem},
    summary="List revisions",
)
def revisions(
    request: HttpRequest,
    response: HttpResponse,
    slug: shapes.Text,
    asked: Query[shapes.RevisionQuestion],
) -> dict[str, Any]:
    """List the revisions that you may see, newest first."""
    article = finding.article(request, slug)
    found = finding.edits(request, article).saved_between(asked.since, asked.until)
    after = paging.read(asked.cursor, int)
    if after is not None:
        found = found.filter(pk__lt=after[0])
    if asked.editor:
        found = found.by(asked.editor)
    if asked.words:
        found = found.saying(asked.words)
    if asked.kind:
        found = found.touching(asked.kind)
    if not asked.minor:
        found = found.filter(minor=False)
    edits = list(presenting.with_takings(found)[: asked.limit + 1])
    more = paging.write(edits[asked.limit - 1].pk) if len(edits) > asked.limit else ""
    kept = asked.dict(exclude={"cursor"}, exclude_defaults=True)
    return {
        "items": [_revision(request, article, edit) for edit in edits[: asked.limit]],
        "next": paging.lead_on(request, response, kept, more),
    }


@router.get(
    "/{slug}/revisions/{revision}",
    response={200: shapes.Article, REFUSALS: Problem},
    summary="Read an old revision",
)
def revision(request: HttpRequest, slug: shapes.Text, revision: shapes.Number) -> dict[str, Any]:
    """Give the article as it was: infobox, sources and all."""
    article = finding.article(request, slug)
    edits = finding.whole(finding.edits(request, article))
    return shown(request, article, finding.readable(request, edits, revision))


@router.get(
    "/{slug}/compare/{old}/{new}",
    response={200: shapes.Comparison, REFUSALS: Problem},
    summary="Compare two revisions",
)
def compare(
    request: HttpRequest, slug: shapes.Text, old: shapes.Number, new: shapes.Number
) -> dict[str, Any]:
    """Say what changed, the older always first, whichever way they are asked for."""
    first, last = sorted((old, new))
    article = finding.article(request, slug)
    edits = finding.edits(request, article)
    found = {edit.pk: edit for edit in finding.whole(edits).filter(pk__in={first, last})}
    if found.keys() != {first, last}:
        raise Http404("no such revisions")
    finding.refuse_hidden(request, found[first], found[last])
    saved = edits.filter(pk__gt=first, pk__lt=last).editors(request.user)
    lines = tuple(_line(request, article, found[each]) for each in (first, last))
    desk = permissions.works_at_the_desk(request.user)
    today = timezone.localdate() if desk else None
    compared = comparing.compare(found[first], found[last], checked_on=today)
    around = presenting.links(article, finding.title(article, request))
    here = reverse("compare", args=[article.slug, first, last])
    told = presenting.comparison(
        around, (lines[0], lines[1]), presenting.between(saved), compared.as_dict()
    )
    return {"url": request.build_absolute_uri(here), **told}


@router.get(
    "/{slug}/authorship",
    response={200: shapes.Authorship, REFUSALS: Problem},
    summary="Who wrote what",
)
def authorship(request: HttpRequest, slug: shapes.Text) -> dict[str, Any]:
    """Say who wrote each word of what readers have; for the desk, of the newest draft."""
    article = finding.article(request, slug)
    edits = finding.edits(request, article)
    found = attributing.attribute(_newest(request, article), edits, request.user)
    told = attributing.as_dict(found)
    told["revisions"] = {str(number): line for number, line in told["revisions"].items()}
    here = reverse("authorship", args=[article.slug])
    title = finding.title(article, request)
    return {"url": request.build_absolute_uri(here), "title": title, **told}


@router.get(
    "/{slug}/evidence",
    response={200: shapes.Evidence, REFUSALS: Problem},
    summary="What it rests on",
)
def evidence(request: HttpRequest, slug: shapes.Text) -> dict[str, Any]:
    """Give every sentence with the sources and the quoted words that it rests on."""
    article = finding.article(request, slug)
    edit = _newest(request, article)
    finding.refuse_hidden(request, edit)
    document = store.at(edit)
    traced = tracing.trace(document)
    base = addresses(request, article.slug)["url"]
    return {
        "url": request.build_absolute_uri(reverse("evidence", args=[article.slug])),
        "title": document.title,
        "revision": edit.pk,
        "summary": traced.summary,
        "statements": [
            _statement(request, group, sentence)
            for group in tracing.groups(traced, base)
            for sentence in group.sentences
        ],
    }


@router.get(
    "/{slug}/findings",
    response={200: shapes.Findings, REFUSALS: Problem},
    summary="What the checks found",
)
def findings(request: HttpRequest, slug: shapes.Text) -> dict[str, Any]:
    """List what the editorial checks found in the newest revision; for tokens of the desk."""
    if not permissions.works_at_the_desk(request.user):
        # They may quote archived texts that are not everybody's to read.
        raise PermissionDenied("Findings are read with a token that has the scope “read”.")
    article = finding.article(request, slug)
    check = HeadCheck.objects.filter(article=article).first()
    found = article.findings.order_by("level", "part", "start", "pk")
    return {
        "checked_at": check.checked_at if check else None,
        "items": [{**each, "part_id": str(each["part_id"] or "")} for each in found.values()],
    }


def _newest(request: HttpRequest, article: Article) -> Edit:
    """Give what readers have, or the newest revision to those who may read drafts."""
    whole = finding.whole(finding.edits(request, article))
    desk = permissions.works_at_the_desk(request.user)
    edit = whole.first() if desk else whole.filter(pk=finding.current(article)).first()
    if edit is None:
        raise Http404("no article that readers have here")
    return edit


def _line(request: HttpRequest, article: Article, edit: Edit) -> RevisionLine:
    return presenting.revision_line(edit, current=finding.current(article), visitor=request.user)


def _revision(request: HttpRequest, article: Article, edit: Edit) -> dict[str, Any]:
    return revision_of(request, article.slug, _line(request, article, edit))


def revision_of(request: HttpRequest, slug: str, line: RevisionLine) -> dict[str, Any]:
    """Give what the API says of a revision of the article at *slug*."""
    api_url = f"/api/v1/articles/{slug}/revisions/{line.id}"
    return {
        "id": line.id,
        "url": request.build_absolute_uri(line.url),
        "api_url": request.build_absolute_uri(api_url),
        "date": line.date,
        "editor": line.editor,
        "summary": line.summary,
        "minor": line.minor,
        "name": line.name,
        "size": line.size,
        "kinds": list(line.kinds),
        "published": line.published,
        "current": line.current,
        "hidden": list(line.hidden),
    }


def _statement(request: HttpRequest, group: Group, sentence: Sentence) -> dict[str, Any]:
    return {
        "heading": group.heading,
        "text": sentence.text,
        "status": sentence.status,
        "why": sentence.why,
        "url": sentence.url,
        "quotations": [
            {
                "source": pin.title,
                "url": request.build_absolute_uri(pin.url) if pin.url else "",
                "quote": pin.quote,
                "locator": pin.locator,
                "verdict": pin.verdict,
                "holds": pin.holds,
            }
            for pin in sentence.pins
        ],
        "sources": [title for title, _ in sentence.sources],
    }
