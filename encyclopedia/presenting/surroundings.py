"""What stands around every article: the site, addresses, titles it links to, how it is sourced."""

from __future__ import annotations

import unicodedata
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from encyclopedia import languages
from encyclopedia.core import citations, mentions, reading, referring
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import Tally
from encyclopedia.core.reading import Prose
from encyclopedia.models import Article, Edit, Publication
from encyclopedia.pages import ArticleLinks, Reference, Site

_ARTICLES: Final = frozenset({"a", "an", "the"})


def site(origin: str = "") -> Site:
    """Give the encyclopedia's name, and where it is: as configured, else *origin*."""
    return Site(
        name=settings.SITE_NAME,
        origin=settings.SITE_URL or origin,
        licence=settings.LICENCE_NAME,
        licence_url=settings.LICENCE_URL,
    )


def links(article: Article, title: str) -> ArticleLinks:
    """Give the addresses around *article*, which readers know as *title*."""
    return ArticleLinks(
        title=title,
        url=reverse("article", args=[article.slug]),
        history_url=reverse("history", args=[article.slug]),
        evidence_url=reverse("evidence", args=[article.slug]),
        authorship_url=reverse("authorship", args=[article.slug]),
        links_url=reverse("links", args=[article.slug]),
        cite_url=reverse("cite", args=[article.slug]),
        feed_url=reverse("article-feed", args=[article.slug]),
        report_url=reverse("report", args=[article.slug]),
        edit_url=reverse("admin:encyclopedia_article_change", args=[article.pk]),
    )


def reference(edit: Edit, title: str, site: Site) -> Reference:
    """Give what others need to refer to *edit*, of an article that it calls *title*."""
    cited = referring.Cited(
        title=title,
        site=site.name,
        url=f"{site.origin}{edit.get_absolute_url()}",
        revision=edit.pk,
        day=edit.saved_at.date(),
        sha256=edit.content_hash,
    )
    styles = (
        (_("Permanent link"), cited.words),
        ("APA", cited.styled("apa")),
        ("Chicago", cited.styled("chicago")),
        ("MLA", cited.styled("mla")),
        ("BibTeX", cited.bibtex),
        ("RIS", cited.ris),
    )
    return Reference(url=cited.url, sha256=cited.sha256, styles=styles)


def sorting(words: str) -> str:
    """Give what a list sorts *words* by: no case, no marks, no article before the first word."""
    plain = unicodedata.normalize("NFKD", words.casefold()).lstrip("“‘\"'(")
    first, _, rest = plain.partition(" ")
    return rest if first in _ARTICLES and rest else plain


def known_titles(document: Document, parsed: tuple[Prose, ...] = ()) -> dict[str, str]:
    """Give the slug of each public article that *document* mentions, by folded title.

    Where texts were *parsed* already, only their links and those under See also count.
    """
    texts = parsed or reading.texts(document)
    return Publication.objects.titles(mentions.title_keys(document, texts))


def evidence(document: Document) -> str:
    """Sum up in words how *document* is sourced: "4 sources, all archived"."""
    cited = [footnote.source for footnote in citations.footnotes(document)]
    if not cited:
        return ""
    archived = sum(bool(source.snapshot) for source in cited)
    tallied = Tally(sources=len(cited), archived=archived)
    return languages.told(tallied.sourced)


def contributor_url(name: str) -> str:
    """Give the page of who wrote as *name*; "" where an address cannot hold that name."""
    return reverse("contributor", args=[name]) if name.strip("./") else ""
