"""How commands end: with a sentence where the machine fails them, and with an entry in the log."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Final

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError

from encyclopedia.running import failing
from encyclopedia.running.failing import Trouble
from encyclopedia.running.logs import without_secrets
from sources.management.stopping import SIGNALLED

# Commands that change something and write their own entry once they have, about what they changed.
TELLING: Final = frozenset(
    {
        "anonymise",
        "backup",
        "check_sources",
        "import_article",
        "publish_due",
        "rebuild_authorship",
        "recheck",
        "reindex_search",
        "rename_category",
        "renew_pages",
        "restore",
        "send_digests",
    }
)
# Those that know nothing of the log: that of the sources, Django's, and what goes to the tables.
SILENT: Final = frozenset(
    {
        "changepassword",
        "clearsessions",
        "createinitialrevisions",
        "createsuperuser",
        "dbshell",
        "deleterevisions",
        "demo",
        "flush",
        "import_sources",
        "loaddata",
        "migrate",
        "remove_stale_contenttypes",
        "shell",
    }
)
_ASKING: Final = frozenset({"--help", "-h", "--dry-run", "--plan", "--check"})


def run(arguments: list[str]) -> None:
    """Carry out the command that *arguments* name, ours or Django's.

    Where the settings, the disk, the database or the store of files fail it, it ends with one
    sentence and exit code 1; `--traceback` shows where that came from, as for errors of commands.
    What changed something, or was refused it, stands in the audit log.
    """
    outcome = "failed"
    try:
        execute_from_command_line(arguments)
        outcome = "done"
    except SystemExit as ended:
        outcome = _outcome(ended.code)
        raise
    except ImproperlyConfigured as error:
        if "--traceback" in arguments:
            raise
        sys.exit(str(error))
    except Exception as error:
        trouble = failing.read(error) if settings.configured else None
        if trouble is None or "--traceback" in arguments:
            raise
        sys.exit(sentence(trouble))
    finally:
        _write_down(arguments, outcome)


def _outcome(code: str | int | None) -> str:
    """Read an exit code; one of a command that was told to stop has the number of the signal."""
    if isinstance(code, int) and code > SIGNALLED:
        return "failed"
    return "refused" if code else "done"


def sentence(trouble: Trouble) -> str:
    """Say what the machine lacks, and in brackets what it said itself, for whoever operates it."""
    said = without_secrets(str(trouble.error).strip().partition("\n")[0])
    return f"{trouble.sentence} ({type(trouble.error).__name__}: {said})"


def _write_down(arguments: list[str], outcome: str) -> None:
    """Add the entry that the command does not add itself; without tables there is no log."""
    name = arguments[1] if len(arguments) > 1 else ""
    if name not in SILENT and (name not in TELLING or outcome == "done"):
        return
    if not _ASKING.isdisjoint(arguments) or not apps.ready:
        return
    from encyclopedia import audit  # noqa: PLC0415 -- after the command made Django ready

    with suppress(DatabaseError):
        audit.record(f"command {name}", outcome=outcome)
