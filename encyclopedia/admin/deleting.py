"""Deleting an article at the desk, the list of deleted ones, and bringing one back."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from encyclopedia import audit, permissions, publishing, store
from encyclopedia.admin import evidence
from encyclopedia.models import Article, AuditEntry, Deletion, Edit, Publication, PublishedLink

A_PAGE = 100
_ASKED_OR_DONE = require_http_methods(["GET", "HEAD", "POST"])


class ReasonForm(forms.Form):
    """Why an article is deleted or brought back."""

    use_required_attribute = False  # our sentence says what is missing, and why

    reason = forms.CharField(
        max_length=500,
        error_messages={"required": gettext_lazy("Say why, for those who come after you.")},
    )


def urls(desk: ModelAdmin) -> list[URLPattern]:
    """Give the addresses of these pages; that to delete stands before the admin's own."""
    return [
        path(
            "deleted/",
            _for_those_who_delete(desk, require_safe(deleted)),
            name="encyclopedia_article_deleted",
        ),
        path(
            "<uuid:pk>/delete/",
            _for_those_who_delete(desk, _ASKED_OR_DONE(delete)),
            name="encyclopedia_article_delete",
        ),
        path(
            "<uuid:pk>/bring-back/",
            _for_those_who_delete(desk, _ASKED_OR_DONE(bring_back)),
            name="encyclopedia_article_bring_back",
        ),
        path(
            "<uuid:pk>/free-title/",
            _for_those_who(permissions.may_free_titles, desk, _ASKED_OR_DONE(free_title)),
            name="encyclopedia_article_free_title",
        ),
    ]


def _for_those_who_delete(desk: ModelAdmin, view: Callable[..., HttpResponse]) -> Any:
    return _for_those_who(permissions.may_delete, desk, view)


def _for_those_who(
    may: Callable[..., bool], desk: ModelAdmin, view: Callable[..., HttpResponse]
) -> Any:
    def answer(request: HttpRequest, **captured: Any) -> HttpResponse:
        if not may(request.user):
            raise PermissionDenied
        return view(request, desk, **captured)

    return desk.admin_site.admin_view(update_wrapper(answer, view))


def deleted(request: HttpRequest, desk: ModelAdmin) -> HttpResponse:
    """List the deleted articles, those deleted last first, with who deleted them and why."""
    log = Deletion.objects.filter(article=OuterRef("pk"), deleted=True, freed=False)
    last = log.order_by("-id")
    newest = Edit.objects.filter(article=OuterRef("pk")).newest_first()
    found = (
        Article.objects.deleted()
        .annotate(
            by_name=Subquery(last.values("by_name")[:1]),
            reason=Subquery(last.values("reason")[:1]),
            head=Subquery(newest.values("revision_id")[:1]),
            given_up=ExpressionWrapper(Q(title_key__startswith="_"), BooleanField()),
        )
        .order_by("-deleted_at")
        .values("pk", "title", "slug", "given_up", "deleted_at", "by_name", "reason", "head")
    )
    page = {
        **_around(request, desk, _("Deleted articles")),
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "may_free": permissions.may_free_titles(request.user),
    }
    return render(request, "admin/encyclopedia/article/deleted.html", page)


def delete(request: HttpRequest, desk: ModelAdmin, pk: Any) -> HttpResponse:
    """Say what deleting would do and, with a reason, do it."""
    article = get_object_or_404(Article.objects.present(), pk=pk)
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    if form.is_valid():
        try:
            publishing.delete(article, reason=evidence.reason(request, form.cleaned_data["reason"]))
        except store.StoreError as error:
            audit.say(request, AuditEntry.REFUSED, "The store refused it.")
            messages.error(request, str(error))
        else:
            messages.success(
                request,
                _("“{article}” is deleted. Nothing is lost: it can be brought back here.").format(
                    article=article
                ),
            )
        return HttpResponseRedirect(reverse("admin:encyclopedia_article_deleted"))
    page = {
        **_around(request, desk, _("Delete “{article}”?").format(article=article)),
        "article": article,
        "form": form,
        "deleting": True,
        "back_url": reverse("admin:encyclopedia_article_change", args=[article.pk]),
        "consequences": tuple(_consequences(article)),
    }
    return render(request, "admin/encyclopedia/article/delete.html", page)


def _consequences(article: Article) -> list[str]:
    """Say what deleting *article* would do, a sentence each."""
    public = Publication.objects.filter(article=article).first()
    said = []
    if public is not None:
        names = [public.title_key, *article.redirects.named()]
        linking = PublishedLink.objects.filter(title_key__in=names).exclude(publication=public)
        pages = linking.values("publication").distinct().count()
        said += [
            _(
                "Readers get “withdrawn” (410) at its address at once; its history and "
                "feed are gone."
            ),
            ngettext(
                "Links to it turn red on {number} public page.",
                "Links to it turn red on {number} public pages.",
                pages,
            ).format(number=pages),
        ]
    else:
        said.append(_("Readers do not see it now, so nothing changes for them."))
    count = store.history(article).count()
    revisions = (
        _("Its one revision stays")
        if count == 1
        else _("Its {count} revisions stay").format(count=count)
    )
    return [
        *said,
        _("{revisions}, with all words, sources and old names, for those who may delete.").format(
            revisions=revisions
        ),
        _("It keeps its title and address: nobody takes them until an administrator frees them."),
        _("Whoever may delete can bring it back, and then it is a draft until it is published."),
    ]


def bring_back(request: HttpRequest, desk: ModelAdmin, pk: Any) -> HttpResponse:
    """Say what bringing back would do and, with a reason, do it."""
    article = get_object_or_404(Article.objects.deleted(), pk=pk)
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    if form.is_valid():
        saved = store.bring_back(
            article, reason=evidence.reason(request, form.cleaned_data["reason"])
        )
        messages.success(
            request,
            _("“{article}” is back, as revision {id}. Readers see it when it is published.").format(
                article=saved.document.title, id=saved.edit.pk
            ),
        )
        return HttpResponseRedirect(reverse("admin:encyclopedia_article_change", args=[article.pk]))
    head = store.head(article)
    page = {
        **_around(request, desk, _("Bring “{article}” back?").format(article=article)),
        "article": article,
        "form": form,
        "deleting": False,
        "back_url": reverse("admin:encyclopedia_article_deleted"),
        "consequences": (
            _(
                "It is again as revision {id} left it, saved as a new revision that names it."
            ).format(id=head.pk),
            *_named_anew(article),
            _("All revisions, citations, findings and old names are there again."),
            _("Readers see it when somebody publishes it, not before."),
        ),
    }
    return render(request, "admin/encyclopedia/article/delete.html", page)


def _named_anew(article: Article) -> list[str]:
    """Say what an article that gave its title up is called when it is back."""
    if not article.gave_up_its_title:
        return []
    title = store.title_when_back(article)
    if title == article.title:
        return [_("No article took its title, so it has it again.")]
    said = _(
        "Another article has its title now, so it is called “%(title)s”. Rename it as you like."
    )
    return [said % {"title": title}]


def free_title(request: HttpRequest, desk: ModelAdmin, pk: Any) -> HttpResponse:
    """Say what freeing the title of a deleted article would do and, with a reason, do it."""
    article = get_object_or_404(Article.objects.deleted(), pk=pk)
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    if form.is_valid():
        why = evidence.reason(request, form.cleaned_data["reason"])
        try:
            store.give_up_title(article, reason=why)
        except store.StoreError as error:
            audit.say(request, AuditEntry.REFUSED, "The store refused it.")
            messages.error(request, str(error))
        else:
            said = _(
                "The title “%(title)s” is free. The deleted article can still be brought back."
            )
            messages.success(request, said % {"title": article.title})
        return HttpResponseRedirect(reverse("admin:encyclopedia_article_deleted"))
    page = {
        **_around(request, desk, _("Free the title “%(title)s”?") % {"title": article.title}),
        "article": article,
        "form": form,
        "freeing": True,
        "back_url": reverse("admin:encyclopedia_article_deleted"),
        "consequences": (
            _("Another article can take this title and its address, %(address)s.")
            % {"address": article.get_absolute_url()},
            _("Until one does, that address is “not found”, and so are those of old revisions."),
            _("The deleted article keeps its revisions, sources and old names, and stays deleted."),
            _("Brought back, it has the title again, or one that tells it from who took it."),
        ),
    }
    return render(request, "admin/encyclopedia/article/delete.html", page)


def _around(request: HttpRequest, desk: ModelAdmin, title: str) -> dict[str, Any]:
    return {**desk.admin_site.each_context(request), "opts": desk.opts, "title": title}
