"""Whether the commands that timers run were run of late, and what is behind because of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from encyclopedia import publishing
from encyclopedia.doctor.finding import WARNING, Finding
from encyclopedia.models import Publication, Run, Schedule
from sources import fetching
from sources.management.wording import counted

# How long each may not have run, and what stands still meanwhile.
LATEST: Final[Mapping[str, tuple[timedelta, str]]] = {
    "publish_due": (timedelta(minutes=10), "What is scheduled is not published."),
    "renew_pages": (timedelta(hours=1), "Pages of an earlier release, and red links, stay."),
    "send_digests": (timedelta(hours=6), "Who watches articles hears nothing."),
    "recheck": (timedelta(days=3), "Findings do not follow the day: stale tenses, old dates."),
    "check_sources": (timedelta(days=3), "Sources that vanish or change are not noticed."),
}
LATE: Final = timedelta(minutes=5)


def look() -> Iterator[Finding]:
    """Look when each ran last, and whether schedules are overdue."""
    now = timezone.now()
    runs = {run.command: run for run in Run.objects.all()}
    for command, (latest, lacking) in LATEST.items():
        if _is_needed(command):
            yield from _late(command, runs.get(command), now - latest, lacking)
    overdue = Schedule.objects.due(now - LATE).count()
    if overdue:
        yield Finding(
            level=WARNING,
            wrong=f"{counted(overdue, 'schedule')} overdue.",
            why="Readers do not have what editors promised for a time that has passed.",
            mend="Run `manage.py publish_due`, and let its timer run every minute.",
        )
    waiting = publishing.outdated().count()
    if waiting:
        yield Finding(
            level=WARNING,
            wrong=f"{waiting:,} of {counted(Publication.objects.count(), 'page')} were made by"
            " another release or wait for links.",
            why="Readers see them as they were then, until they are made again.",
            mend="Run `manage.py renew_pages`; readers are served meanwhile.",
        )


def _is_needed(command: str) -> bool:
    if command == "send_digests":
        return bool(settings.SITE_URL and settings.EMAIL_HOST)
    return command != "check_sources" or fetching.is_on()


def _late(command: str, run: Run | None, since: datetime, lacking: str) -> Iterator[Finding]:
    if run is not None and run.done_at is not None and run.done_at >= since:
        return
    how = (
        f"was last done on {run.done_at:%Y-%m-%d at %H:%M} UTC"
        if run is not None and run.done_at is not None
        else "was never done"
    )
    failed = ""
    if run is not None and run.failed_at is not None:
        failed = f" Its last failure: {run.said}"
    yield Finding(
        level=WARNING,
        wrong=f"`{command}` {how}.{failed}",
        why=lacking,
        mend=f"Enable its timer: systemctl enable --now encyclopedia-{command}.timer, or run"
        f" `manage.py {command}` from cron. A new timer runs when it is due.",
    )
