"""An article as a file of its own: a PDF, an EPUB, or the annotations of its quotations.

Unlike the writers of the core these need more than the document: archived texts for the passages
beside its quotations, the files of its pictures, or a library of the `export` extra.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from encyclopedia import formats, tracing
from encyclopedia.binding import epub, pdf
from encyclopedia.binding.book import MissingError as MissingError
from encyclopedia.core.document import Document
from encyclopedia.core.writers.jsonld import Imprint
from encyclopedia.formats import Format


def write(format_: Format, document: Document, imprint: Imprint) -> bytes:
    """Write *document* in any format; *imprint* is what it does not know of itself.

    Raises MissingError where what the format needs is not installed.
    """
    bind = _BOUND.get(format_.name)
    return bind(document, imprint) if bind else formats.write(format_, document, imprint)


def _annotations(document: Document, imprint: Imprint) -> bytes:
    """Write the quotations as W3C Web Annotations."""
    traced = tracing.trace(document)
    found = tracing.web_annotations(traced, imprint.address(imprint.url))
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


_BOUND: Final[Mapping[str, Callable[[Document, Imprint], bytes]]] = {
    "annotations": _annotations,
    "epub": epub.write,
    "pdf": pdf.write,
}
