"""WRITERS of bibliographies: name → write(records), which readers of the same name read.

To add a format, write a module with a `write` like theirs, and add its line here.

No bibliography says how a record is judged and kept here: reliability with its reason and day,
state-run, wire, opinion, access, snapshot, aliases. A name of a family alone is read as a whole
name, and runs of white space are one blank. What else a format cannot say, its module lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sources.core.record import SourceRecord
from sources.core.writers import bibtex, csl_json, ris

WRITERS: tuple[tuple[str, Callable[[Iterable[SourceRecord]], str]], ...] = (
    ("bibtex", bibtex.write),
    ("ris", ris.write),
    ("csl-json", csl_json.write),
)
