"""What an operator set in the environment: a value, or a sentence that says how to mend it.

The settings are made of it, so nothing here needs them. A number, level or zone that is empty is as
if it were not set.
"""

from __future__ import annotations

import logging
import os
from importlib.util import find_spec
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

_ON: Final = frozenset({"1", "true", "yes", "on"})
_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def flag(name: str, *, default: bool) -> bool:
    """Read whether *name* is switched on."""
    return os.environ.get(name, str(default)).strip().lower() in _ON


def words(name: str, default: str) -> list[str]:
    """Read what stands between commas or spaces."""
    return [word for word in os.environ.get(name, default).replace(",", " ").split() if word]


def number(name: str, default: int) -> int:
    """Read a whole number of at least 0."""
    told = os.environ.get(name, "").strip()
    if not told:
        return default
    try:
        value = int(told)
    except ValueError:
        value = -1
    if value < 0:
        raise ImproperlyConfigured(
            f"{name} is “{told}”: set it to a whole number in digits alone, such as {default}, or"
            " leave it out."
        )
    return value


def level(name: str, default: str) -> str:
    """Read from which level on lines are logged, as Python's logging names it."""
    told = os.environ.get(name, "").strip().upper() or default
    if told not in logging.getLevelNamesMapping():
        raise ImproperlyConfigured(
            f"{name} is “{told}”: set it to one of {', '.join(_LEVELS)}, or leave it out."
        )
    return told


def needs(name: str, module: str, extra: str) -> None:
    """See that *module*, without which *name* can do nothing, is installed."""
    if find_spec(module) is None:
        raise ImproperlyConfigured(
            f"{name} needs the package {module}, which is not installed: install the extra"
            f" `{extra}`, or leave {name} out."
        )


def zone(name: str, default: str) -> str:
    """Read a time zone, by the name that the IANA gives it."""
    told = os.environ.get(name, "").strip() or default
    try:
        ZoneInfo(told)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"{name} is “{told}”, which no time zone is called here: set it to a name such as"
            " Europe/Berlin, or leave it out."
        ) from error
    return told
