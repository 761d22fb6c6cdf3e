"""What stands in a reference beside a citation, and references that are words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from encyclopedia.core.markup import tree
from encyclopedia.core.readers.wikitext.links import address_of
from encyclopedia.core.readers.wikitext.nodes import (
    Nodes,
    Tag,
    Template,
    Text,
)
from encyclopedia.core.readers.wikitext.page import Page
from sources.core import dates, naming


def tag_of(template: Template) -> Tag:
    """Give `{{#tag:ref|words|name=x}}` as the tag that it makes."""
    attributes = {
        part.name: "".join(node.text for node in part.nodes if isinstance(node, Text)).strip(' "')
        for part in template.parts
        if part.name in ("name", "group", "extends")
    }
    values = template.positional()
    return Tag(template.start, template.end, "ref", attributes, "", values[0] if values else ())


def wrapped(template: Template) -> Nodes:
    """Give what a template holds that only puts citations together."""
    if template.name in ("unbulleted list citebundle", "multiref", "multiref2", "refbundle", "ubl"):
        return tuple(node for value in template.positional() for node in value)
    if template.name in ("small", "nowrap", "plainlist"):
        return template.get("1")
    return ()


def is_comment(template: Template) -> bool:
    return template.name in (
        *("dead link", "subscription required", "cbignore", "in lang", "languageicon", "pd-notice"),
        *("open access", "closed access", "registration required", "better source needed", "bsn"),
        *("page needed", "full citation needed", "self-published source", "verify source"),
    )


def item_of(key: str, locator: str, quote: str) -> tree.Item:
    place = locator.strip(" ,;")[:500]
    return tree.Item(start=0, end=0, key=key, locator=place, quote=quote.strip())


def folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def raw_of(page: Page, tag: Tag) -> str:
    return " ".join((tag.raw or page.written(tag.start, tag.end)).split())


def pointer(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(" ".join(value.split()).casefold() for value in values if value)


def bare(text: str) -> str:
    return naming.words(text.removeprefix("CITEREF")).replace("-", "")


def bare_address(nodes: Nodes) -> str:
    for node in nodes:
        if isinstance(node, Text) and (
            found := re.search(r"https?://[^\s<>\[\]\"|{}]{3,}", node.text)
        ):
            return address_of(found[0].rstrip(".,;:"))
    return ""


_DATE_IN = re.compile(
    r"\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{4}-\d\d-\d\d"
    r"|[A-Z][a-z]{2,8} \d{4}|(?<!\d)[12]\d{3}(?!\d)"
)


def date_in(rest: str) -> str:
    """Find the date of publication in the words beside an address."""
    published = re.split(r"(?i)retrieved|accessed|archived", rest)[0]
    found = (dates.read(each[0]) for each in _DATE_IN.finditer(published))
    return next((date for date in found if date), "")


def container_in(rest: str) -> str:
    plain = re.split(r"[.,;]|\bRetrieved\b|\bAccessed\b|\d", rest)[0].strip(' .,;:–—-"“”()')
    return plain[:255]
