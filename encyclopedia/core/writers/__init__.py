"""Writers: Document → a text in some format. To add a format, add its file and its line here.

LOST tells in sentences what a format cannot keep of a Document; one that is not in it keeps all
that it is for.
"""

from collections.abc import Callable

from encyclopedia.core.document import Document
from encyclopedia.core.writers import bibliographies, json, jsonld, markdown, plain, wikitext

WRITERS: tuple[tuple[str, Callable[[Document], str]], ...] = (
    ("json", json.write),
    ("jsonld", jsonld.write),
    ("markdown", markdown.write),
    ("plain", plain.write),
    ("wikitext", wikitext.write),
    # These write the sources alone.
    ("bib", bibliographies.bibtex),
    ("ris", bibliographies.ris),
    ("csl.json", bibliographies.csl_json),
)

LOST: dict[str, Callable[[Document], tuple[str, ...]]] = {"wikitext": wikitext.lost}
