"""Nothing that anybody types, imports or fetches ever runs."""

import re
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from uuid import UUID

import pytest
from hypothesis import given

from encyclopedia.core import reading
from encyclopedia.core.document import (
    Document,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from encyclopedia.core.writers import html
from sources.core.record import Name, SourceRecord
from tests.strategies import documents

VECTORS = (
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'\"><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#x73;cript:alert(1))",
    "<javascript:alert(1)>",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](picture:p)',
    '[x](https://example.org/"onclick="alert(1))',
    '[x](https://example.org/ "\\" onclick=alert(1)")',
    '[[x" onclick="alert(1)|<b onclick=alert(1)>]]',
    '[@a, p. <svg onload=alert(1)>, "</mark><script>alert(1)</script>"]',
    "[@? since <script>alert(1)</script>]",
    "^[<iframe src=javascript:alert(1)>]",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img onerror=1&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "| <script>alert(1)</script> |\n|---|\n| <a href=javascript:alert(1)>x</a> |",
    "\0<scr\0ipt>alert(1)</scr\0ipt>",
    "\ud800<script>".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
)
TAGS = {
    *("a", "bdi", "cite", "code", "em", "mark", "span", "strong", "sup", "time"),
    *("p", "div", "section", "aside", "nav", "h2", "h3", "h4", "hr", "br"),
    *("ol", "ul", "li", "blockquote", "pre", "details", "summary"),
    *("figure", "figcaption", "img"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


class Reader(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self):
        super().__init__()
        self.tags, self.handlers, self.addresses = set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.addresses += [value for name, value in attrs if name in ("href", "src")]


def read(written):
    reader = Reader()
    reader.feed(written)
    reader.close()
    return reader


def hostile(text):
    """Put *text* into every field of an article and of its source."""
    source = SourceRecord(
        key="a",
        type=text,
        title=text,
        authors=(Name(family=text, given=text), Name(literal=text)),
        container=text,
        publisher=text,
        issued=text,
        url=text,
        language=text,
        snapshot=text,
    )
    return Document(
        id=UUID(int=1),
        title=text,
        language=text,
        hatnote=text,
        lead=f"{text}\n\nWords.[@a]\n\n![]( picture:p )\n\n![{text}](picture:p)",
        infobox=(InfoboxField(id=UUID(int=2), label=text, text=text),),
        sections=(
            Section(id=UUID(int=3), heading=text, anchor=text, text=text),
            Section(
                id=UUID(int=4),
                heading="Key events",
                anchor="key-events",
                kind=SectionKind.KEY_EVENTS,
                text=text,
            ),
        ),
        events=(KeyEvent(id=UUID(int=5), date=text, title=text, text=text),),
        see_also=(SeeAlso(id=UUID(int=6), title=text, note=text),),
        series=text,
        categories=(text,),
        illustrations=(
            Illustration(
                id=UUID(int=7),
                key="p",
                file=text,
                media_type=text,
                width=1,
                height=1,
                alt=text,
                caption=text,
                credit=text,
            ),
        ),
        sources=(source, replace(source, key=text)),
    )


def is_safe(address):
    return re.match(r"(?:https?:|mailto:|/(?!/)|#)", address) is not None


@pytest.mark.parametrize("vector", VECTORS)
def test_no_field_lets_anything_run(vector):
    reader = read(html.write(hostile(vector), {}))

    unsafe = [address for address in reader.addresses if not is_safe(address or "")]
    assert (reader.tags - TAGS, reader.handlers, unsafe) == (set(), [], [])


@pytest.mark.parametrize("vector", VECTORS)
def test_no_preview_lets_anything_run(vector):
    reader = read(html.preview(reading.lead(vector)))

    unsafe = [address for address in reader.addresses if not is_safe(address or "")]
    assert (reader.tags - TAGS, reader.handlers, unsafe) == (set(), [], [])


@pytest.mark.parametrize("vector", VECTORS)
def test_the_last_pass_alone_lets_nothing_run(vector):
    reader = read(html.clean(f"<p>{vector}</p>"))

    unsafe = [a for a in reader.addresses if a and re.match(r"\s*(?:java|vb)script:|data:", a)]
    assert (reader.tags - TAGS, reader.handlers, unsafe) == (set(), [], [])


@given(document=documents())
def test_the_last_pass_finds_nothing_to_do(document):
    written = html.write(document)

    assert html.clean(written) == written


@given(document=documents())
def test_every_valid_article_is_written_with_ids_that_differ(document):
    written = html.write(document)

    ids = re.findall(r' id="([^"]*)"', written)
    assert len(ids) == len(set(ids))


def test_every_text_of_an_article_is_tried():
    document = hostile("x")

    untried = [f.name for f in fields(document) if not getattr(document, f.name)]
    assert (is_dataclass(document), untried) == (
        True,
        ["kind", "short_description", "disambiguation"],
    )
