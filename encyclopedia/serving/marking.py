"""The keys by which caches far from here are told to forget: of one article, one source, or all."""

from __future__ import annotations

import hashlib
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.http.response import HttpResponseBase

EVERYTHING: Final = "encyclopedia"
# Pages that may name any article: lists, sources, feeds of all, and what links in another colour.
AROUND: Final = "around"
LONGEST: Final = 200  # bytes of a slug in a key, of which CDNs take about a thousand
_FASTLY: Final = "Surrogate-Key", " "
_CLOUDFLARE: Final = "Cache-Tag", ","


def at(slug: str) -> str:
    """Give the key of all pages of the article at *slug*."""
    named = quote(slug, safe="")
    if len(named) > LONGEST:  # a letter may come to twelve bytes
        named = hashlib.sha256(slug.encode()).hexdigest()
    return f"at-{named}"


def of_source(key: str) -> str:
    """Give the key of all pages of the source *key*."""
    return f"source-{quote(key, safe='')}"


def is_on() -> bool:
    """Tell whether such a cache is in front of us."""
    return bool(settings.SURROGATE_MAX_AGE > 0)


def mark(response: HttpResponseBase, *keys: str) -> None:
    """Let caches that can be purged keep *response*, by *keys* and with everything."""
    if not is_on():
        return
    response.headers["Surrogate-Control"] = f"max-age={settings.SURROGATE_MAX_AGE}"
    for header, between in (_FASTLY, _CLOUDFLARE):
        response.headers[header] = between.join((*keys, EVERYTHING))
