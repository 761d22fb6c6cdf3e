"""Everything out of one file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from encyclopedia import audit, backup
from sources.management.progress import shown
from sources.management.stopping import StoppableCommand
from sources.management.wording import counted


class Command(StoppableCommand):
    """`manage.py restore FILE`."""

    help = (
        "Restore what `backup` wrote into an empty database, of whichever kind: every byte is"
        " checked first, tables are made as they were and then migrated to this release, and every"
        " revision is compared with its hash. Bad input writes no row. This is also the way from"
        " SQLite to PostgreSQL."
    )
    stopped = (
        "Until all rows are in, nothing is restored, and it can be run again; afterwards"
        " `reindex_search` does what is left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="only check every byte of the backup"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["dry_run"]:
                manifest = backup.check(options["file"], progress=shown)
                rows = sum(table.rows for table in manifest.tables)
                self.stdout.write(
                    f"The backup of {manifest.made_at} is whole: {rows:,} rows,"
                    f" {len(manifest.files):,} files. Dry run: nothing was written."
                )
                return
            restored = backup.read(options["file"], progress=shown)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        audit.record("command restore", subject=str(options["file"]))
        self.stdout.write(
            f"Restored {counted(restored.rows, 'row')} and {counted(restored.files, 'file')}:"
            f" {counted(restored.articles, 'article')} with"
            f" {counted(restored.revisions, 'revision')}."
        )
        if restored.differing:
            named = ", ".join(map(str, restored.differing[:20]))
            raise CommandError(
                f"The words of {len(restored.differing)} revisions differ from their hashes, as"
                f" they may have before the backup: {named}."
            )
        self.stdout.write("The words of every revision are those of its hash.")
