"""Whether the settings fit a site that others can reach: Django's own checks, and a few more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.http.request import validate_host

from encyclopedia.doctor.finding import ADVICE, ERROR, WARNING, Finding

_COOKIES: Final = (
    "Cookies of sessions and forms go over plain HTTP too.",
    "Whoever listens on the way can act as the editor.",
    "Set SECURE_COOKIES=1 once HTTPS works.",
)
_NAMES_BELOW: Final = (
    "Names below this one may be asked for by plain HTTP.",
    "Whoever leads there can set cookies for this one.",
    "Leave out SECURE_HSTS_SUBDOMAINS=0 once HTTPS works on all of them.",
)
_CHOSEN: Final = frozenset({"security.W005", "security.W021"})  # by SECURE_HSTS_SUBDOMAINS=0
# What Django says at length, in our words and in terms of our variables, by the number of its
# check: what is wrong, why it matters, how to mend it.
KNOWN: Final = {
    "security.W004": (
        "Browsers are not told to come by HTTPS alone.",
        "The first request of a visit can be led elsewhere.",
        (
            "Set SECURE_HSTS_SECONDS=31536000 once HTTPS works on every page; and while it does not"
            " on every name below this one, SECURE_HSTS_SUBDOMAINS=0."
        ),
    ),
    "security.W005": _NAMES_BELOW,
    "security.W008": (
        "Plain HTTP is answered instead of led to HTTPS.",
        "Passwords of editors cross networks readably.",
        "Set SECURE_SSL_REDIRECT=1, and BEHIND_HTTPS_PROXY=1 where a proxy speaks TLS.",
    ),
    "security.W009": (
        "SECRET_KEY is too short or too simple.",
        "Whoever guesses it can sign in as anybody.",
        "Set it to what python3 -c 'import secrets; print(secrets.token_urlsafe(60))' prints.",
    ),
    "security.W012": _COOKIES,
    "security.W016": _COOKIES,
    "security.W021": _NAMES_BELOW,
    "security.W018": (
        "DEBUG is on.",
        "Whoever meets a fault sees settings, paths and what others typed.",
        "Set DEBUG=0, or leave it out.",
    ),
    "security.W020": (
        "ALLOWED_HOSTS is empty.",
        "The site answers nobody.",
        "Set it to the names that readers use.",
    ),
}


def look() -> Iterator[Finding]:
    """Ask Django's checks of a deployment, and look at what they do not know."""
    public = bool(settings.SITE_URL)
    with redirect_stderr(StringIO()):
        told = checks.run_checks(include_deployment_checks=True)
    yield from dict.fromkeys(_finding(each, public=public) for each in told)
    if not public:
        yield Finding(
            level=ADVICE,
            wrong="SITE_URL is not set.",
            why="Feeds, letters, the export and canonical links need the address of the site.",
            mend="Set SITE_URL=https://… as readers type it.",
        )
    elif not settings.SITE_URL.startswith("https://"):
        yield Finding(
            level=WARNING,
            wrong=f"SITE_URL is {settings.SITE_URL}, without HTTPS.",
            why="Passwords and cookies of editors cross networks readably.",
            mend="Serve HTTPS, as deploy/nginx.conf does, and set SITE_URL=https://….",
        )
    if public:
        yield from _host()


def _host() -> Iterator[Finding]:
    """Compare the host that readers type with those that are answered."""
    try:
        host = urlsplit(settings.SITE_URL).hostname or ""
    except ValueError:
        host = ""
    if not host:
        yield Finding(
            level=ERROR,
            wrong=f"SITE_URL is {settings.SITE_URL}, which names no host.",
            why="Canonical links, feeds and letters lead nowhere.",
            mend="Set SITE_URL=https://… as readers type it.",
        )
    elif not validate_host(f"[{host}]" if ":" in host else host, settings.ALLOWED_HOSTS):
        yield Finding(
            level=ERROR,
            wrong=f"ALLOWED_HOSTS does not name {host}, the host of SITE_URL.",
            why="Whoever comes by that address is refused with 400, readers and editors alike.",
            mend=f"Add {host} to ALLOWED_HOSTS.",
        )


def _finding(told: checks.CheckMessage, *, public: bool) -> Finding:
    """Give what Django *told*; a site for this machine alone needs no HTTPS."""
    number = str(told.id)
    is_grave = told.level >= checks.ERROR or (number == "security.W018" and public)
    is_advice = number in _CHOSEN or (number.startswith("security.") and not public)
    level = ADVICE if is_advice else WARNING
    wrong, why, mend = KNOWN.get(
        number,
        (
            f"{told.msg.partition(chr(10))[0].strip()} ({number})",
            "Django's checks of a deployment say so.",
            str(told.hint or "See `manage.py check --deploy`."),
        ),
    )
    return Finding(level=ERROR if is_grave else level, wrong=wrong, why=why, mend=mend)
