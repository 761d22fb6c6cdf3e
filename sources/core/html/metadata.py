"""What a web page says of itself: JSON-LD or microdata, then meta elements, its title and links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sources.core import colophon, dates, extents, serials
from sources.core.captured import ISBN, LANGUAGE, Said
from sources.core.html import marked, microdata, titled

if TYPE_CHECKING:
    from lxml.html import HtmlElement

TYPES = {
    "NewsArticle": "article-newspaper",
    "ReportageNewsArticle": "article-newspaper",
    "AnalysisNewsArticle": "article-newspaper",
    "BackgroundNewsArticle": "article-newspaper",
    "OpinionNewsArticle": "article-newspaper",
    "LiveBlogPosting": "article-newspaper",
    "BlogPosting": "post-weblog",
    "ScholarlyArticle": "article-journal",
    "Report": "report",
    "Article": "webpage",
    "WebPage": "webpage",
}
# What stands in something larger, by the meta element that names that (Highwire Press).
_CONTAINERS = {
    "citation_journal_title": "article-journal",
    "citation_conference_title": "paper-conference",
    "citation_inbook_title": "chapter",
    "citation_book_title": "chapter",
}
# What an institution brought out, by the meta element that names it.
_INSTITUTIONS = {
    "citation_dissertation_institution": "thesis",
    "citation_technical_report_institution": "report",
}
_TITLES = ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title")
_DATES = (
    *("citation_publication_date", "citation_date", "article:published_time", "og:published_time"),
    *("dc.date", "dc.date.issued", "dcterms.issued", "datepublished", "date", "pubdate"),
    *("publishdate", "publish_date", "publish-date", "publication_date", "publication-date"),
    *("article:publicationdate", "article.published", "parsely-pub-date", "sailthru.date"),
    *("dc.date.created", "dcterms.created", "dcterms.date", "prism.publicationdate"),
    *("originalpublicationdate", "article_date_original", "citation_online_date"),
)
_PUBLISHERS = ("citation_publisher", "og:site_name", "dc.publisher", "dcterms.publisher")
_SITES = ("application-name", "publisher")
_AUTHORS = ("citation_author", "author", "article:author", "dc.creator", "dcterms.creator")
_EDITORS = ("citation_editor", "dc.contributor.editor")
_TRANSLATORS = ("citation_translator", "dc.contributor.translator")
_SERIES = ("citation_series_title",)
_ISSNS = ("citation_issn", "prism.issn", "prism.eissn", "dc.source.issn")
_VOLUMES = ("citation_volume", "prism.volume")
_ISSUES = ("citation_issue", "prism.number", "prism.issuenumber")
_FIRST_PAGES = ("citation_firstpage", "prism.startingpage")
_LAST_PAGES = ("citation_lastpage", "prism.endingpage")
_NUMBERS = ("citation_technical_report_number",)
_EVENTS = ("citation_conference", "prism.event")
_LANGUAGES = ("citation_language", "og:locale", "dc.language", "dcterms.language")
_BYLINES = ("byl", "byline", "sailthru.author", "parsely-author", "article.author", "authors")
_BY = re.compile(r"^by:?\s+", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s\"<>]{1,1900}", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S{1,200})", re.IGNORECASE)
_DEEPEST = 6
_PARTS = ("volumeNumber", "issueNumber")
_PERIODICALS = frozenset({"Periodical", "Newspaper"})
_REFERRING = ("author", "publisher")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    linked: dict[str, Any]
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def meta(self, names: tuple[str, ...]) -> str:
        return next((self.named[name][0] for name in names if name in self.named), "")


def read(root: HtmlElement) -> Said:
    """Read what the page says, and nothing else."""
    page = _Page(linked=_linked(root), named=_named(root))
    publisher = _name(page.linked.get("publisher")) or page.meta((*_PUBLISHERS, *_INSTITUTIONS))
    kinds = {**_CONTAINERS, **_INSTITUTIONS}
    named = next((kinds[name] for name in kinds if name in page.named), "")
    standing = _standing(page.linked)
    title, site, url = *_titled(root, page, publisher), _address(root, page)
    return Said(
        type=named or TYPES.get(_type(page.linked), "webpage"),
        title=title,
        issued=_issued(root, page, url),
        publisher=publisher or site or page.meta(_SITES),
        container=page.meta(tuple(_CONTAINERS)) or standing.get("name", ""),
        authors=_authors(page) or marked.authors(root),
        editors=_people(page, "editor", _EDITORS),
        translators=_people(page, "translator", _TRANSLATORS),
        volume=standing.get("volumeNumber", "") or page.meta(_VOLUMES),
        issue=standing.get("issueNumber", "") or page.meta(_ISSUES),
        pages=_pages(page),
        number=_flat(page.linked.get("reportNumber")) or page.meta(_NUMBERS),
        event=page.meta(_EVENTS),
        series=page.meta(_SERIES),
        language=_language(root, page),
        url=url,
        doi=_first(_DOI, page.meta(("citation_doi", "dc.identifier", "prism.doi"))),
        isbn=_isbn(_flat(page.linked.get("isbn")) or page.meta(("citation_isbn", "prism.isbn"))),
        issn=standing.get("issn", "") or _issn(page),
    )


def _titled(root: HtmlElement, page: _Page, publisher: str) -> tuple[str, str]:
    """Give the title without the name of the site, and that name where its address has it."""
    if headline := _flat(page.linked.get("headline")):
        return headline, ""
    said = page.meta(_TITLES) or _flat(root.findtext(".//title"))
    parted = titled.parted(said, root, publisher, _address(root, page))
    return parted if said else (titled.alone(root), "")


def _issued(root: HtmlElement, page: _Page, url: str) -> str:
    metas = (page.named[name][0] for name in _DATES if name in page.named)
    said = (_flat(page.linked.get("datePublished")), *metas)
    read = (dates.day(text) or marked.day(text) for text in said)
    return next(filter(None, read), "") or marked.issued(root) or marked.in_the_address(url)


def _authors(page: _Page) -> tuple[str, ...]:
    return _people(page, "author", (*_AUTHORS, *_BYLINES))


def _people(page: _Page, role: str, meta: tuple[str, ...]) -> tuple[str, ...]:
    linked = page.linked.get(role) or ()
    listed = linked if isinstance(linked, list) else [linked]
    names = [name for name in map(_name, listed) if name]
    if not names:
        metas = (page.named[name] for name in meta if name in page.named)
        names = [name for name in next(metas, ()) if not _WEB.match(name)]
    return tuple(dict.fromkeys(one for name in names for one in _each(name)))


def _each(said: str) -> tuple[str, ...]:
    """Part "By Jane Doe and Bo Reef" into its names; what is no list of names stays whole."""
    return colophon.names(said) or (_BY.sub("", said),)


def _standing(thing: dict[str, Any]) -> dict[str, str]:
    """Say what an article stands in: issue, volume and periodical, which hold one another."""
    told: dict[str, str] = {}
    for _ in range(_DEEPEST):
        within = thing.get("isPartOf")
        within = within[0] if isinstance(within, list) and within else within
        if not isinstance(within, dict):
            break
        told = {**{n: said for n in _PARTS if (said := _worded(within.get(n)))}, **told}
        if _PERIODICALS.intersection(_kinds(within)) and (name := _flat(within.get("name"))):
            told.setdefault("name", name)
            told.setdefault("issn", serials.read(_listed(within.get("issn"))))
        thing = within
    return told


def _pages(page: _Page) -> str:
    linked = page.linked
    whole = _worded(linked.get("pagination"))
    first = _worded(linked.get("pageStart")) or page.meta(_FIRST_PAGES)
    last = _worded(linked.get("pageEnd")) or page.meta(_LAST_PAGES)
    return extents.joined(first, last) or extents.ranged(whole)


def _issn(page: _Page) -> str:
    """Give the first ISSN that is one; journals name those of paper and of the web."""
    metas = (each for name in _ISSNS for each in page.named.get(name, ()))
    said = (_listed(page.linked.get("issn")), *metas)
    return next(filter(None, map(serials.read, said)), "")


def _isbn(written: str) -> str:
    plain = re.sub(r"[ -]", "", written)
    return plain.upper() if ISBN.fullmatch(plain) else ""


def _language(root: HtmlElement, page: _Page) -> str:
    http = root.xpath("//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content")
    said = (
        *(root.get("lang") or root.get("xml:lang") or "", _name(page.linked.get("inLanguage"))),
        *(page.meta(_LANGUAGES), page.meta(("language",)), *http[:1]),
    )
    known = (text.strip() for text in said if LANGUAGE.fullmatch(text.strip()))
    return next(known, "").replace("_", "-")


def _address(root: HtmlElement, page: _Page) -> str:
    links = root.xpath("//link[@rel='canonical']/@href")
    entity = page.linked.get("mainEntityOfPage")
    entity = entity.get("@id") if isinstance(entity, dict) else entity
    said = (*links[:1], page.meta(("og:url",)), page.linked.get("url"), entity)
    return next((text for each in said if (text := _flat(each)) and _is_of_the_web(text)), "")


def _is_of_the_web(text: str) -> bool:
    """Tell whether *text* is an address that can be taken apart; "http://[a" is none."""
    try:
        urlsplit(text)
    except ValueError:
        return False
    return _WEB.fullmatch(text) is not None


def _first(shape: re.Pattern[str], text: str) -> str:
    found = shape.fullmatch(text)
    return found[1] if found else ""


def _named(root: HtmlElement) -> dict[str, tuple[str, ...]]:
    named: dict[str, tuple[str, ...]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        words = _flat(meta.get("content"))
        if name and words:
            named[name] = (*named.get(name, ())[:99], words)
    return named


def _linked(root: HtmlElement) -> dict[str, Any]:
    """Find the first thing in the page's JSON-LD or microdata that is an article, else a page."""
    things: list[dict[str, Any]] = []
    for script in root.xpath("//script[@type='application/ld+json']"):
        try:
            things += _things(json.loads(script.text or ""), 0)
        except (ValueError, RecursionError):
            continue  # what is not JSON says nothing
    articles = (thing for thing in things if _is_article(thing))
    pages = (thing for thing in things if _type(thing) in TYPES)
    found = next(articles, None) or next(microdata.articles(root, TYPES), None) or next(pages, {})
    return _resolved(found, things)


def _is_article(thing: dict[str, Any]) -> bool:
    return TYPES.get(_type(thing), "webpage") != "webpage"


def _resolved(thing: dict[str, Any], things: list[dict[str, Any]]) -> dict[str, Any]:
    """Put in the place of references ({"@id": …}) what they refer to."""
    known = {each["@id"]: each for each in things if isinstance(each.get("@id"), str)}

    def meant(value: object) -> object:
        if isinstance(value, list):
            return [meant(each) for each in value[:100] if not isinstance(each, list)]
        if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
            return known.get(value["@id"], value)
        return value

    return {**thing, **{name: meant(thing[name]) for name in _REFERRING if name in thing}}


def _things(data: object, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(data, list) and depth < _DEEPEST:
        for each in data:
            yield from _things(each, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _things(data.get("@graph"), depth + 1)


def _type(thing: dict[str, Any]) -> str:
    return next((each for each in _kinds(thing) if each in TYPES), "")


def _kinds(thing: dict[str, Any]) -> list[str]:
    said = thing.get("@type")
    return [each for each in (said if isinstance(said, list) else [said]) if isinstance(each, str)]


def _worded(value: object) -> str:
    """Give a text, or a number as one."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else _flat(value)


def _listed(value: object) -> str:
    """Give a text, or a list of them as one."""
    return " ".join(map(_flat, value[:10])) if isinstance(value, list) else _flat(value)


def _name(thing: object) -> str:
    if isinstance(thing, dict):
        return _flat(thing.get("name"))
    return _flat(thing)


def _flat(words: object) -> str:
    return " ".join(words.split()) if isinstance(words, str) else ""
