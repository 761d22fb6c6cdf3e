"""Whole answers that are the same for everybody, kept for as long as the public has this edition.

A key is made of all that an answer depends on: the address with its question, both names of the
edition, the release that makes pages, and the hour, since pages say how long ago and which day it
is. So nothing kept is ever out of date: what changes has another key within a second, on every
machine. A process keeps answers in its own memory, and in the cache that processes share where
there is one (CACHE_URL).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from encyclopedia.running import caching
from encyclopedia.serving import packing
from encyclopedia.serving.shelf import Shelf
from encyclopedia.serving.today import Names

LONGEST: Final = 3600  # seconds that a shared cache keeps an answer: its key has the hour
LARGEST: Final = 4 << 20  # bytes of one answer, as it is kept
# What belongs to one answer and to no other.
_OF_ONE: Final = frozenset({"content-length", "date", "set-cookie", "x-request-id"})
_OF_A_BODY: Final = frozenset({"content-type", "content-disposition"})
_PACKABLE: Final = ("text/", "application/json", "application/ld+json", "application/atom+xml")
_PACKABLE_ENDS: Final = ("+json", "+xml", "xml", "x-bibtex", "x-research-info-systems")

Kept = tuple[tuple[tuple[str, str], ...], str, bytes, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it was made: headers, the tag of its bytes, and these, as gzip if `packed`."""

    headers: tuple[tuple[str, str], ...]
    tag: str
    body: bytes
    packed: bool

    @property
    def size(self) -> int:
        """How many bytes it takes in memory, about."""
        return 2000 + len(self.body)

    @classmethod
    def of(cls, response: HttpResponse) -> Answer:
        """Take over what *response* says, but for what belongs to it alone."""
        headers = {name: value for name, value in response.items() if name.lower() not in _OF_ONE}
        body = response.content
        tag = headers.pop("ETag", f'"{hashlib.sha256(body).hexdigest()[:32]}"').strip('"')
        packed = _packs(headers.get("Content-Type", ""))
        return cls(
            headers=tuple(headers.items()),
            tag=tag,
            body=packing.gzipped_soon(body) if packed else body,
            packed=packed,
        )

    def sent(self, request: HttpRequest) -> HttpResponseBase:
        """Send it as *request* can unpack it, or say that its reader has it already."""
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        coding = packing.best(accepted, ("gzip",)) if self.packed else ""
        body = packing.unpack(self.body) if self.packed and not coding else self.body
        response = HttpResponse(body, headers=dict(self.headers))
        response["ETag"] = f'"{self.tag}{f"-{coding}" if coding else ""}"'
        response["Content-Length"] = str(len(body))
        if coding:
            response["Content-Encoding"] = coding
        if self.packed:
            patch_vary_headers(response, ["Accept-Encoding"])
        told = get_conditional_response(request, etag=response["ETag"], response=response)
        if told is None or told is response:
            return response
        # Policies, and what other sites may read, hold for the answer that has no body too.
        for name, value in self.headers:
            if name.lower() not in _OF_A_BODY:
                told.headers.setdefault(name, value)
        return told


class Answers:
    """Answers by their keys: `settings.ANSWER_MEMORY` bytes here, and what others share with us."""

    def __init__(self) -> None:
        """Begin empty."""
        self._here: Shelf[Answer] = Shelf()

    def find(self, key: str, edition: Names) -> Answer | None:
        """Give what is kept by *key*, which names *edition* too."""
        found = self._here.find(key, edition)
        if found is None and _is_shared():
            found = _from_others(key)
            if found is not None:
                self._here.keep(key, found, edition, most=settings.ANSWER_MEMORY)
        return found

    def keep(self, key: str, answer: Answer, edition: Names) -> None:
        """Keep *answer* by *key*, here and for others."""
        if answer.size > min(LARGEST, settings.ANSWER_MEMORY):
            return
        self._here.keep(key, answer, edition, most=settings.ANSWER_MEMORY)
        if _is_shared():
            kept: Kept = (answer.headers, answer.tag, answer.body, answer.packed)
            caches["default"].set(_name(key), kept, LONGEST)


def _is_shared() -> bool:
    """Tell whether processes share a cache now; while it is away, `Answers` alone is enough."""
    return settings.ANSWERS_SHARED and not caching.is_away()


def _from_others(key: str) -> Answer | None:
    kept: Kept | None = caches["default"].get(_name(key))
    if kept is None:
        return None
    headers, tag, body, packed = kept
    return Answer(headers=headers, tag=tag, body=body, packed=packed)


def key(request: HttpRequest, edition: Names, *parts: str) -> str:
    """Name the answer to *request* in *edition*, made by what *parts* name."""
    asked = (
        request.scheme or "",
        request.get_host(),
        request.get_full_path(),
        str(edition.published),
        str(edition.beside),
        *parts,
    )
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()


def _name(key: str) -> str:
    return f"answer-{key}"


def _packs(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip()
    return kind.startswith(_PACKABLE) or kind.endswith(_PACKABLE_ENDS)
