"""The address of an article at the desk, and the old names that lead there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from encyclopedia import addressing, permissions, publishing, store, translating
from encyclopedia.admin import evidence
from encyclopedia.core import titles
from encyclopedia.models import Article, Publication


class MoveForm(forms.Form):
    """The address that an article is to have."""

    use_required_attribute = False  # our sentence says what is missing, and why

    slug = forms.CharField(max_length=addressing.LONGEST, label=gettext_lazy("Address"))


class NameForm(forms.Form):
    """Another name that is to lead to an article."""

    use_required_attribute = False  # our sentence says what is missing, and why

    title = forms.CharField(max_length=titles.LONGEST, label=gettext_lazy("Another name"))

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


class PairForm(forms.Form):
    """The article on the same subject in another language."""

    use_required_attribute = False  # our sentence says what is missing, and why

    other = forms.CharField(
        max_length=titles.LONGEST, label=gettext_lazy("Title of the article in another language")
    )


def urls(desk: ModelAdmin) -> list[URLPattern]:
    """Give the address of this page, below that of the article."""
    asked_or_done = require_http_methods(["GET", "HEAD", "POST"])(addresses)
    return [
        path(
            "<uuid:pk>/addresses/",
            evidence.at_the_desk(desk, asked_or_done),
            name="encyclopedia_article_addresses",
        )
    ]


def addresses(request: HttpRequest, desk: ModelAdmin, article: Article) -> HttpResponse:
    """Show the address of the article and the names that lead there; change them."""
    may_change = permissions.may_publish(request.user, article)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    moving = MoveForm(request.POST if "_move" in request.POST else None)
    naming = NameForm(request.POST if "_add" in request.POST else None)
    pairing = PairForm(request.POST if "_pair" in request.POST else None)
    if request.method == "POST":
        try:
            said = _done(request, article, moving, naming) or _paired(request, article, pairing)
        except translating.TranslationError as error:
            pairing.add_error("other", str(error))
            said = ""
        except (addressing.AddressError, store.StoreError) as error:
            form, field = (moving, "slug") if "_move" in request.POST else (naming, "title")
            form.add_error(field, str(error))
            said = ""
        if said:
            messages.success(request, said)
            here = reverse("admin:encyclopedia_article_addresses", args=[article.pk])
            return HttpResponseRedirect(here)
    page = {
        **evidence.around(
            request, desk, article, _("Addresses of “{title}”").format(title=article.title)
        ),
        "may_change": may_change,
        "public_title": Publication.objects.filter(article=article)
        .values_list("title", flat=True)
        .first(),
        "names": addressing.leading_here(article).values("slug", "title", "title_key"),
        "moving": moving,
        "naming": naming,
        "pairing": pairing,
        "counterparts": _counterparts(article),
    }
    return render(request, "admin/encyclopedia/article/addresses.html", page)


def _done(request: HttpRequest, article: Article, moving: MoveForm, naming: NameForm) -> Any:
    """Do what was asked and say so; say nothing where a form has errors."""
    if "_remove" in request.POST:
        slug = request.POST["_remove"].replace("\0", "")
        gone = publishing.remove_name(article, slug)
        return (
            _("“{slug}” leads here no more.").format(slug=slug)
            if gone
            else _("It did not lead here any more.")
        )
    if moving.is_bound and moving.is_valid():
        slug = moving.cleaned_data["slug"]
        if not publishing.move(article, slug):
            return _("That is its address already.")
        return _("The address is “{slug}” now, and the old one leads there.").format(slug=slug)
    if naming.is_bound and naming.is_valid():
        title = naming.cleaned_data["title"]
        publishing.add_name(article, title)
        return _("“{title}” leads here now.").format(title=title)
    return ""


def _paired(request: HttpRequest, article: Article, pairing: PairForm) -> str:
    """Link the article with one in another language, or take it out of all such links."""
    if "_unpair" in request.POST:
        had = translating.unlink(article)
        return _("It stands alone now.") if had else _("It stood alone already.")
    if pairing.is_bound and pairing.is_valid():
        other = translating.link(article, pairing.cleaned_data["other"])
        return _("“%(title)s” is its counterpart now.") % {"title": other.title}
    return ""


def _counterparts(article: Article) -> list[dict[str, object]]:
    others = translating.beside(article)
    public = set(
        Publication.objects.filter(article__in=others).values_list("article_id", flat=True)
    )
    return [
        {
            "id": each.pk,
            "title": each.title,
            "language": each.language,
            "public": each.pk in public,
        }
        for each in others
    ]
