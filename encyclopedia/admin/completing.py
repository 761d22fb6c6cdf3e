"""What the form asks for while an editor types: sources to cite, titles to link, new sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from encyclopedia import permissions, store
from encyclopedia.core.document import Document
from encyclopedia.desk import citing, completing, shelf
from encyclopedia.models import Article
from sources import pasting
from sources import store as source_store
from sources.models import Source

LONGEST_QUESTION = 200  # characters
LONGEST_TEXT = 100_000  # characters
EMPTY = Document(id=UUID(int=0), title="")
_NUMBER = re.compile(r"[0-9]{1,9}")


def urls(desk: ModelAdmin) -> list[URLPattern]:
    """Give the addresses that the form's scripts ask."""

    def at(route: str, view: Callable[[HttpRequest], HttpResponse], name: str) -> URLPattern:
        answer = desk.admin_site.admin_view(_for_writers(view))
        return path(f"writing/{route}/", answer, name=f"encyclopedia_article_{name}")

    return [
        at("sources", require_safe(sources), "sources"),
        at("titles", require_safe(titles), "titles"),
        at("sections", require_safe(sections), "sections"),
        at("text", require_safe(text), "any_text"),
        at("support", require_POST(support), "any_support"),
        at("paste", require_POST(paste), "paste"),
        at("source", require_POST(new_source), "new_source"),
    ]


def addresses() -> dict[str, str]:
    """Give the addresses by the names that the form's scripts know."""
    names = ("sources", "titles", "sections", "any_text", "any_support", "paste", "new_source")
    found = {name: reverse(f"admin:encyclopedia_article_{name}") for name in names}
    return found | {"picture": reverse("admin:encyclopedia_article_picture")}


def _for_writers(view: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        if not permissions.may_write(request.user):
            raise PermissionDenied
        return view(request)

    return answer


def _asked(request: HttpRequest, name: str = "q") -> str:
    return request.GET.get(name, "").strip()[:LONGEST_QUESTION]


def _document(id_: str) -> Document | None:
    try:
        article = Article.objects.present().filter(pk=UUID(id_)).first()
    except ValueError:
        return None
    return store.current(article) if article else None


def sources(request: HttpRequest) -> JsonResponse:
    """Offer sources: those of the article first."""
    found = completing.sources(_asked(request), _document(request.GET.get("article", "")))
    return JsonResponse({"found": [asdict(each) for each in found]})


def titles(request: HttpRequest) -> JsonResponse:
    """Offer titles of articles, drafts too, and say whether the one that was typed is one."""
    asked = _asked(request)
    found = completing.named(asked) if asked else ()
    known = bool(asked) and completing.exists(asked)
    return JsonResponse({"found": [asdict(each) for each in found], "known": known})


def sections(request: HttpRequest) -> JsonResponse:
    """Offer the sections of an article."""
    asked = _asked(request).casefold()
    found = completing.sections(_asked(request, "title"))
    return JsonResponse({"found": [name for name in found if asked in name.casefold()]})


def text(request: HttpRequest) -> HttpResponse:
    """Give the archived text of a source."""
    document = _document(request.GET.get("article", "")) or EMPTY
    return text_of(document, request.GET.get("source", ""))


def text_of(document: Document, key: str) -> HttpResponse:
    """Give an archived text as plain text, which no browser takes for a page.

    One that has pages is an object: the text, and where each page begins, with its number.
    """
    opened = shelf.opened(document, key[:LONGEST_QUESTION])
    if opened is None:
        raise Http404(_("There is no such source."))
    if opened.pages.starts:
        return JsonResponse({"text": opened.text, "pages": opened.pages.in_utf_16(opened.text)})
    answer = HttpResponse(opened.text, content_type="text/plain; charset=utf-8")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def support(request: HttpRequest) -> HttpResponse:
    """Rank the passages of one source for the sentence at a place, as a part of the form."""
    document = _document(request.POST.get("article", "")) or EMPTY
    opened = shelf.opened(document, request.POST.get("source", "")[:LONGEST_QUESTION])
    if opened is None or not opened.text:
        return ranked(request, {}, {})
    return ranked(request, {opened.key: opened.text}, {opened.key: opened.title})


def ranked(
    request: HttpRequest, texts: Mapping[str, str], titles: Mapping[str, str]
) -> HttpResponse:
    """Rank the passages of *texts* for the sentence at code point `at` of the paragraph `text`."""
    at = request.POST.get("at", "")
    written = request.POST.get("text", "")[:LONGEST_TEXT]
    sentence = citing.sentence_at(written, int(at) if _NUMBER.fullmatch(at) else 0)
    page = {"sentence": sentence, "ranked": citing.ranked(sentence, texts, titles)}
    return render(request, "admin/encyclopedia/article/_support.html", page)


def paste(request: HttpRequest) -> JsonResponse:
    """Read what was pasted, and say whether such a source is there."""
    try:
        pasted = pasting.read(
            request.POST.get("pasted", ""), look=permissions.may_add_sources(request.user)
        )
    except pasting.PastedError as error:
        return JsonResponse({"error": str(error)}, status=400)
    return JsonResponse(
        {
            "known": _told(pasted.known) if pasted.known else None,
            "fields": pasting.fields_of(pasted.record),
            "fetched": pasted.fetched,
            "notes": list(pasted.notes),
        }
    )


def new_source(request: HttpRequest) -> JsonResponse:
    """Record a source, or say at its fields why not."""
    if not permissions.may_add_sources(request.user):
        raise PermissionDenied
    form = pasting.NewSourceForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    known = pasting.find(form.record())
    if known is not None:
        return JsonResponse({"known": _told(known)}, status=409)
    editor: Any = request.user
    try:
        saved = form.save(editor=editor, summary="Added while an article was written")
    except (source_store.InvalidRecordError, source_store.AlreadyArchivedError) as error:
        return JsonResponse({"errors": {"title": [str(error)]}}, status=400)
    return JsonResponse(_told(saved))


def _told(source: Source) -> dict[str, Any]:
    return {
        "key": source.key,
        "title": source.title or source.key,
        "by": source.publisher or source.container,
        "archived": source.snapshot_id is not None,
    }
