"""Words of a form that could not be taken: kept for whom they belong to, or given back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from encyclopedia.keeping import drafts, typed
from encyclopedia.models import Article, KeptDraft

KEPT = "X-Kept"
"""The header that tells a script that words were kept though their request was refused."""

_OURS = re.compile(r"password|secret|token|csrf|ticket|^_|^code$|^action$|^next$", re.IGNORECASE)
"""Fields that hold no words of somebody's, or none that a page may show."""

_PAGE = "admin/encyclopedia/article/words_back.html"


def form_url(article: Article | None) -> str:
    """Give the address of the form of *article*, or of a new one."""
    if article is None:
        return reverse("admin:encyclopedia_article_add")
    return reverse("admin:encyclopedia_article_change", args=[article.pk])


def article_of(captured: Mapping[str, object]) -> Article | None:
    """Find the article that an address names, if it names one."""
    name = str(captured.get("pk") or captured.get("object_id") or "")
    with suppress(ValueError):
        return Article.objects.filter(pk=UUID(name)).first()
    return None


def keep(request: HttpRequest, captured: Mapping[str, object]) -> KeptDraft | None:
    """Keep what was sent to the address that *captured* names, for the owner of its ticket."""
    return drafts.rescue(request.POST, article_of(captured))


def answer(request: HttpRequest, draft: KeptDraft | None) -> HttpResponse:
    """Refuse, and lead to the form that offers *draft* or, if none was kept, give it all back."""
    page: dict[str, object] = {}
    if draft is not None:
        page["form_url"] = form_url(draft.article)
    else:
        page["words"] = _words(request)
    response = render(request, _PAGE, page, status=403)
    response[KEPT] = str(int(draft is not None))
    return response


def typed_words(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """Give what was typed into any form of ours, without passwords, codes and buttons."""
    return tuple(each for each in _words(request) if not _OURS.search(each[0]))


def _words(request: HttpRequest) -> list[tuple[str, str]]:
    try:
        told = typed.fields(request.POST)
    except typed.TooLargeError:
        return []
    return [
        (name.replace("_", " ").replace("-", " "), "\n".join(values))
        for name, values in told.items()
        if any(value.strip() for value in values)
        and not name.endswith(("_FORMS", "-id", "-position", "base", "seen"))
    ]
