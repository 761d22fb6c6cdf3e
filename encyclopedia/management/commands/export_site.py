"""The public encyclopedia as static files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from encyclopedia import exporting
from encyclopedia.exporting.folder import Folder
from sources.management.progress import shown
from sources.management.stopping import StoppableCommand

NAMED = 10  # addresses that a page leads to and nobody answers


class Command(StoppableCommand):
    """`manage.py export_site DIR [--without FORMAT…] [--dry-run]`."""

    help = (
        "Write all that the public reads to DIR, as files that any web server or object store"
        " serves from the root of SITE_URL: pages, revisions, comparisons, sources, formats,"
        " feeds, and a search that needs no server. Texts have compressed copies beside them."
        " The next export writes what changed and deletes what is public no more; files that it"
        " did not write stay as they are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument(
            "--without",
            nargs="+",
            default=[],
            metavar="FORMAT",
            help="formats that get no files, such as pdf, which takes longest",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        is_dry = options["dry_run"]
        try:
            folder = Folder(options["folder"], is_dry=is_dry)
            told = exporting.export(
                folder, progress=shown, leaving_out=frozenset(options["without"])
            )
        except (exporting.ExportError, OSError) as error:
            raise CommandError(_sentence(error, options["folder"])) from error
        would = "would be " if is_dry else ""
        self.stdout.write(
            f"{told.files:,} files in {options['folder']}: {told.written:,} {would}written,"
            f" {told.files - told.written:,} unchanged, {told.deleted:,} {would}deleted."
        )
        for url in told.broken[:NAMED]:
            self.stderr.write(f"Nothing answers {url}, where a page leads; its link stays.")
        if len(told.broken) > NAMED:
            self.stderr.write(f"So it is with {len(told.broken) - NAMED:,} more.")


def _sentence(error: Exception, folder: Path) -> str:
    if isinstance(error, OSError):
        return f"“{error.filename or folder}” cannot be written: {error.strerror}."
    return str(error)
