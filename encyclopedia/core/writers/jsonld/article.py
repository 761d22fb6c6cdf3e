"""The article itself: its words about itself, its sources, and the way from the front page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from encyclopedia.core import citations
from encyclopedia.core.document import Document
from encyclopedia.core.writers.html import summary
from encyclopedia.core.writers.jsonld import cited, subject
from encyclopedia.core.writers.jsonld.imprint import Imprint, Node, node

_TOP: Final = 2  # the level of a section that no other holds


def graph(document: Document, imprint: Imprint) -> Iterator[Node]:
    """Give the article, what it is about, and the breadcrumbs that lead to it."""
    yield _article(document, imprint)
    yield subject.subject(document, imprint)
    if imprint.breadcrumbs:
        yield _breadcrumbs(imprint)


def _article(document: Document, imprint: Imprint) -> Node:
    here = imprint.address(imprint.url)
    site = _site(imprint)
    return node(
        "Article",
        **{"@id": imprint.here("article")},
        url=here,
        mainEntityOfPage=here,
        headline=document.title,
        description=summary(document),
        inLanguage=document.language,
        datePublished=imprint.published,
        dateModified=imprint.changed,
        version=str(imprint.revision) if imprint.revision else "",
        author=[node("Person", name=name) for name in imprint.editors] or site,
        publisher=site,
        license=imprint.licence,
        image=imprint.address(imprint.picture),
        isAccessibleForFree=True,
        isPartOf=_series(document, imprint),
        keywords=list(document.categories),
        articleSection=[each.heading for each in document.sections if each.level == _TOP],
        about={"@id": imprint.here("subject")},
        mentions=subject.mentions(document, imprint),
        citation=[cited.work(each.source, imprint) for each in citations.footnotes(document)],
    )


def _site(imprint: Imprint) -> Node | str:
    if not imprint.site:
        return ""
    return node("Organization", name=imprint.site, url=imprint.address("/"))


def _series(document: Document, imprint: Imprint) -> Node | str:
    if not document.series:
        return ""
    url = imprint.article(document.series)
    return node("CreativeWorkSeries", name=document.series, url=url)


def _breadcrumbs(imprint: Imprint) -> Node:
    steps = (
        node("ListItem", position=place, name=words, item=imprint.address(path))
        for place, (words, path) in enumerate(imprint.breadcrumbs, start=1)
    )
    return node("BreadcrumbList", itemListElement=list(steps))
