"""Sources from their addresses: a page with its text, a record by DOI or ISBN.

All of it is off unless the “fetch” extra is installed and the operator lets it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Final
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from sources import archive, capturing
from sources.archive import Fetched as Fetched
from sources.archive import FetchError as FetchError
from sources.core import addresses, readers
from sources.core.capture import Capture
from sources.core.record import SourceRecord
from sources.core.saying import say, sentence_of

NETWORK: archive.Network = archive.PUBLIC
OFF: Final = say(
    "Addresses are not fetched here: that needs the “fetch” extra"
    " (pip install 'encyclopedia[fetch]') and the setting FETCH_SOURCES."
)
_KEPT_FOR: Final = 600  # seconds, between the look at a page and its recording
_LARGEST_KEPT: Final = 2_000_000  # bytes
_CSL: Final = "application/vnd.citationstyles.csl+json"
_JSON: Final = (_CSL, "application/json")
_DOI: Final = re.compile(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S{1,200})", re.IGNORECASE
)
_ISBN: Final = re.compile(
    r"(?:isbn(?:-1[03])?:?\s*)?((?:97[89][ -]?)?(?:[0-9][ -]?){9}[0-9X])", re.IGNORECASE
)
_NAME: Final = re.compile(r"[^\w.-]+")
_THIRTEEN: Final = 13
_SUFFIXES: Final = {"text/plain": ".txt", "application/pdf": ".pdf"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that was fetched: its bytes, what was read of it, and where it stood."""

    url: str
    data: bytes
    name: str
    captured: Capture


def is_on() -> bool:
    """Tell whether addresses are fetched here."""
    return bool(settings.FETCH_SOURCES) and all(map(find_spec, ("certifi", "lxml")))


def page(url: str) -> Page:
    """Fetch the page at *url* and read it; raises FetchError."""
    if not is_on():
        raise FetchError(OFF, lost=False)
    return read(archive.fetch(url, agent=_agent(), network=NETWORK))


def lately(url: str) -> Page:
    """Give the page at *url* as it was fetched within the last minutes, or fetch it."""
    name = f"fetched:{hashlib.sha256(url.encode()).hexdigest()}"
    if not is_on():
        raise FetchError(OFF, lost=False)
    fetched: Fetched | None = cache.get(name)
    if fetched is None:
        fetched = archive.fetch(url, agent=_agent(), network=NETWORK)
        if len(fetched.data) <= _LARGEST_KEPT:
            cache.set(name, fetched, _KEPT_FOR)
    return read(fetched)


def read(fetched: Fetched) -> Page:
    """Read what was fetched: the original stays as it came, in the encoding it is said to have."""
    name = _named(fetched.url, _SUFFIXES.get(fetched.media_type, ".html"))
    try:
        captured = capturing.read(_in_utf8(fetched), name)
    except ValueError as error:
        # A page that cannot be read is there all the same.
        told = say("What the address gives cannot be read: {why}", why=sentence_of(error))
        raise FetchError(told, lost=False) from error
    sha256 = hashlib.sha256(fetched.data).hexdigest()
    own = replace(captured, sha256=sha256, url=_own(captured.url, fetched.url))
    return Page(url=fetched.url, data=fetched.data, name=name, captured=own)


def doi_of(text: str) -> str:
    """Give the DOI that *text* is, or nothing."""
    found = _DOI.fullmatch(text.strip())
    return found[1].rstrip(".,;") if found else ""


def isbn_of(text: str) -> str:
    """Give the ISBN that *text* is, without hyphens, or nothing where its check digit is wrong."""
    found = _ISBN.fullmatch(text.strip())
    isbn = re.sub(r"[ -]", "", found[1]).upper() if found else ""
    return isbn if isbn and _holds(isbn) else ""


def described(record: SourceRecord) -> SourceRecord:
    """Give what the resolver of its DOI or ISBN says of *record*.

    It comes back as it is where no resolver is set; raises FetchError.
    """
    if record.doi and settings.DOI_RESOLVER:
        return replace(_resolved(settings.DOI_RESOLVER, record.doi), doi=record.doi)
    if record.isbn and settings.ISBN_RESOLVER:
        return replace(_resolved(settings.ISBN_RESOLVER, record.isbn), isbn=record.isbn)
    return record


def _resolved(base: str, number: str) -> SourceRecord:
    if not is_on():
        raise FetchError(OFF, lost=False)
    if any(part in {"", ".", ".."} for part in number.split("/")):
        raise FetchError(say("This number is not one that a resolver is asked for."), lost=False)
    try:
        house = addresses.target(base)
    except addresses.AddressError as error:
        told = say("The resolver is not set well: {why}", why=sentence_of(error))
        raise FetchError(told) from error
    # The operator named the resolver, so it may stand in the house; no other host may.
    network = replace(NETWORK, houses=frozenset({(house.host, house.port)}))
    url = f"{base.rstrip('/')}/{quote(number, safe='/')}"
    fetched = archive.fetch(url, agent=_agent(), accept=_JSON, network=network)
    try:
        entries = dict(readers.READERS)["csl-json"](fetched.data.decode()).entries
    except ValueError as error:
        told = say("The answer of the resolver cannot be read: {why}", why=sentence_of(error))
        raise FetchError(told) from error
    if not entries:
        raise FetchError(say("The resolver does not describe a source."))
    return replace(entries[0].record, key="")


def recorded(page: Page, record: SourceRecord) -> SourceRecord:
    """Say when *page* was read, in its *record*, which has an address at least."""
    today = timezone.localdate().isoformat()
    return replace(record, url=record.url or page.url, accessed=today)


def _agent() -> str:
    about = f" (+{settings.SITE_URL})" if settings.SITE_URL else ""
    return f"EncyclopediaSources/1.0{about}"


def _in_utf8(fetched: Fetched) -> bytes:
    """Give the text in UTF-8 where the answer names its encoding and the page itself does not."""
    marked = fetched.data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    named = b"charset" in fetched.data[:4096].lower()
    is_text = fetched.media_type != "application/pdf"
    if (
        not (is_text and fetched.charset)
        or marked
        or (fetched.media_type != "text/plain" and named)
    ):
        return fetched.data
    try:
        return fetched.data.decode(fetched.charset).encode()
    except (LookupError, UnicodeError):
        return fetched.data


def _own(said: str, url: str) -> str:
    """Take the address that a page gives itself where it is of the same site."""
    try:
        same = _site(said) == _site(url)
    except ValueError:
        same = False
    return said if said and same else url


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _named(url: str, suffix: str) -> str:
    parts = urlsplit(url)
    last = _NAME.sub("-", f"{parts.hostname}{parts.path}").strip("-.")[:100]
    return last if last.endswith(suffix) else f"{last}{suffix}"


def _holds(isbn: str) -> bool:
    """Tell whether the check digit is right (ISO 2108)."""
    digits = [10 if each == "X" else int(each) for each in isbn]
    if len(digits) == _THIRTEEN:
        return sum(d * (1, 3)[at % 2] for at, d in enumerate(digits)) % 10 == 0 and "X" not in isbn
    return sum(d * (10 - at) for at, d in enumerate(digits)) % 11 == 0
