"""The reviewer's page: what changed, whether its evidence holds, and the steps to readers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from encyclopedia import audit, pages, permissions, reviewing, store
from encyclopedia.admin import evidence
from encyclopedia.admin.steps import STEPS, reviewers
from encyclopedia.desk import review as desk_review
from encyclopedia.models import Article, AuditEntry, Edit
from encyclopedia.pages.comparison import AS_READ

TEMPLATE = "admin/encyclopedia/article/review.html"
NOBODY_ASKED = gettext_lazy("Which of its steps was meant is not known. Nothing was done.")
_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A step that was refused, and why."""

    step: str
    why: str


def urls(desk: ModelAdmin) -> list[URLPattern]:
    """Give the address of this page, below that of the article."""
    asked_or_taken = require_http_methods(["GET", "HEAD", "POST"])(review)
    return [
        path(
            "<uuid:pk>/review/",
            evidence.at_the_desk(desk, asked_or_taken, asks_itself=True),
            name="encyclopedia_article_review",
        )
    ]


def url(article: Article) -> str:
    """Give the address of the review of *article*."""
    return reverse("admin:encyclopedia_article_review", args=[article.pk])


def instead(desk: ModelAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """Lead who may view *article* but not change it to its review, which says why."""
    why = permissions.refusal(request.user, article)
    if not desk.has_view_permission(request, article):
        raise PermissionDenied
    if request.method == "POST":
        raise PermissionDenied(why)
    desk.message_user(request, why, messages.WARNING)
    return HttpResponseRedirect(url(article))


def review(request: HttpRequest, desk: ModelAdmin, article: Article) -> HttpResponse:
    """Show the newest revision, or the one asked for, under review; take the step it is sent."""
    edit = _edit(article, request.POST.get("revision") or request.GET.get("revision"))
    if request.method != "POST":
        return _page(request, desk, article, edit)
    refused = _take(request, article, edit)
    if refused is not None:
        return _page(request, desk, article, edit, refused)
    kept = {name: request.GET[name] for name in ("since", "revision") if name in request.GET}
    asked = f"?{urlencode(kept)}" if kept else ""
    return HttpResponseRedirect(f"{url(article)}{asked}")


def _edit(article: Article, number: str | None) -> Edit:
    if not number:
        return store.head(article)
    found = store.history(article)
    edit = found.filter(pk=number).first() if _NUMBER.fullmatch(number) else None
    if edit is None:
        raise Http404(_("There is no such revision of this article."))
    return edit


def _take(request: HttpRequest, article: Article, edit: Edit) -> Refused | None:
    """Take the step that the request names; give what kept it from being taken, if anything."""
    user = cast("User", request.user)
    name = next((name for name in STEPS if name in request.POST), "")
    if not name:
        return Refused(step="", why=str(NOBODY_ASKED))
    step = STEPS[name]
    if not step.allowed(user, article):
        raise PermissionDenied(permissions.refusal(user, article))
    form = step.form(request.POST)
    if not form.is_valid():
        return Refused(
            step=name, why=" ".join(str(e) for each in form.errors.values() for e in each)
        )
    try:
        done = step.take(edit, user, form.cleaned_data)
    except (reviewing.ReviewingError, store.StoreError) as error:
        audit.say(request, AuditEntry.REFUSED, "The rules of reviews refused it.")
        return Refused(step=name, why=str(error))
    messages.success(request, done)
    return None


def _page(
    request: HttpRequest,
    desk: ModelAdmin,
    article: Article,
    edit: Edit,
    refused: Refused | None = None,
) -> HttpResponse:
    user = cast("User", request.user)
    since = request.GET.get("since", "")
    base = _edit(article, since) if since else None
    shown = desk_review.page(article, edit, base, today=timezone.localdate())
    found = reviewing.stands(article)
    typed = request.POST if refused else {}
    places = {p.on for part in shown.parts for p in (*part.looked_at, *part.others)}
    commenting = (request.POST.get("on") if refused else "") or request.GET.get("on", "")
    context = {
        **evidence.around(
            request, desk, article, _("Review of “{title}”").format(title=article.title)
        ),
        **pages.lanes(shown.comparison, AS_READ),
        **_rights(user, article, edit),
        "page": shown,
        "stands": found,
        "badges": reviewing.badges(found),
        "introduced": pages.problems(shown.problems),
        "open_problems": pages.open_problems(shown.open_problems),
        "plan": reviewing.plan(article.pk),
        "withdrawal": reviewing.withdrawal(article.pk),
        "reviewers": [(each.pk, each.get_full_name() or each.username) for each in reviewers()],
        "commenting": commenting,
        "among_others": commenting in {p.on for part in shown.parts for p in part.others},
        "typed": typed,
        "typed_of_the_whole": {} if commenting in places else typed,
        "asked_since": base.pk if base else "",
        "refused": refused,
    }
    return render(request, TEMPLATE, context)


def _rights(user: User, article: Article, edit: Edit) -> dict[str, Any]:
    """Give what *user* may do with this revision."""
    return {
        "may_review": permissions.may_review(user),
        "is_own": not permissions.may_approve(user, reviewing.writers(edit)),
        "may_publish": permissions.may_publish(user, article),
        "may_comment": permissions.may_comment(user),
        "may_protect": permissions.may_protect(user, article),
    }


def after_a_save(request: HttpRequest, edit: Edit) -> list[tuple[int, str]]:
    """Take the step that the form was saved for; give what to say of it."""
    user = cast("User", request.user)
    try:
        if "_ask" in request.POST:
            reviewing.ask(edit, by=user)
            return [
                (
                    messages.SUCCESS,
                    _("The review of revision {id} is asked for.").format(id=edit.pk),
                )
            ]
        if "_publish" in request.POST and permissions.may_publish(user, edit.article):
            changed = reviewing.publish(edit, publisher=user)
            return [(messages.SUCCESS, _("Readers see it now."))] if changed else []
    except (reviewing.ReviewingError, store.StoreError) as error:
        return [(messages.ERROR, _("It was saved, and no more. {error}").format(error=error))]
    return []
