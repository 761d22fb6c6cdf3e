"""The public page of an article, as it stands ready: found, and sent."""

from __future__ import annotations

import time
from typing import Final

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from encyclopedia.models import Edition
from encyclopedia.serving import allowing, heads, marking, packing
from encyclopedia.serving.answers import Answers
from encyclopedia.serving.memory import Memory
from encyclopedia.serving.stored import StoredPage as StoredPage
from encyclopedia.serving.stored import read

CONDITIONS: Final = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
)

memory = Memory()
kept = Answers()


def find(slug: str) -> StoredPage | None:
    """Give the page at *slug*, from memory where it is kept there, else by one key."""
    return memory.page(slug) if settings.PAGE_MEMORY > 0 else read(slug)


def this_second() -> int:
    """Give the second of the clock, to be asked for before a page is looked for."""
    return int(time.time())


def change() -> None:
    """Tell every process, with this transaction, that what the public has is another edition."""
    Edition.objects.turn()
    transaction.on_commit(memory.ask_again)


def answer(request: HttpRequest, page: StoredPage, *, second: int) -> HttpResponse:
    """Send *page* as *request* can unpack it, or say that its reader has it already.

    *second* is that of the clock when the page was not looked for yet (`this_second`).
    """
    coding = packing.best(request.META.get("HTTP_ACCEPT_ENCODING", ""), page.codings)
    etag = f'"{page.etag}{f"-{coding}" if coding else ""}"'

    # A date would say "unchanged" of two publications in one second, so only the tag is asked.
    asked = any(name in request.META for name in CONDITIONS)
    response = get_conditional_response(request, etag=etag) if asked else None
    if response is None:
        response = _whole(page, coding)
    head = heads.of(response)
    head.put("ETag", etag)
    head.put("Vary", "Accept-Encoding, Accept")
    head.put("Cache-Control", "no-cache, public")
    # The policy of the day the page was made allows the style that is in it; a browser takes
    # over what "unchanged" says of it, so that answer names the same.
    allowing.allow(response, dict(page.policy))
    if not settings.SITE_URL:  # the stored page knows no address of its own then
        response["Link"] = f'<{request.build_absolute_uri(request.path)}>; rel="canonical"'
    _tell_caches(response, page, second)
    return response


def _whole(page: StoredPage, coding: str) -> HttpResponse:
    response = HttpResponse(page.packed[coding] if coding else packing.unpack(page.packed["gzip"]))
    head = heads.of(response)
    if coding:
        head.put("Content-Encoding", coding)
    head.put("Last-Modified", page.last_modified)
    head.put("Content-Language", page.language)
    return response


def _tell_caches(response: HttpResponse, page: StoredPage, second: int) -> None:
    """Say to caches in front of us, not to browsers, how long they may keep *page* unasked."""
    if settings.BEHIND_NGINX_CACHE:
        # "1" would be up to two seconds, as nginx counts whole ones. This is the end of the one in
        # which we asked for the edition.
        response["X-Accel-Expires"] = f"@{second}"
    if marking.is_on():
        marking.mark(response, f"article-{page.article_id}", marking.at(page.slug))
