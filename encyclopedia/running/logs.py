"""Lines of the log: one a record, for people or for machines, and never what somebody typed.

A line names the request it was written for by its number, which the answer carries too and error
pages ask people to quote. Of an exception it tells the kind and the places in the code; its words
only where they cannot be anybody's: those of a `ValueError` may quote a draft or a password.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from itertools import islice
from secrets import token_hex
from typing import Any, Final

from encyclopedia.running import causes

NOBODY: Final = "-"
number: ContextVar[str] = ContextVar("number of the request", default=NOBODY)

ACCESS: Final = "encyclopedia.requests"
_SANE: Final = re.compile(r"[0-9A-Za-z_.-]{8,64}")
# The address that a letter for a forgotten password leads to signs in whoever has it; what an
# address asks may be what somebody searched for.
_SECRET: Final = re.compile(r"(/admin/reset/)[^\s\"]+|(?<=\S)\?[^\s\"]+")
_LONGEST: Final = 2000  # characters of a message
_PLACES: Final = 30  # of an exception, the last ones
_CAUSES: Final = 5  # the rest tells nothing new
# The sentences of these name files, modules, attributes and servers.
_TELLING: Final = (OSError, ImportError, AttributeError, NameError)
_TELLING_BY_NAME: Final = frozenset({"OperationalError", "InterfaceError", "ProgrammingError"})


def draw() -> str:
    """Give a number to a request."""
    return token_hex(16)


def is_sane(told: str) -> bool:
    """Tell whether a number that somebody sent can stand in our lines."""
    return _SANE.fullmatch(told) is not None


def without_secrets(text: str) -> str:
    """Give *text* on one line, without what addresses in it ask and sign in with."""
    masked = _SECRET.sub(lambda found: f"{found[1]}…" if found[1] else "", text)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in masked)[:_LONGEST]


class JsonLines(logging.Formatter):
    """Each record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Write *record*."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": _number(record),
            "said": without_secrets(record.getMessage()),
            **getattr(record, "told", {}),
        }
        if failed := _failed(record):
            told["error"] = failed
        return json.dumps(told, ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    """Each record for people: time, level, request and sentence; an exception below it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write *record*."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(" ", "seconds")
        more = "".join(f" {name}={value}" for name, value in getattr(record, "told", {}).items())
        said = without_secrets(record.getMessage())
        line = f"{when} {record.levelname} {record.name} [{_number(record)}] {said}{more}"
        causes = "".join(
            f"\n  {each['type']}: {each['said']}".rstrip(": ")
            + "".join(f"\n    {place}" for place in each["places"])
            for each in _failed(record)
        )
        return f"{line}{causes}"


def _number(record: logging.LogRecord) -> str:
    """Give the number of the request that *record* is about; Django tells some when it is over."""
    return str(getattr(getattr(record, "request", None), "number", number.get()))


def _failed(record: logging.LogRecord) -> list[dict[str, Any]]:
    """Give the exception of *record*, and those that it came from."""
    return [
        {"type": type(each).__qualname__, "said": _sentence(each), "places": _places(each)}
        for each in islice(causes.of(record.exc_info[1] if record.exc_info else None), _CAUSES)
    ]


def _sentence(error: BaseException) -> str:
    """Give what *error* says, where that is no one's words; of a database its first line."""
    if isinstance(error, _TELLING) or type(error).__name__ in _TELLING_BY_NAME:
        return without_secrets(str(error).partition("\n")[0])
    return ""


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def settings(form: str, level: str, *, asks: bool) -> dict[str, Any]:
    """Give the LOGGING of Django: *form* is "json" or "plain"; *asks* tells of every request."""
    lines = JsonLines if form == "json" else PlainLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": lines}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Django's own handlers would write each line twice, and post exceptions by e-mail.
            "django": {"handlers": [], "level": "NOTSET", "propagate": True},
            # At DEBUG these write what stands in rows and pages.
            "django.db.backends": {"level": "WARNING"},
            "django.template": {"level": "WARNING"},
            ACCESS: {"level": "INFO" if asks else "WARNING"},
        },
    }
