"""Who wrote an article: every sentence of it, and the life of one of them."""

import re
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from encyclopedia import (
    attributing,
    biographies,
    pages,
    permissions,
    presenting,
    reviewing,
    store,
)
from encyclopedia.core.authorship import UnknownSentenceError
from encyclopedia.models import Article, Edit
from encyclopedia.models.edit import EditQuerySet
from encyclopedia.views import finding, sheets
from encyclopedia.views.asking import canonical, for_this_reader
from encyclopedia.views.converters import RevisionId


@require_safe
@for_this_reader
def authorship(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who wrote each sentence of the article that readers have; for the desk, of its draft.

    `?editor=` shows the words of one editor, `?revision=` an old revision (for the desk, since
    that takes longer), `?format=json` the author of every character. What is long has parts, by
    number (`page`).
    """
    article = finding.article(request, slug)
    edits = finding.edits(request, article)
    asked = request.GET.get("revision", "")
    edit = _asked(request, article, edits, asked)
    found = attributing.attribute(edit, edits, request.user)
    around = presenting.links(article, finding.title(article, request))
    here = reverse("authorship", args=[slug])
    kept = {"revision": asked} if asked else {}
    if request.GET.get("format") == "json":
        data = {"url": request.build_absolute_uri(here), "title": around.title}
        return JsonResponse({**data, **attributing.as_dict(found)})
    chosen = request.GET.get("editor", "")
    authors = attributing.authors(found, chosen, kept)
    shown = attributing.by_editor(found, chosen)
    asked_too = {**kept, **({"editor": chosen} if chosen else {})}
    sheet = sheets.by_weight(request, attributing.weighed(found, shown), asked_too)
    return HttpResponse(
        pages.authorship(
            pages.AuthorshipPage(
                links=around,
                revision=found.revisions[edit.pk],
                chapters=attributing.chapters(found, timezone.now(), shown, sheet.here),
                authors=authors,
                words=sum(author.words for author in authors),
                chosen=chosen,
                every_url=f"{here}?{urlencode(kept)}" if kept else here,
                json_url=f"?{urlencode({**kept, 'format': 'json'})}",
                at_desk=permissions.works_at_the_desk(request.user),
                parts=sheet.parts,
                number=sheet.number,
                count=sheet.count,
                previous_url=sheet.previous_url,
                next_url=sheet.next_url,
                canonical=canonical(request) if asked_too else sheet.canonical,
                site=presenting.site(),
            )
        )
    )


def _asked(request: HttpRequest, article: Article, edits: EditQuerySet, asked: str) -> Edit:
    """Find the revision *asked* for: any at the desk, the one that is public for others."""
    whole = finding.whole(edits)
    desk = permissions.works_at_the_desk(request.user)
    if not asked:
        newest = whole.first() if desk else whole.filter(pk=finding.current(article)).first()
        if newest is None:
            raise Http404("no revision to see")
        return newest
    if not re.fullmatch(RevisionId.regex, asked):
        raise Http404("no such revision")
    if not desk and int(asked) != finding.current(article):
        raise Http404("no such revision here")
    return finding.readable(request, whole, int(asked))


@require_safe
@for_this_reader
def biography(request: HttpRequest, slug: str, sentence: str) -> HttpResponse:
    """Tell the life of one sentence, by the revisions that this reader may see."""
    article = finding.article(request, slug)
    edits = finding.readable_edits(request, article)
    document = store.at(_asked(request, article, edits, ""))
    try:
        found = biographies.trace(sentence, edits, document)
    except UnknownSentenceError as error:
        raise Http404("no such sentence") from error
    around = presenting.links(article, finding.title(article, request))
    here = reverse("biography", args=[slug, sentence])
    if request.GET.get("format") == "json":
        data = {"url": request.build_absolute_uri(here), "title": around.title}
        return JsonResponse({**data, **biographies.as_dict(found)})
    return HttpResponse(
        pages.biography(
            pages.BiographyPage(
                links=around,
                text=found.life.text,
                where=biographies.where(found.life.spot, document),
                stands=found.stands,
                events=biographies.events(found, timezone.now(), _reviews(request, found)),
                complete=found.life.complete,
                site=presenting.site(),
            )
        )
    )


def _reviews(request: HttpRequest, found: biographies.Biography) -> dict[int, tuple[str, ...]]:
    """Say what reviewers said of the revisions of a sentence's life, to those at the desk."""
    if not permissions.works_at_the_desk(request.user):
        return {}
    told = reviewing.reviews_of(found.revisions)
    return {
        revision: tuple(
            f"{each.words} by {each.by}{f': {each.note}' if each.note else ''}" for each in said
        )
        for revision, said in told.items()
    }
