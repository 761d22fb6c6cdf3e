"""How commands end that the machine fails: with the sentence that a page would show, and why."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.management import execute_from_command_line

from encyclopedia.running import failing
from encyclopedia.running.failing import Trouble
from encyclopedia.running.logs import without_secrets


def run(arguments: list[str]) -> None:
    """Carry out the command that *arguments* name, ours or Django's.

    Where the disk, the database or the store of files fails it, it ends with one sentence and
    exit code 1; `--traceback` shows where that came from, as for errors of commands.
    """
    try:
        execute_from_command_line(arguments)
    except Exception as error:
        trouble = failing.read(error) if settings.configured else None
        if trouble is None or "--traceback" in arguments:
            raise
        sys.exit(sentence(trouble))


def sentence(trouble: Trouble) -> str:
    """Say what the machine lacks, and in brackets what it said itself, for whoever operates it."""
    said = without_secrets(str(trouble.error).strip().partition("\n")[0])
    return f"{trouble.sentence} ({type(trouble.error).__name__}: {said})"
