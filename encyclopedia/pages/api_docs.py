"""The page that describes the API to people."""

from __future__ import annotations

from dataclasses import dataclass, field

from encyclopedia import languages
from encyclopedia.pages import filling
from encyclopedia.pages.values import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiField:
    """A parameter of a question or a field of an answer; `type` is in words, `of` names a shape."""

    name: str
    type: str
    of: str = ""
    where: str = ""
    required: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiShape:
    """An object that the API says or takes."""

    name: str
    description: str = ""
    fields: tuple[ApiField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiOperation:
    """A question that the API answers: `takes` and `gives` name shapes, `scope` what it needs."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[ApiField, ...] = ()
    takes: str = ""
    gives: str = ""
    guarded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiGroup:
    """The questions about one thing."""

    name: str
    operations: tuple[ApiOperation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiDocsPage:
    """The description of the API."""

    title: str
    paragraphs: tuple[str, ...]
    groups: tuple[ApiGroup, ...]
    shapes: tuple[ApiShape, ...]
    problems: tuple[tuple[str, str, str], ...] = ()
    site: Site = field(default_factory=Site)


def api_docs(page: ApiDocsPage) -> str:
    """Describe the API, which speaks English, as do its descriptions."""
    with languages.spoken("en"):
        return filling.render("api_docs.html", "api", {"page": page, "site": page.site})
