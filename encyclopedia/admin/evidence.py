"""Evidence at the desk: what the checks find, what sentences rest on, what may be declined."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from encyclopedia import audit, permissions, store
from encyclopedia.desk import overview
from encyclopedia.models import Article, AuditEntry, Edit

Answer = Callable[..., HttpResponse]

LARGEST_NUMBER = 10**18 - 1
NO_BASE = gettext_lazy(
    "Which revision this began from is not known. Nothing was saved; please try again."
)
_ASKED_OR_SAVED = require_http_methods(["GET", "HEAD", "POST"])


class DeclineForm(forms.Form):
    """Why a finding is set aside, and the revision in which it was seen."""

    base = forms.IntegerField(min_value=1, max_value=LARGEST_NUMBER)
    fingerprint = forms.CharField(max_length=64)
    why = forms.CharField(
        max_length=500,
        error_messages={"required": gettext_lazy("Say why, for those who come after you.")},
    )


class TakeBackForm(forms.Form):
    """A finding that is to be seen again."""

    base = forms.IntegerField(min_value=1, max_value=LARGEST_NUMBER)
    fingerprint = forms.CharField(max_length=64)


def urls(desk: ModelAdmin) -> list[URLPattern]:
    """Give the addresses of these pages, all below that of the article."""
    return [
        path(
            "<uuid:pk>/evidence/",
            at_the_desk(desk, _ASKED_OR_SAVED(evidence)),
            name="encyclopedia_article_evidence",
        ),
    ]


def at_the_desk(desk: ModelAdmin, view: Answer, *, asks_itself: bool = False) -> Answer:
    """Let *view* answer whoever may view the article that the address names.

    What it is sent is for those who may change the article, unless it asks for rights itself.
    """

    def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
        article = desk.get_object(request, str(pk))
        if article is None:
            raise Http404(_("There is no such article."))
        if not desk.has_view_or_change_permission(request, article):
            raise PermissionDenied
        if request.method == "POST" and not asks_itself:
            _refuse(request, article)
        return view(request, desk, article)

    wrapped: Answer = desk.admin_site.admin_view(update_wrapper(answer, view))
    return wrapped


def _refuse(request: HttpRequest, article: Article) -> None:
    if why := permissions.refusal(request.user, article):
        raise PermissionDenied(why)


def around(request: HttpRequest, desk: ModelAdmin, article: Article, title: str) -> dict[str, Any]:
    """Give what every page of the desk has around it."""
    return {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": title,
        "article": article,
        "may_change": desk.has_change_permission(request, article),
        "evidence_url": evidence_url(article),
    }


def evidence_url(article: Article) -> str:
    """Give the address of the article's evidence at the desk."""
    return reverse("admin:encyclopedia_article_evidence", args=[article.pk])


def begun(article: Article, base: int) -> Edit | None:
    """Find the revision of *article* that a form began from, unless its text is hidden now."""
    return store.history(article).showing("text").filter(pk=base).first()


def reason(request: HttpRequest, summary: str) -> store.Reason:
    """Say who saves, and why."""
    return store.Reason(editor=request.user, summary=summary)  # type: ignore[arg-type]  # who may change an article is somebody


def evidence(request: HttpRequest, desk: ModelAdmin, article: Article) -> HttpResponse:
    """Show the findings and the claim map; take a finding declined, or taken back."""
    if request.method == "POST":
        declining = "_take_back" not in request.POST
        form = DeclineForm(request.POST) if declining else TakeBackForm(request.POST)
        if form.is_valid():
            _decline(request, article, form.cleaned_data)
            return HttpResponseRedirect(evidence_url(article))
    else:
        form = None
    page = {
        **around(request, desk, article, _("Evidence for “{title}”").format(title=article.title)),
        "overview": overview.overview(article, today=timezone.localdate()),
        "form": form,
    }
    return render(request, "admin/encyclopedia/article/evidence.html", page)


def _decline(request: HttpRequest, article: Article, asked: dict[str, Any]) -> None:
    """Save what the form says of a finding, and say what came of it."""
    base, fingerprint, why = begun(article, asked["base"]), asked["fingerprint"], asked.get("why")
    if base is None:
        audit.say(request, AuditEntry.REFUSED, "Its revision is not known.")
        messages.error(request, NO_BASE)
        return
    try:
        if why:
            saved = overview.decline(
                article,
                fingerprint,
                why,
                base=base,
                reason=reason(request, f"Finding declined: {why}"),
                today=timezone.localdate(),
            )
            done = _("The finding was declined")
        else:
            saved = overview.take_back(
                article,
                fingerprint,
                base=base,
                reason=reason(request, "Declined finding taken back"),
            )
            done = _("The finding counts again")
    except (store.StoreError, overview.GoneError) as error:
        audit.say(request, AuditEntry.REFUSED, "The store refused it.")
        messages.error(request, str(error))
        return
    number = saved.edit.pk
    messages.success(
        request,
        _("{done}: revision {number} says so.").format(done=done, number=number)
        if saved.changed
        else f"{done}.",
    )
