"""Everything into one file."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, transaction
from django.utils import timezone

from encyclopedia import audit, backup
from encyclopedia.management.lasting import TimedCommand, note
from sources.management.progress import shown
from sources.management.wording import counted


class Command(TimedCommand):
    """`manage.py backup FILE|FOLDER [--verify] [--keep N]`."""

    help = (
        "Write articles, revisions, sources, archived originals, pictures and accounts to one"
        " file, each with its hash, as they are at one moment; editors go on meanwhile. In a"
        " folder the file is named by its moment, and --keep puts the oldest away."
        " `restore FILE` reads it again, on SQLite and PostgreSQL alike. The file holds what only"
        " the desk may see, so only its owner can read it. SECRET_KEY is not in it."
    )
    stopped = "No backup was written, and none was put away; run it again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE|FOLDER")
        parser.add_argument(
            "--verify", action="store_true", help="read every byte of it again, as restore would"
        )
        parser.add_argument(
            "--keep",
            type=int,
            metavar="N",
            help="of the backups in FOLDER, made if it is not there, keep the newest N",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now().astimezone(UTC)
        keep: int | None = options["keep"]
        if keep is not None:
            _make_folder(options["file"], keep)
        folder: Path | None = options["file"] if options["file"].is_dir() else None
        path = options["file"] if folder is None else backup.name(folder, now)
        try:
            written = backup.write(path, progress=shown)
            if options["verify"]:
                backup.check(path, progress=shown)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Wrote {counted(written.rows, 'row')} and {counted(written.files, 'file')} to {path}"
            f" ({written.size:,} bytes).\nOf {written.database}:"
            f" {counted(written.articles, 'article')}.\n"
            f"SHA-256 {written.sha256}"
        )
        if written.missing:
            self.stderr.write(
                f"Files that rows name and that are not there: {written.missing:,}. `manage.py"
                " doctor` names them."
            )
        if options["verify"]:
            note("backup verified", began_at=now, done_at=timezone.now())
            self.stdout.write("Every byte of it was read again and is as it was written.")
        if folder is not None and keep is not None:
            gone = backup.forget(folder, keep, now)
            self.stdout.write(f"Put away {counted(len(gone), 'older file')}.")
        self._write_down(path)

    def _write_down(self, path: Path) -> None:
        """Add the entry to the log; a database that can only be read is kept all the same."""
        try:
            with transaction.atomic():
                audit.record("command backup", subject=str(path))
        except DatabaseError as error:
            self.stderr.write(f"The audit log could not be told of it ({type(error).__name__}).")


def _make_folder(folder: Path, keep: int) -> None:
    """Make the *folder* of several backups where it is not there; raises CommandError."""
    if keep < 1:
        raise CommandError("--keep wants a number of at least 1.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"--keep wants a folder, and {folder} is none.") from error
