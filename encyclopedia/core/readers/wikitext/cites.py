"""`{{cite …}}` and `{{citation}}` → the record of a source, the place in it, and the quotation.

The parameters are those of https://en.wikipedia.org/wiki/Help:Citation_Style_1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from encyclopedia.core.readers.wikitext import foreign, known
from encyclopedia.core.readers.wikitext.links import address_of
from encyclopedia.core.readers.wikitext.nodes import Nodes, Template
from encyclopedia.core.readers.wikitext.people import (
    ROMAN,
    checked,
    last_names,
    people,
)
from sources.core import dates, extents, serials, series
from sources.core.readers import value as bibliography
from sources.core.record import SourceRecord

Words = Callable[[Nodes], str]

TYPES = {
    "web": "webpage", "news": "article-newspaper", "newspaper": "article-newspaper",
    "journal": "article-journal", "magazine": "article-magazine", "book": "book",
    "encyclopedia": "chapter", "encyclopaedia": "chapter", "dictionary": "chapter",
    "report": "report", "techreport": "report", "tech report": "report",
    "press release": "press-release", "thesis": "thesis", "dissertation": "thesis",
    "conference": "paper-conference", "speech": "speech", "interview": "interview",
    "av media": "broadcast", "av media notes": "broadcast", "episode": "broadcast",
    "serial": "broadcast", "podcast": "broadcast", "video": "broadcast", "video game": "document",
    "music": "broadcast", "tweet": "webpage", "social media post": "webpage", "blog": "post-weblog",
    "arxiv": "article-journal", "biorxiv": "article-journal", "medrxiv": "article-journal",
    "ssrn": "article-journal", "citeseerx": "article-journal", "document": "document",
    "map": "document", "mailing list": "webpage", "newsgroup": "webpage", "sign": "document",
    "court": "legal_case", "act": "legislation", "patent": "document", "paper": "article-journal",
    "comic": "book", "hansard": "document", "legislation": "legislation", "dataset": "dataset",
    "wikisource": "book", "q": "document", "iucn": "report", "certification": "document",
    "pmid": "article-journal", "doi": "article-journal", "ref": "document", "facebook": "webpage",
    "instagram": "webpage", "youtube": "broadcast", "gnis": "webpage", "treaty": "treaty",
}  # fmt: skip
_CONTAINERS = (
    *("newspaper", "journal", "magazine", "periodical", "website", "work", "encyclopedia"),
    *("encyclopaedia", "dictionary", "book-title", "reporter", "agency", "via", "site"),
)
_PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_INNER = (
    *("chapter", "contribution", "entry", "article", "section", "department", "script-chapter"),
)
_CITED = re.compile(r"(?:v?cite|vcite2)[ -](?P<kind>.+)|(?P<plain>citation|cite|vcite|vancite.*)")
_INDEXES = {
    "pmc": "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC{}/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "jstor": "https://www.jstor.org/stable/{}",
    "arxiv": "https://arxiv.org/abs/{}",
    "eprint": "https://arxiv.org/abs/{}",
    "hdl": "https://hdl.handle.net/{}",
    "ssrn": "https://ssrn.com/abstract={}",
    "oclc": "https://www.worldcat.org/oclc/{}",
    "ol": "https://openlibrary.org/{}",
    "bibcode": "https://ui.adsabs.harvard.edu/abs/{}",
}
# Parameters that say how a citation looks or is kept up, not what it cites.
_FORM = re.compile(
    r"(?:ref|url-status|urlstatus|dead-?url|url-access|.*-access|mode|df|display-.*|name-list-style"
    r"|last-?author-amp|postscript|separator|no-pp|nopp|archive-format|format|link-.*|.*-link\d*"
    r"|.*link\d*|.*-mask\d*|mask\d*|harv|lay-.*|author-?link.*|editor-?link.*|work-link|quote-pages?"
    r"|s2cid-access|title-link|trans-.*|script-.*|access-?date|via|registration|subscription|sfnref"
    r"|bibcode-access|language\d*|lang|\d+|template-doc-demo|no-tracking|author-separator|id-access)"
)
_ISBN_DIGITS = re.compile(r"[^0-9Xx]")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What a citation template cites; `key` is what it is called here, `left` what has no place."""

    record: SourceRecord
    locator: str = ""
    quote: str = ""
    key: str = ""
    names: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def is_citation(template: Template) -> bool:
    """Tell whether *template* cites a source in full."""
    found = _CITED.fullmatch(template.name)
    if found is None:
        return False
    kind = found["kind"]
    return kind is None or kind in TYPES or bool(template.get("title", "url"))


def read(template: Template, words: Words) -> Cited:
    """Read the citation that *template* is."""
    said = _said(template, words)
    used: set[str] = set()

    def take(*names: str) -> str:
        found = ""
        for name in names:
            if name in said:
                used.add(name)
                found = found or said[name]
        return found

    kind = _kind(template.name, said)
    title, container = _titles(said, take, kind)
    authors, editors, translators = people(said, take)
    issue, number = _numbers(take, kind)
    named = "" if kind == "broadcast" else checked(take("series"))
    collection, series_number = series.parted(named)
    record = SourceRecord(
        key="",
        type="chapter" if kind == "book" and container else kind,
        title=title[:500],
        authors=authors,
        editors=editors,
        translators=translators,
        container=container[:255],
        volume=take("volume", "vol")[:50],
        issue=issue[:50],
        # What `pages` and `page` say is the place that is cited, and `place` below reads it.
        pages=extents.ranged(take("opinion"))[:100] if kind == "legal_case" else "",
        edition=take("edition")[:100],
        number=number[:100],
        genre=_genre(take)[:100],
        event=checked(take("conference", "event"))[:255],
        place=take("publication-place", "place", "location")[:255],
        series=collection[:255],
        series_number=series_number[:50],
        publisher=take("publisher", "institution", "court", "label")[:255],
        issued=_issued(take),
        url=_address(said, take),
        archive_url=address_of(take("archive-url", "archiveurl")),
        doi=_doi(take("doi", "doi1")),
        isbn=_isbn(take("isbn", "isbn13", "isbn-13")),
        issn=serials.read(take("issn")) or serials.read(take("eissn")),
        language=_language(said, take),
        accessed=_date(take("access-date", "accessdate", "retrieved")),
    )
    locator, quote = place(take), take("quote", "quotation")
    key = _reference(take("ref"))
    left = [name for name in said if name not in used and not _FORM.fullmatch(name)]
    return Cited(
        record=record,
        locator=locator,
        quote=quote,
        key=key,
        names=last_names(said),
        left=tuple(left),
    )


def _numbers(take: Callable[..., str], kind: str) -> tuple[str, str]:
    """Give the issue of a periodical, and the number that a work has for itself."""
    if kind in _PERIODICALS:
        return take("issue", "number"), take("article-number")
    return take("issue"), take("number", "report-number", "article-number")


def _genre(take: Callable[..., str]) -> str:
    """Give the kind of work; a degree is that of a thesis."""
    degree, kind = take("degree"), take("type", "medium")
    if degree and not kind:
        return degree if "thesis" in degree.casefold() else f"{degree} thesis"
    return kind


def _said(template: Template, words: Words) -> dict[str, str]:
    """Give what each parameter says; a bar within a title makes it two, which belong together."""
    said: dict[str, str] = {}
    before = ""
    for part in template.parts:
        value = " ".join(words(part.nodes).split())
        if part.name.isdigit() and before and value:
            said[before] = f"{said.get(before, '')} | {value}".strip()
        elif value:
            said[part.name] = value
        if not part.name.isdigit():
            before = part.name
    return said


def _kind(name: str, said: Mapping[str, str]) -> str:
    found = _CITED.fullmatch(name)
    kind = (found["kind"] if found else None) or ""
    if kind in TYPES:
        return TYPES[kind]
    for parameter, type_ in (
        ("journal", "article-journal"),
        ("newspaper", "article-newspaper"),
        ("magazine", "article-magazine"),
        ("encyclopedia", "chapter"),
        ("isbn", "book"),
        ("website", "webpage"),
    ):
        if parameter in said:
            return type_
    if "publisher" in said and "url" not in said:
        return "book"
    return "webpage" if "url" in said else "document"


def _titles(said: Mapping[str, str], take: Callable[..., str], kind: str) -> tuple[str, str]:
    """Give the title and what it stands in."""
    title = checked(take("title", "litigants", "script-title"))
    translated = take("trans-title", "trans_title")
    if translated:
        title = f"{title} [{translated}]".strip()
    inner = checked(take(*_INNER))
    # What a broadcast calls its series is the programme.
    holders = (*_CONTAINERS, "series") if kind == "broadcast" else _CONTAINERS
    work = checked(take(*[name for name in holders if name in said][:1]))
    if inner and not work:
        return inner, title
    if inner and title:
        return f"{inner} ({title})" if kind != "chapter" else inner, work or title
    return title or inner, work


def _issued(take: Callable[..., str]) -> str:
    said = take("date", "publication-date", "publicationdate")
    year, month, day = take("year"), take("month"), take("day")
    written = said or " ".join(part for part in (day, month, year) if part)
    return _date(written) or _date(year)


def _date(text: str) -> str:
    """Read a date; of one that says more than a date, the year."""
    text = foreign.in_english(text)
    plain = re.sub(
        r"^c(?:a|irca)?\.? ?(?=\d)", "", text.replace("\u00a0", " "), flags=re.IGNORECASE
    )
    circa = "~" if plain != text.replace("\u00a0", " ") else ""
    if whole := dates.day(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", plain)):
        return f"{whole}{circa}" if "/" not in whole and whole[-1] not in "~?%" else whole
    if found := re.fullmatch(r"([A-Za-z]+) ?(?:[–-]|to) ?([A-Za-z]+) (\d{4})", plain):
        ends = [dates.read(f"{month} {found[3]}") for month in found.groups()[:2]]
        return "/".join(ends) if all(ends) else found[3]
    if found := re.fullmatch(r"(\d{1,2}) ?[–-] ?(\d{1,2}) ([A-Za-z]+) (\d{4})", plain):
        ends = [dates.read(f"{day} {found[3]} {found[4]}") for day in found.groups()[:2]]
        return "/".join(ends) if all(ends) else found[4]
    seasons = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
    if found := re.fullmatch(r"([A-Za-z]+),? (\d{4})(?:[–-]\d+)?", plain):
        season = seasons.get(found[1].casefold())
        return f"{found[2]}-{season}" if season else found[2]
    year = re.search(r"\b([12]\d{3})[a-z]?\b", plain)
    return year[1] if year else ""


def _address(said: Mapping[str, str], take: Callable[..., str]) -> str:
    if found := address_of(take("url", "chapter-url", "chapterurl", "contribution-url", "map-url")):
        return found
    if said.get("doi"):
        return ""
    for name, form in _INDEXES.items():
        if name in said:
            number = take(name).split(" ")[0].removeprefix("PMC").removeprefix("arXiv:")
            return address_of(form.format(number))
    return ""


def _doi(text: str) -> str:
    found = _DOI.search(text)
    return found[0][:255] if found else ""


def _isbn(text: str) -> str:
    digits = _ISBN_DIGITS.sub("", text.split(",", maxsplit=1)[0])
    return digits.upper() if len(digits) in (10, 13) else ""


def _language(said: Mapping[str, str], take: Callable[..., str]) -> str:
    first = re.split(r"[,;&]| and ", take("language", "lang", "in"))[0].strip()
    code = known.CODES.get(first.casefold(), "") or bibliography.language(first)
    return code if len(code) <= 35 and (code[:1].islower() or "-" in code) else ""  # noqa: PLR2004


def _reference(text: str) -> str:
    return "" if text.casefold() in ("", "harv", "none") else text


def place(take: Callable[..., str]) -> str:
    """Give the place in a source, as a reference names it."""
    page, pages = take("page", "p"), take("pages", "pp", "quote-page", "quote-pages")
    place = ""
    if page:
        place = page if page[:1].isalpha() and not ROMAN.fullmatch(page[:4]) else f"p. {page}"
    elif pages:
        several = re.search(r"[–—,&-]| and |-", pages)
        plain = pages[:1].isdigit() or ROMAN.fullmatch(pages)
        place = (f"pp. {pages}" if several else f"p. {pages}") if plain else pages
        place = re.sub(r"(?<=\d)\s*(?:-|--|—)\s*(?=\d)", "–", place)
    return place or take("at", "time", "minutes", "timecode", "inset", "sheet")
