"""What an export holds: which addresses have their file, and where it begins to look for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from django.urls import Resolver404, resolve, reverse

from encyclopedia import chronicling, formats, permissions
from encyclopedia.chronicling import ANYBODY
from encyclopedia.core.writers.json import SCHEMA
from encyclopedia.exporting.places import Address
from encyclopedia.models import (
    Article,
    Publication,
    PublishedCategory,
    PublishedSeries,
    Redirect,
)
from sources import store as source_store
from sources.models import Snapshot, Source

AT_ONCE: Final = 500  # rows
REMEMBERED: Final = 4096
OLD_FORMATS: Final = ("json", "md")  # what a revision of the past is written in
RECENT: Final = 20  # pages of recent changes

# There is one of each, whoever asks.
STANDING: Final = (
    *("front", "index", "categories", "every-series", "recent", "contributors", "sources"),
    *("about", "licence", "policy", "recent-feed", "sitemap", "robots", "llms", "manifest"),
    *("icon", "old-icon", "touch-icon", "opensearch", "search"),
)
# These are known by the page that leads to them, which only public ones do.
_FOLLOWED: Final = frozenset({"picture", "card", "mark", "schema", "sitemap-page"})
# What may be asked of which page: each answer is a file of its own.
ASKED: Final[Mapping[str, frozenset[str]]] = {
    "index": frozenset({"letter", "page"}),
    "categories": frozenset({"page"}),
    "category": frozenset({"letter", "page"}),
    "every-series": frozenset({"page"}),
    "series": frozenset({"page"}),
    "sources": frozenset({"page"}),
    "contributors": frozenset({"after"}),
    "contributor": frozenset({"before"}),
    "history": frozenset({"page"}),
    "evidence": frozenset({"page"}),
    "authorship": frozenset({"page"}),
    "links": frozenset({"page"}),
    "recent": frozenset({"before"}),
    "references": frozenset({"style"}),
}
_OF_PUBLIC: Final = (
    *("article", "history", "evidence", "authorship", "links", "cite", "references"),
    "article-feed",
)
# Of comparisons those of neighbours have a file; any two of hundreds would be too many.
_TOOLS: Final = frozenset({"report", "compare", "biography"})
_OF_MERGED: Final = frozenset({"history"})


class Inventory:
    """What is public of the encyclopedia, asked of the database and remembered for a while.

    *leaving_out* names formats that get no files.
    """

    def __init__(self, leaving_out: frozenset[str] = frozenset()) -> None:
        """Remember nothing yet."""
        self._formats = {each.suffix for each in formats.offered() if each.name not in leaving_out}
        remember = lru_cache(maxsize=REMEMBERED)
        self._resolved = remember(_resolved)
        self._revisions = remember(_revisions)
        self._is_public = remember(_is_public)
        self._has_history = remember(_has_history)
        self._exists = {name: remember(ask) for name, ask in _EXISTS.items()}
        self._recent: set[tuple[tuple[str, str], ...]] = set()

    def holds(self, address: Address) -> bool:
        """Tell whether *address* has a file."""
        route, captured = self._resolved(address.path)
        if address.asked and not self._may_ask(route, address):
            return False
        if route in STANDING or route in _FOLLOWED:
            return True
        if route in self._exists:
            return self._exists[route](tuple(captured.values()))
        return "slug" in captured and self._is_of(route, captured)

    def is_live(self, address: Address) -> bool:
        """Tell whether *address* is a tool that only a server has, and no page to read about."""
        route, _ = self._resolved(address.path)
        return route in _TOOLS or address.path.startswith("/admin/")

    def addresses(self) -> Iterator[str]:
        """Give the addresses that nothing else need lead to, article by article."""
        yield from map(reverse, STANDING)
        yield from (reverse("schema", args=[number]) for number in range(1, SCHEMA + 1))
        found = Article.objects.with_history_for(ANYBODY).order_by("pk")
        for slug in found.values_list("slug", flat=True).distinct().iterator(AT_ONCE):
            yield from self.of_article(slug)
        for slug in _old_names():
            yield reverse("article", args=[slug])
        yield from _others()

    def of_article(self, slug: str) -> Iterator[str]:
        """Give the addresses of the article at *slug*."""
        if self._is_public(slug):
            yield from (reverse(route, args=[slug]) for route in _OF_PUBLIC)
            yield from (reverse("written", args=[slug, suffix]) for suffix in self._formats)
        else:
            yield from (reverse(route, args=[slug]) for route in _OF_MERGED)
        revisions = self._revisions(slug)
        for revision in revisions:
            yield reverse("revision", args=[slug, revision])
            for suffix in OLD_FORMATS:
                yield reverse("written-revision", args=[slug, revision, suffix])
        for pair in pairwise(revisions):
            yield reverse("compare", args=[slug, *pair])

    def _may_ask(self, route: str, address: Address) -> bool:
        """Tell whether a question has its own file; of recent changes only the first pages have."""
        if not {name for name, _ in address.asked} <= ASKED.get(route, frozenset()):
            return False
        if route == "recent" and address.asked not in self._recent:
            if len(self._recent) >= RECENT - 1:
                return False
            self._recent.add(address.asked)
        return True

    def _is_of(self, route: str, captured: Mapping[str, Any]) -> bool:
        """Tell whether the page *route* of an article, or of its past, is public."""
        slug = captured["slug"]
        if route == "article":
            return self._is_public(slug) or _is_old_name(slug)
        if route in _OF_PUBLIC and self._is_public(slug):
            return True
        if route == "written":
            return captured["suffix"] in self._formats and self._is_public(slug)
        if not self._has_history(slug):
            return False
        return route in _OF_MERGED or self._is_past(route, slug, captured)

    def _is_past(self, route: str, slug: str, captured: Mapping[str, Any]) -> bool:
        revisions = self._revisions(slug)
        if route == "compare":
            pair = (captured["old"], captured["new"])
            return pair in pairwise(revisions)
        is_written = captured.get("suffix", OLD_FORMATS[0]) in OLD_FORMATS
        known = route in {"revision", "written-revision"} and is_written
        return known and captured["revision"] in revisions


def _resolved(path: str) -> tuple[str, dict[str, Any]]:
    try:
        match = resolve(path)
    except Resolver404:
        return "", {}
    return ("" if match.namespaces else match.url_name or ""), match.kwargs


def _revisions(slug: str) -> tuple[int, ...]:
    """Give the revisions of the article at *slug* that all may read, oldest first."""
    if not _has_history(slug):
        return ()
    readable = permissions.texts_readable_by(ANYBODY)
    found = chronicling.public().filter(readable, article__slug=slug)
    return tuple(found.order_by("pk").values_list("pk", flat=True))


def _is_public(slug: str) -> bool:
    return Publication.objects.filter(pk=slug).exists()


def _has_history(slug: str) -> bool:
    return Article.objects.with_history_for(ANYBODY).filter(slug=slug).exists()


def _is_old_name(slug: str) -> bool:
    return Redirect.objects.filter(pk=slug, article__publication__isnull=False).exists()


def _old_names() -> Iterator[str]:
    found = Redirect.objects.filter(article__publication__isnull=False).order_by("pk")
    return found.values_list("pk", flat=True).iterator(AT_ONCE)


def _visible_source(key: str) -> bool:
    visible = Source.objects.filter(permissions.sources_visible_to(ANYBODY))
    if visible.filter(key=key).exists():
        return True
    known = source_store.ids([key]).get(key)
    return known is not None and visible.filter(pk=known).exists()


def _has_snapshot(captured: tuple[str, ...]) -> bool:
    key, sha256 = captured
    here = Snapshot.objects.filter(source__key=key, sha256=sha256).exists()
    return here and _visible_source(key)


def _signed(name: str) -> bool:
    return chronicling.signed(chronicling.public()).filter(editor_name=name).exists()


def _has_category(slug: str) -> bool:
    return PublishedCategory.objects.filter(slug=slug).exists()


def _has_series(slug: str) -> bool:
    return PublishedSeries.objects.filter(slug=slug).exists()


def _others() -> Iterator[str]:
    """Give what an article of today need not lead to: categories, series, sources, names."""
    categories = PublishedCategory.objects.order_by("slug").values_list("slug", flat=True)
    for slug in categories.distinct().iterator(AT_ONCE):
        yield reverse("category", args=[slug])
        yield reverse("category-feed", args=[slug])
    series = PublishedSeries.objects.order_by("slug").values_list("slug", flat=True)
    yield from (reverse("series", args=[slug]) for slug in series.distinct().iterator(AT_ONCE))
    visible = Source.objects.filter(permissions.sources_visible_to(ANYBODY))
    keys = visible.order_by("key").values_list("key", flat=True).distinct()
    yield from (reverse("source", args=[key]) for key in keys.iterator(AT_ONCE))


_EXISTS: Final[Mapping[str, Callable[[tuple[Any, ...]], bool]]] = {
    "category": lambda captured: _has_category(*captured),
    "category-feed": lambda captured: _has_category(*captured),
    "series": lambda captured: _has_series(*captured),
    "source": lambda captured: _visible_source(*captured),
    "snapshot": _has_snapshot,
    "contributor": lambda captured: _signed(*captured),
}
