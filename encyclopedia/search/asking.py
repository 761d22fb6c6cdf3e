"""From what a reader typed to what is found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import DEFAULT_DB_ALIAS
from django.db.models.functions import Length

from encyclopedia.core import search as words
from encyclopedia.core import titles
from encyclopedia.core.search import Query
from encyclopedia.core.search.spelling import errors
from encyclopedia.models import Publication, SearchEntry, TitleWord
from encyclopedia.search import backend
from encyclopedia.search.backend import Asked

MOST_COUNTED = backend.RANKED
SUGGESTED = 8
_SHOWN = ("title", "names", "description", "body", "kind", "wanting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What a search is narrowed to; empty, None and False narrow nothing.

    `first` and `last` are years of the subject, `wanting` asks for articles that want sources.
    """

    kind: str = ""
    category: str = ""
    first: int | None = None
    last: int | None = None
    wanting: bool = False

    def __bool__(self) -> bool:
        """Tell whether anything is narrowed."""
        return self != Narrowed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found: the slug of its publication and what to show of it."""

    slug: str
    title: str
    description: str = ""
    kind: str = ""
    body: str = ""
    names: tuple[str, ...] = ()
    wanting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found for `query`: `total` of them, no further counted than MOST_COUNTED.

    `corrected` is true where `query` is not what was typed, but what was meant by it, and `loose`
    where nothing has all the words, so that those with some are given.
    """

    query: Query
    hits: tuple[Hit, ...] = ()
    total: int = 0
    corrected: bool = False
    loose: bool = False


def find(query: Query, narrowed: Narrowed, first: int = 0, last: int = 20) -> Found:
    """Give the articles from place *first* to *last* that *query* finds, the best first.

    An article of exactly that title comes first. Where nothing is found, errors of typing are put
    right by the words of titles, and then articles with some of the words are given.
    """
    if not query.terms:
        return Found(query=query)
    asked = Asked(query=query, among=_among(narrowed))
    found = _found(asked, first, last)
    if found.total:
        return found
    meant = _meant(query)
    if meant != query:
        found = _found(replace(asked, query=meant), first, last)
        if found.total:
            return replace(found, corrected=True)
    loose = _found(replace(asked, any_term=True), first, last)
    return replace(loose, loose=bool(loose.total))


def suggest(typed: str) -> tuple[Hit, ...]:
    """Give the articles whose title has words that begin as the words *typed* do."""
    query = words.read(typed)
    if not query.terms:
        return ()
    found = _titled(query)
    if not found and (meant := _meant(query)) != query:
        found = _titled(meant)
    return _hits(found)


def _titled(query: Query) -> list[int]:
    asked = Asked(query=query)
    ranked = backend.of(DEFAULT_DB_ALIAS).rank(asked, backend.TITLES)
    return list(dict.fromkeys([*_named(asked), *ranked]))[:SUGGESTED]


def _among(narrowed: Narrowed) -> frozenset[int] | None:
    """Give the entries that *narrowed* leaves, None for all: the index is asked more than once."""
    if not narrowed:
        return None
    entries = SearchEntry.objects.between(narrowed.first, narrowed.last)
    if narrowed.kind:
        entries = entries.of_kind(narrowed.kind)
    if narrowed.category:
        entries = entries.in_category(narrowed.category)
    if narrowed.wanting:
        entries = entries.wanting()
    return frozenset(entries.values_list("pk", flat=True))


def _found(asked: Asked, first: int, last: int) -> Found:
    ids = list(dict.fromkeys([*_named(asked), *_matched(asked)]))[:MOST_COUNTED]
    return Found(query=asked.query, hits=_hits(ids[first:last]), total=len(ids))


def _matched(asked: Asked) -> list[int]:
    """Give what has the words in its title first, then what the index ranks higher.

    Ranking all texts with a word that most have would tell little, and take long.
    """
    index = backend.of(DEFAULT_DB_ALIAS)
    newest = index.newest(asked)
    if not newest:
        return []
    titled = index.rank(asked, backend.TITLES)
    if len(newest) < backend.RANKED:
        return [*titled, *index.rank(asked, backend.COLUMNS)]
    return [*titled, *index.rank(asked, backend.HEADS), *newest]


def _named(asked: Asked) -> list[int]:
    """Give the entry whose article has, or had, exactly the title that was typed."""
    slugs = Publication.objects.titles([titles.key(asked.query.text)]).values()
    if not slugs:
        return []
    named = SearchEntry.objects.filter(publication__in=list(slugs)).values_list("pk", flat=True)
    return [id_ for id_ in named if asked.among is None or id_ in asked.among][:1]


def _hits(ids: list[int]) -> tuple[Hit, ...]:
    rows = SearchEntry.objects.filter(pk__in=ids).values("pk", "publication_id", *_SHOWN)
    by_id = {row.pop("pk"): row for row in rows}
    return tuple(_hit(**by_id[id_]) for id_ in ids if id_ in by_id)


def _hit(publication_id: str, names: str, **shown: object) -> Hit:
    return Hit(slug=publication_id, names=tuple(names.splitlines()), **shown)  # type: ignore[arg-type]


def _meant(query: Query) -> Query:
    """Put errors of typing right by the words of titles."""
    terms = tuple(
        replace(term, words=tuple(_nearest(word) for word in term.words)) if term.open else term
        for term in query.terms
    )
    if terms == query.terms:
        return query
    changed = dict(zip(query.words, (w for term in terms for w in term.words), strict=True))
    text = " ".join(changed.get(words.fold(word), word) for word in query.text.split())
    return replace(query, terms=terms, text=text)


def _nearest(word: str) -> str:
    allowed = errors(word)
    if not allowed:
        return word
    near = TitleWord.objects.alias(size=Length("word")).filter(
        size__gte=len(word) - allowed, size__lte=len(word) + allowed
    )
    return words.correct(word, frozenset(near.values_list("word", flat=True).distinct()))
