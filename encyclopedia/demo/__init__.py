"""The demonstration: articles, their revisions and their sources, from the files beside this."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from encyclopedia.core.document import Document
from encyclopedia.core.readers import markdown
from sources.core import rows
from sources.core.record import SourceRecord

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSource:
    """A source of the demonstration: its record, and how an archived copy of it is known.

    `document` is a text of this project, kept whole; `capture` the SHA-256 of a file that
    somebody who has it may archive.
    """

    record: SourceRecord
    document: Path | None = None
    capture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRevision:
    """One save in the history of the demonstration."""

    slug: str
    document: Document
    editor: str
    summary: str
    minor: bool = False
    publish: bool = False


def kinds() -> tuple[dict[str, Any], ...]:
    """Give the kinds of the demonstration as the columns of their table, by name."""
    return tuple(yaml.safe_load((FOLDER / "kinds.yaml").read_text()))


def sources() -> tuple[DemoSource, ...]:
    """Read the sources."""
    return tuple(map(_source, yaml.safe_load((FOLDER / "sources.yaml").read_text())))


def _source(entry: dict[str, Any]) -> DemoSource:
    document, capture = entry.pop("document", ""), entry.pop("capture", "")
    return DemoSource(
        record=rows.read(entry),
        document=FOLDER / document if document else None,
        capture=capture,
    )


def revisions() -> Iterator[DemoRevision]:
    """Read the revisions of all articles in the order in which they are saved."""
    for entry in yaml.safe_load((FOLDER / "revisions.yaml").read_text()):
        path = FOLDER / "articles" / entry["article"] / str(entry["file"])
        yield DemoRevision(
            slug=entry["article"],
            document=markdown.read(path.read_text()),
            editor=entry["editor"],
            summary=entry["summary"],
            minor=entry.get("minor", False),
            publish=entry.get("publish", False),
        )


def captures(folder: Path) -> Mapping[str, Path]:
    """Find the files of *folder* by the SHA-256 of their bytes."""
    files = (path for path in sorted(folder.iterdir()) if path.is_file())
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}
