"""Whole pages from values: no page here asks the database anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from encyclopedia import assets, languages, mark
from encyclopedia.core.comparison import Comparison, Problems
from encyclopedia.core.languages import direction as direction
from encyclopedia.core.writers import html
from encyclopedia.core.writers.html import changes
from encyclopedia.core.writers.html.changes import Look
from encyclopedia.core.writers.html.page import NO_PASSAGES, Passages
from encyclopedia.pages.about import AboutPage as AboutPage
from encyclopedia.pages.api_docs import ApiDocsPage as ApiDocsPage
from encyclopedia.pages.authorship import AuthorshipPage as AuthorshipPage
from encyclopedia.pages.authorship import BiographyPage as BiographyPage
from encyclopedia.pages.chronicle import Change as Change
from encyclopedia.pages.chronicle import Contributor as Contributor
from encyclopedia.pages.chronicle import ContributorPage as ContributorPage
from encyclopedia.pages.chronicle import ContributorsPage as ContributorsPage
from encyclopedia.pages.chronicle import Day as Day
from encyclopedia.pages.chronicle import RecentPage as RecentPage
from encyclopedia.pages.evidence import EvidencePage as EvidencePage
from encyclopedia.pages.fingerprint import fingerprint as fingerprint
from encyclopedia.pages.front import DayEvent as DayEvent
from encyclopedia.pages.front import Featured as Featured
from encyclopedia.pages.front import FrontPage as FrontPage
from encyclopedia.pages.front import Weak as Weak
from encyclopedia.pages.hiding import HidePage as HidePage
from encyclopedia.pages.lists import CategoryPage as CategoryPage
from encyclopedia.pages.lists import Choice as Choice
from encyclopedia.pages.lists import IndexPage as IndexPage
from encyclopedia.pages.lists import Letter as Letter
from encyclopedia.pages.lists import LinkHere as LinkHere
from encyclopedia.pages.lists import LinksPage as LinksPage
from encyclopedia.pages.lists import Member as Member
from encyclopedia.pages.lists import SeriesPage as SeriesPage
from encyclopedia.pages.lists import Way as Way
from encyclopedia.pages.parting import Part as Part
from encyclopedia.pages.parting import Weighed as Weighed
from encyclopedia.pages.parting import cut as cut
from encyclopedia.pages.referring import CitePage as CitePage
from encyclopedia.pages.referring import ReferencesPage as ReferencesPage
from encyclopedia.pages.reporting import ReportPage as ReportPage
from encyclopedia.pages.returning import Obstacle as Obstacle
from encyclopedia.pages.returning import ReturnPage as ReturnPage
from encyclopedia.pages.searching import SearchPage as SearchPage
from encyclopedia.pages.stretches import blocks
from encyclopedia.pages.values import AS_READ
from encyclopedia.pages.values import ArticleLinks as ArticleLinks
from encyclopedia.pages.values import ArticlePage as ArticlePage
from encyclopedia.pages.values import Compared as Compared
from encyclopedia.pages.values import ComparePage as ComparePage
from encyclopedia.pages.values import ErrorPage as ErrorPage
from encyclopedia.pages.values import HistoryPage as HistoryPage
from encyclopedia.pages.values import LanguageLink as LanguageLink
from encyclopedia.pages.values import PageLink as PageLink
from encyclopedia.pages.values import Passage as Passage
from encyclopedia.pages.values import Reference as Reference
from encyclopedia.pages.values import RevisionLine as RevisionLine
from encyclopedia.pages.values import RevisionPage as RevisionPage
from encyclopedia.pages.values import Site as Site
from encyclopedia.pages.values import SourcePage as SourcePage
from encyclopedia.pages.values import SourceUse as SourceUse
from sources.core.saying import told
from sources.core.styles import STYLES

ERRORS: Final = frozenset({403, 404, 410, 500, 503})


def article(page: ArticlePage) -> str:
    """Show an article as the public reads it."""
    context = _article_context(page, page.passages)
    context["structured_data"] = _in_script(page.structured_data)
    return _render("article.html", "article", context)


def old_revision(page: RevisionPage) -> str:
    """Show an article as it was at one revision, and say so."""
    context = {**_article_context(page), **_form(page.token), "told": page.told}
    return _render("revision.html", "revision", context)


def history(page: HistoryPage) -> str:
    """List the revisions of an article, any two of which may be chosen to compare."""
    context = {"page": page, "site": page.site, "told": page.told}
    return _render("history.html", "history", context)


def compare(page: ComparePage) -> str:
    """Show what changed between two revisions."""
    page = languages.told(page)
    context = {
        "page": page,
        "site": page.site,
        **lanes(page.comparison, page.look),
        "problems": problems(page.problems) if page.problems else "",
        "told": page.told,
    }
    return _render("compare.html", "compare", context)


def taking_back(page: ReturnPage) -> str:
    """Show what would change were a revision restored or undone, and offer to save that."""
    page = languages.told(page)
    compared = lanes(page.compared.comparison, AS_READ) if page.compared else {}
    context = {**_form(page.token), **compared, "page": page, "site": page.site}
    return _render("return.html", "compare", context)


def hiding(page: HidePage) -> str:
    """Ask what of a revision is to be hidden, and show what was hidden before."""
    return _render("hide.html", "hide", {**_form(page.token), "page": page, "site": page.site})


def cite(page: CitePage) -> str:
    """Offer ready-made citations of the article as readers have it now."""
    return _render("cite.html", "cite", {"page": page, "site": page.site})


def report(page: ReportPage) -> str:
    """Let a reader report a sentence."""
    context = {**_form(page.token), "page": page, "site": page.site}
    return _render("report.html", "report", context)


def about(page: AboutPage) -> str:
    """Say what this site is, in its operator's words or in those that are shipped."""
    body = html.write(page.document, page.titles) if page.document else ""
    return _render(
        "about.html", "article", {"page": page, "site": page.site, "body": _trusted(body)}
    )


def references(page: ReferencesPage) -> str:
    """List the sources of an article in one style, to read and to copy."""
    context = {
        "page": page,
        "site": page.site,
        "references": tuple(
            (record.language, _trusted(page.style.html(record))) for record in page.records
        ),
        "plain": "\n".join(page.style.plain(record) for record in page.records),
        "style_title": languages.told(page.style.title),
    }
    return _render("references.html", "cite", context)


def lanes(compared: Comparison, look: Look = AS_READ) -> dict[str, Any]:
    """Write the lanes of a comparison: those before its text, the text, and those after it."""
    words = languages.words()
    compared, look = told(compared, words), replace(look, language=words)
    return {
        "comparison": compared,
        "lanes": _counts(compared),
        "before": _trusted("\n".join(changes.lane(lane, look) for lane in compared.before)),
        "text": _trusted(changes.prose(compared.text, look)),
        "after": _trusted("\n".join(changes.lane(lane, look) for lane in compared.after)),
    }


def _counts(compared: Comparison) -> list[dict[str, object]]:
    """Count the changes of each lane that has some, in the order of the page."""
    text = sum(entry.kind != "same" for entry in compared.text)
    counted = [(lane.name, lane.title, len(lane.rows)) for lane in compared.before]
    counted.append(("text", gettext("Text"), text))
    counted += [(lane.name, lane.title, len(lane.rows)) for lane in compared.after]
    names = ("name", "title", "count")
    return [dict(zip(names, lane, strict=True)) for lane in counted if lane[2]]


def problems(found: Problems) -> SafeString:
    """Write which problems a change introduced and mended."""
    return _trusted(changes.problems(found, languages.words()))


def source(page: SourcePage) -> str:
    """Show what is known of a source, what may be read of it, and who cites it."""
    context = {
        "page": page,
        "site": page.site,
        "record": page.record,
        "names": tuple(html.name_in_words(name) for name in page.record.authors),
        "editors": tuple(html.name_in_words(name) for name in page.record.editors),
        "translators": tuple(html.name_in_words(name) for name in page.record.translators),
        "type": html.type_in_words(page.record, languages.words()),
        "standing": html.standing_in_words(page.record, languages.words()),
        "reliability": html.reliability_in_words(page.record, languages.words()),
        "tags": html.tags(page.record, languages.words())[1:],
        "issued": _trusted(html.date_in_words(page.record.issued, languages.words())),
        "address": _web(page.record.url),
        "archive_address": _web(page.record.archive_url),
        "unreachable_since": _day(page.unreachable_since),
        "blocks": blocks(page.text, page.pinned, page.removed),
        "references": tuple(
            (languages.told(style.title), _trusted(style.html(page.record))) for style in STYLES
        ),
    }
    return _render("source.html", "source", context)


def _day(day: date | None) -> SafeString | str:
    return _trusted(html.date_in_words(day.isoformat(), languages.words())) if day else ""


def evidence(page: EvidencePage) -> str:
    """Show an article sentence by sentence beside the words of its sources."""
    return _render("evidence.html", "evidence", {"page": page, "site": page.site})


def authorship(page: AuthorshipPage) -> str:
    """Show an article sentence by sentence with who wrote it."""
    return _render("authorship.html", "authorship", {"page": page, "site": page.site})


def biography(page: BiographyPage) -> str:
    """Show the life of one sentence."""
    return _render("biography.html", "authorship", {"page": page, "site": page.site})


def index(page: IndexPage) -> str:
    """List articles or sources by letter."""
    shown = replace(page, letters=tuple(map(_dated, page.letters)))
    return _render("index.html", "index", {"page": shown, "site": page.site, "query": page.query})


def _dated(letter: Letter) -> Letter:
    """Give *letter* with the dates of its sources in words."""
    entries = tuple(
        replace(each, issued=_trusted(html.date_in_words(each.issued, languages.words())))
        for each in letter.entries
    )
    return replace(letter, entries=entries)


def front(page: FrontPage) -> str:
    """Show the front page."""
    return _render("front.html", "front", {"page": page, "site": page.site})


def category(page: CategoryPage) -> str:
    """List the articles of a category."""
    return _render("category.html", "index", {"page": page, "site": page.site})


def series(page: SeriesPage) -> str:
    """List the articles of a series in their order."""
    return _render("series.html", "index", {"page": page, "site": page.site})


def links(page: LinksPage) -> str:
    """List what leads to an article."""
    return _render("links.html", "index", {"page": page, "site": page.site})


def recent(page: RecentPage) -> str:
    """List what changed in all articles, day by day."""
    return _render("recent.html", "recent", {"page": page, "site": page.site})


def contributors(page: ContributorsPage) -> str:
    """List who wrote what readers have."""
    return _render("contributors.html", "index", {"page": page, "site": page.site})


def contributor(page: ContributorPage) -> str:
    """List what one contributor wrote."""
    return _render("contributor.html", "recent", {"page": page, "site": page.site})


def search(page: SearchPage) -> str:
    """Show what a search found."""
    return _render("search.html", "search", {"page": page, "site": page.site})


def search_still(site: Site) -> str:
    """Show the search of a site without a server."""
    return _render("search_still.html", "search_still", {"site": site})


def api_docs(page: ApiDocsPage) -> str:
    """Describe the API, which speaks English, as do its descriptions."""
    with languages.spoken("en"):
        return _render("api_docs.html", "api", {"page": page, "site": page.site})


def error(page: ErrorPage) -> str:
    """Say that a page is not there, and what to do."""
    if page.status not in ERRORS:
        raise ValueError(f"expected one of {sorted(ERRORS)}, not {page.status}")
    return _render(f"{page.status}.html", "index", {"page": page, "site": page.site})


def _article_context(
    page: ArticlePage | RevisionPage, passages: Passages = NO_PASSAGES
) -> dict[str, Any]:
    return {
        "page": page,
        "site": page.site,
        "document": page.document,
        "direction": direction(page.document.language),
        "body": _trusted(
            html.write(page.document, page.titles, passages, languages.words(), page.descriptions)
        ),
        "description": html.summary(page.document),
    }


def _form(token: str) -> dict[str, str]:
    """Let {% csrf_token %} of a form that saves give *token*."""
    return {"csrf_token": token} if token else {}


def _render(template: str, style: str, context: dict[str, Any]) -> str:
    css = assets.style(*assets.PAGE_STYLES[style])
    script = assets.script(assets.PAGE_SCRIPTS.get(style, "site"))
    return render_to_string(
        template,
        {
            **context,
            "css": _trusted(css),
            "javascript": _trusted(script),
            "icon": mark.address(),
            "spoken": languages.now(),
        },
    )


def _web(url: str) -> str:
    """Give *url* back where a browser may be sent there, else nothing."""
    return url if url.casefold().startswith(("http://", "https://")) else ""


def _in_script(json: str) -> SafeString:
    """Make JSON safe inside <script>, which ends at the first thing that looks like a tag."""
    return _trusted(
        json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"),
    )


def _trusted(text: str) -> SafeString:
    return mark_safe(text)  # noqa: S308 -- the writer's cleaned output and our own files, no other
