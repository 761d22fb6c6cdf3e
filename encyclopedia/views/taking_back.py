"""What the desk does with one revision: restore it, undo it, name it. A question saves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from encyclopedia import audit, comparing, pages, permissions, presenting, store
from encyclopedia.core.document import Document
from encyclopedia.core.merge import Merged
from encyclopedia.models import Article, AuditEntry, Edit
from encyclopedia.views import finding
from encyclopedia.views.asking import for_this_reader
from encyclopedia.views.questions import Name, Why

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to take a revision back: what it would make, how it is saved, and its words."""

    outcome: Callable[[Article, Edit], Merged]
    save: Callable[..., store.Saved]
    heading: StrPromise
    action: StrPromise
    done: StrPromise


RESTORE = Way(
    outcome=lambda _, edit: Merged(document=store.at(edit)),
    save=store.restore,
    heading=gettext_lazy("Restore revision {0}"),
    action=gettext_lazy("Restore this revision"),
    done=gettext_lazy("The article is again as it was in revision {0}. That is revision {1} now."),
)
UNDO = Way(
    outcome=store.without,
    save=store.undo,
    heading=gettext_lazy("Undo revision {0}"),
    action=gettext_lazy("Undo this change"),
    done=gettext_lazy("What revision {0} changed is undone. That is revision {1} now."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
def restore(request: HttpRequest, slug: str, revision: int) -> HttpResponse:
    """Show what restoring a revision would change and, where that was seen, do it."""
    found = _readable(request, slug, revision, lambda edit: (edit,))
    return _take_back(request, *found, RESTORE)


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
def undo(request: HttpRequest, slug: str, revision: int) -> HttpResponse:
    """Show what undoing one revision would change and, where that was seen, do it."""
    found = _readable(request, slug, revision, store.words_of_undo)
    return _take_back(request, *found, UNDO)


@require_POST
@for_this_reader
def name(request: HttpRequest, slug: str, revision: int) -> HttpResponse:
    """Name a revision, or take its name away."""
    edit = _found(request, slug, revision)[1]
    form = Name(request.POST)
    if form.is_valid():
        words = form.cleaned_data["name"]
        store.name(edit, words)
        called = _("Revision {id} is called “{name}” now.").format(id=edit.pk, name=words)
        said = called if words else _("The name is gone.")
        messages.success(request, said)
    else:
        audit.say(request, AuditEntry.REFUSED, "What was typed is no name.")
        messages.error(
            request, _("The name was not changed. {why}").format(why=form.errors["name"][0])
        )
    return HttpResponseRedirect(edit.get_absolute_url())


def _found(request: HttpRequest, slug: str, revision: int) -> tuple[Article, Edit]:
    """Find the revision for somebody who may change the article; to others say no, or nothing."""
    article = finding.article(request, slug)
    edit = get_object_or_404(finding.whole(finding.edits(request, article)), pk=revision)
    if not permissions.may_change(request.user, article):
        raise PermissionDenied(permissions.refusal(request.user, article))
    return article, edit


def _readable(
    request: HttpRequest, slug: str, revision: int, words: Callable[[Edit], tuple[Edit, ...]]
) -> tuple[Article, Edit]:
    """Find the revision likewise; refuse where *words* that would come back are hidden."""
    article, edit = _found(request, slug, revision)
    finding.refuse_hidden(request, *words(edit))
    return article, edit


def _take_back(request: HttpRequest, article: Article, edit: Edit, way: Way) -> HttpResponse:
    if request.method != "POST":
        return HttpResponse(pages.taking_back(_page(request, article, edit, way)))
    form = Why(request.POST)
    if not form.is_valid():
        return _refused(request, _page(request, article, edit, way), form.complaint)
    reason = store.Reason(editor=cast("User", request.user), summary=form.cleaned_data["summary"])
    try:
        saved = way.save(article, edit, seen=form.cleaned_data["seen"], reason=reason)
    except store.StoreError as error:
        return _refused(request, _page(request, article, edit, way), str(error))
    return _done(request, article, saved, str(way.done).format(edit.pk, saved.edit.pk))


def _refused(request: HttpRequest, page: pages.ReturnPage, why: str) -> HttpResponse:
    """Show the page again as things are now, with the summary as it was typed."""
    refusal = _("Nothing was saved. {why}").format(why=why)
    again = replace(page, refusal=refusal, summary=request.POST.get("summary", ""))
    return HttpResponse(pages.taking_back(again))


def _done(request: HttpRequest, article: Article, saved: store.Saved, said: str) -> HttpResponse:
    if not saved.changed:
        messages.info(request, _("Nothing would change, so no revision was saved."))
        return HttpResponseRedirect(reverse("history", args=[article.slug]))
    messages.success(request, _("{done} Readers see it when it is published.").format(done=said))
    sides = [saved.edit.base_id, saved.edit.pk]
    return HttpResponseRedirect(reverse("compare", args=[article.slug, *sides]))


def _page(request: HttpRequest, article: Article, edit: Edit, way: Way) -> pages.ReturnPage:
    head = store.head(article)
    page = pages.ReturnPage(
        links=presenting.links(article, article.title),
        revision=presenting.revision_line(edit, visitor=request.user),
        seen=presenting.revision_line(head, current=finding.current(article), visitor=request.user),
        heading=str(way.heading).format(edit.pk),
        action=str(way.action),
        token=get_token(request),
        site=presenting.site(),
    )
    try:
        outcome = way.outcome(article, edit)
    except store.StoreError as error:
        return replace(page, refusal=str(error))
    if outcome.collisions:
        return replace(page, obstacles=presenting.obstacles(outcome.collisions))
    return replace(page, compared=_compared(store.at(head), outcome.document))


def _compared(now: Document, then: Document) -> pages.Compared:
    """Compare, and call identical only what is: a save looks closer than a reader."""
    found = comparing.documents(now, then)
    return pages.Compared(
        comparison=found.comparison,
        evidence=found.evidence,
        evidence_before=found.evidence_before,
        evidence_after=found.evidence_after,
        identical=now == then,
    )
