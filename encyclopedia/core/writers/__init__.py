"""Writers: Document → a text in some format. To add a format, add its file and its line here."""

from collections.abc import Callable

from encyclopedia.core.document import Document
from encyclopedia.core.writers import bibliographies, json, jsonld, markdown, plain

WRITERS: tuple[tuple[str, Callable[[Document], str]], ...] = (
    ("json", json.write),
    ("jsonld", jsonld.write),
    ("markdown", markdown.write),
    ("plain", plain.write),
    # These write the sources alone.
    ("bib", bibliographies.bibtex),
    ("ris", bibliographies.ris),
    ("csl.json", bibliographies.csl_json),
)
