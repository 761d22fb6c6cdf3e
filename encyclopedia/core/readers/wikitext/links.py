"""Links of wikitext: to articles, to other wikis, to files, to categories, to addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from encyclopedia.core.readers.wikitext import known
from encyclopedia.core.readers.wikitext.nodes import Link, Nodes
from encyclopedia.core.readers.wikitext.spelling import fixed, literal, unescaped

_ADDRESS = re.compile(r"(?:https?:)?//[^/\s]|mailto:\S", re.IGNORECASE)
_NOT_IN_ADDRESS = re.compile(r"[\s<>\\\"`{}\ufdd0-\ufdef]")
_NOT_IN_LINK = re.compile(r"[()\[\]|]")
_LONGEST_ADDRESS, _LONGEST_TITLE = 1_900, 255
_LINK_MARKS = re.compile(r"[#|\]]")
_FILE_OPTION = re.compile(
    r"(?:thumb(?:nail)?|frame(?:d|less)?|border|right|left|cent(?:er|re)|none|baseline|middle"
    r"|sub|super|top|text-top|bottom|text-bottom|upright(?:\s*=.*)?|\d*\s*x?\s*\d+\s*px"
    r"|(?:link|alt|page|lang|class|start|end|thumbtime|loop|muted|noicon)\s*=.*"
    r"|mini|hochkant.*|links|rechts|zentriert|vignette|gauche|droite|miniatur)",
    re.IGNORECASE | re.DOTALL,
)
_PARENTHESES = re.compile(r" ?\([^()]*\)\s*$|,.*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a link leads: its `kind` is "article", "file", "category", "wiki" or "outside"."""

    kind: str
    title: str
    section: str = ""
    address: str = ""


def target(link: Link, title: str, language: str) -> Target:
    """Say where *link* leads from the article *title*."""
    said = unescaped(link.target).replace("_", " ").replace("{{PAGENAME}}", title).strip()
    shown = said.startswith(":")
    said = said.lstrip(": ")
    prefix, colon, rest = said.partition(":")
    name = prefix.strip().casefold()
    if colon and rest.strip():
        if name in known.FILES:
            return Target(kind="article" if shown else "file", title=rest.strip())
        if name in known.CATEGORIES:
            return Target(kind="elsewhere" if shown else "category", title=" ".join(rest.split()))
        if name in known.PROJECTS:
            return _project(known.PROJECTS[name], rest.strip())
        if name in known.WIKIS:
            address = f"https://{name}.wikipedia.org/wiki/"
            away = _project(address, rest.strip())
            return away if shown or link.parts else Target(kind="wiki", title=said)
    if said.startswith("/") or (
        colon and name in ("help", "template", "user", "special", "portal")
    ):
        return Target(kind="elsewhere", title=said)
    page, _, section = said.partition("#")
    return Target(kind="article", title=" ".join(page.split()), section=" ".join(section.split()))


def _project(base: str, page: str) -> Target:
    address = base + quote(page.replace(" ", "_"), safe="/:#,;@!$&'*+=~.-_")
    return Target(kind="outside", title=page, address=address)


def caption(link: Link) -> Nodes:
    """Give the caption of a file: the last of its parts that is no option."""
    for part in reversed(link.parts):
        words = "".join(getattr(node, "text", "x") for node in part).strip()
        if words and not _FILE_OPTION.fullmatch(words):
            return part
    return ()


def trick(page: str) -> str:
    """Give the label that `[[page (this)|]]` stands for: no parentheses, nothing after a comma."""
    return _PARENTHESES.sub("", page.rpartition(":")[2]).strip() or page


def to_article(title: str, section: str, label: str) -> str:
    """Write a link to an article with plain *label*, or the words where no link can be written."""
    if len(title) > _LONGEST_TITLE or any(sign in title + section for sign in "[\\<>\n"):
        return literal(label)
    place = _escaped(title) + (f"#{_escaped(section)}" if section else "")
    if label == (title or section) and not section:
        return fixed(f"[[{place}]]")
    if not label.strip() or "[" in label or "\\" in label:
        return fixed(f"[[{place}]]") if not label.strip() else literal(label)
    return fixed(f"[[{place}|{label.replace(']', chr(92) + ']')}]]")


def _escaped(text: str) -> str:
    return _LINK_MARKS.sub(r"\\\g<0>", text)


def outward(address: str, label: str) -> str:
    """Write a link to an *address* with *label*, which is Markdown; words if it is no address."""
    found = address_of(address)
    if not found:
        return label or literal(address)
    if not label.strip():
        return fixed(f"<{_NOT_IN_LINK.sub(lambda sign: _percent(sign[0]), found)}>")
    escaped = _NOT_IN_LINK.sub(lambda sign: _percent(sign[0]), found)
    return f"[{label}]" + fixed(f"({escaped})")


def address_of(text: str) -> str:
    """Give a web address as it can be written, or nothing where *text* is none."""
    address = unescaped(text).strip()
    if not _ADDRESS.match(address) or len(address) > _LONGEST_ADDRESS:
        return ""
    try:
        urlsplit(address)
    except ValueError:
        return ""
    if address.startswith("//"):
        address = f"https:{address}"
    return _NOT_IN_ADDRESS.sub(lambda found: quote(found[0]), address)


def _percent(sign: str) -> str:
    """Write a sign that Markdown may take for its own as an address has it."""
    return f"%{ord(sign):02X}"
