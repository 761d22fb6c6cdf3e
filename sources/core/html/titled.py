"""The title of a page, without the name of the site that it is joined with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BETWEEN = re.compile(r"\s+[-–—|:·•»«/]+\s+|\s*\|\s*")
_NOT_A_WORD = re.compile(r"\W+")
_MOST: Final = 50  # headings that are looked at


def parted(title: str, root: HtmlElement, publisher: str, url: str) -> tuple[str, str]:
    """Give *title* without the name of the site at its end or start, and that name.

    What is cut off is the publisher's name or that of the host in *url*, or the rest is a
    heading of the page; otherwise the title stays whole.
    """
    headings = {_squashed(each.text_content()) for each in _headings(root)}
    hosts = _hosts(url)
    for rest, site in _cut(title):
        name = _squashed(site)
        if name and (name == _squashed(publisher) or name in hosts):
            return rest, site
        if _squashed(rest) in headings and name not in headings:
            return rest, ""
    return title, ""


def alone(root: HtmlElement) -> str:
    """Give the heading of a page that has one of the first rank; "" where it has none, or more."""
    found = [" ".join(each.text_content().split()) for each in root.iterfind(".//h1")]
    return found[0] if len(found) == 1 else ""


def _headings(root: HtmlElement) -> list[HtmlElement]:
    return list(root.xpath("//h1|//h2"))[:_MOST]


def _cut(title: str) -> Iterator[tuple[str, str]]:
    places = list(_BETWEEN.finditer(title))
    if places:
        first, last = places[0], places[-1]
        yield title[: last.start()].strip(), title[last.end() :].strip()
        yield title[first.end() :].strip(), title[: first.start()].strip()


def _hosts(url: str) -> frozenset[str]:
    """Name a host as people do: "www.gazette.example" as gazette.example and as gazette."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    names = (host, *(".".join(labels[at:]) for at in range(1, len(labels) - 1)), *labels[:-1])
    return frozenset(filter(None, map(_squashed, names)))


def _squashed(text: str) -> str:
    return _NOT_A_WORD.sub("", text).casefold()
