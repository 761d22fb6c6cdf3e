"""Lists go on from a cursor: the place where the last part ended, however long the list is."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse

from encyclopedia.api.shapes.terms import LARGEST_NUMBER

LONGEST: Final = 1000  # characters
# PostgreSQL keeps no NUL, and UTF-8 no half of a surrogate pair.
_UNKEEPABLE: Final = re.compile(r"[\0\ud800-\udfff]")
_NUMBERS: Final = range(1, LARGEST_NUMBER + 1)


def read(cursor: str, *kinds: type) -> tuple[object, ...] | None:
    """Give what *cursor* holds, a value of each of *kinds*; None where there is no cursor.

    Raises Http404 where it is none that a list gave.
    """
    if not cursor:
        return None
    try:
        data = base64.urlsafe_b64decode(cursor[:LONGEST] + "=" * (-len(cursor) % 4))
        found = json.loads(data)
    except (binascii.Error, ValueError, RecursionError) as error:
        raise Http404("no such page: this cursor is none that a list gave") from error
    fits = isinstance(found, list) and len(found) == len(kinds)
    if not fits or not all(map(_is_a, found, kinds)):
        raise Http404("no such page: this cursor is none that a list gave")
    return tuple(found)


def _is_a(value: object, kind: type) -> bool:
    """Tell whether *value* is of *kind*, and one that databases can look for."""
    if isinstance(value, str):
        return kind is str and not _UNKEEPABLE.search(value)
    return type(value) is kind and (kind is not int or value in _NUMBERS)


def write(*values: object) -> str:
    """Give the cursor that holds *values*."""
    data = json.dumps(values, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def lead_on(
    request: HttpRequest, response: HttpResponse, asked: Mapping[str, object], cursor: str
) -> str:
    """Give the address of the next part of a list, and name it in the Link header."""
    if not cursor:
        return ""
    url = request.build_absolute_uri(f"{request.path}?{query({**asked, 'cursor': cursor})}")
    response["Link"] = f'<{url}>; rel="next"'
    return url


def query(asked: Mapping[str, object]) -> str:
    """Write what was *asked* as the query of an address; truth values as JSON has them."""
    told = {name: json.dumps(v) if isinstance(v, bool) else v for name, v in asked.items()}
    return urlencode(told)
