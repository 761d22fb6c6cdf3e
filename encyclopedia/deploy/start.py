"""What a container starts: the migrations, then the server in their place.

A container that is told to stop while it migrates ends between two migrations, with 143.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys

MIGRATE = (sys.executable, "manage.py", "migrate", "--noinput")
SERVE = (sys.executable, "-m", "gunicorn", "-c", "encyclopedia/deploy/gunicorn.conf.py")
STOPS = (signal.SIGTERM, signal.SIGINT)


def main() -> None:
    """Serve once all is migrated, or end as the migrations did."""
    if code := migrated():
        sys.exit(code)
    os.execv(SERVE[0], SERVE)  # noqa: S606 -- the server takes our place, and our signals


def migrated() -> int:
    """Give 0 when all is migrated and nobody said stop; who says so is heard between two."""
    told: list[int] = []

    def note(number: int, _frame: object) -> None:
        told.append(number)
        if migrating is not None:
            migrating.send_signal(number)

    # Process 1 gets no signal that it does not wait for.
    migrating: subprocess.Popen[bytes] | None = None
    for each in STOPS:
        signal.signal(each, note)
    if not told:
        migrating = subprocess.Popen(MIGRATE)  # noqa: S603 -- our own command
        if told:  # just now
            migrating.send_signal(told[0])
        code = migrating.wait()
        if code:
            return code if code > 0 else 128 - code
    return 128 + told[0] if told else 0


if __name__ == "__main__":
    main()
