"""Infobox templates of any name → typed rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from encyclopedia.core import titles, values
from encyclopedia.core.document import FieldType
from encyclopedia.core.readers.wikitext.expanding import items_of
from encyclopedia.core.readers.wikitext.inline import Inline
from encyclopedia.core.readers.wikitext.nodes import Html, Link, Nodes, Part, Template, Text, walk
from encyclopedia.core.readers.wikitext.page import Page
from encyclopedia.core.readers.wikitext.spelling import BREAK

_INFOBOX = re.compile(
    r".*\binfobox\b.*|(?:taxobox|speciesbox|automatic taxobox|geobox|chembox|drugbox|starbox\b.*"
    r"|elementbox|protein|ficha de .+|info/.+|planetbox.*|paraphyletic group|mycomorphbox)"
)
_KIND = re.compile(r"infobox[ _/-]*(?P<kind>.*)", re.IGNORECASE)
_LOOKS = re.compile(
    r"(?:.*_)?(?:size|width|height_px|upright|scale|zoom|style|class|color|colour|bgcolor|align"
    r"|alignment|bodystyle|titlestyle|abovestyle|headerstyle|labelstyle|datastyle|imagestyle"
    r"|image_size|imagesize|map_type|relief|label_position|mark|marksize|nocat|df|embed|embedded"
    r"|child|suppress.*|autoheaders|decat|noicon|flagicon|fetchwikidata|onlysourced|qid|italic.*"
    r"|frame_?width|frame_?height|.*mapframe.*|coordinates_display|coord_display|coordinates_type"
    r"|map_alt|image_alt|alt\d*|alttext|logo_alt|flag_alt|bodyclass|sortkey|display|templatestyles"
    r"|image_upright|logo_upright|module_position|pushpin_(?!map$|caption|map_caption).*)\d*"
)
_FILE = re.compile(
    r".+\.(?:jpe?g|png|svg|gif|webp|tiff?|ogg|oga|ogv|webm|pdf|djvu|mp3|wav)", re.IGNORECASE
)
_OWN_NAME = frozenset(
    {"name", "title", "above", "official_name", "article", "event_name", "box_title"}
)
_PAIRS = (
    (re.compile(r"label(\d+)"), r"data\1"),
    (re.compile(r"(.*)_title(\d*)"), r"\1_name\2"),
    (re.compile(r"(established|event|founded|opened|established_event)_title(\d*)"), r"\1_date\2"),
    (re.compile(r"(.*)_type(\d*)"), r"\1_name\2"),
    (re.compile(r"(.*)_name(_sec\d+)"), r"\1_info\2"),
    (re.compile(r"event(\d*)"), r"date_event\1"),
    (re.compile(r"blank(\d*)_label(.*)"), r"blank\1\2"),
    (re.compile(r"(.*)_label(\d*)"), r"\1\2"),
    (re.compile(r"(.*)label(\d*)"), r"\1\2"),
    (re.compile(r"(?:free_label|free-label)(\d*)"), r"free\1"),
)
_LABELS = {
    "partof": "Part of",
    "birthplace": "Birth place",
    "birthdate": "Birth date",
    "birthname": "Birth name",
    "deathplace": "Death place",
    "deathdate": "Death date",
    "almamater": "Alma mater",
    "url": "URL",
    "iso_code": "ISO code",
    "gdp_nominal": "GDP nominal",
    "gdp_ppp": "GDP PPP",
    "isbn": "ISBN",
    "leadfigures1": "Lead figures 1",
    "leadfigures2": "Lead figures 2",
}
_NUMBERED = re.compile(r"(?<=[a-z)])[ _-]?(\d+)(?![\w])")
_AREA = re.compile(r" (k?m)2\b")
_BREAKS = re.compile(f"{BREAK}|\n(?=[*#:;])")


def is_infobox(template: Template) -> bool:
    """Tell whether *template* is an infobox."""
    return _INFOBOX.fullmatch(template.name) is not None and template.name != "infobox mapframe"


def kind(template: Template) -> str:
    """Give the kind of article that an infobox is of: "Infobox state visit" → "State visit"."""
    found = _KIND.fullmatch(template.written)
    words = " ".join(found["kind"].replace("_", " ").split()) if found else ""
    return words[:1].upper() + words[1:100].rstrip() if words.isprintable() else ""


def rows(page: Page, template: Template, inline: Inline) -> Iterator[tuple[str, str, FieldType]]:
    """Give label, text and type of each row that says something."""
    said = _last_of_each(page, template)
    labels: dict[str, str] = {}
    used: set[str] = set()
    for name, part in said.items():
        for pattern, form in _PAIRS:
            found = pattern.fullmatch(name)
            if found and (value := found.expand(form)) in said and value != name:
                labels[value] = inline.words(part.nodes).strip()
                used.add(name)
                break
    for name, part in said.items():
        if name in used or _LOOKS.fullmatch(name.replace(" ", "_").replace("-", "_")):
            continue
        yield from _row(page, name, part, labels.get(name, ""), inline)


def _last_of_each(page: Page, template: Template) -> dict[str, Part]:
    said: dict[str, Part] = {}
    for part in template.parts:
        if not part.nodes or all(isinstance(n, Text) and not n.text.strip() for n in part.nodes):
            continue
        if part.name in said:
            what = f"“{part.name}” in the infobox"
            page.leave(part.start, what, "stands there twice; the second is kept")
        if part.name.isdigit() and not any(isinstance(n, Template) for n in part.nodes):
            page.leave(part.start, f"“{inline_words(part.nodes)}” in the infobox", "has no name")
            continue
        said[part.name] = part
    return said


def inline_words(nodes: Nodes) -> str:
    """Give the bare words of *nodes*, for the report."""
    return " ".join("".join(n.text for n in nodes if isinstance(n, Text)).split())[:60]


def _row(
    page: Page, name: str, part: Part, label: str, inline: Inline
) -> Iterator[tuple[str, str, FieldType]]:
    nested = [node for node in part.nodes if isinstance(node, Template) and is_infobox(node)]
    for box in nested:
        yield from rows(page, box, inline)
    nodes = tuple(node for node in part.nodes if node not in nested)
    if _is_file(nodes, inline):
        page.leave(part.start, f"the file in “{name}”", "does not come with the text")
        return
    text = value(nodes, inline)
    if not text:
        return
    plain = values.inline.plain(text)
    if name in _OWN_NAME and (titles.key(plain) == titles.key(page.title) or not plain):
        return
    if re.fullmatch(r"header\d*|subheader\d*|below\d*", name):
        page.leave(part.start, f"“{plain}” in the infobox", "is a heading, not a row")
        return
    label = " ".join(label.split())[:255].strip() or pretty(name)
    if len(text) > 10_000:  # noqa: PLR2004 -- the most a value may have
        page.leave(part.start, f"the value of “{label}”", "is too long")
        return
    yield label, text, values.guess(label, text, page.language)


def _is_file(nodes: Nodes, inline: Inline) -> bool:
    words = inline.words(nodes).strip()
    if _FILE.fullmatch(words) and "\n" not in words:
        return True
    links = [node for node in walk(nodes) if isinstance(node, Link)]
    return not words and bool(links) and all(":" in link.target for link in links)


def value(nodes: Nodes, inline: Inline) -> str:
    """Write the value of a row: each item of a list is a line."""
    lines: list[str] = []
    for item in items_of(_with_lines(nodes)):
        for piece in _BREAKS.split(inline.draft(item).replace("\n", " ")):
            line = inline.finished(piece)
            if line:
                lines.append(line)
    return "\n".join(lines)


def _with_lines(nodes: Nodes) -> Nodes:
    """Let line breaks that are asked for be lines."""
    made = (
        Text(node.start, "\n* ") if isinstance(node, Html) and node.name == "br" else node
        for node in nodes
    )
    return tuple(made)


def pretty(name: str) -> str:
    """Write the name of a parameter as a label: "birth_date" → "Birth date"."""
    if name in _LABELS:
        return _LABELS[name]
    plain = _AREA.sub(r" \1²", name.replace("_", " ").replace("-", " "))
    words = _NUMBERED.sub(r" \1", plain)
    words = " ".join(words.split())[:255].strip() or "Value"
    return words[:1].upper() + words[1:]


def merged(groups: Iterable[tuple[str, str, FieldType]]) -> Iterator[tuple[str, str, FieldType]]:
    """Drop rows that say the very same twice, as nested infoboxes do."""
    seen: set[tuple[str, str]] = set()
    for label, text, type_ in groups:
        if (label, text) not in seen:
            seen.add((label, text))
            yield label, text, type_
