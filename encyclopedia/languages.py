"""Which language a page speaks: the article's where we speak it, the site's, or the editor's.

A public page is the same bytes for everybody, so it asks neither the browser nor a cookie. The
desk does, as Django's own middleware would, under its own addresses alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import formats, translation
from django.utils.cache import patch_vary_headers

from encyclopedia.core import languages
from sources.speaking import told as told
from sources.speaking import why as why
from sources.speaking import words as words

DESK: Final = "/admin/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The language of a page's own words: its tag (BCP 47), and the way it is written."""

    tag: str
    direction: str


def middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let the desk speak its editor's language, and every other page that of the site."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(DESK):
            with translation.override(site()):
                return get_response(request)
        with translation.override(translation.get_language_from_request(request)):
            response = get_response(request)
            response.headers.setdefault("Content-Language", now().tag)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    return answer


def site() -> str:
    """Give the language of pages about no article: LANGUAGE_CODE, where we speak it."""
    return _spoken(settings.LANGUAGE_CODE) or "en"


def of(language: str) -> str:
    """Give the language of a page about an article in *language* (BCP 47)."""
    return _spoken(language) or site()


def speak(language: str) -> None:
    """Speak of an article in *language* from here to the end of the request."""
    translation.activate(of(language))


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Speak of an article in *language* for a while."""
    with translation.override(of(language)):
        yield


def now() -> Spoken:
    """Give the language that is spoken now, by the catalogue that its words come from."""
    tag = languages.of(words())
    return Spoken(tag=tag, direction=languages.direction(tag))


def number(value: int) -> str:
    """Write *value* with what the language sets between thousands."""
    return str(formats.number_format(value, force_grouping=True))


def _spoken(language: str) -> str:
    """Give the one of our languages (as settings name it) that *language* is, or nothing."""
    own = languages.primary(language)
    codes = (code for code, _ in settings.LANGUAGES if languages.primary(code) == own)
    return next(codes, "") if own in settings.SPOKEN else ""
