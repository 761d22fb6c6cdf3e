"""What stands around an article when it is printed, and the pieces that JSON-LD is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from encyclopedia.core import titles

if TYPE_CHECKING:
    from encyclopedia.core.values.edtf import Date

Node: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Where an article stands, whose it is, and what its kind is to schema.org ("Event").

    `origin` ("https://example.org") opens all addresses, which are paths without it; dates are
    ISO 8601; `links` gives the slug of each public article that is mentioned, by folded title;
    `breadcrumbs` are (words, path) from the front page to the article.
    """

    type: str = "Thing"
    origin: str = ""
    url: str = ""
    site: str = ""
    published: str = ""
    changed: str = ""
    revision: int = 0
    editors: tuple[str, ...] = ()
    licence: str = ""
    picture: str = ""
    links: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    breadcrumbs: tuple[tuple[str, str], ...] = ()

    def address(self, path: str) -> str:
        """Give *path* (or a whole address) with the origin before it."""
        return f"{self.origin}{path}" if path.startswith("/") else path

    def here(self, anchor: str) -> str:
        """Name a thing that the article tells of, by its place on the page."""
        return f"{self.address(self.url)}#{anchor}"

    def article(self, title: str) -> str:
        """Give the address of the public article called *title*, or nothing."""
        slug = self.links.get(titles.key(title), "")
        return self.address(f"/articles/{quote(slug)}/") if slug else ""


def node(type_: str, **properties: object) -> Node:
    """Give a thing of schema.org's *type_*; properties without a value are left out."""
    said = {name: value for name, value in properties.items() if value not in ("", None, [], ())}
    return {"@type": type_, **said}


def exact(iso: str, date: Date) -> str:
    """Give *iso*, an end of *date*, only where the date is meant exactly so."""
    return "" if date.approximate or date.uncertain or "~" in date.edtf or "?" in date.edtf else iso


def span(date: Date | None) -> dict[str, str]:
    """Give start and end of *date* as far as ISO 8601 can say them: a year, month or day."""
    if date is None:
        return {}
    start, end = exact(date.start_iso, date), exact(date.end_iso, date)
    said = {"startDate": start, "endDate": end}
    return {name: iso for name, iso in said.items() if iso}
