"""The past of an article: its revisions, one of them, any two of them."""

import re

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from encyclopedia import comparing, pages, permissions, presenting, store
from encyclopedia.models import Article, Edit
from encyclopedia.models.edit import EditQuerySet
from encyclopedia.views.asking import for_this_reader
from encyclopedia.views.converters import RevisionId

A_PAGE = 50
TEXTS = ("article__lead", "article__hatnote", "article__categories")


def _article(request: HttpRequest, slug: str) -> Article:
    visible = Article.objects.visible_to(request.user)
    light = visible.select_related("publication").only(
        "slug", "title", "publication__title", "publication__edit_id"
    )
    return get_object_or_404(light, slug=slug)


def _edits(request: HttpRequest, article: Article) -> EditQuerySet:
    """Give the revisions that this reader may see, each without its long list of versions."""
    visible = store.history(article).visible_to(request.user)
    related = visible.select_related("article", "publication")
    return related.defer("manifest", *TEXTS)


def _whole(edits: EditQuerySet) -> EditQuerySet:
    """Give *edits* with all that reading the article as it was then needs."""
    return edits.defer(None).defer(*TEXTS)


def _title(article: Article, request: HttpRequest) -> str:
    """Give the title that this reader knows: the public one, unless they work at the desk."""
    publication = getattr(article, "publication", None)
    if publication is None or permissions.works_at_the_desk(request.user):
        return article.title
    return str(publication.title)


def _current(article: Article) -> int:
    """Give the revision that the public reads, or 0."""
    publication = getattr(article, "publication", None)
    return int(publication.edit_id) if publication else 0


@require_safe
@for_this_reader
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """List the revisions of an article that this reader may see, newest first."""
    article = _article(request, slug)
    edits = _edits(request, article)
    page = Paginator(edits, A_PAGE).get_page(request.GET.get("page"))
    # One more than the page shows, so that its last line knows what came before it.
    lines = (
        list(edits[page.start_index() - 1 : page.end_index() + 1]) if page.paginator.count else []
    )
    newest = edits.first()
    here = reverse("history", args=[slug])
    return HttpResponse(
        pages.history(
            pages.HistoryPage(
                links=presenting.links(article, _title(article, request)),
                lines=tuple(
                    presenting.revision_line(
                        edit, before=before, newest=newest, current=_current(article)
                    )
                    for edit, before in zip(lines, [*lines[1:], None], strict=True)
                )[:A_PAGE],
                compare_url=reverse("choose", args=[slug]),
                total=page.paginator.count,
                number=page.number,
                count=page.paginator.num_pages,
                newer_url=f"{here}?page={page.number - 1}" if page.has_previous() else "",
                older_url=f"{here}?page={page.number + 1}" if page.has_next() else "",
                site=presenting.site(),
            )
        )
    )


def _neighbours(edits: EditQuerySet, edit: Edit) -> tuple[Edit | None, Edit | None]:
    older = edits.filter(pk__lt=edit.pk).first()
    newer = edits.filter(pk__gt=edit.pk).order_by("revision_id").first()
    return older, newer


@require_safe
@for_this_reader
def revision(request: HttpRequest, slug: str, revision: int) -> HttpResponse:
    """Show an article as it was at one revision."""
    article = _article(request, slug)
    edits = _edits(request, article)
    edit = get_object_or_404(_whole(edits), pk=revision)
    document = store.at(edit)
    older, newer = _neighbours(edits, edit)
    around = presenting.links(article, _title(article, request))
    return HttpResponse(
        pages.old_revision(
            pages.RevisionPage(
                document=document,
                links=around,
                revision=presenting.revision_line(
                    edit, before=older, newest=edits.first(), current=_current(article)
                ),
                titles=presenting.known_titles(document),
                canonical=request.build_absolute_uri(around.url),
                previous_url=older.get_absolute_url() if older else "",
                next_url=newer.get_absolute_url() if newer else "",
                evidence=presenting.evidence(document),
                site=presenting.site(),
            )
        )
    )


@require_safe
@for_this_reader
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead from the radio buttons of the history to the comparison they name."""
    article = _article(request, slug)
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
    article = _article(request, slug)
    edits = _edits(request, article)
    found = {edit.pk: edit for edit in _whole(edits).filter(pk__in={old, new})}
    if found.keys() != {old, new}:
        raise Http404("no such revisions")
    older, _ = _neighbours(edits, found[old])
    before_new, newer = _neighbours(edits, found[new])
    lines = (
        presenting.revision_line(found[old], before=older, current=_current(article)),
        presenting.revision_line(found[new], before=before_new, current=_current(article)),
    )
    editors = edits.filter(pk__gt=old, pk__lt=new).values_list("editor_name", flat=True)
    between = presenting.between(list(editors))
    # What the checks say may quote archived texts, so it is for those who may read them.
    desk = permissions.works_at_the_desk(request.user)
    today = timezone.localdate() if desk else None
    compared = comparing.compare(found[old], found[new], checked_on=today)
    around = presenting.links(article, _title(article, request))
    here = reverse("compare", args=[slug, old, new])
    if request.GET.get("format") == "json":
        read = presenting.comparison(around, lines, between, compared.as_dict())
        return JsonResponse({"url": request.build_absolute_uri(here), **read})
    look = presenting.look(request.GET)
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
                previous_url=_compare_url(slug, older, found[old], kept),
                next_url=_compare_url(slug, found[new], newer, kept),
                identical=compared.comparison.is_empty,
                site=presenting.site(),
            )
        )
    )


def _compare_url(slug: str, old: Edit | None, new: Edit | None, kept: str) -> str:
    return reverse("compare", args=[slug, old.pk, new.pk]) + kept if old and new else ""
