"""The page of an article as the value that its template shows."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from encyclopedia import cards, crediting, formats, imprints, languages, tracing
from encyclopedia.core.document import Document
from encyclopedia.core.writers import jsonld
from encyclopedia.core.writers.jsonld import Imprint
from encyclopedia.models import Article, Counterpart, Edit, Publication
from encyclopedia.pages import ArticleLinks, ArticlePage, LanguageLink, PageLink, Site
from encyclopedia.presenting import surroundings

EDITORS_NAMED = 5


def article_page(publication: Publication, document: Document) -> ArticlePage:
    """Give the public page of *document* as *publication* will keep it."""
    article, edit = publication.article, publication.edit
    around = surroundings.links(article, document.title)
    here, traced, named = surroundings.site(), tracing.trace(document), editors(publication)
    told = imprint(publication, document, here, named)
    return ArticlePage(
        document=document,
        links=around,
        titles=told.links,
        descriptions=imprints.descriptions(document),
        passages=tracing.passages_shown(traced),
        canonical=f"{settings.SITE_URL}{around.url}" if settings.SITE_URL else "",
        revision=edit.pk,
        revision_url=edit.get_absolute_url(),
        changed_at=edit.saved_at,
        published_at=publication.first_published_at,
        editors=named,
        evidence=traced.summary,
        structured_data=_compact(jsonld.as_data(document, told)),
        alternates=(_feed(around, document),),
        formats=_formats(article.slug),
        languages=_languages(publication, here),
        picture=PageLink(words=cards.of(document, here.name).words, url=told.address(told.picture)),
        site=here,
    )


def imprint(
    publication: Publication,
    document: Document,
    site: Site,
    named: tuple[PageLink, ...] | None = None,
) -> Imprint:
    """Give what *document* does not know of itself, as readers have it now.

    Its `editors` may be *named* already.
    """
    named = editors(publication) if named is None else named
    return imprints.of_publication(
        publication,
        document,
        editors=tuple(editor.words for editor in named),
        links=surroundings.known_titles(document),
        site=site,
    )


def old_imprint(edit: Edit, document: Document, site: Site) -> Imprint:
    """Give what *document* does not know of itself, as it was at *edit*."""
    return imprints.of_revision(
        edit, document, links=surroundings.known_titles(document), site=site
    )


def editors(publication: Publication) -> tuple[PageLink, ...]:
    """Name who wrote what *publication* shows, those of the newest revisions first.

    Who wrote public revisions of it has a page, which the name leads to. Of who wrote what it took
    from other articles, readers may have had nothing else.
    """
    edit = publication.edit
    public = Edit.objects.filter(
        article=publication.article_id, publication__isnull=False, pk__lte=edit.pk
    )
    shown = public.showing("editor").newest_first()
    own = dict.fromkeys(shown.values_list("editor_name", flat=True))
    names = tuple(dict.fromkeys([*own, *crediting.givers(public)]))[:EDITORS_NAMED]
    return tuple(
        PageLink(words=name, url=surroundings.contributor_url(name) if name in own else "")
        for name in names
    )


def _languages(publication: Publication, site: Site) -> tuple[LanguageLink, ...]:
    """Lead to the public articles on the same subject in other languages, and to this one."""
    subject = Counterpart.objects.of(publication.article).values("article")
    others = Publication.objects.filter(article__in=subject).exclude(pk=publication.pk)
    found = {each.language: each for each in others.without_pages().order_by("-language", "-slug")}
    found.pop(publication.language, None)
    return tuple(
        LanguageLink(
            tag=each.language,
            name=_language_name(each.language),
            title=each.title,
            url=reverse("article", args=[each.slug]),
            address=f"{site.origin}{reverse('article', args=[each.slug])}",
            current=each is publication,
        )
        for each in ((*reversed(found.values()), publication) if found else ())
    )


def _language_name(tag: str) -> str:
    """Call a language as those who speak it do; one that nobody here knows by its tag."""
    try:
        return str(get_language_info(tag.lower())["name_local"]).capitalize()
    except KeyError:
        return tag


def _feed(around: ArticleLinks, document: Document) -> PageLink:
    """Lead to the feed of what changes in an article."""
    words = _("Changes to “%(title)s”") % {"title": document.title}
    return PageLink(words=words, url=around.feed_url, note="application/atom+xml")


def _formats(slug: str) -> tuple[PageLink, ...]:
    """Lead to the article at *slug* in every format that is written."""
    return tuple(
        PageLink(
            words=languages.told(each.words),
            url=reverse("written", args=[slug, each.suffix]),
            note=each.media_type,
        )
        for each in formats.offered()
    )


def _compact(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def preview_page(document: Document, article: Article | None) -> ArticlePage:
    """Give the page that *document* would make, were it published."""
    around = (
        surroundings.links(article, document.title)
        if article
        else ArticleLinks(title=document.title, url="")
    )
    traced = tracing.trace(document)
    return ArticlePage(
        document=document,
        links=around,
        titles=surroundings.known_titles(document),
        descriptions=imprints.descriptions(document),
        passages=tracing.passages_shown(traced),
        evidence=traced.summary,
        site=surroundings.site(),
    )
