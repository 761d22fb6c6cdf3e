"""Search: a page of results, titles as one types, and its description for browsers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from encyclopedia import languages, pages, presenting, search
from encyclopedia.core import search as words
from encyclopedia.pages import searching

if TYPE_CHECKING:
    from encyclopedia.search import Found, Hit, Narrowed

A_PAGE = 20
MOST_PAGES = 50
FIELDS = ("q", "kind", "category", "from", "to", "wanting")
_YEAR = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What was asked, each field as it was typed, and what is wrong with it."""

    asked: Mapping[str, str]
    narrowed: Narrowed
    errors: Mapping[str, str]


@require_safe
@cache_control(no_cache=True, public=True)
def results(request: HttpRequest) -> HttpResponse:
    """Answer a search among all that the public reads."""
    question = _question(request.GET)
    asked, narrowed = question.asked, question.narrowed
    query = words.read(asked.get("q", ""))
    number = _page_number(request.GET.get("page", ""))
    first = (number - 1) * A_PAGE
    found = search.find(query, narrowed, first, first + A_PAGE)
    more = min(found.total, MOST_PAGES * A_PAGE) > first + A_PAGE
    errors, offered = dict(question.errors), search.choices()
    if query.text and not query.terms:
        errors["q"] = _("Say also what to look for: there is no word in this that is wanted.")
    return HttpResponse(
        pages.search(
            searching.SearchPage(
                typed=query.text,
                meant=found.query.text if found.corrected else "",
                loose=found.loose,
                asked=asked,
                errors=errors,
                kinds=searching.options(((kind, kind) for kind in offered.kinds), narrowed.kind),
                categories=searching.options(offered.categories, narrowed.category),
                wanting=narrowed.wanting,
                narrowed=bool(narrowed),
                total=_total(found.total),
                first=first + 1,
                results=tuple(_result(hit, found) for hit in found.hits),
                previous_url=_url(asked, number - 1) if number > 1 else "",
                next_url=_url(asked, number + 1) if more else "",
                every_url=_url({"q": query.text}, 1),
                site=presenting.site(),
            )
        )
    )


@require_safe
@cache_control(no_cache=True, public=True)
def suggest(request: HttpRequest) -> HttpResponse:
    """Give titles as one types, in the form of OpenSearch suggestions: [typed, [titles …]]."""
    typed = request.GET.get("q", "")[: words.query.LONGEST]
    hits = search.suggest(typed)
    answer = [typed, [hit.title for hit in hits], [hit.description for hit in hits]]
    return JsonResponse(answer, safe=False)


@require_safe
@cache_control(public=True, max_age=86_400)
def description(request: HttpRequest) -> HttpResponse:
    """Describe the search to browsers (https://github.com/dewitt/opensearch)."""
    site = presenting.site(f"{request.scheme}://{request.get_host()}")
    here, titles_here = (f"{site.origin}{reverse(name)}" for name in ("search", "suggest"))
    about = _("Search in the articles of {site}").format(site=site.name)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(site.name[:16])}</ShortName>\n"
        f"<Description>{escape(about)}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template="{escape(here)}?q={{searchTerms}}"/>\n'
        '<Url type="application/x-suggestions+json"'
        f' template="{escape(titles_here)}?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    )
    return HttpResponse(text, content_type="application/opensearchdescription+xml; charset=utf-8")


def _question(fields: Mapping[str, str]) -> _Question:
    asked = {name: " ".join(fields.get(name, "").split())[:300] for name in FIELDS}
    years = {name: asked[name] for name in ("from", "to") if asked[name]}
    errors = {
        name: _("Write the year in digits, such as 1987.")
        for name, year in years.items()
        if not _YEAR.fullmatch(year)
    }
    first, last = (
        int(years[name]) if name in years and name not in errors else None
        for name in ("from", "to")
    )
    if first is not None and last is not None and first > last:
        errors["to"] = _("This year comes before the first one.")
    narrowed = search.Narrowed(
        kind=asked["kind"],
        category=asked["category"],
        first=first,
        last=last,
        wanting=bool(asked["wanting"]),
    )
    return _Question(asked=asked, narrowed=narrowed, errors=errors)


def _page_number(typed: str) -> int:
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < len("1000") else 1
    return min(max(number, 1), MOST_PAGES)


def _url(asked: Mapping[str, str], number: int) -> str:
    kept = {name: text for name, text in asked.items() if text}
    page = {"page": str(number)} if number > 1 else {}
    return f"{reverse('search')}?{urlencode({**kept, **page})}"


def _total(number: int) -> str:
    if number >= search.MOST_COUNTED:
        most = languages.number(search.MOST_COUNTED)
        return _("{number} articles or more").format(number=most)
    counted = ngettext("{number} article", "{number} articles", number)
    return counted.format(number=languages.number(number)) if number else ""


def _result(hit: Hit, found: Found) -> searching.SearchResult:
    query = found.query
    title = words.mark(hit.title, query)
    by_title = any(run.found for run in title)
    former = (
        []
        if by_title
        else [name for name in hit.names if any(run.found for run in words.mark(name, query))]
    )
    return searching.SearchResult(
        url=reverse("article", args=[hit.slug]),
        title=searching.marked(title),
        words=searching.marked(words.snippet(hit.body, query)),
        description=hit.description,
        kind=hit.kind,
        formerly=former[0] if former else "",
        wanting=hit.wanting,
    )
