"""Who wrote what readers have: everybody by name, and what each of them wrote."""

from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from encyclopedia import chronicling, pages, presenting
from encyclopedia.models.edit import EditQuerySet
from encyclopedia.views.asking import canonical, for_everybody

A_PAGE: Final = 50
NAMES: Final = 50
BEGUN: Final = 12
LONGEST_NAME: Final = 150
_MOST_DIGITS: Final = 18


@require_safe
@for_everybody
def contributors(request: HttpRequest) -> HttpResponse:
    """List by name who wrote public revisions, from the name behind `after` on."""
    after = request.GET.get("after", "")[:LONGEST_NAME]
    found = chronicling.contributors(after, NAMES + 1)
    listed = found[:NAMES]
    here = reverse("contributors")
    more = f"{here}?{urlencode({'after': listed[-1].name})}" if len(found) > NAMES else ""
    return HttpResponse(
        pages.contributors(
            pages.ContributorsPage(
                contributors=tuple(sorted(listed, key=lambda each: each.name.casefold())),
                first_url=here if after else "",
                next_url=more,
                canonical=canonical(request, after=after),
                site=presenting.site(),
            )
        )
    )


@require_safe
@for_everybody
def contributor(request: HttpRequest, name: str) -> HttpResponse:
    """List the public revisions of who wrote as *name*, from the one before `before` on."""
    theirs = chronicling.signed_publicly().filter(editor_name=name)
    found = chronicling.contributor(name)
    if found is None:
        raise Http404("nobody of this name wrote what readers have")
    before = request.GET.get("before", "")
    older = theirs.order_by("-pk")
    if before.isascii() and before.isdigit() and len(before) <= _MOST_DIGITS:
        older = older.filter(pk__lt=int(before))
    listed = chronicling.changes(older[: A_PAGE + 1])
    changes = listed[:A_PAGE]
    here = request.path
    return HttpResponse(
        pages.contributor(
            pages.ContributorPage(
                contributor=found,
                begun=_begun(theirs),
                days=chronicling.days(changes),
                newest_url=here if before else "",
                older_url=f"{here}?before={changes[-1].line.id}" if len(listed) > A_PAGE else "",
                canonical=canonical(request),
                site=presenting.site(),
            )
        )
    )


def _begun(theirs: EditQuerySet) -> tuple[pages.PageLink, ...]:
    """Lead to the articles that they began and readers have now, the newest first."""
    firsts = chronicling.firsts(theirs).filter(article__publication__isnull=False)
    newest = firsts.order_by("-pk").values_list(
        "article__publication__slug", "article__publication__title"
    )
    return tuple(
        pages.PageLink(words=title, url=reverse("article", args=[slug]))
        for slug, title in newest[:BEGUN]
    )
