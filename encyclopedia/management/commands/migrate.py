"""Django's migrate, by one at a time: whoever comes second waits, and finds nothing left to do."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections

from sources.management import stopping

QUEUE: Final = 0x6D696772  # any number that nothing else in the database locks
PATIENCE: Final = 600  # seconds
_PAUSE: Final = 0.2  # seconds between two attempts


class Command(migrate.Command):
    """`manage.py migrate`; told to stop, it ends between two migrations.

    Django notes some migrations only after the commit that made their tables. Whoever ends it in
    between leaves tables that every later run would make again, and fail.
    """

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Carry out when it is our turn: checks too ask the database, which others may hold."""
        with self._alone(options["database"]), stopping.held() as self._stop_if_told:
            return super().execute(*args, **options)

    def migration_progress_callback(self, action: str, *args: Any, **options: Any) -> None:
        """Say what was done, and stop after a migration if told so meanwhile."""
        super().migration_progress_callback(action, *args, **options)
        if action in {"apply_success", "unapply_success"}:
            self._stop_if_told()

    @contextmanager
    def _alone(self, alias: str) -> Iterator[None]:
        connection = connections[alias]
        if connection.vendor == "postgresql":
            with self._locked_in_database(connection):
                yield
        elif (path := Path(str(connection.settings_dict["NAME"]))).parent.is_dir():
            with self._locked_file(path.with_name(f"{path.name}.migrating")):
                yield
        else:  # in memory, so nobody else can
            yield

    @contextmanager
    def _locked_in_database(self, connection: Any) -> Iterator[None]:
        def take() -> bool:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [QUEUE])
                return bool(cursor.fetchone()[0])

        self._wait_for(take)
        try:
            yield
        finally:
            if connection.is_usable():  # with a connection that ended, its lock ended too
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [QUEUE])

    @contextmanager
    def _locked_file(self, path: Path) -> Iterator[None]:
        try:
            path.touch(mode=0o600)  # whoever can open it can keep all others waiting
            file = path.open("w")
        except OSError as error:
            raise CommandError(
                f"“{path}” cannot be written ({error.strerror}), so nothing was migrated."
            ) from error

        def take() -> bool:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        with file:
            self._wait_for(take)
            yield

    def _wait_for(self, take: Callable[[], bool]) -> None:
        """Wait until *take* succeeds; raises CommandError after ten minutes."""
        until = time.monotonic() + PATIENCE
        if take():
            return
        self.stderr.write("Another process migrates this database; waiting for it.")
        while not take():
            if time.monotonic() > until:
                raise CommandError("Another process has been migrating for ten minutes; see it.")
            time.sleep(_PAUSE)
