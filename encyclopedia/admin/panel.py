"""What the checks find, beside the form: of words that were typed too, and declined from there."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from encyclopedia import store
from encyclopedia.admin import completing, evidence
from encyclopedia.core import validity
from encyclopedia.desk import overview, places, shelf
from encyclopedia.models import Article, HeadFinding

LARGEST = 1_000_000  # characters


def urls(desk: ModelAdmin) -> list[URLPattern]:
    """Give the addresses of the panel, below that of the article."""
    shown = require_http_methods(["GET", "HEAD", "POST"])(panel)
    return [
        path(
            "<uuid:pk>/evidence/panel/",
            evidence.at_the_desk(desk, shown),
            name="encyclopedia_article_panel",
        ),
        path(
            "<uuid:pk>/evidence/panel/decline/",
            evidence.at_the_desk(desk, require_POST(decline)),
            name="encyclopedia_article_decline",
        ),
        path(
            "<uuid:pk>/evidence/text/",
            evidence.at_the_desk(desk, require_safe(archived_text)),
            name="encyclopedia_article_text",
        ),
        path(
            "<uuid:pk>/evidence/support/",
            evidence.at_the_desk(desk, require_POST(support)),
            name="encyclopedia_article_support",
        ),
    ]


def panel(request: HttpRequest, desk: ModelAdmin, article: Article) -> HttpResponse:
    """Give the findings as a part of the form, as if what was typed were saved.

    Only fields that changed are sent: each `field`, named as `places.field` does, with its `text`.
    """
    sent = zip(request.POST.getlist("field"), request.POST.getlist("text"), strict=False)
    typed = {
        place: text.replace("\r\n", "\n")
        for name, text in sent
        if (place := places.place(name)) is not None
    }
    marks = sum(map(validity.marks, typed.values()))
    if sum(map(len, typed.values())) > LARGEST or marks > validity.MARKS_LIMIT:
        return HttpResponse(_("This is too long to be checked while it is typed."), status=413)
    saved = HeadFinding.objects.filter(article=article)
    page = {
        "article": article,
        "overview": overview.overview(article, today=timezone.localdate(), typed=typed),
        "typed": bool(typed),
        "saved": frozenset(saved.values_list("fingerprint", flat=True)),
        "choices": shelf.choices(store.current(article)) if request.method == "GET" else None,
        "evidence_url": evidence.evidence_url(article),
        "text_url": reverse("admin:encyclopedia_article_text", args=[article.pk]),
        "support_url": reverse("admin:encyclopedia_article_support", args=[article.pk]),
        "decline_url": reverse("admin:encyclopedia_article_decline", args=[article.pk]),
    }
    part = "_panel" if request.method == "GET" else "_findings"
    return render(request, f"admin/encyclopedia/article/{part}.html", page)


def archived_text(request: HttpRequest, desk: ModelAdmin, article: Article) -> HttpResponse:
    """Give the archived text of a source of *article*, or of any other."""
    return completing.text_of(store.current(article), request.GET.get("source", ""))


def support(request: HttpRequest, desk: ModelAdmin, article: Article) -> HttpResponse:
    """Rank passages for a sentence that may not be saved yet, as a part of the form."""
    document = store.current(article)
    titles = shelf.titles(shelf.choices(document))
    return completing.ranked(request, shelf.archive(document).own, titles)


def decline(request: HttpRequest, desk: ModelAdmin, article: Article) -> JsonResponse:
    """Set a finding aside, and say from which revision the form goes on.

    It is a revision with the same words. Where somebody else saved meanwhile, the form still
    begins from where it began, so that a later save merges.
    """
    form = evidence.DeclineForm(request.POST)
    if not form.is_valid():
        return _refused(" ".join(str(each) for errors in form.errors.values() for each in errors))
    asked: dict[str, Any] = form.cleaned_data
    base = evidence.begun(article, asked["base"])
    if base is None:
        return _refused(str(evidence.NO_BASE))
    goes_on = store.head(article).pk == base.pk
    why = asked["why"]
    try:
        saved = overview.decline(
            article,
            asked["fingerprint"],
            why,
            base=base,
            reason=evidence.reason(request, f"Finding declined: {why}"),
            today=timezone.localdate(),
        )
    except (store.StoreError, overview.GoneError) as error:
        return _refused(str(error))
    return JsonResponse({"base": saved.edit.pk if goes_on else base.pk, "said": _("Declined.")})


def _refused(sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=400)
