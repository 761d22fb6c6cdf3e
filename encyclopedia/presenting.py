"""Articles and revisions as the values that pages show."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from encyclopedia import cards, crediting, formats, imprints, languages, permissions, tracing
from encyclopedia.core import citations, mentions, reading, referring
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import Tally
from encyclopedia.core.merge import Collision
from encyclopedia.core.reading import Prose
from encyclopedia.core.writers import jsonld
from encyclopedia.core.writers.html.changes import Look
from encyclopedia.core.writers.jsonld import Imprint
from encyclopedia.models import Article, Counterpart, Edit, Publication, Taking
from encyclopedia.models.edit import EditQuerySet
from encyclopedia.pages import (
    ArticleLinks,
    ArticlePage,
    LanguageLink,
    Obstacle,
    PageLink,
    Reference,
    RevisionLine,
    Site,
)

EDITORS_NAMED = 5
_ARTICLES: Final = frozenset({"a", "an", "the"})
HIDDEN: Final = ("text", "summary", "editor")
THINGS: Final = {
    "text": gettext_lazy("text"),
    "summary": gettext_lazy("summary"),
    "editor": gettext_lazy("editor"),
}
# What a revision can touch, in the words of its history.
KINDS: Final = {
    "new": gettext_lazy("new article"),
    "text": gettext_lazy("text"),
    "infobox": gettext_lazy("infobox"),
    "timeline": gettext_lazy("timeline"),
    "see-also": gettext_lazy("see also"),
    "pictures": gettext_lazy("pictures"),
    "sources": gettext_lazy("sources"),
    "title": gettext_lazy("title"),
    "details": gettext_lazy("details"),
    "findings": gettext_lazy("findings set aside"),
    "back": gettext_lazy("brought back after deletion"),
}
# How a merge names two fates of one part, and what they are where one revision is undone.
_FATES: Final = {
    "removed by me, changed by them": gettext_lazy("added then, changed since"),
    "changed by me, removed by them": gettext_lazy("changed then, removed since"),
}


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


def article_page(publication: Publication, document: Document) -> ArticlePage:
    """Give the public page of *document* as *publication* will keep it."""
    article, edit = publication.article, publication.edit
    around = links(article, document.title)
    here, traced, named = site(), tracing.trace(document), editors(publication)
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
        links=known_titles(document),
        site=site,
    )


def old_imprint(edit: Edit, document: Document, site: Site) -> Imprint:
    """Give what *document* does not know of itself, as it was at *edit*."""
    return imprints.of_revision(edit, document, links=known_titles(document), site=site)


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
        PageLink(words=name, url=contributor_url(name) if name in own else "") for name in names
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
        links(article, document.title) if article else ArticleLinks(title=document.title, url="")
    )
    traced = tracing.trace(document)
    return ArticlePage(
        document=document,
        links=around,
        titles=known_titles(document),
        descriptions=imprints.descriptions(document),
        passages=tracing.passages_shown(traced),
        evidence=traced.summary,
        site=site(),
    )


def revision_line(
    edit: Edit,
    *,
    before: Edit | None = None,
    newest: Edit | None = None,
    current: int = 0,
    visitor: User | AnonymousUser | None = None,
    said: tuple[str, ...] = (),
) -> RevisionLine:
    """Give *edit* as a line of its history; *before* precedes it there, *newest* heads it.

    What *visitor* may do with it has an address; what is hidden from them is left out;
    *said* is what the desk knows of its review.
    """
    slug = edit.article.slug
    here = [slug, edit.pk]
    withheld = tuple(what for what in HIDDEN if edit.hides_from(visitor, what))
    shown = "text" not in withheld
    compared = shown and not (before and before.hides_from(visitor, "text"))
    lasting = shown and not (newest and newest.hides_from(visitor, "text"))
    may_change = visitor is not None and permissions.may_change(visitor, edit.article)
    may_hide = visitor is not None and permissions.may_hide(visitor)
    is_newest = newest is not None and newest.pk == edit.pk
    is_public, named_not = getattr(edit, "publication", None) is not None, edit.hides("editor")
    return RevisionLine(
        id=edit.pk,
        url=edit.get_absolute_url(),
        date=edit.saved_at,
        editor="" if "editor" in withheld else edit.editor_name,
        editor_url=contributor_url(edit.editor_name) if is_public and not named_not else "",
        summary="" if "summary" in withheld else edit.summary,
        minor=edit.minor,
        size=edit.size if shown else 0,
        delta=edit.size - (before.size if before else 0) if compared else 0,
        hidden=tuple(said_of_hidden(edit, what) for what in HIDDEN if edit.hides(what)),
        withheld=withheld,
        measured=compared,
        published=is_public,
        name=edit.name,
        current=edit.pk == current,
        changes_url=reverse("compare", args=[slug, before.pk, edit.pk])
        if before and compared
        else "",
        since_url=(
            reverse("compare", args=[*here, newest.pk])
            if newest is not None and not is_newest and lasting
            else ""
        ),
        said=said,
        kinds=tuple(str(KINDS.get(kind, kind)) for kind in edit.kinds),
        taken_back=(*_taken_back(edit, visitor), *taken_from(edit, visitor)),
        restore_url=reverse("restore", args=here) if may_change and shown and not is_newest else "",
        undo_url=reverse("undo", args=here) if may_change and before and compared else "",
        name_url=reverse("name", args=here) if may_change else "",
        hide_url=reverse("hide", args=here) if may_hide else "",
    )


def contributor_url(name: str) -> str:
    """Give the page of who wrote as *name*; "" where an address cannot hold that name."""
    return reverse("contributor", args=[name]) if name.strip("./") else ""


def with_takings(edits: EditQuerySet) -> EditQuerySet:
    """Read along what *edits* took from other articles, which their lines tell."""
    return edits.prefetch_related(Prefetch("takings", Taking.objects.with_origins()))


def said_of_hidden(edit: Edit, what: str) -> str:
    """Say by whom, when and why *what* of *edit* is hidden, in words for everybody."""
    note = edit.hidden[what]
    said = {
        "text": _("text hidden by {name} on {day}: {why}"),
        "summary": _("summary hidden by {name} on {day}: {why}"),
        "editor": _("editor hidden by {name} on {day}: {why}"),
    }
    return said[what].format(name=note["by"], day=note["at"][:10], why=note["why"])


def _taken_back(edit: Edit, visitor: User | AnonymousUser | None) -> Iterator[PageLink]:
    """Say what *edit* took back; of a draft only to those who may read it."""
    at_desk = visitor is not None and permissions.works_at_the_desk(visitor)
    ways = (
        (_("restores revision {id}"), edit.restores),
        (_("undoes revision {id}"), edit.undoes),
    )
    for words, other in ways:
        if other is not None and (at_desk or getattr(other, "publication", None) is not None):
            url = reverse("revision", args=[edit.article.slug, other.pk])
            yield PageLink(words=words.format(id=other.pk), url=url)


def taken_from(edit: Edit, visitor: User | AnonymousUser | None) -> Iterator[PageLink]:
    """Say from which articles *edit* took words; readers are told of public ones alone.

    Deleted ones are named to those alone who may bring them back.
    """
    at_desk = visitor is not None and permissions.works_at_the_desk(visitor)
    may_delete = visitor is not None and permissions.may_delete(visitor)
    for taking in edit.takings.all():
        other = taking.taken_from
        if other.article.deleted_at is not None and not may_delete:
            continue
        known = getattr(other.article, "publication", None) or getattr(
            other.article, "merger", None
        )
        is_public = getattr(other, "publication", None) and other.article.withdrawn_at is None
        title = other.article.title if at_desk else known.title if known and is_public else ""
        if title:
            yield PageLink(
                words=_("takes words from “{title}”, revision {id}").format(
                    title=title, id=other.pk
                ),
                url=reverse("revision", args=[other.article.slug, other.pk]),
            )


def obstacles(collisions: Iterable[Collision]) -> tuple[Obstacle, ...]:
    """Give the words that stand in the way of an undo, in its own terms."""
    found = []
    for collision in collisions:
        field = collision.place.field
        place = languages.told(collision.place.label).replace(
            languages.told(field), str(_FATES.get(field, languages.told(field)))
        )
        found.append(
            Obstacle(
                place=f"{place[:1].upper()}{place[1:]}",
                before=collision.mine,
                then=collision.base,
                today=collision.theirs,
            )
        )
    return tuple(found)


def between(edits: Collection[str]) -> str:
    """Say in words what lies between two revisions: *edits* names the editor of each."""
    if not edits:
        return ""
    people = len(set(edits))
    revisions = ngettext("{number} revision", "{number} revisions", len(edits))
    editors = ngettext("{number} editor", "{number} editors", people)
    return _("{revisions} by {editors} between").format(
        revisions=revisions.format(number=languages.number(len(edits))),
        editors=editors.format(number=languages.number(people)),
    )


def comparison(
    article: ArticleLinks,
    revisions: tuple[RevisionLine, RevisionLine],
    between: str,
    compared: dict[str, Any],
) -> dict[str, Any]:
    """Give two revisions and all that differs between them as dicts, ready for JSON."""
    old, new = map(asdict, revisions)
    return {
        "article": {"title": article.title, "url": article.url},
        "old": old,
        "new": new,
        "between": between,
        "comparison": compared,
    }


def comparison_heading(
    article: ArticleLinks, revisions: tuple[RevisionLine, RevisionLine], between: str
) -> tuple[str, ...]:
    """Say in plain lines which two revisions are compared, and what lies between them."""
    sides = zip(
        (_("From revision {id}"), _("To revision {id}")),
        revisions,
        strict=True,
    )
    heading = _("Changes to “{title}”").format(title=article.title)
    told = (heading, *(_named(side, line) for side, line in sides))
    return (*told, f"{between}.", "") if between else (*told, "")


def _named(side: str, line: RevisionLine) -> str:
    day = f"{line.date:%Y-%m-%d %H:%M} UTC"
    told = ", ".join(filter(None, (side.format(id=line.id), day, line.editor)))
    return f"{told}: {line.summary}" if line.summary else told


def look(url: str, asked: Mapping[str, str]) -> Look:
    """Read how the comparison at *url* is to be shown; what is not known is the usual way."""
    chosen = Look(
        source=asked.get("view") == "source",
        split=asked.get("layout") == "split",
        whole=asked.get("unchanged") == "all",
    )
    return replace(chosen, rest_url=url + asking(replace(chosen, whole=True)))


def asking(look: Look) -> str:
    """Give what an address asks so that a comparison is shown with this *look*: "?view=source"."""
    asked = (
        ("view=source", look.source),
        ("layout=split", look.split),
        ("unchanged=all", look.whole),
    )
    chosen = "&".join(words for words, wanted in asked if wanted)
    return f"?{chosen}" if chosen else ""


def ways(url: str, look: Look) -> tuple[PageLink, ...]:
    """Lead from the comparison at *url* to the same one as text or source, in one column or two."""
    other = replace(look, source=not look.source)
    turned = replace(look, split=not look.split)
    return (
        PageLink(
            words=_("Show as read") if look.source else _("Show source text"),
            url=url + asking(other),
        ),
        PageLink(
            words=_("Show in one column") if look.split else _("Show side by side"),
            url=url + asking(turned),
        ),
        PageLink(words=_("As plain text"), url=f"{url}?format=txt"),
        PageLink(words=_("As JSON"), url=f"{url}?format=json"),
    )
