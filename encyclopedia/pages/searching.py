"""What the page of a search shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from encyclopedia.core.search import Run
from encyclopedia.pages.values import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """An article that was found, with its title and words cut into what was looked for and not.

    `formerly` is the old name under which it was found, if that is how.
    """

    url: str
    title: tuple[Run, ...]
    words: tuple[Run, ...] = ()
    description: str = ""
    kind: str = ""
    formerly: str = ""
    wanting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that a search may be narrowed to."""

    value: str
    words: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """The answer to a search; `typed` is the question, `asked` what its fields hold.

    `meant` is what was looked for where the question had an error of typing, `total` in words.
    """

    typed: str = ""
    meant: str = ""
    loose: bool = False
    asked: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[Choice, ...] = ()
    categories: tuple[Choice, ...] = ()
    wanting: bool = False
    narrowed: bool = False
    total: str = ""
    first: int = 1
    results: tuple[SearchResult, ...] = ()
    previous_url: str = ""
    next_url: str = ""
    every_url: str = ""
    site: Site = field(default_factory=Site)


def choices(values: Iterable[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    """Offer *values* (what is sent, its words), of which *chosen* stands."""
    return tuple(Choice(value=v, words=w, chosen=v == chosen) for v, w in values)
