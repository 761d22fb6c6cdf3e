"""The database of a bench, which nothing else was ever in, and what the processor spends with it.

SQLite in the folder of the bench unless DATABASE_URL names a PostgreSQL server, where a database
of its own is made beside the named one and dropped in the end.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit


@contextmanager
def database() -> Iterator[None]:
    """Make all tables; DATABASE_URL names their database meanwhile, for servers that are started.

    Whoever else has it open must have closed it before the end.
    """
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor != "postgresql":
        call_command("migrate", verbosity=0)
        yield
        return
    named, url = connection.settings_dict["NAME"], os.environ["DATABASE_URL"]
    own = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    os.environ["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{own}").geturl()
    try:
        yield
    finally:
        os.environ["DATABASE_URL"] = url
        connection.close()
        connection.creation.destroy_test_db(named, verbosity=0)


def settings() -> dict[str, str]:
    """Give what a server is told, to use the database of the bench."""
    return {name: os.environ[name] for name in ("DATABASE_URL",) if name in os.environ}


def processor() -> float:
    """Give the seconds that this process, and that of the database if it is another, computed."""
    from django.db import connection

    ours = time.process_time()
    if connection.vendor == "sqlite":
        return ours
    connection.ensure_connection()
    told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return ours + int(told.read_text().split()[0]) / 1e9 if told.exists() else time.perf_counter()
