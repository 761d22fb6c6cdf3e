"""The words of a page that a reader can see, line by line, and those of its article.

The only module that imports lxml and trafilatura, which come with the “extract” extra.
"""

from __future__ import annotations

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from sources.core.captured import CaptureError
from sources.core.html.safety import MOST_ELEMENTS
from sources.core.saying import say

_UNSEEN = frozenset(
    {
        *("script", "style", "noscript", "template", "head", "title", "svg", "math", "iframe"),
        *("object", "embed", "audio", "video", "canvas", "select", "textarea", "datalist"),
    }
)
_INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    }
)


def tree(text: str, name: str) -> HtmlElement:
    """Parse the page *name*; no entity is fetched, and a page that is too deep is refused."""
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise CaptureError(say("{name} has no text.", name=name)) from error
    for fault in parser.error_log:
        if "depth" in fault.message:
            raise CaptureError(
                say(
                    "{name}: its tags are nested too deep, in line {line}.",
                    name=name,
                    line=fault.line,
                )
            )
    count = sum(1 for _ in root.iter())
    if count > MOST_ELEMENTS:
        raise CaptureError(
            say(
                "{name} has {number} elements; at most {most} are read.",
                name=name,
                number=f"{count:,}",
                most=f"{MOST_ELEMENTS:,}",
            )
        )
    return root


def text(root: HtmlElement) -> str:
    """Give the words of the page in reading order, a line for each block."""
    parts: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        parts.append("" if element.tag in _INLINE else "\n")
        if event == "end":
            parts.append(_flat(element.tail))
        elif element.tag in _UNSEEN or "hidden" in element.attrib:
            walker.skip_subtree()
        else:
            parts.append(_flat(element.text))
    lines = "".join(parts).split("\n")
    return "\n\n".join(" ".join(line.split()) for line in lines if line.strip())


def article(root: HtmlElement) -> str:
    """Give what trafilatura takes for the article of the page; "" where it finds none."""
    return trafilatura.extract(root, include_comments=False, include_tables=True) or ""


def _flat(words: str | None) -> str:
    return (words or "").replace("\n", " ")
