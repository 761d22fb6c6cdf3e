"""Where the answer to an address stands among files, and what leads to it there."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

LONGEST: Final = 240  # bytes of a name, to which ".gz" is added
# A question has its answer in a file of its own; no address of the live site begins so.
SHEETS: Final = "/sheets/"
INDEX: Final = "index.html"
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f\\?#%]")


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the live site: its `path`, as readers see it, and what is `asked` there."""

    path: str
    asked: tuple[tuple[str, str], ...] = ()

    @property
    def live(self) -> str:
        """The address as it is sent to the live site."""
        query = urlencode(self.asked)
        return f"{quote(self.path)}{f'?{query}' if query else ''}"


def read(url: str) -> Address:
    """Read a path with its question, as a link has it."""
    parts = urlsplit(url)
    return Address(unquote(parts.path), tuple(parse_qsl(parts.query, keep_blank_values=True)))


def path(address: Address) -> str:
    """Give the path that leads to *address* in the export, not yet quoted.

    It is that of the live site, but for questions, and for what no file can be called.
    """
    found = address.path
    if address.asked:
        said = "".join(f"{name}-{value}/" for name, value in address.asked)
        found = f"{SHEETS[:-1]}{found.rstrip('/')}/{said}"
    if all(map(_is_safe, found.strip("/").split("/"))) or found == "/":
        return found
    return f"{SHEETS}{hashlib.sha256(address.live.encode()).hexdigest()[:32]}/"


def file(address: Address) -> str:
    """Give the name of the file for *address*, below the folder of the export."""
    found = path(address).lstrip("/")
    return f"{found}{INDEX}" if not found or found.endswith("/") else found


def _is_safe(segment: str) -> bool:
    """Tell whether a file or folder can be called *segment* and be no other's."""
    return (
        bool(segment)
        and not segment.startswith(".")
        and not segment.startswith(INDEX)
        and not _UNSAFE.search(segment)
        and len(segment.encode()) <= LONGEST
    )
