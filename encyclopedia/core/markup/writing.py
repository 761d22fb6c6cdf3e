"""Words and marks to text that parses back to exactly them."""

import re
from collections.abc import Sequence

from encyclopedia.core.markup import tree

_KEY = re.compile(r"[a-z0-9](?:[a-z0-9_.:-]*[a-z0-9_-])?")
_MARKUP = re.compile(r"[\\`*_\[\]<&|^]")
_BLOCK_START = re.compile(r"(\d{1,9})([.)])|([>+~@-])")
_LINE_END = re.compile(r"\s*[\r\n]\s*")


def escape(text: str) -> str:
    """Write plain words so that they parse to exactly *text*, also where a paragraph starts.

    Line ends and the blanks around the words become entities, since markup trims them.
    """
    if not text:
        return ""
    body = text.strip(" \t")
    lead = len(text) - len(text.lstrip(" \t"))
    words = _MARKUP.sub(r"\\\g<0>", body)
    words = _BLOCK_START.sub(_escape_start, words, count=1) if _BLOCK_START.match(words) else words
    words = words.replace("\n", "&#10;").replace("\r", "&#13;")
    return _entities(text[:lead]) + words + _entities(text[lead + len(body) :])


def escape_quote(text: str) -> str:
    """Write *text* as it stands between the `"` of a quote; a line end becomes a space."""
    return re.sub(r"[\\\"]", r"\\\g<0>", _LINE_END.sub(" ", text))


def escape_locator(text: str) -> str:
    """Write *text* as a locator; runs of white space become one space."""
    return re.sub(r"[\\;\]\"“]", r"\\\g<0>", " ".join(text.split()))


def mark(items: Sequence[tree.Item]) -> str:
    """Write the mark that cites *items*; ValueError where an item has no well formed key."""
    if not items:
        raise ValueError("A mark needs at least one item.")
    return "[" + "; ".join(_item(item) for item in items) + "]"


def _item(item: tree.Item) -> str:
    if item.key == "?":
        return f"@? since {item.since}" if item.since else "@?"
    if not _KEY.fullmatch(item.key):
        raise ValueError(f"{item.key!r} is not the key of a source.")
    locator = f", {escape_locator(item.locator)}" if item.locator.strip() else ""
    quote = f', "{escape_quote(item.quote)}"' if item.quote else ""
    return f"@{item.key}{locator}{quote}"


def _escape_start(match: re.Match[str]) -> str:
    number, ending, other = match.groups()
    return f"{number}\\{ending}" if number else f"\\{other}"


def _entities(blanks: str) -> str:
    return "".join(f"&#{ord(blank)};" for blank in blanks)
