"""Whether the data folder is there, ours, closed to others, and has room."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from typing import Final

from django.conf import settings

from encyclopedia.doctor import ready
from encyclopedia.doctor.finding import ERROR, WARNING, Finding

LITTLE: Final = 2 << 30  # bytes
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def look() -> Iterator[Finding]:
    """Look at the folder and the disk that it is on."""
    path = settings.DATA_DIR
    if not os.access(path, os.W_OK | os.X_OK):
        yield Finding(
            level=ERROR,
            wrong=f"The data folder {path} cannot be written to.",
            why="Pictures and archived originals cannot be kept; with SQLite nothing can be saved.",
            mend=f"Give it to the account that serves: chown -R encyclopedia {path}; see that its"
            " disk is not mounted read-only.",
        )
    mode = path.stat().st_mode
    if mode & _OTHERS:
        yield Finding(
            level=WARNING,
            wrong=f"Other accounts of this machine may look into {path}"
            f" (mode {stat.S_IMODE(mode):o}).",
            why="Drafts, addresses of accounts and archived texts for staff alone are in it.",
            mend=f"chmod 700 {path}",
        )
    yield from _room(shutil.disk_usage(path))


def _room(disk: shutil._ntuple_diskusage) -> Iterator[Finding]:
    free = f"{disk.free / (1 << 30):.1f} GB of {disk.total / (1 << 30):.1f} GB"
    why = "When it is full, nothing can be saved; readers are served on, and nothing saved is lost."
    mend = "Delete old backups and logs, or enlarge the disk; see `du -sh` of the data folder."
    if disk.free < ready.LEAST_ROOM:
        wrong = f"The disk of the data folder is all but full: {free} are free."
        yield Finding(level=ERROR, wrong=wrong, why=why, mend=mend)
    elif disk.free < LITTLE:
        wrong = f"There is little room on the disk of the data folder: {free} are free."
        yield Finding(level=WARNING, wrong=wrong, why=why, mend=mend)
