"""MediaWiki wikitext → Document; what it has no place for is told by line.

Templates are read as the English Wikipedia has them. The parser is our own: it keeps positions,
takes time in proportion to the text, and never refuses a page for what is not closed in it.
"""

from __future__ import annotations

import re

from encyclopedia.core import identity, titles, validity
from encyclopedia.core.document import Document
from encyclopedia.core.readers.value import Reading
from encyclopedia.core.readers.wikitext import infobox, spelling
from encyclopedia.core.readers.wikitext.article import Article
from encyclopedia.core.readers.wikitext.error import WikitextError as WikitextError
from encyclopedia.core.readers.wikitext.nodes import Nodes, Template, Text, walk
from encyclopedia.core.readers.wikitext.page import Page
from encyclopedia.core.readers.wikitext.parsing import Parser
from encyclopedia.core.readers.wikitext.source import Source
from encyclopedia.core.readers.wikitext.wording import Wording
from sources.core.saying import say

_REDIRECT = re.compile(
    r"\s*#\s*(?:redirect|redirection|redirección|weiterleitung|перенаправление|doorverwijzing)"
    r"\s*:?\s*\[\[\s*:?([^\]|\n]{1,255})",
    re.IGNORECASE,
)
_FIRST_HEADING = re.compile(r"\s*=(?!=)\s*([^=\n]{1,255}?)\s*(?<!=)=\s*(?:\n|\Z)")
_BOLD = re.compile(r"'''+(.{1,255}?)'''")
_NO_NAME = re.compile(
    r"[0-9a-f_ -]*|(?:page|article|test|input|output|tmp)[ _-]?\w{0,8}", re.IGNORECASE
)
_LONGEST = 255


def read(text: str, *, called: str = "", language: str = "en") -> Reading:
    """Read the page in *text*; *called* is what its file, or its page, is called.

    Raises WikitextError with the line and what is wrong there: where there is no text, or no
    title to be found. Reading the same text twice gives the same Document, ids included.
    """
    source = Source(text)
    if not source.text.strip():
        raise WikitextError(1, say("The page is empty."))
    page = Page(source, language=language)
    for odd, at in source.odd.items():
        page.leave(at, f"the character U+{ord(odd):04X}", "is kept as U+FFFD: no text may hold it")
    if found := _REDIRECT.match(source.text):
        return _redirect(found[1], called)
    parser = Parser(source.text, lambda at, what: page.leave(at, what, "is never closed"))
    nodes = parser.nodes()
    nodes = _titled(page, nodes, called)
    page.day_first = _day_first(nodes)
    document = Article(page, nodes).document()
    for fault in validity.faults(document):
        raise WikitextError(1, fault.said)
    return Reading(document=document, left=page.left)


def _redirect(target: str, called: str) -> Reading:
    title = validity.mended_line(called.replace("_", " "))[:_LONGEST] or "Redirect"
    goal = " ".join(spelling.unescaped(target).partition("#")[0].replace("_", " ").split())
    document = Document(id=identity.derive(titles.key(title)), title=title)
    return Reading(document=document, redirect=goal)


def _titled(page: Page, nodes: Nodes, called: str) -> Nodes:
    """Find the title of *page*; give its nodes without a heading that says it."""
    text = page.source.text
    heading = _FIRST_HEADING.match(text)
    named = _display_title(nodes)
    plain = " ".join(called.replace("_", " ").split())
    if named and titles.key(named) == titles.key(plain):
        plain = named
    elif named or _NO_NAME.fullmatch(plain):
        plain = ""
    found = plain or named or (heading[1] if heading else "") or _named_in(page, nodes)
    title = validity.mended_line(spelling.unescaped(found)) or " ".join(called.split())
    if not title:
        raise WikitextError(
            1, say("The page has no title: name the file after it, or add {{DISPLAYTITLE:…}}.")
        )
    if len(title) > _LONGEST:
        page.leave(0, f"the title “{title}”", "is shortened")
    page.title = title[:_LONGEST].strip()
    if heading and titles.key(heading[1]) == titles.key(page.title) and isinstance(nodes[0], Text):
        first = nodes[0]
        return (Text(heading.end(), first.text[heading.end() - first.start :]), *nodes[1:])
    return nodes


def _display_title(nodes: Nodes) -> str:
    for node in walk(nodes):
        if isinstance(node, Template) and node.name.startswith("displaytitle:"):
            return _plain(node.written.partition(":")[2])
    return ""


def _named_in(page: Page, nodes: Nodes) -> str:
    """Give the title as the lead says it in bold, or else as the infobox does."""
    bold = next((f[1] for n in nodes if isinstance(n, Text) and (f := _BOLD.search(n.text))), "")
    if bold:
        return _bare(bold)
    for node in nodes:
        if isinstance(node, Template) and infobox.is_infobox(node):
            return _bare(Wording(page).words(node.get("name", "title", "above", "event_name")))
    return ""


def _bare(text: str) -> str:
    """Give the words of a name that stands in a sentence, or before others."""
    return _plain(text).strip(" ,")


def _plain(text: str) -> str:
    return " ".join(re.sub("'{2,}", "", text).replace("_", " ").split())


def _day_first(nodes: Nodes) -> bool:
    names = {node.name for node in nodes if isinstance(node, Template)}
    return not names & {"use mdy dates", "mdy"}
