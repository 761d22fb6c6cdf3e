"""Sources as schema.org's creative works: what is known of them, never their text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from encyclopedia.core.values import edtf
from encyclopedia.core.writers.jsonld.imprint import Imprint, Node, exact, node

if TYPE_CHECKING:
    from sources.core.record import Name, SourceRecord

_TYPES: Final = {
    "article": "Article",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "bill": "Legislation",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "entry-encyclopedia": "Article",
    "legislation": "Legislation",
    "paper-conference": "ScholarlyArticle",
    "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
_HOLDERS: Final = {
    "NewsArticle": "Newspaper",
    "OpinionNewsArticle": "Newspaper",
    "ScholarlyArticle": "Periodical",
    "Article": "Periodical",
    "Chapter": "Book",
    "BlogPosting": "Blog",
    "WebPage": "WebSite",
}


def work(source: SourceRecord, imprint: Imprint) -> Node:
    """Give *source* as a CreativeWork, with the address of its page here as its name."""
    type_ = _type(source)
    holder = _HOLDERS.get(type_, "CreativeWork")
    return node(
        type_,
        **{"@id": imprint.address(f"/sources/{source.key}/")},
        name=source.title or source.url or source.key,
        author=[_author(name) for name in source.authors],
        publisher=node("Organization", name=source.publisher) if source.publisher else "",
        isPartOf=node(holder, name=source.container) if source.container else "",
        datePublished=_issued(source),
        url=_web(source.url),
        archivedAt=_web(source.archive_url),
        identifier=_doi(source.doi),
        isbn=source.isbn if type_ == "Book" else "",
        inLanguage=source.language,
    )


def _type(source: SourceRecord) -> str:
    type_ = _TYPES.get(source.type, "CreativeWork")
    return "OpinionNewsArticle" if type_ == "NewsArticle" and source.opinion else type_


def _author(name: Name) -> Node:
    if name.literal:
        return node("Organization", name=name.literal)
    words = " ".join(part for part in (name.given, name.family) if part)
    return node("Person", name=words, givenName=name.given, familyName=name.family)


def _issued(source: SourceRecord) -> str:
    date = edtf.read(source.issued)
    return "" if date is None or date.is_range else exact(date.start_iso, date)


def _web(url: str) -> str:
    return url if url.casefold().startswith(("http://", "https://")) else ""


def _doi(doi: str) -> Node | str:
    return node("PropertyValue", propertyID="DOI", value=doi) if doi else ""
