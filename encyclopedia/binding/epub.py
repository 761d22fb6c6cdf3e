"""An article as EPUB 3.3: one chapter with contents, linked notes and its pictures.

https://www.w3.org/TR/epub-33/; the same words make the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from html import escape
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from encyclopedia.binding import book
from encyclopedia.binding.book import Book
from encyclopedia.core.document import Document
from encyclopedia.core.writers.jsonld import Imprint

MEDIA_TYPE: Final = "application/epub+zip"
_BEGAN: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP file can tell
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_OPS: Final = "http://www.idpf.org/2007/ops"
_VOID: Final = frozenset({"br", "hr", "img"})
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ROLES: Final = {"doc-noteref": "noteref", "doc-endnotes": "endnotes", "doc-backlink": "backlink"}
_CONTAINER: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="EPUB/package.opf"'
    ' media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_NEVER: Final = "1970-01-01T00:00:00Z"


def write(document: Document, imprint: Imprint) -> bytes:
    """Write *document* as an EPUB."""
    bound = book.make(document, imprint)
    body = _read(bound)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        # What tells the format stands first, and as it is (OCF 4.3).
        _put(packed, "mimetype", MEDIA_TYPE.encode(), is_stored=True)
        _put(packed, "META-INF/container.xml", _CONTAINER.encode())
        _put(packed, "EPUB/package.opf", _package(bound, document, imprint).encode())
        _put(packed, "EPUB/contents.xhtml", _contents(bound, body).encode())
        _put(packed, "EPUB/article.xhtml", _chapter(bound, body, imprint).encode())
        _put(packed, "EPUB/style.css", _style())
        for image in bound.images:
            _put(packed, f"EPUB/{image.name}", image.data, is_stored=True)
    return out.getvalue()


def _put(packed: zipfile.ZipFile, name: str, data: bytes, *, is_stored: bool = False) -> None:
    info = zipfile.ZipInfo(name, _BEGAN)
    info.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
    packed.writestr(info, data)


class _Tree(HTMLParser):
    """Clean HTML as a tree, for XML to be written of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = ET.TreeBuilder()
        self.builder.start("div", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: _xml(value or "") for name, value in attrs}
        self.builder.start(tag, told)
        if tag in _VOID:
            self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(_xml(data))

    def finish(self) -> ET.Element:
        self.close()
        self.builder.end("div")
        return self.builder.close()


def _read(bound: Book) -> ET.Element:
    """Read the words as a tree; pictures lead to their files, those without one to their text."""
    tree = _Tree()
    tree.feed(bound.body)
    body = tree.finish()
    names = {image.path: image.name for image in bound.images}
    for image in body.iter("img"):
        if (name := names.get(image.get("src", ""))) is not None:
            image.set("src", name)
        else:
            image.tag = "span"
            image.text = image.get("alt", "")
            image.attrib.clear()
    for each in body.iter():
        if kind := _ROLES.get(each.get("role", "")):
            each.set("epub:type", kind)
    return body


def _chapter(bound: Book, body: ET.Element, imprint: Imprint) -> str:
    words = ET.tostring(body, encoding="unicode")
    foot = _text(book.foot(bound, imprint))
    address = f'<p class="byline"><a href="{escape(bound.address)}">{foot}</a></p>'
    end = address if bound.address.startswith("http") else f'<p class="byline">{foot}</p>'
    return _page(
        bound,
        f'<h1>{_text(bound.title)}</h1><p class="byline">{_text(bound.byline)}</p>{words}{end}',
    )


def _contents(bound: Book, body: ET.Element) -> str:
    """Write the contents: every heading under the one that it belongs to."""
    headings = [
        (int(each.tag[1]), each.get("id", ""), " ".join("".join(each.itertext()).split()))
        for each in body.iter()
        if each.tag in {"h2", "h3", "h4"} and each.get("id")
    ]
    rows = _outline(headings)
    return _page(
        bound,
        '<nav epub:type="toc" role="doc-toc" aria-label="Contents"><h1>Contents</h1><ol>'
        f'<li><a href="article.xhtml">{_text(bound.title)}</a>{rows}</li></ol></nav>',
    )


def _page(bound: Book, content: str) -> str:
    language = escape(bound.language)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{_XHTML}" xmlns:epub="{_OPS}" lang="{language}" xml:lang="{language}"'
        f' dir="{bound.direction}"><head><title>{_text(bound.title)}</title>'
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>'
        f"<body>{content}</body></html>\n"
    )


def _outline(headings: Iterable[tuple[int, str, str]]) -> str:
    """Write *headings* (level, anchor, words) as lists within lists."""
    written: list[str] = []
    open_: list[int] = []
    for level, anchor, words in headings:
        while open_ and open_[-1] > level:
            written.append("</li></ol>")
            open_.pop()
        if open_ and open_[-1] == level:
            written.append("</li>")
        else:
            written.append("<ol>")
            open_.append(level)
        written.append(f'<li><a href="article.xhtml#{escape(anchor)}">{_text(words)}</a>')
    return "".join((*written, "</li></ol>" * len(open_)))


def _package(bound: Book, document: Document, imprint: Imprint) -> str:
    """Describe the book: what it is, what is in it, in which order, and who can read it."""
    told = [
        f'<dc:identifier id="id">urn:uuid:{document.id}</dc:identifier>',
        f"<dc:title>{_text(bound.title)}</dc:title>",
        f"<dc:language>{_text(bound.language)}</dc:language>",
        *(f"<dc:creator>{_text(name)}</dc:creator>" for name in imprint.editors),
        f"<dc:description>{_text(bound.description)}</dc:description>",
        *(f"<{name}>{_text(value)}</{name}>" for name, value in _known(bound, imprint) if value),
        f'<meta property="dcterms:modified">{_moment(imprint.changed)}</meta>',
        *(f'<meta property="schema:{name}">{value}</meta>' for name, value in _access(bound)),
    ]
    files = [
        (
            '<item id="contents" href="contents.xhtml" properties="nav"'
            ' media-type="application/xhtml+xml"/>'
        ),
        '<item id="article" href="article.xhtml" media-type="application/xhtml+xml"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        *(
            f'<item id="picture-{number}" href="{image.name}" media-type="{image.media_type}"/>'
            for number, image in enumerate(bound.images, start=1)
        ),
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        ' prefix="schema: http://schema.org/">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{"".join(told)}</metadata>\n'
        f"<manifest>{''.join(files)}</manifest>\n"
        '<spine><itemref idref="article"/></spine>\n</package>\n'
    )


def _known(bound: Book, imprint: Imprint) -> tuple[tuple[str, str], ...]:
    return (
        ("dc:publisher", imprint.site),
        ("dc:date", imprint.published[:10]),
        ("dc:source", bound.address),
        ("dc:rights", imprint.licence),
    )


def _access(bound: Book) -> tuple[tuple[str, str], ...]:
    """Say what readers who do not see, or do not see well, can expect."""
    features = ("tableOfContents", "structuralNavigation", "displayTransformability")
    described = ("alternativeText",) if bound.images else ()
    return (
        ("accessMode", "textual"),
        *((("accessMode", "visual"),) if bound.images else ()),
        ("accessModeSufficient", "textual"),
        *(("accessibilityFeature", feature) for feature in (*features, *described)),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", "One chapter with contents; notes and references are linked."),
    )


def _moment(iso: str) -> str:
    """Give *iso* in the one form that EPUB knows: UTC, to the second."""
    return f"{datetime.fromisoformat(iso).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if iso else _NEVER


def _xml(value: str) -> str:
    """Leave out the few characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", value)


def _text(value: str) -> str:
    return escape(_xml(value))


@cache
def _style() -> bytes:
    return (Path(__file__).parent / "epub.css").read_bytes()
