"""What an import read and what it left out, as data for a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from encyclopedia.core import markup, reading
from encyclopedia.core.document import Document
from encyclopedia.core.markup import tree
from encyclopedia.dumping import DumpOutcome
from encyclopedia.importing import Outcome

Entry: TypeAlias = dict[str, Any]


class ReportError(ValueError):
    """A report cannot be written: one sentence that names the file."""


def of_file(outcome: Outcome) -> Entry:
    """Say of a file what was read of it: counts, and by line what was left out and why."""
    file = outcome.file
    if file is None:
        return {}
    document = outcome.saved.document if outcome.saved is not None else file.document
    return {
        "file": str(file.path),
        "format": file.format_name,
        "title": document.title,
        "redirect": file.redirect,
        "changed": outcome.saved is not None and outcome.saved.changed,
        "rows": len(document.infobox),
        "sections": len(document.sections),
        "events": len(document.events),
        "see_also": len(document.see_also),
        "categories": len(document.categories),
        "sources": len(document.sources),
        "citations": citations(document),
        "skipped": [{"line": each.line, "what": each.what, "why": each.why} for each in file.left],
    }


def of_dump(outcome: DumpOutcome) -> Entry:
    """Say of an export what was read of it."""
    return {
        "file": str(outcome.path),
        "format": "mediawiki-xml",
        "pages": outcome.pages,
        "revisions": outcome.revisions,
        "known": outcome.known,
        "unchanged": outcome.same,
        "redirects": outcome.redirects,
        "namespaces": dict(outcome.namespaces),
        "skipped": [
            {"line": line, "what": what, "why": why} for line, what, why in outcome.skipped
        ],
    }


def citations(document: Document) -> int:
    """Count how often *document* cites a source."""
    return sum(
        item.key != "?"
        for prose in reading.texts(document)
        for node in markup.walk(prose.blocks)
        if isinstance(node, tree.Mark)
        for item in node.items
    )


def refuse_unwritable(path: Path) -> None:
    """Refuse a *path* where no report can be, before anything is imported; raises ReportError."""
    if path.is_dir() or not path.parent.is_dir():
        raise ReportError(f"{path}: the report cannot be written: no file can be there.")


def write(entries: Sequence[Entry], path: Path) -> None:
    """Write *entries* to the file *path*; raises ReportError."""
    try:
        text = json.dumps({"files": list(entries)}, ensure_ascii=False, indent=2)
        path.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise ReportError(f"{path}: the report cannot be written: {error.strerror}.") from error
