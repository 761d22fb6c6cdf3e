"""Writers: Document → a text in some format. To add a format, add its file and its line here."""

from encyclopedia.core.writers import json, markdown, plain

WRITERS = (
    ("json", json.write),
    ("markdown", markdown.write),
    ("plain", plain.write),
)
