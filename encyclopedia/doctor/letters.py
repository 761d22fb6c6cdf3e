"""Whether letters can be sent: digests, and links for forgotten passwords."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import get_connection

from encyclopedia.doctor.finding import ADVICE, WARNING, Finding

PATIENCE: Final = 5  # seconds


def look() -> Iterator[Finding]:
    """Greet the server for letters, and send none."""
    if not settings.EMAIL_HOST:
        yield Finding(
            level=WARNING if _are_awaited() else ADVICE,
            wrong="No server for letters is named.",
            why="Links for forgotten passwords and answers to readers are dropped, digests wait.",
            mend="Set EMAIL_HOST, and what it wants to know: EMAIL_PORT, EMAIL_HOST_USER,"
            " EMAIL_HOST_PASSWORD, EMAIL_USE_TLS.",
        )
        return
    server = get_connection(timeout=PATIENCE)
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(
            level=WARNING,
            wrong=f"The server for letters does not take us ({type(error).__name__}).",
            why="Digests wait until it does; links for forgotten passwords are lost.",
            mend=f"See that {settings.EMAIL_HOST}:{settings.EMAIL_PORT} answers from this machine,"
            " and that EMAIL_HOST_USER and EMAIL_HOST_PASSWORD are right.",
        )
    finally:
        server.close()
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield Finding(
            level=WARNING,
            wrong=f"Letters come from {settings.DEFAULT_FROM_EMAIL}.",
            why="Most servers take no letters from there.",
            mend="Set EMAIL_FROM to an address of your domain.",
        )


def _are_awaited() -> bool:
    return User.objects.filter(is_active=True).exclude(email="").exists()
