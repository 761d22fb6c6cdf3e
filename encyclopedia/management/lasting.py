"""Commands that timers run: when each ran last is written down, for `manage.py doctor`."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, transaction
from django.utils import timezone

from encyclopedia.models import Run
from encyclopedia.running import failing
from sources.management.stopping import StoppableCommand


class TimedCommand(StoppableCommand):
    """A command whose last run is known."""

    def execute(self, *args: Any, **options: Any) -> str | None:  # noqa: ANN401 -- Django's signature
        """Carry out, and write down when, and what came of it."""
        if options.get("dry_run"):
            return super().execute(*args, **options)
        name = type(self).__module__.rpartition(".")[2]
        note(name, began_at=timezone.now())
        try:
            output = super().execute(*args, **options)
        except CommandError as error:
            note(name, failed_at=timezone.now(), said=str(error)[:300])
            raise
        except Exception as error:
            trouble = failing.read(error)
            said = trouble.sentence if trouble else type(error).__name__
            note(name, failed_at=timezone.now(), said=said)
            raise
        note(name, done_at=timezone.now(), failed_at=None, said="")
        return output


def note(name: str, **columns: Any) -> None:  # noqa: ANN401 -- columns of Run
    """Write down what is known of the last run of *name*; where that cannot be, go on without."""
    with suppress(DatabaseError), transaction.atomic():
        Run.objects.update_or_create(
            command=name,
            defaults=columns,
            create_defaults={"began_at": timezone.now(), **columns},
        )
