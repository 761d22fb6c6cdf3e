"""What the desk offers while an editor types: sources, titles, and the sections of an article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext as _

from encyclopedia import store
from encyclopedia.core import titles
from encyclopedia.core.document import Document
from encyclopedia.models import Article, Redirect
from sources.models import Source

MOST = 12
_MOST_WORDS = 8
_FIELDS = ("key", "title", "publisher", "container")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A source to cite: `own` tells whether the article has it, `archived` whether its text is."""

    key: str
    title: str
    by: str
    own: bool
    archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A title to link to, and what readers know of it."""

    title: str
    note: str


def sources(asked: str, document: Document | None) -> tuple[Offered, ...]:
    """Give the sources that have all words *asked* in key, title, publisher or container.

    Those of *document* come first, at most twelve in all. Of either, keys that begin as *asked*
    come before such titles, and those before the rest, each by title.
    """
    begun = " ".join(asked.split()).casefold()
    words = asked.casefold().split()[:_MOST_WORDS]
    records = document.sources if document else ()
    own = [
        Offered(
            key=record.key,
            title=record.title or record.key,
            by=record.publisher or record.container,
            own=True,
            archived=bool(record.snapshot),
        )
        for record in records
        if _holds(words, (record.key, record.title, record.publisher, record.container))
    ]
    own.sort(key=lambda each: (_rank(begun, each), each.title.casefold()))
    if len(own) >= MOST:
        return tuple(own[:MOST])
    known = {key for record in records for key in (record.key, *record.aliases)}
    rows = _having(words).exclude(key__in=known).order_by(_ranked(begun), "title", "key")
    others = rows.values_list("key", "title", "publisher", "container", "snapshot_id")
    return (
        *own,
        *(
            Offered(key=key, title=title or key, by=by or in_, own=False, archived=copy is not None)
            for key, title, by, in_, copy in others[: MOST - len(own)]
        ),
    )


def _rank(begun: str, offered: Offered) -> int:
    """Tell how well a source answers what was *begun*, 0 best, as `_ranked` does of rows."""
    if offered.key.startswith(begun):
        return 0
    return 1 if offered.title.casefold().startswith(begun) else 2


def _ranked(begun: str) -> Case:
    """Rank in the one pass over the rows that looking for words inside them takes anyway."""
    return Case(
        When(key__startswith=begun, then=0), When(title__istartswith=begun, then=1), default=2
    )


def _holds(words: Iterable[str], texts: Iterable[str]) -> bool:
    said = "\n".join(texts).casefold()
    return all(word in said for word in words)


def _having(words: Iterable[str]) -> QuerySet[Source]:
    found = Source.objects.all()
    for word in words:
        found = found.filter(
            Q(*((f"{field}__icontains", word) for field in _FIELDS), _connector=Q.OR)
        )
    return found


def named(asked: str) -> tuple[Named, ...]:
    """Give the titles, old ones too, that hold what was *asked*; those that begin so come first."""
    key = titles.key(asked)
    heads = Article.objects.filter(title_key__contains=key, deleted_at=None).order_by("title_key")
    rows = heads.values_list("title_key", "title", "withdrawn_at", "publication__slug")
    found = {
        folded: Named(title=title, note=_note(withdrawn=bool(gone), public=slug is not None))
        for folded, title, gone, slug in rows[: 4 * MOST]
    }
    old = Redirect.objects.filter(title_key__contains=key).order_by("title_key")
    for folded, title, now in old.values_list("title_key", "title", "article__title")[:MOST]:
        found.setdefault(str(folded), Named(title=title, note=_("now “{now}”").format(now=now)))
    best = sorted(found, key=lambda each: (each != key, not each.startswith(key), each))
    return tuple(found[each] for each in best[:MOST])


def _note(*, withdrawn: bool, public: bool) -> str:
    if withdrawn:
        return _("withdrawn: a red link to readers")
    return "" if public else _("draft: a red link to readers until it is published")


def exists(title: str) -> bool:
    """Tell whether an article has, or had, this very *title*."""
    key = titles.key(title)
    return Article.objects.titled([key]).exists() or Redirect.objects.filter(title_key=key).exists()


def sections(title: str) -> tuple[str, ...]:
    """Give what names each section of the article called *title* in a link."""
    key = titles.key(title)
    article = (
        Article.objects.titled([key]).first()
        or Article.objects.filter(redirects__title_key=key).first()
    )
    if article is None:
        return ()
    return tuple(
        # An anchor stays when its heading is renamed: then it is what leads there.
        section.heading if titles.slug(section.heading) == section.anchor else section.anchor
        for section in store.current(article).sections
    )
