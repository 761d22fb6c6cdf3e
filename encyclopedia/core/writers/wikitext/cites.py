"""A source and the place in it → `{{cite …}}`.

`page`, `pages` and `at` are the place that is cited, as readers of `{{cite …}}` take them; so the
pages that a source fills are written where no place is named, and read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.core import series
from sources.core.record import Name, SourceRecord
from sources.core.styles import details

TEMPLATES = {
    "webpage": ("cite web", "website"),
    "article-newspaper": ("cite news", "newspaper"),
    "article-journal": ("cite journal", "journal"),
    "article-magazine": ("cite magazine", "magazine"),
    "book": ("cite book", "work"),
    "chapter": ("cite encyclopedia", "encyclopedia"),
    "report": ("cite report", "work"),
    "press-release": ("cite press release", "website"),
    "thesis": ("cite thesis", "work"),
    "paper-conference": ("cite conference", "book-title"),
    "speech": ("cite speech", "work"),
    "interview": ("cite interview", "work"),
    "broadcast": ("cite AV media", "work"),
    "legal_case": ("cite court", "work"),
    "legislation": ("cite act", "work"),
    "treaty": ("cite treaty", "work"),
    "dataset": ("cite dataset", "work"),
    "post-weblog": ("cite blog", "website"),
    "document": ("cite document", "work"),
}
# Only these have a parameter for the event at which the work was given.
EVENTS = {"paper-conference": "conference", "speech": "event"}
PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_PAGE = re.compile(r"p\. (?P<page>\d[\w–-]*)|pp\. (?P<pages>\d[^a-z]*)")
_MEANT = re.compile(r"[\[\]{}|<&]|''+|(?<=\w)://|\A'|'\Z")


def write(record: SourceRecord, locator: str = "", quote: str = "") -> str:
    """Write the citation of *record*, at *locator*, with the words of *quote*."""
    name, container = TEMPLATES.get(record.type, TEMPLATES["document"])
    said = [
        *_people(record.authors, "last", "first", "author"),
        *_people(record.editors, "editor-last", "editor-first", "editor"),
        *_people(record.translators, "translator-last", "translator-first", "translator"),
        ("title", record.title),
        (container, stands_in(record)),
        *_standing(record),
        ("publisher", record.publisher),
        ("date", record.issued),
        *_place(locator or _as_locator(record)),
        ("url", record.url),
        ("archive-url", record.archive_url),
        ("access-date", record.accessed),
        ("doi", record.doi),
        ("isbn", record.isbn),
        ("issn", record.issn),
        ("language", record.language),
        ("quote", quote),
        ("ref", record.key),
    ]
    parts = [f"{parameter}={_value(parameter, text)}" for parameter, text in said if text]
    return "{{" + " |".join([name, *parts]) + "}}"


def stands_in(record: SourceRecord) -> str:
    """Give the container; what a book stands in would make it a chapter, and is its series."""
    return "" if record.type == "book" else record.container


def in_series(record: SourceRecord) -> str:
    """Give the series with the number in it; that of a broadcast would be its programme."""
    if record.type == "broadcast":
        return ""
    alone = record.container if record.type == "book" and not record.series else record.series
    return series.joined(alone, record.series_number)


def _people(
    names: tuple[Name, ...], last: str, first: str, whole: str
) -> Iterator[tuple[str, str]]:
    for number, name in enumerate(names, 1):
        at = str(number) if len(names) > 1 else ""
        if name.family and not name.literal:
            yield f"{last}{at}", name.family
            yield f"{first}{at}", name.given
        elif said := name.literal or name.given:
            yield f"{whole}{at}", f"(({said}))"


def _standing(record: SourceRecord) -> Iterator[tuple[str, str]]:
    """Say where it stands in what it is part of, by the parameters that its template has."""
    periodical = record.type in PERIODICALS
    yield "volume", record.volume
    yield "issue", record.issue
    yield "article-number" if periodical else "number", record.number
    yield "edition", record.edition
    yield "type", record.genre
    if parameter := EVENTS.get(record.type):
        yield parameter, record.event
    yield "series", in_series(record)
    yield "publication-place", record.place


def _as_locator(record: SourceRecord) -> str:
    """Name the pages that it fills as the place in it."""
    shown = details.pages(record.pages)
    return shown if _PAGE.fullmatch(shown) else record.pages


def _place(locator: str) -> Iterator[tuple[str, str]]:
    found = _PAGE.fullmatch(locator)
    if found is None:
        yield "at", locator
    else:
        yield "page", found["page"] or ""
        yield "pages", found["pages"] or ""


def _value(parameter: str, text: str) -> str:
    if parameter in ("url", "archive-url"):
        return text.replace("|", "%7C").replace("{", "%7B").replace("}", "%7D")
    return _MEANT.sub(lambda found: "".join(f"&#{ord(sign)};" for sign in found[0]), text)
