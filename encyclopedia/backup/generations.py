"""Backups of many days in one folder: each named by its moment, the oldest put away."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

_NAME: Final = re.compile(r"encyclopedia-\d{8}T\d{6}Z\.backup")
_CUT_SHORT: Final = timedelta(days=1)


def name(folder: Path, now: datetime) -> Path:
    """Name the backup of the moment *now*, in UTC, in *folder*."""
    return folder / f"encyclopedia-{now:%Y%m%dT%H%M%SZ}.backup"


def forget(folder: Path, keep: int, now: datetime) -> tuple[Path, ...]:
    """Delete all backups in *folder* but the newest *keep*, and what was cut short a day ago.

    Only files that have the names we give are touched. Gives those that went.
    """
    ours = sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    gone = ours[: max(len(ours) - keep, 0)]
    for part in folder.glob("*.backup.part"):
        begun = datetime.fromtimestamp(part.stat().st_mtime, now.tzinfo)
        if _NAME.fullmatch(part.stem) and now - begun > _CUT_SHORT:
            gone.append(part)
    for path in gone:
        path.unlink(missing_ok=True)
    return tuple(gone)
