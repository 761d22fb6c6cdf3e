"""Watching at the desk: what is watched, what changed there, and how often by e-mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from encyclopedia import digests, permissions, watching
from encyclopedia.admin import evidence
from encyclopedia.models import Article, Attention, Edit, Section
from encyclopedia.running import letters

A_PAGE = 50


class DigestForm(forms.ModelForm):
    """How often somebody wants to be told by e-mail."""

    class Meta:
        """One choice."""

        model = Attention
        fields = ("digest",)
        labels = {"digest": gettext_lazy("Tell me by e-mail")}


class SeenForm(forms.Form):
    """Up to which revision the news were seen."""

    up_to = forms.IntegerField(min_value=0, max_value=evidence.LARGEST_NUMBER)


class ChoiceForm(forms.Form):
    """What is to be watched, or not any more."""

    section = forms.UUIDField(required=False)
    unwatch = forms.IntegerField(required=False, min_value=1, max_value=evidence.LARGEST_NUMBER)


def unread(request: HttpRequest) -> dict[str, Any]:
    """Give every page of the desk the number of news, counted where it is shown (a processor)."""

    def count() -> str:
        return watching.unread(request.user) if request.user.pk else ""

    return {"unread": SimpleLazyObject(count)}


@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: HttpRequest) -> HttpResponse:
    """List what changed where somebody watches; take it as seen, or how often to write."""
    if not permissions.works_at_the_desk(request.user):
        raise PermissionDenied
    user: Any = request.user
    attention = Attention.objects.filter(pk=user.pk).first() or Attention(user=user)
    if request.method == "POST" and "_seen" in request.POST:
        seen = SeenForm(request.POST)
        if seen.is_valid():
            watching.see(user, seen.cleaned_data["up_to"])
        return HttpResponseRedirect(reverse("notifications"))
    form = DigestForm(request.POST or None, instance=attention)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("notifications"))
    page = Paginator(watching.news(user, after=0), A_PAGE).get_page(request.GET.get("page"))
    lines = tuple(_line(edit, user, is_new=edit.pk > attention.seen) for edit in page.object_list)
    context = {
        **admin.site.each_context(request),
        "title": _("Notifications"),
        "lines": lines,
        "newest": max((line["id"] for line in lines), default=0),
        "has_new": any(line["is_new"] for line in lines),
        "page": page,
        "watched": [
            {
                "id": each.id,
                "title": each.article.title,
                "heading": each.heading,
                "is_gone": each.is_gone,
                "url": reverse("admin:encyclopedia_article_change", args=[each.article.pk]),
                "watch_url": reverse("watch", args=[each.article.pk]),
            }
            for each in watching.watched(user)
        ],
        "form": form,
        "email": user.email,
        "letters_leave": letters.leave(),
    }
    return render(request, "admin/encyclopedia/notifications.html", context)


def _line(edit: Edit, user: User, *, is_new: bool) -> dict[str, Any]:
    slug = edit.article.slug
    url = reverse("revision", args=[slug, edit.pk])
    if edit.base_id and not edit.hides_from(user, "text"):
        url = reverse("compare", args=[slug, edit.base_id, edit.pk])
    return {
        "id": edit.pk,
        "title": edit.article.title,
        "editor": watching.told(edit, "editor", user),
        "summary": watching.told(edit, "summary", user),
        "minor": edit.minor,
        "when": edit.saved_at,
        "url": url,
        "is_new": is_new,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def watch(request: HttpRequest, desk: ModelAdmin, article: Article) -> HttpResponse:
    """Show what of an article is watched, and begin or end to watch it or one section."""
    user: Any = request.user
    sections = list(Section.objects.filter(article=article).order_by("position"))
    if request.method == "POST":
        form = ChoiceForm(request.POST)
        if form.is_valid():
            _choose(request, article, sections, form.cleaned_data)
        return HttpResponseRedirect(reverse("watch", args=[article.pk]))
    mine = {each.section: each for each in watching.watched(user) if each.article == article}
    own = mine.pop(None, None)
    context = {
        **evidence.around(request, desk, article, _("Watch “{title}”").format(title=article.title)),
        "own": own.id if own else 0,
        "sections": [
            {
                "id": section.pk,
                "heading": section.heading,
                "level": section.level,
                "watch": mine[section.pk].id if section.pk in mine else 0,
            }
            for section in sections
        ],
        "gone": [
            {"id": each.id, "heading": each.heading} for each in mine.values() if each.is_gone
        ],
    }
    return render(request, "admin/encyclopedia/article/watch.html", context)


def _choose(
    request: HttpRequest, article: Article, sections: list[Section], asked: dict[str, Any]
) -> None:
    user: Any = request.user
    if asked["unwatch"]:
        watching.unwatch(user, asked["unwatch"])
        messages.success(request, _("You do not watch it any more."))
        return
    section = next((each for each in sections if each.pk == asked["section"]), None)
    if asked["section"] and section is None:
        messages.error(request, _("This section is not there any more."))
        return
    watching.watch(user, article, section)
    what = f"“{section.heading}”" if section else _("all of it")
    messages.success(
        request,
        _("You watch {what}: changes by others stand under Notifications.").format(what=what),
    )


@csrf_exempt  # the token is the right itself, and mail programs send no cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def stop_digests(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether digests should stop, and stop them."""
    if not digests.is_token(token):
        raise Http404(_("There is no such letter."))
    stopped = request.method == "POST" and digests.stop(token)
    context = {
        "title": _("No more digests"),
        "stopped": stopped,
        "site_header": admin.site.site_header,
    }
    return render(request, "admin/encyclopedia/stop_digests.html", context)
