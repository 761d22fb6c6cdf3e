"""Whether readers are told what they may do with the words, and who answers for the site."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from encyclopedia.doctor.finding import ADVICE, Finding


def look() -> Iterator[Finding]:
    """Look at the licence."""
    if not settings.LICENCE_NAME:
        yield Finding(
            level=ADVICE,
            wrong="No licence of the articles is named.",
            why="Without one readers may quote, and no more; other encyclopedias cannot take over.",
            mend="Set LICENCE_NAME and LICENCE_URL, if it is yours to grant.",
        )
    elif not settings.LICENCE_URL:
        yield Finding(
            level=ADVICE,
            wrong=f"The licence {settings.LICENCE_NAME} has no address.",
            why="Readers and programs cannot look up what it allows.",
            mend="Set LICENCE_URL.",
        )
