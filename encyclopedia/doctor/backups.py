"""Whether there is a backup of late, and whether it was read again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.utils import timezone

from encyclopedia.doctor.finding import ERROR, WARNING, Finding
from encyclopedia.models import Edit, Run

LATEST: Final = timedelta(days=2)
TOO_LATE: Final = timedelta(days=8)
_MEND: Final = (
    "Enable the timer: systemctl enable --now encyclopedia-backup.timer, or run `manage.py backup"
    " FOLDER --keep 30 --verify` daily. Copy the files to another machine."
)


def look() -> Iterator[Finding]:
    """Look when a backup was last written, and verified."""
    if not Edit.objects.exists():
        return  # there is nothing to lose
    now = timezone.now()
    done = {run.command: run.done_at for run in Run.objects.all() if run.done_at is not None}
    last = done.get("backup")
    if last is None or now - last > LATEST:
        yield Finding(
            level=ERROR if last is None or now - last > TOO_LATE else WARNING,
            wrong=f"The last backup is of {last:%Y-%m-%d}." if last else "There is no backup yet.",
            why="If this disk fails, all since then is lost.",
            mend=_MEND,
        )
        return
    verified = done.get("backup verified")
    if verified is None or now - verified > TOO_LATE:
        yield Finding(
            level=WARNING,
            wrong="No backup was verified within a week.",
            why="A backup that nobody read may be one that nobody can read.",
            mend="Let the timer run `manage.py backup FOLDER --keep 30 --verify`, or run"
            " `manage.py restore FILE --dry-run`.",
        )
    run = Run.objects.filter(command="backup").first()
    if run is not None and run.failed_at is not None and run.failed_at > last:
        yield Finding(
            level=WARNING,
            wrong=f"The last attempt at a backup failed: {run.said}",
            why="The one before grows old.",
            mend="Mend what it says; usually room on the disk, or who owns the folder.",
        )
