"""Drafts kept while somebody types, and who else is here: addresses for the form's script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST, require_safe

from encyclopedia import comparing, languages, pages, permissions
from encyclopedia.admin import saving
from encyclopedia.admin.evidence import at_the_desk
from encyclopedia.core.comparison.touched import suggest
from encyclopedia.keeping import company, drafts, rescuing, tickets, typed
from encyclopedia.models import Article

Answer = Callable[..., HttpResponse]

SIGNED_OUT = gettext_lazy(
    "You had been signed out. What you typed is kept: sign in, and it is offered again."
)


def urls(desk: ModelAdmin) -> list[URLPattern]:
    """Give these addresses, and those of the form itself, which keep words through a sign-in."""
    wrap = desk.admin_site.admin_view
    name = "encyclopedia_article"
    return [
        path("add/", _or_kept(wrap(desk.add_view)), name=f"{name}_add"),
        path("add/draft/", csrf_protect(require_POST(keep(desk))), name=f"{name}_add_draft"),
        path("add/changes/", wrap(require_POST(_changes_of_new(desk))), name=f"{name}_add_changes"),
        path("<uuid:pk>/draft/", csrf_protect(require_POST(keep(desk))), name=f"{name}_draft"),
        path("<uuid:pk>/here/", at_the_desk(desk, require_POST(here)), name=f"{name}_here"),
        path(
            "<uuid:pk>/changes/",
            at_the_desk(desk, require_POST(changes)),
            name=f"{name}_changes",
        ),
        path("drafts/<uuid:ticket>/", wrap(require_safe(_draft(desk))), name=f"{name}_kept"),
        path("drafts/<uuid:ticket>/discard/", wrap(require_POST(_discard)), name=f"{name}_discard"),
        path("<path:object_id>/change/", _or_kept(wrap(desk.change_view)), name=f"{name}_change"),
    ]


def _or_kept(view: Answer) -> Answer:
    """Let *view* answer; what somebody sends after their session ended is kept, not lost."""

    def answer(request: HttpRequest, **captured: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            draft = rescuing.keep(request, captured)
            if draft is None:
                return rescuing.answer(request, None)
            messages.warning(request, SIGNED_OUT)
            return redirect_to_login(rescuing.form_url(draft.article), reverse("admin:login"))
        return view(request, **captured)

    return answer


def keep(desk: ModelAdmin) -> Answer:
    """Make the view that keeps what is typed, and tells what happened meanwhile."""

    def answer(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
        if not permissions.may_write(request.user):
            return rescuing.answer(request, rescuing.keep(request, {"pk": pk or ""}))
        article = rescuing.article_of({"pk": pk}) if pk else None
        if pk and (article is None or not desk.has_change_permission(request, article)):
            raise Http404(_("There is no such article."))
        ticket = tickets.read(request.POST.get("ticket", ""))
        if ticket is None or ticket.user_id != request.user.pk:
            return HttpResponse(_("This form is not known. Open it anew."), status=400)
        try:
            draft = drafts.keep(ticket, article, typed.fields(request.POST))
        except typed.TooLargeError as error:
            return HttpResponse(str(error), status=413)
        state = _state(request, article, draft)
        if draft is None:
            state["saved"] = drafts.is_saved(ticket, typed.fields(request.POST))
        if "_late" in request.POST:
            state["offers"] = _offers(request, article)
        return JsonResponse(state)

    return answer


def _offers(request: HttpRequest, article: Article | None) -> str:
    """Offer the drafts again, with what was just taken over from a browser."""
    page = {
        "offers": drafts.offers(cast("User", request.user).pk, article),
        "form_url": rescuing.form_url(article),
    }
    return render_to_string("admin/encyclopedia/article/_offers.html", page, request)


def _state(request: HttpRequest, article: Article | None, draft: Any = None) -> dict[str, Any]:
    """Say what was kept, how it could be summed up, and what happened meanwhile."""
    state: dict[str, Any] = {"kept": draft is not None}
    if draft is not None:
        before, now = drafts.read(draft)
        state |= {
            "at": draft.typed_at.isoformat(),
            "suggestion": languages.told(suggest(before, now)),
        }
    if article is not None:
        state["news"] = _news(request, article)
    return state


def _news(request: HttpRequest, article: Article) -> str:
    user = cast("User", request.user)
    company.arrive(user, article)
    base = typed.number({"base": [request.POST.get("base", "")]}, "base")
    news = company.news(user, article, base)
    return render_to_string("admin/encyclopedia/article/_news.html", {"news": news})


def here(request: HttpRequest, desk: ModelAdmin, article: Article) -> HttpResponse:
    """Note that somebody still has the form open, and tell who else has."""
    return JsonResponse(_state(request, article))


def changes(request: HttpRequest, desk: ModelAdmin, article: Article | None) -> HttpResponse:
    """Show what saving would change, as a part of the form."""
    if article is not None:
        saving.advance(request, article)
    page = saving.panels(request, article, shows=True)
    return render(request, "admin/encyclopedia/article/_changes.html", page)


def _changes_of_new(desk: ModelAdmin) -> Answer:
    def answer(request: HttpRequest) -> HttpResponse:
        if not desk.has_add_permission(request):
            raise Http404(_("There is no such page."))
        return changes(request, desk, None)

    return answer


def _draft(desk: ModelAdmin) -> Answer:
    def answer(request: HttpRequest, ticket: UUID) -> HttpResponse:
        draft = drafts.find(cast("User", request.user).pk, ticket)
        if draft is None:
            raise Http404(_("There is no such draft."))
        before, now = drafts.read(draft)
        compared = comparing.documents(before, now)
        page = {
            **desk.admin_site.each_context(request),
            "opts": desk.opts,
            "title": _("What you typed and did not save"),
            "draft": draft,
            "article": draft.article,
            "form_url": rescuing.form_url(draft.article),
            "page": {"compared": compared},
            **pages.lanes(compared.comparison),
        }
        return render(request, "admin/encyclopedia/article/draft.html", page)

    return answer


def _discard(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Put a draft away for good."""
    user = cast("User", request.user)
    draft = drafts.find(user.pk, ticket)
    article = draft.article if draft else None
    if drafts.discard(user.pk, ticket):
        messages.success(request, _("The draft that was kept for you is discarded."))
    return HttpResponseRedirect(rescuing.form_url(article))
