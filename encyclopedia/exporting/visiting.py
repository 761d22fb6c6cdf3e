"""An anonymous reader of the live site, without a network: each address as the views answer it."""

from __future__ import annotations

from io import BytesIO
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http.response import HttpResponseBase

_HTTPS_PORT: Final = "443"
_HTTP_PORT: Final = "80"


class Visit(WSGIRequest):
    """A request for an address of the site at *origin*, whichever hosts this machine answers to."""

    is_ours = True  # no visitor from outside: nothing is rationed

    def __init__(self, url: str, origin: str) -> None:
        """Ask for the path *url* with its question."""
        site, asked = urlsplit(origin), urlsplit(url)
        self._site = site.netloc
        self._scheme = site.scheme
        super().__init__(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": unquote_to_bytes(asked.path).decode("latin-1"),
                "QUERY_STRING": asked.query,
                "SCRIPT_NAME": "",
                "SERVER_NAME": site.hostname or "",
                "SERVER_PORT": _HTTPS_PORT if site.scheme == "https" else _HTTP_PORT,
                "SERVER_PROTOCOL": "HTTP/1.1",
                "REMOTE_ADDR": "127.0.0.1",
                "wsgi.url_scheme": site.scheme,
                "wsgi.input": BytesIO(),
            }
        )

    def get_host(self) -> str:
        """Give the host of the site, which an operator named and no client."""
        return self._site

    @property
    def scheme(self) -> str:
        """The scheme of the site, whatever stands before the server."""
        return self._scheme


class Visitor:
    """Somebody without an account who reads the site at *origin*, through all its middleware."""

    def __init__(self, origin: str) -> None:
        """Make the middleware ready."""
        self._origin = origin
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def get(self, url: str) -> HttpResponseBase:
        """Give what the site answers to *url*, a path with its question."""
        return self._handler.get_response(Visit(url, self._origin))
