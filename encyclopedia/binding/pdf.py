"""An article as a tagged PDF (PDF/UA-1): bookmarks, linked notes, its revision on every page."""

from __future__ import annotations

import hashlib
from functools import cache
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.core.cache import cache as kept
from PIL import ImageFile

from encyclopedia.binding import book
from encyclopedia.binding.book import Book, MissingError
from encyclopedia.core.document import Document
from encyclopedia.core.writers.jsonld import Imprint

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

VARIANT: Final = "pdf/ua-1"
WHERE: Final = "https://pictures.invalid"  # no host of this name can exist (RFC 2606)
A_WEEK: Final = 7 * 24 * 60 * 60  # seconds


def write(document: Document, imprint: Imprint) -> bytes:
    """Write *document* as PDF; what was made of the same words is not made again for a week.

    Raises MissingError where weasyprint, or a library of the system that it needs, is not there.
    """
    bound = book.make(document, imprint)
    text = _page(bound, imprint)
    made_of = hashlib.sha256(text.encode())
    for image in bound.images:
        made_of.update(image.path.encode())
    name = made_of.hexdigest()
    found = kept.get_or_set(f"pdf-{name}", lambda: _made(text, bound, name), A_WEEK)
    assert isinstance(found, bytes)  # noqa: S101 -- what was made or kept just now
    return found


def _made(text: str, bound: Book, name: str) -> bytes:
    weasyprint = _library()
    page = weasyprint.HTML(string=text, base_url=WHERE, url_fetcher=_pictures_of(bound))
    # Named by what it is made of: the same words make the same bytes.
    made = page.write_pdf(pdf_variant=VARIANT, pdf_tags=True, pdf_identifier=name[:32].encode())
    return bytes(made)


def _library() -> Any:  # noqa: ANN401 -- a module that may not be installed
    try:
        import weasyprint  # noqa: PLC0415 -- an extra, and half a second
    except ImportError as error:
        raise MissingError(
            "PDF cannot be made here: install the `export` extra of this program."
        ) from error
    except OSError as error:  # it looks for Pango when it is imported
        raise MissingError(
            f"PDF cannot be made here: a library of the system is missing ({error})."
        ) from error
    # It lets Pillow take pictures that break off, for the whole process: uploads must not.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return weasyprint


def _pictures_of(bound: Book) -> URLFetcher:
    """Give what reads addresses for the PDF: the pictures of the article, and nothing else."""
    from weasyprint.urls import (  # noqa: PLC0415 -- as above
        URLFetcher,
        URLFetcherResponse,
    )

    images = {f"{WHERE}{image.path}": image for image in bound.images}

    class Pictures(URLFetcher):  # type: ignore[misc]  # an extra without types
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ANN401 -- weasyprint's signature
            image = images.get(url)
            if image is None:
                raise ValueError(f"expected a picture of the article, not {url}")
            told = {"Content-Type": image.media_type}
            return URLFetcherResponse(url, image.data, headers=told)

    return Pictures()


def _page(bound: Book, imprint: Imprint) -> str:
    foot = escape(book.foot(bound, imprint))
    meta = "".join(
        f'<meta name="{name}" content="{escape(value)}">'
        for name, value in (
            ("description", bound.description),
            ("author", ", ".join(imprint.editors)),
            ("generator", f"Encyclopedia, WeasyPrint {_version()}"),
            ("dcterms.created", imprint.published),
            ("dcterms.modified", imprint.changed),
        )
        if value
    )
    return (
        f'<!DOCTYPE html><html lang="{escape(bound.language)}" dir="{bound.direction}"><head>'
        f'<meta charset="utf-8"><title>{escape(bound.title)}</title>{meta}'
        f"<style>{_style()}</style></head>"
        f'<body><article data-foot="{foot}"><h1>{escape(bound.title)}</h1>'
        f'<p class="byline">{escape(bound.byline)}</p>{bound.body}</article></body></html>'
    )


def _version() -> str:
    try:
        return version("weasyprint")
    except ImportError:
        return ""


@cache
def _style() -> str:
    return (Path(__file__).parent / "pdf.css").read_text(encoding="utf-8")
