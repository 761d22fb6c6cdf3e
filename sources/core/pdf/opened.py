"""The bytes of a PDF → the words of its pages, and its metadata: the only module with pypdf."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from sources.core.captured import PDF, CaptureError
from sources.core.saying import say

MOST_PAGES = 5_000
_HEAD = 1024
_END, _TAIL = b"%%EOF", 4096

# What pypdf puts up with in a file is no news for the log of a site.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The text of each page, its lines as the file has them; `said` is its metadata by name.

    Names of the document information are as in PDF ("Title"), those of XMP have their prefix
    ("dc:creator").
    """

    pages: tuple[str, ...]
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read(data: bytes, name: str, *, most: int) -> Opened:
    """Open the PDF *name*, whose text may have *most* characters, or raise CaptureError."""
    if PDF not in data[:_HEAD]:
        raise CaptureError(say("{name} is not a PDF, whatever its name says.", name=name))
    # Without its end a file may still be mended by guessing, and lack pages that nobody misses.
    if _END not in data[-_TAIL:]:
        raise CaptureError(
            say("{name} is not a whole PDF: it has no end, so a part is missing.", name=name)
        )
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        _unlock(reader, name)
        return Opened(pages=_pages(reader, name, most), said=_said(reader))
    except (CaptureError, MemoryError, RecursionError):
        raise
    except Exception as error:  # a damaged file fails anywhere in the parser, in many ways
        raise CaptureError(
            say("{name} is not a PDF that can be read: it is damaged.", name=name)
        ) from error


def _unlock(reader: PdfReader, name: str) -> None:
    """Open what is encrypted without a password, as files are that only forbid to print them."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise CaptureError(
            say(
                "{name} is encrypted: it opens with a password only. Save it without one first.",
                name=name,
            )
        )


def _pages(reader: PdfReader, name: str, most: int) -> tuple[str, ...]:
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise CaptureError(
            say(
                "{name} has {number} pages; at most {most} are read.",
                name=name,
                number=f"{count:,}",
                most=f"{MOST_PAGES:,}",
            )
        )
    pages: list[str] = []
    for page in reader.pages:
        pages.append(clean(page.extract_text()))
        most -= len(pages[-1])
        if most < 0:
            raise CaptureError(say("{name} holds more text than is read of one file.", name=name))
    if not pages:
        raise CaptureError(say("{name} has no pages.", name=name))
    return tuple(pages)


def clean(text: str) -> str:
    """Take what no text may have out of *text*: control characters, and halves of characters."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    paired = whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROLS.sub("", paired)


def _said(reader: PdfReader) -> dict[str, tuple[str, ...]]:
    """Read the metadata; what is damaged there says nothing."""
    found: dict[str, tuple[str, ...]] = {}
    for told in (_informed, _described):
        try:
            found |= told(reader)
        except (PyPdfError, ValueError, TypeError, LookupError, AttributeError):
            continue
    return {name: values for name, values in found.items() if any(values)}


def _informed(reader: PdfReader) -> dict[str, tuple[str, ...]]:
    """Read the document information, and the language of the whole."""
    found: dict[str, tuple[str, ...]] = {"Lang": (_flat(reader.root_object.get("/Lang")),)}
    for key, each in (reader.metadata or {}).items():
        found[key.removeprefix("/")] = (_flat(each),)
    return found


def _described(reader: PdfReader) -> dict[str, tuple[str, ...]]:
    """Read XMP: Dublin Core, and what journals say of their articles (PRISM)."""
    xmp = reader.xmp_metadata
    if xmp is None:
        return {}
    days = (day for day in xmp.dc_date or () if hasattr(day, "date"))
    found: dict[str, tuple[str, ...]] = {
        "dc:title": tuple(map(_flat, (xmp.dc_title or {}).values())),
        "dc:creator": tuple(map(_flat, xmp.dc_creator or ())),
        "dc:publisher": tuple(map(_flat, xmp.dc_publisher or ())),
        "dc:language": tuple(map(_flat, xmp.dc_language or ())),
        "dc:identifier": (_flat(xmp.dc_identifier),),
        "dc:date": tuple(day.date().isoformat() for day in days),
    }
    for node in xmp.rdf_root.getElementsByTagName("*"):
        said = {node.tagName: getattr(node.firstChild, "data", ""), **dict(node.attributes.items())}
        found |= {name: (_flat(each),) for name, each in said.items() if name.startswith("prism:")}
    return found


def _flat(value: object) -> str:
    return " ".join(clean(str(value)).split()) if value is not None else ""
