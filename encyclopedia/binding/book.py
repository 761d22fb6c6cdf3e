"""What a book is made of: the words of an article with whole addresses, and its pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import Final

from encyclopedia import imprints, languages, pages, pictures, tracing
from encyclopedia.core.document import Document
from encyclopedia.core.writers import html
from encyclopedia.core.writers.jsonld import Imprint
from encyclopedia.models import Picture

_LINK: Final = re.compile(r'<a(?P<before>[^>]*?) href="(?P<url>/[^"]*)"')
# Contents stand in the book's own; what is only for the eye of a browser has no use here.
_CONTENTS: Final = re.compile(r'<nav class="toc".*?</nav>', re.DOTALL)
_IN_BROWSERS: Final = re.compile(r' (?:loading="[^"]*"|tabindex="0"|data-uses="[^"]*")')


class MissingError(Exception):
    """What a format needs is not installed, as one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The file of a picture: its path in the words, its media type and bytes."""

    path: str
    media_type: str
    data: bytes

    @property
    def name(self) -> str:
        """What the file is called without its folders."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """An article to be bound: `body` is clean HTML, `address` where the revision stays.

    Pictures whose file is not here are left in the words, which their alternative texts replace.
    """

    title: str
    language: str
    direction: str
    description: str
    body: str
    byline: str
    address: str
    images: tuple[Image, ...]


def make(document: Document, imprint: Imprint) -> Book:
    """Gather what *document* needs to stand by itself; *imprint* says where its links lead."""
    with languages.spoken(document.language):
        passages = tracing.passages_shown(tracing.trace(document))
        said = imprints.descriptions(document)
        written = html.write(document, imprint.links, passages, languages.words(), said)
    body = _IN_BROWSERS.sub("", _CONTENTS.sub("", written))
    return Book(
        title=document.title,
        language=document.language or "und",
        direction=pages.direction(document.language),
        description=html.summary(document),
        body=_LINK.sub(lambda link: _led(link, imprint), body),
        byline=_byline(imprint),
        address=_address(document, imprint),
        images=tuple(_images(document)),
    )


def foot(book: Book, imprint: Imprint) -> str:
    """Say which revision this is and where it stays, in one line."""
    number = f"Revision {imprint.revision}" if imprint.revision else "Not published"
    return " · ".join(part for part in (number, book.address) if part)


def _led(link: re.Match[str], imprint: Imprint) -> str:
    """Give a link its whole address; without a site to lead to, its words alone stay."""
    if not imprint.origin:
        return f"<a{link['before']}"
    url = escape(imprint.address(unescape(link["url"])))
    return f'<a{link["before"]} href="{url}"'


def _byline(imprint: Imprint) -> str:
    said = (
        imprint.site,
        f"by {', '.join(imprint.editors)}" if imprint.editors else "",
        f"last changed {imprint.changed[:10]}" if imprint.changed else "",
    )
    return " · ".join(part for part in said if part)


def _address(document: Document, imprint: Imprint) -> str:
    """Give the permanent address of the revision, as far as it is known where the site is."""
    if not (imprint.url and imprint.revision):
        return ""
    path = imprint.url
    if "/revisions/" not in path:
        path = f"{path}revisions/{imprint.revision}/"
    return imprint.address(path)


def _images(document: Document) -> list[Image]:
    """Read the pictures of *document*: who may read it may see them."""
    wanted = {each.file: each for each in document.illustrations}
    found = []
    for picture in Picture.objects.filter(file__in=wanted).order_by("file"):
        try:
            with pictures.opened(picture) as file:
                data = file.read()
        except FileNotFoundError:
            continue
        path = html.picture_address(picture.file, picture.media_type)
        found.append(Image(path=path, media_type=picture.media_type, data=data))
    return found
