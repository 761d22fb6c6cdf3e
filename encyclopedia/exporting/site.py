"""An export, page by page: each is asked of the live site, led to its neighbours, and kept."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.http.response import HttpResponse, HttpResponseBase

from encyclopedia import backup, pages, presenting
from encyclopedia.exporting import index, places, rewriting
from encyclopedia.exporting.folder import ExportError, Folder
from encyclopedia.exporting.inventory import Inventory
from encyclopedia.exporting.places import Address
from encyclopedia.exporting.visiting import Visitor
from sources.management.progress import Progress

HTML: Final = "text/html"
SEARCH: Final = "/search/"
# Where forms lead that mean the same without a server: both look for words.
FORMS: Final = {SEARCH: SEARCH, "/articles/": SEARCH}
NOWHERE: Final = "/no-such-page/"
NOT_FOUND: Final = "404.html"
_LOCATION: Final = re.compile(r"<loc>([^<]*)</loc>")
_SUGGESTIONS: Final = re.compile(r'<Url type="application/x-suggestions\+json"[^>]*/>\n?')
_EVIDENCE: Final = re.compile(r"(/articles/[^/]+)/evidence/")
_LED: Final = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an export came to: how many files there are, were written anew, and went.

    `broken` are addresses that a page leads to and that the live site does not answer.
    """

    files: int
    written: int
    deleted: int
    broken: tuple[str, ...]


def export(
    folder: Folder, *, progress: Progress, leaving_out: frozenset[str] = frozenset()
) -> Told:
    """Write to *folder* what the public reads at this moment; raises ExportError."""
    origin = settings.SITE_URL
    if urlsplit(origin).scheme not in {"http", "https"}:
        raise ExportError(
            "SITE_URL is not set: feeds, the sitemap and permanent addresses need to know where"
            " the files will be read, such as SITE_URL=https://encyclopedia.example."
        )
    if urlsplit(origin).path:
        raise ExportError(
            f"SITE_URL is “{origin}”, but the files lead to each other from the root of a site:"
            " an address without a path was expected."
        )
    walk = _Walk(folder, origin, Inventory(leaving_out))
    try:
        with backup.one_moment():
            for url in progress(walk.inventory.addresses(), "address"):
                walk.visit(places.read(url))
            walk.not_found()
            for file, body in progress(index.write(), "file of the search"):
                folder.put(file, body, "application/json")
        folder.finish()
    finally:
        folder.close()
    return Told(
        files=len(folder),
        written=folder.written,
        deleted=folder.deleted,
        broken=tuple(walk.broken),
    )


class _Walk:
    """The way of an anonymous reader through the site, and what is noted on it."""

    def __init__(self, folder: Folder, origin: str, inventory: Inventory) -> None:
        self.folder = folder
        self.origin = origin
        self.inventory = inventory
        self.visitor = Visitor(origin)
        self.found: deque[Address] = deque()
        self.broken: list[str] = []
        self.policy = ""  # of the front page, and so of what no view answers

    def visit(self, address: Address) -> None:
        """Keep the page at *address*, and those that it leads to and that nothing else names."""
        self.found.append(address)
        while self.found:
            now = self.found.popleft()
            if places.file(now) not in self.folder:
                self._keep(now)

    def not_found(self) -> None:
        """Keep what is said where there is no page, under the name that servers know it by."""
        html = pages.error(pages.ErrorPage(status=404, site=presenting.site()))
        body = self._written(Address(NOWHERE), html, self.policy)
        self.folder.put(NOT_FOUND, body, f"{HTML}; charset=utf-8")

    def _keep(self, address: Address) -> None:
        answer = self.visitor.get(address.live)
        type_ = answer.headers.get("Content-Type", HTML)
        if answer.status_code in _LED:
            body, type_ = self._leading_on(address, answer), HTML
        elif answer.status_code != HTTPStatus.OK:
            self._refused(address, answer.status_code)
            return
        elif type_.startswith(HTML):
            body = self._page(address, answer)
        else:
            body = self._text(address, _body(answer))
        self.folder.put(places.file(address), body, type_)

    def _refused(self, address: Address, status: int) -> None:
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise ExportError(
                f"The page {address.live} failed with status {status}; the log of the site says"
                " why. What was exported before it stands."
            )
        self.broken.append(address.live)

    def _page(self, address: Address, answer: HttpResponseBase) -> bytes:
        html = _body(answer).decode()
        if address.path == SEARCH:
            html = pages.search_still(presenting.site())
        policy = answer.headers.get("Content-Security-Policy", "")
        if address.path == "/":
            self.policy = policy
        return self._written(address, html, policy)

    def _written(self, address: Address, html: str, policy: str) -> bytes:
        def way(url: str) -> str | None:
            return self._way(address, url)

        return rewriting.write(html, way, policy, FORMS).encode()

    def _text(self, address: Address, body: bytes) -> bytes:
        """Give what is no page as it is, but for what only a server could do."""
        if address.path == "/sitemap.xml":
            for url in _LOCATION.findall(body.decode()):
                self.found.append(places.read(unescape(url).removeprefix(self.origin)))
        if address.path == "/manifest.webmanifest":
            self.found += [places.read(icon["src"]) for icon in json.loads(body)["icons"]]
        if address.path == "/opensearch.xml":
            return _SUGGESTIONS.sub("", body.decode()).encode()
        return body

    def _leading_on(self, address: Address, answer: HttpResponseBase) -> bytes:
        """Lead from an old name to the page of today, as a server would with a status."""
        target = urljoin(address.live, answer.headers["Location"])
        path = places.path(Address(places.read(target).path))
        url = escape(quote(path))
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Moved</title>\n'
            '<meta name="robots" content="noindex">\n'
            f'<meta http-equiv="refresh" content="0; url={url}">\n'
            f'<link rel="canonical" href="{escape(self.origin)}{url}">\n'
            f'<p><a href="{url}">This page has another address now.</a></p>\n</html>\n'
        ).encode()

    def _way(self, here: Address, url: str) -> str | None:
        """Lead from the page *here* to what *url* means there; see rewriting.Way."""
        if url.startswith("#"):
            return url
        whole, fragment = urldefrag(urljoin(f"{self.origin}{here.live}", url))
        if whole != self.origin and not whole.startswith(f"{self.origin}/"):
            return url
        address = _without_server(places.read(whole.removeprefix(self.origin) or "/"))
        if not self.inventory.holds(address):
            return None if self.inventory.is_live(address) else ""
        if places.file(address) not in self.folder:
            self.found.append(address)
        origin = self.origin if url.startswith(self.origin) else ""
        return f"{origin}{quote(places.path(address))}{f'#{fragment}' if fragment else ''}"


def _without_server(address: Address) -> Address:
    """Give the address at which the same is told without a question, where there is one."""
    evidence = _EVIDENCE.fullmatch(address.path)
    if evidence and address.asked == (("format", "json"),):
        return Address(f"{evidence[1]}.annotations.json")
    return address


def _body(answer: HttpResponseBase) -> bytes:
    if isinstance(answer, HttpResponse):
        return bytes(answer.content)
    return b"".join(_chunks(answer))


def _chunks(answer: Any) -> Iterator[bytes]:  # noqa: ANN401 -- Django types streams of two kinds as one
    yield from answer.streaming_content
