"""HTML elements from values: every text and every attribute is escaped here."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

_NOT_IN_ID: Final = re.compile(r"[^\w.:-]+")
_LANGUAGE: Final = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*", re.ASCII | re.IGNORECASE)
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def text(value: str) -> str:
    """Escape *value* for use between tags and inside attributes."""
    return escape(value.replace("\0", "\ufffd"), quote=True)


def element(name: str, content: str, attributes: Mapping[str, str] = _NOTHING) -> str:
    """Put *content*, which is HTML already, into an element."""
    return f"<{name}{_written(attributes)}>{content}</{name}>"


def void(name: str, attributes: Mapping[str, str] = _NOTHING) -> str:
    """Write an element that has no content."""
    return f"<{name}{_written(attributes)}>"


def span(kind: str, content: str) -> str:
    """Put *content*, which is HTML already, into a span of class *kind*."""
    return f'<span class="{kind}">{content}</span>'


def items(name: str, contents: Iterable[str], attributes: Mapping[str, str] = _NOTHING) -> str:
    """Write a list ("ul" or "ol") of *contents*, which are HTML already."""
    return element(name, "".join(f"<li>{content}</li>" for content in contents), attributes)


def identifier(value: str) -> str:
    """Make *value* fit to be an id and a fragment: letters, digits and `_ . : -`."""
    return _NOT_IN_ID.sub("_", value) or "_"


def in_language(tag: str) -> dict[str, str]:
    """Give the attribute that says which language words are in, where *tag* (BCP 47) is one."""
    return {"lang": tag} if _LANGUAGE.fullmatch(tag) else {}


def segment(value: str) -> str:
    """Make *value* one segment of a path."""
    return quote(value, safe=":@")


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{text(value)}"' for name, value in attributes.items())
