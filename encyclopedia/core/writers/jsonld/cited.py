"""Sources as schema.org's creative works: what is known of them, never their text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from encyclopedia.core.values import edtf
from encyclopedia.core.writers.jsonld.imprint import Imprint, Node, exact, node
from sources.core import extents

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
_SERIES: Final = "BookSeries"
# What has an ISSN.
_SERIALS: Final = frozenset({"Newspaper", "Periodical", "Blog", "WebSite", "CreativeWorkSeries"})
_PAGED: Final = frozenset(
    {"Article", "NewsArticle", "OpinionNewsArticle", "ScholarlyArticle", "BlogPosting"}
    | {"Chapter", "Report"}
)


def work(source: SourceRecord, imprint: Imprint) -> Node:
    """Give *source* as a CreativeWork, with the address of its page here as its name."""
    type_ = _type(source)
    return node(
        type_,
        **{"@id": imprint.address(f"/sources/{source.key}/")},
        name=source.title or source.url or source.key,
        author=[_author(name) for name in source.authors],
        editor=[_author(name) for name in source.editors],
        translator=[_author(name) for name in source.translators],
        publisher=_publisher(source),
        isPartOf=_holder(source, type_),
        **_place_in(source, type_),
        **_kept_by(source, type_),
        position="" if source.container or not source.series else source.series_number,
        releasedEvent=_event(source),
        datePublished=_issued(source),
        url=_web(source.url),
        archivedAt=_web(source.archive_url),
        identifier=_doi(source.doi),
        isbn=source.isbn if type_ == "Book" else "",
        inLanguage=source.language,
    )


def _publisher(source: SourceRecord) -> Node | str:
    place = "" if source.event else source.place
    return node("Organization", name=source.publisher, address=place) if source.publisher else ""


def _event(source: SourceRecord) -> Node | str:
    return (
        node("PublicationEvent", name=source.event, location=source.place) if source.event else ""
    )


def _holder(source: SourceRecord, type_: str) -> Node | str:
    """Give what it stands in: an issue, of a volume, of a periodical; or a book of a series."""
    around = _container(source, type_) if source.container else _series(source)
    if source.volume:
        around = node("PublicationVolume", volumeNumber=source.volume, isPartOf=around)
    if source.issue:
        around = node("PublicationIssue", issueNumber=source.issue, isPartOf=around)
    return around


def _container(source: SourceRecord, type_: str) -> Node:
    kind = _HOLDERS.get(type_, "CreativeWork")
    if kind == "CreativeWork" and source.issn and not source.series:
        kind = "CreativeWorkSeries"
    issn = source.issn if kind in _SERIALS else ""
    number = source.series_number if source.series else ""
    within = "" if kind in _SERIALS else _series(source)
    return node(kind, name=source.container, issn=issn, position=number, isPartOf=within)


def _series(source: SourceRecord) -> Node | str:
    return node(_SERIES, name=source.series, issn=source.issn) if source.series else ""


def _place_in(source: SourceRecord, type_: str) -> dict[str, str]:
    """Say on which pages an article or chapter stands, as schema.org has them of those alone."""
    if type_ not in _PAGED or not source.pages:
        return {}
    first, last = extents.ends(source.pages)
    ends = {"pageStart": first, "pageEnd": last} if last else {}
    return {"pagination": source.pages, **ends}


def _kept_by(source: SourceRecord, type_: str) -> dict[str, str]:
    """Say edition, number and genre by the names that schema.org has for them in *type_*."""
    edition = "bookEdition" if type_ == "Book" else "version"
    number = {"Report": "reportNumber", "Legislation": "legislationIdentifier"}.get(type_, "")
    genre = "inSupportOf" if type_ == "Thesis" else "genre"
    said = ((edition, source.edition), (number, source.number), (genre, source.genre))
    return {name: value for name, value in said if name and value}


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
