"""The past of an article: its revisions, one of them, any two of them."""

import re
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from encyclopedia import comparing, imprints, pages, permissions, presenting, reviewing, store
from encyclopedia.models import Article, Edit
from encyclopedia.models.edit import EditQuerySet
from encyclopedia.views import finding
from encyclopedia.views.asking import for_this_reader
from encyclopedia.views.converters import RevisionId
from encyclopedia.views.questions import HistoryQuestion

A_PAGE = 50


@require_safe
@for_this_reader
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """List the revisions of an article that this reader may see and asks for, newest first."""
    article = finding.article(request, slug)
    edits = finding.edits(request, article)
    question = HistoryQuestion(request.GET)
    found = question.among(edits)
    page = Paginator(found.values_list("pk", flat=True), A_PAGE).get_page(request.GET.get("page"))
    listed = _with_predecessors(found.filter(pk__in=list(page)), edits)
    here = reverse("history", args=[slug])
    at_desk = permissions.works_at_the_desk(request.user)
    return HttpResponse(
        pages.history(
            pages.HistoryPage(
                links=presenting.links(article, finding.title(article, request)),
                lines=_lines(request, article, list(listed), edits),
                compare_url=reverse("choose", args=[slug]),
                total=page.paginator.count,
                number=page.number,
                count=page.paginator.num_pages,
                newer_url=_page_url(here, question, page.number - 1 if page.has_previous() else 0),
                older_url=_page_url(here, question, page.number + 1 if page.has_next() else 0),
                question=question,
                every_url=here if question.asked or question.errors else "",
                at_desk=at_desk,
                watch_url=reverse("watch", args=[article.pk]) if at_desk else "",
                told=finding.told(request),
                site=presenting.site(),
            )
        )
    )


def _with_predecessors(chosen: EditQuerySet, edits: EditQuerySet) -> EditQuerySet:
    """Tell each of the *chosen* which of all *edits* came before it, listed or not."""
    older = edits.filter(pk__lt=OuterRef("pk")).select_related(None).defer(None)
    found = chosen.annotate(before_id=Subquery(older.values("revision_id")[:1]))
    return presenting.with_takings(found)


def _lines(
    request: HttpRequest, article: Article, listed: list[Edit], edits: EditQuerySet
) -> tuple[pages.RevisionLine, ...]:
    newest = edits.first()
    ids = [edit.before_id for edit in listed]  # type: ignore[attr-defined]
    before = {edit.pk: edit for edit in edits.filter(pk__in=ids)}
    at_desk = permissions.works_at_the_desk(request.user)
    said = reviewing.tags(edit.pk for edit in listed) if at_desk else {}
    return tuple(
        presenting.revision_line(
            edit,
            before=before.get(edit.before_id),  # type: ignore[attr-defined]
            newest=newest,
            current=finding.current(article),
            visitor=request.user,
            said=said.get(edit.pk, ()),
        )
        for edit in listed
    )


def _page_url(here: str, question: HistoryQuestion, number: int) -> str:
    return f"{here}?{urlencode({**question.asked, 'page': number})}" if number else ""


@require_safe
@for_this_reader
def revision(request: HttpRequest, slug: str, revision: int) -> HttpResponse:
    """Show an article as it was at one revision."""
    article = finding.article(request, slug)
    edits = finding.edits(request, article)
    edit = finding.readable(request, finding.whole(edits), revision)
    document = store.at(edit)
    older, newer = finding.neighbours(request, edits, edit)
    around = presenting.links(article, finding.title(article, request))
    line = presenting.revision_line(
        edit,
        before=older,
        newest=edits.first(),
        current=finding.current(article),
        visitor=request.user,
    )
    site = presenting.site(f"{request.scheme}://{request.get_host()}")
    return HttpResponse(
        pages.old_revision(
            pages.RevisionPage(
                document=document,
                links=around,
                revision=line,
                titles=presenting.known_titles(document),
                descriptions=imprints.descriptions(document),
                canonical=request.build_absolute_uri(around.url),
                previous_url=older.get_absolute_url() if older else "",
                next_url=newer.get_absolute_url() if newer else "",
                evidence=presenting.evidence(document),
                reference=presenting.reference(edit, document.title, site),
                token=get_token(request) if line.name_url else "",
                told=finding.told(request),
                site=site,
            )
        )
    )


@require_safe
@for_this_reader
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead from the radio buttons of the history to the comparison they name."""
    article = finding.article(request, slug)
    chosen = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(re.fullmatch(RevisionId.regex, text) for text in chosen):
        return HttpResponseRedirect(reverse("history", args=[article.slug]))
    return HttpResponseRedirect(reverse("compare", args=[article.slug, *sorted(map(int, chosen))]))


@require_safe
@for_this_reader
def compare(request: HttpRequest, slug: str, old: int, new: int) -> HttpResponse:
    """Show what changed between two revisions, the older always first."""
    if old > new:
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(reverse("compare", args=[slug, new, old]) + asked)
    article = finding.article(request, slug)
    edits = finding.edits(request, article)
    both = presenting.with_takings(finding.whole(edits).filter(pk__in={old, new}))
    found = {edit.pk: edit for edit in both}
    if found.keys() != {old, new}:
        raise Http404("no such revisions")
    finding.refuse_hidden(request, found[old], found[new])
    older = finding.older(request, edits, found[old])
    newer = finding.number_after(request, edits, found[new])
    saved = edits.filter(pk__gt=old, pk__lt=new).editors(request.user)
    follows = old < new and not saved
    lines = (
        presenting.revision_line(
            found[old], before=older, current=finding.current(article), visitor=request.user
        ),
        presenting.revision_line(
            found[new],
            before=found[old] if follows else None,
            current=finding.current(article),
            visitor=request.user,
        ),
    )
    between = presenting.between(saved)
    # What the checks say may quote archived texts, so it is for those who may read them.
    desk = permissions.works_at_the_desk(request.user)
    today = timezone.localdate() if desk else None
    here = reverse("compare", args=[slug, old, new])
    look = presenting.look(here, request.GET)
    compared = comparing.compare(found[old], found[new], checked_on=today, whole=look.whole)
    around = presenting.links(article, finding.title(article, request))
    if request.GET.get("format") == "json":
        read = presenting.comparison(around, lines, between, compared.as_dict())
        return JsonResponse({"url": request.build_absolute_uri(here), **read})
    if request.GET.get("format") == "txt":
        heading = presenting.comparison_heading(around, lines, between)
        told = compared.as_text(heading, source=look.source)
        return HttpResponse(told, content_type="text/plain; charset=utf-8")
    kept = presenting.asking(look)
    return HttpResponse(
        pages.compare(
            pages.ComparePage(
                article=around,
                old=lines[0],
                new=lines[1],
                comparison=compared.comparison,
                look=look,
                ways=presenting.ways(here, look),
                problems=compared.problems,
                evidence=compared.evidence,
                evidence_before=compared.evidence_before,
                evidence_after=compared.evidence_after,
                between=between,
                previous_url=_compare_url(slug, older.pk if older else 0, old, kept),
                next_url=_compare_url(slug, new, newer, kept),
                identical=compared.comparison.is_empty,
                told=finding.told(request),
                site=presenting.site(),
            )
        )
    )


def _compare_url(slug: str, old: int, new: int, kept: str) -> str:
    return reverse("compare", args=[slug, old, new]) + kept if old and new else ""
