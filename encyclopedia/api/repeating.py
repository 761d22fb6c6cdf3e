"""JSON that says a thing twice says two things: it is refused, not guessed at."""

from __future__ import annotations

import json

from django.http import HttpRequest


class _TwiceError(ValueError):
    """A name stands twice in one object."""


def twice(request: HttpRequest) -> str:
    """Name what stands twice in one object of the JSON of *request*; "" where nothing does."""
    if not (request.content_type or "").endswith("json"):
        return ""
    try:
        json.loads(request.body, object_pairs_hook=_once)
    except _TwiceError as error:
        return str(error)
    except (ValueError, RecursionError):
        return ""  # what is no JSON is told where the body is taken
    return ""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    seen: dict[str, object] = {}
    for name, value in pairs:
        if name in seen:
            raise _TwiceError(name[:100])
        seen[name] = value
    return seen
