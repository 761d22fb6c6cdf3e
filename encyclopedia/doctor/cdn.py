"""Whether caches far from here are told what to forget."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from encyclopedia import purging
from encyclopedia.doctor.finding import ERROR, WARNING, Finding
from encyclopedia.models import Purge
from sources.management.wording import counted


def look() -> Iterator[Finding]:
    """Look at what could not be told, and at a CDN that nobody tells."""
    failed = Purge.objects.exclude(failure="")
    if failed.exists():
        yield Finding(
            level=ERROR,
            wrong=f"{counted(failed.count(), 'key')} could not be purged: {failed[0].failure}",
            why="Readers may still get from the CDN what was hidden, withdrawn or corrected.",
            mend="Compare CDN_PURGE_URL, CDN_PURGE_KIND and CDN_PURGE_TOKEN with what the CDN"
            " says; then run `manage.py renew_pages`. Until then, purge everything by its own"
            " means.",
        )
    if settings.SURROGATE_MAX_AGE > 0 and not purging.is_wanted():
        yield Finding(
            level=WARNING,
            wrong=f"A CDN may keep pages for {settings.SURROGATE_MAX_AGE:,} seconds, and is never"
            " purged.",
            why="What is hidden or withdrawn is shown for as long.",
            mend="Set CDN_PURGE_URL, CDN_PURGE_KIND and CDN_PURGE_TOKEN, or SURROGATE_MAX_AGE=0.",
        )
