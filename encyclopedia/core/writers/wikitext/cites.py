"""A source and the place in it → `{{cite …}}`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.core.record import Name, SourceRecord

TEMPLATES = {
    "webpage": ("cite web", "website"),
    "article-newspaper": ("cite news", "newspaper"),
    "article-journal": ("cite journal", "journal"),
    "article-magazine": ("cite magazine", "magazine"),
    "book": ("cite book", "series"),
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
_PAGE = re.compile(r"p\. (?P<page>\d[\w–-]*)|pp\. (?P<pages>\d[^a-z]*)")
_MEANT = re.compile(r"[\[\]{}|<&]|''+|(?<=\w)://|\A'|'\Z")


def write(record: SourceRecord, locator: str = "", quote: str = "") -> str:
    """Write the citation of *record*, at *locator*, with the words of *quote*."""
    name, container = TEMPLATES.get(record.type, TEMPLATES["document"])
    said = [
        *_people(record.authors),
        ("title", record.title),
        (container, record.container),
        ("publisher", record.publisher),
        ("date", record.issued),
        *_place(locator),
        ("url", record.url),
        ("archive-url", record.archive_url),
        ("access-date", record.accessed),
        ("doi", record.doi),
        ("isbn", record.isbn),
        ("language", record.language),
        ("quote", quote),
        ("ref", record.key),
    ]
    parts = [f"{parameter}={_value(parameter, text)}" for parameter, text in said if text]
    return "{{" + " |".join([name, *parts]) + "}}"


def _people(names: tuple[Name, ...]) -> Iterator[tuple[str, str]]:
    for number, name in enumerate(names, 1):
        at = str(number) if len(names) > 1 else ""
        if name.family:
            yield f"last{at}", name.family
            yield f"first{at}", name.given
        else:
            yield f"author{at}", f"(({name.literal}))" if name.literal else ""


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
