"""Corrected sources at the desk: which articles keep them as before, and taking them over."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from encyclopedia import audit, permissions
from encyclopedia.desk import adopting, bulk
from encyclopedia.models import Article
from sources.models import Source

ADOPT = next(action for action in bulk.ACTIONS if action.name == "adopt_sources")


@require_http_methods(["GET", "HEAD", "POST"])
def of_source(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the articles that cite an older version of a source; take it over where chosen."""
    if not permissions.may_write(request.user):
        raise PermissionDenied
    source, user = get_object_or_404(Source, pk=pk), cast("User", request.user)
    here = reverse("adopt_source", args=[pk])
    if request.method == "POST":
        return _adopt(request, here)
    context = {
        "title": _("Take over “{source}”").format(source=source),
        "behind": adopting.changeable(
            adopting.citing([source.key, *source.aliases], by=user), user
        ),
        "source": {
            "key": source.key,
            "url": reverse("admin:sources_source_change", args=[source.pk]),
            "title": str(source),
        },
    }
    return _page(request, context)


@require_http_methods(["GET", "HEAD", "POST"])
def of_article(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show which sources of an article were corrected since, and take them over."""
    if not permissions.may_write(request.user):
        raise PermissionDenied
    article = get_object_or_404(Article.objects.present(), pk=pk)
    here = reverse("adopt_article", args=[pk])
    if request.method == "POST":
        return _adopt(request, here)
    context = {
        "title": _("Corrected sources of “{article}”").format(article=article),
        "behind": adopting.changeable(adopting.behind([article.pk]), cast("User", request.user)),
        "article": article,
    }
    return _page(request, context)


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    around = {**admin.site.each_context(request), "opts": Article._meta}  # noqa: SLF001 -- Django documents _meta
    context["may_take"] = any(not each.refusal for each in context["behind"])
    return render(request, "admin/encyclopedia/article/adopt.html", {**around, **context})


def _adopt(request: HttpRequest, here: str) -> HttpResponse:
    """Take over in each chosen article, as it was seen ("id:revision")."""
    seen: dict[UUID, int] = {}
    for chosen in request.POST.getlist("article"):
        own, _rest, number = chosen.partition(":")
        try:
            seen[UUID(own)] = int(number)
        except ValueError:
            continue
    if not seen:
        messages.warning(request, _("Choose the articles that take it over."))
        return HttpResponseRedirect(here)
    found = Article.objects.present().filter(pk__in=seen).select_related("protection")
    articles = list(found.order_by("title")[: bulk.MOST])
    done = bulk.carry_out(ADOPT, articles, seen, cast("User", request.user), {})
    audit.each(request, "adopt_sources", [(str(each.article), each.outcome, "") for each in done])
    for each in done:
        level = messages.SUCCESS if each.outcome == "done" else messages.WARNING
        messages.add_message(request, level, f"“{each.title}”: {each.says}.")
    return HttpResponseRedirect(here)
