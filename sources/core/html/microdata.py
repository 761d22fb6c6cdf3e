"""The articles that a page marks in its own HTML (https://schema.org, as microdata)."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST = 5_000  # elements of an article that are looked at
_VALUES = ("content", "datetime")
_PEOPLE = frozenset({"author", "publisher"})


def articles(root: HtmlElement, types: Container[str]) -> Iterator[dict[str, Any]]:
    """Give each item of one of *types*, as JSON-LD would have it."""
    for scope in root.iterfind(".//*[@itemtype]"):
        name = (scope.get("itemtype") or "").strip().rpartition("/")[2]
        if name in types and name != "WebPage":
            yield {"@type": name, **_properties(scope)}


def _properties(scope: HtmlElement) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for element in list(scope.iterfind(".//*[@itemprop]"))[:_MOST]:
        if _owner(element) is not scope:
            continue
        for name in (element.get("itemprop") or "").split():
            if name in _PEOPLE:
                said.setdefault(name, []).append(_person(element))
            else:
                said.setdefault(name, _value(element))
    publishers = said.get("publisher")
    return {**said, "publisher": publishers[0]} if publishers else said


def _owner(element: HtmlElement) -> HtmlElement | None:
    """Find the item that a property belongs to: the nearest one around it."""
    return next((each for each in element.iterancestors() if "itemscope" in each.attrib), None)


def _person(element: HtmlElement) -> str:
    named = element.find(".//*[@itemprop='name']")
    if "itemscope" in element.attrib and named is not None:
        return _value(named)
    return _words(element) or _value(element)


def _value(element: HtmlElement) -> str:
    told = (element.get(name) for name in _VALUES)
    given = next((value for value in told if value), "")
    return given or _words(element) or element.get("href") or ""


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())[:500]
