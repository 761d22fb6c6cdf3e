"""Words, links and citation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from encyclopedia.core import titles
from encyclopedia.core.markup import tree, walking
from encyclopedia.core.writers.html.cleaning import SCHEMES
from encyclopedia.core.writers.html.elements import (
    element,
    identifier,
    segment,
    span,
    text,
    void,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from encyclopedia.core.document import Illustration
    from encyclopedia.core.reading import Prose
    from encyclopedia.core.writers.html.page import Here

WORD_JOINER: Final = "\u2060"

PICTURE_SUFFIXES: Final = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


def write(nodes: Sequence[tree.Inline], here: Here) -> str:
    """Write inline *nodes*; a space before a citation mark goes, so that the mark sits tight."""
    written = []
    for number, node in enumerate(nodes):
        following = nodes[number + 1] if number + 1 < len(nodes) else None
        html = _WRITERS[type(node)](node, here)
        tight = isinstance(node, tree.Text) and isinstance(following, tree.Mark)
        written.append(html.rstrip(" ") if tight else html)
    return "".join(written)


def of(prose: Prose) -> tuple[tree.Inline, ...]:
    """Give the words of a text that has no blocks, as the hatnote and the infobox have."""
    lines = (block.children for block in prose.blocks if isinstance(block, tree.Paragraph))
    return tuple(node for line in lines for node in line)


def figure(picture: tree.Picture, here: Here) -> str:
    """Place a picture between paragraphs, with its caption and credit."""
    shown = here.page.pictures.get(picture.key)
    if shown is None:
        return element("p", _picture(picture, here))
    lines = [text(line) for line in (shown.caption, shown.credit) if line]
    caption = element("figcaption", " · ".join(lines), {"dir": "auto"}) if lines else ""
    return element("figure", _image(shown, picture.alt) + caption, {"class": "picture"})


def picture_address(file: str, media_type: str) -> str:
    """Give the path at which the picture *file*, named by its SHA-256, is served."""
    kind = media_type.partition("/")[2]
    extension = PICTURE_SUFFIXES.get(media_type, identifier(kind))
    return f"/media/pictures/{segment(file)}.{extension}"


def article_address(title: str) -> str:
    """Give the path of the article that *title* would have."""
    return f"/articles/{identifier(titles.slug(title))}/"


def _text(node: tree.Text, _here: Here) -> str:
    return text(node.text)


def _emphasis(node: tree.Emphasis, here: Here) -> str:
    return element("em", write(node.children, here))


def _strong(node: tree.Strong, here: Here) -> str:
    return element("strong", write(node.children, here))


def _code(node: tree.Code, _here: Here) -> str:
    return element("code", text(node.text))


def _break(node: tree.Break, _here: Here) -> str:
    return "<br>\n" if node.hard else "\n"


def _link(node: tree.Link, here: Here) -> str:
    words = write(node.children, here.inside_link())
    if here.linked or not _is_allowed(node.href):
        return words
    attributes = {"href": node.href, "rel": "nofollow"}
    if node.title:
        attributes["title"] = node.title
    link = element("a", words.strip() or text(node.href), attributes)
    return link + "".join(_marks_of(node.children, here))


def _wiki_link(node: tree.WikiLink, here: Here) -> str:
    label = text(walking.label(node)).strip()
    if here.linked or not label:
        return label
    slug = here.page.titles.get(titles.key(node.title))
    if not node.title.strip() or titles.key(node.title) == here.page.own:
        return _own_link(node, label, here)
    if slug is None:
        missing = here.page.words.gettext("{title} (page does not exist)").format(title=node.title)
        red = {"class": "new", "href": article_address(node.title), "title": missing}
        said = text(here.page.words.gettext("not written yet"))
        told = f" ({said})" if here.page.document.disambiguation else ""
        return element("a", label, red) + told
    fragment = f"#{titles.slug(node.section)}" if node.section else ""
    return element("a", label, {"href": f"/articles/{identifier(slug)}/{fragment}"})


def _own_link(node: tree.WikiLink, label: str, here: Here) -> str:
    anchor = here.page.anchors.get(titles.key(node.section)) if node.section else None
    return element("a", label, {"href": f"#{anchor}"}) if anchor else label


def _picture(node: tree.Picture, here: Here) -> str:
    shown = here.page.pictures.get(node.key)
    if shown is None:
        words = here.page.words.gettext("[no picture “{key}”]").format(key=node.key)
        return span("error", text(words))
    return _image(shown, node.alt)


def _image(shown: Illustration, alt: str) -> str:
    return void(
        "img",
        {
            "src": picture_address(shown.file, shown.media_type),
            "width": str(shown.width),
            "height": str(shown.height),
            "alt": alt or shown.alt,
            "loading": "lazy",
        },
    )


def _mark(node: tree.Mark, here: Here) -> str:
    if here.linked:
        return ""
    return "".join(WORD_JOINER + _item(item, here) for item in node.items)


def _item(item: tree.Item, here: Here) -> str:
    words, voice = here.page.words, here.page.voice
    if item.key == "?":
        needed = (
            words.gettext("[citation needed since {date}]").format(date=item.since)
            if item.since
            else words.gettext("[citation needed]")
        )
        return element("sup", text(needed), {"class": "needed", **voice})
    use = here.page.numbering.uses.get((here.place, item.start))
    if use is None:
        missing = words.gettext("[no source “{key}”]").format(key=item.key)
        return element("sup", text(missing), {"class": "cite error", **voice})
    shown = f"{use.number}, {item.locator}" if item.locator else f"{use.number}"
    attributes = {
        "href": f"#ref-{identifier(item_key(use.number, here))}",
        "id": identifier(use.anchor),
        "role": "doc-noteref",
        "aria-label": words.gettext("Citation {number}").format(number=shown),
    }
    return element("sup", element("a", f"[{text(shown)}]", attributes), {"class": "cite"})


def _language(here: Here) -> dict[str, str]:
    """Give the attribute of a mark in words of ours, where the text is in another language."""
    return {"lang": here.page.voice["lang"]} if here.page.voice else {}


def item_key(number: int, here: Here) -> str:
    """Give the key of the source with *number*, which an alias in the text may hide."""
    return here.page.numbering.footnotes[number - 1].source.key


def _claim(node: tree.Claim, here: Here) -> str:
    return span("claim", write(node.children, here)) + _mark(node.mark, here)


def _note(node: tree.Note, here: Here) -> str:
    number = here.page.numbering.notes.get((here.place, node.start))
    if here.linked or number is None:
        return ""
    words = here.page.words
    attributes = {
        "href": f"#note-{number}",
        "id": f"noted-{number}",
        "role": "doc-noteref",
        "aria-label": words.gettext("Note {number}").format(number=number),
        **_language(here),
    }
    link = element("a", text(words.gettext("[note {number}]").format(number=number)), attributes)
    return WORD_JOINER + element("sup", link, {"class": "cite"})


def _unclosed(node: tree.Unclosed, _here: Here) -> str:
    return text(node.text)


def _marks_of(nodes: Sequence[tree.Inline], here: Here) -> Iterator[str]:
    """Write the marks and notes inside a link after it, as a link may hold no other."""
    for node in nodes:
        if isinstance(node, tree.Mark | tree.Note):
            yield _WRITERS[type(node)](node, here)
        elif isinstance(node, tree.Claim):
            yield from _marks_of((*node.children, node.mark), here)
        elif isinstance(node, tree.Emphasis | tree.Strong | tree.Link):
            yield from _marks_of(node.children, here)


def _is_allowed(href: str) -> bool:
    try:
        return urlsplit(href).scheme.lower() in SCHEMES
    except ValueError:
        return False


_WRITERS: Final[Mapping[type[tree.Node], Callable[[Any, Here], str]]] = {
    tree.Text: _text,
    tree.Emphasis: _emphasis,
    tree.Strong: _strong,
    tree.Code: _code,
    tree.Break: _break,
    tree.Link: _link,
    tree.Picture: _picture,
    tree.WikiLink: _wiki_link,
    tree.Mark: _mark,
    tree.Claim: _claim,
    tree.Note: _note,
    tree.Unclosed: _unclosed,
}
