"""Writers: Document → a text in some format. To add a format, add its file and its line here."""

from encyclopedia.core.writers import bibliographies, json, markdown, plain

WRITERS = (
    ("json", json.write),
    ("markdown", markdown.write),
    ("plain", plain.write),
    # These write the sources alone.
    ("bib", bibliographies.bibtex),
    ("ris", bibliographies.ris),
    ("csl.json", bibliographies.csl_json),
)
