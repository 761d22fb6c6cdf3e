"""Hatnotes: what stands over an article or section to lead readers elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from encyclopedia.core.readers.wikitext.nodes import Template
from encyclopedia.core.readers.wikitext.spelling import literal

_ABOVE_SECTIONS = {
    **dict.fromkeys(("main", "main article", "main articles", "mainarticle"), "Main article"),
    **dict.fromkeys(("see also", "seealso", "see also2", "seealso2"), "See also"),
    **dict.fromkeys(
        ("further", "further information", "details", "more", "broader", "further2"),
        "Further information",
    ),
}
_SECTION_KINDS = frozenset(_ABOVE_SECTIONS)
_ELSEWHERE = {
    "other uses": "For other uses, see {}.",
    "otheruses": "For other uses, see {}.",
    "other uses of": "For other uses of “{0}”, see {1}.",
    "other people": "For other people named {0}, see {1}.",
    "other persons": "For other people named {0}, see {1}.",
    "other people5": "For other people named {0}, see {1}.",
    "other places": "For other places, see {}.",
    "other hurricanes": "For other storms, see {}.",
    "other ships": "For other ships, see {}.",
    "other meanings": "For other meanings, see {}.",
    "two other uses": "For other uses, see {}.",
    "selfref": "{}",
}
NAMES = (
    frozenset({"about", "for", "for-multi", "for multi", "for2", "about-distinguish", "this"})
    | frozenset({"distinguish", "confuse", "distinguish2", "not to be confused with", "confused"})
    | frozenset({"redirect", "redirect2", "redirects", "redirect-distinguish", "redir"})
    | frozenset({"redirect-multi", "redirect-several", "hatnote", "rellink", "dablink"})
    | frozenset({"about year", "hatnote inline", "similar names", "redirect-synonym"})
    | frozenset(_ELSEWHERE)
)

Link = Callable[[str], str]


def is_over_section(template: Template) -> bool:
    """Tell whether *template* leads from a section to an article of its own."""
    return template.name in _SECTION_KINDS


def over_section(template: Template, words: Sequence[str], link: Link) -> str:
    """Write what stands over a section: "*Main article: [[X]]*"."""
    pages = [word for word in words if word]
    if not pages:
        return ""
    start = _ABOVE_SECTIONS[template.name]
    if start == "Main article" and len(pages) > 1:
        start = "Main articles"
    return f"*{start}: {_listed([link(page) for page in pages], 'and')}*"


def over_article(template: Template, title: str, words: Sequence[str], raw: str, link: Link) -> str:
    """Write the sentence of a hatnote, as Wikipedia's Module:Hatnote does in English."""
    name = template.name
    if name in ("hatnote", "rellink", "dablink", "selfref", "hatnote inline"):
        return raw
    if name in ("about", "about-distinguish", "this"):
        return _about(title, words, link)
    if name in ("for", "for-multi", "for multi", "for2"):
        return _for(title, words, link)
    if name in _ELSEWHERE:
        return _elsewhere(name, title, words, link)
    if name.startswith(("redirect", "redir")):
        return _redirected(name, words, link)
    return f"Not to be confused with {_listed([link(word) for word in words], 'or')}."


def _elsewhere(name: str, title: str, words: Sequence[str], link: Link) -> str:
    form = _ELSEWHERE[name]
    if "{1}" in form:
        what = words[0] if words else title
        page = words[1] if len(words) > 1 else f"{what} (disambiguation)"
        return form.format(literal(what), link(page))
    pages = words or [f"{title} (disambiguation)"]
    return form.format(_listed([link(each) for each in pages], "and"))


def _about(title: str, words: Sequence[str], link: Link) -> str:
    use = words[0] if words else ""
    first = f"This article is about {literal(use)}." if use else ""
    rest = _for(title, words[1:], link)
    return " ".join(part for part in (first, rest) if part)


def _for(title: str, words: Sequence[str], link: Link) -> str:
    """Write "For X, see Y." of pairs; a word "and" joins pages to the pair before."""
    said: list[tuple[str, list[str]]] = []
    rest = list(words) or ["other uses"]
    while rest:
        use = rest.pop(0) or "other uses"
        if use == "and" and said:
            said[-1][1].append(rest.pop(0) if rest else "")
            continue
        page = rest.pop(0) if rest else ""
        said.append((use, [page or f"{title} (disambiguation)"]))
        while len(rest) > 1 and rest[0] == "and":
            rest.pop(0)
            said[-1][1].append(rest.pop(0))
    return " ".join(
        f"For {literal(use)}, see {_listed([link(page) for page in pages if page], 'and')}."
        for use, pages in said
    )


def _redirected(name: str, words: Sequence[str], link: Link) -> str:
    first = words[0] if words else ""
    source = literal(first)
    if name == "redirect-distinguish":
        others = _listed([link(word) for word in words[1:]], "or")
        return f"“{source}” redirects here. It is not to be confused with {others}."
    if len(words) < 2:  # noqa: PLR2004 -- what redirects, and what else it may be
        return (
            f"“{source}” redirects here. For other uses, see {link(f'{first} (disambiguation)')}."
        )
    return f"“{source}” redirects here. {_for(first, words[1:], link)}"


def _listed(words: Sequence[str], conjunction: str) -> str:
    given = [word for word in words if word]
    if len(given) < 3:  # noqa: PLR2004 -- "a and b", but "a, b, and c"
        return f" {conjunction} ".join(given)
    return f"{', '.join(given[:-1])}, {conjunction} {given[-1]}"
