"""Whether those who may do everything are guarded well."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import User

from encyclopedia.doctor.finding import ADVICE, WARNING, Finding
from sources.management.wording import counted


def look() -> Iterator[Finding]:
    """Look at superusers."""
    active = User.objects.filter(is_active=True, is_superuser=True)
    if not active.exists():
        yield Finding(
            level=ADVICE,
            wrong="There is no superuser.",
            why="Nobody can make accounts or give roles at the desk.",
            mend="Run `manage.py createsuperuser`.",
        )
    alone = active.filter(second_factor__isnull=True).count()
    if alone:
        yield Finding(
            level=WARNING,
            wrong=f"{counted(alone, 'superuser')} without a second factor.",
            why="Whoever learns one password has the whole encyclopedia.",
            mend="Let them set one up at the desk, under their name; SECOND_FACTOR_ROLES=superuser"
            " asks for it.",
        )
