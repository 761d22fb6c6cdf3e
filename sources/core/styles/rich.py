"""Words of a reference, some of them in italics or an address, joined as punctuation asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words: in italics, or as the address that they lead to."""

    words: str
    italic: bool = False
    address: str = ""


Rich: TypeAlias = tuple[Piece, ...]
NOTHING: Final[Rich] = ()
# After one of these no full stop is set.
_ENDING: Final = frozenset(".?!…")
_CLOSING: Final = "”"


def words(text: str) -> Rich:
    """Give *text* as it stands."""
    return (Piece(words=text),) if text else NOTHING


def italic(text: str) -> Rich:
    """Give *text* in italics."""
    return (Piece(words=text, italic=True),) if text else NOTHING


def link(address: str) -> Rich:
    """Give an *address*, which leads to itself where a browser may be sent there."""
    leads = address if address.casefold().startswith(("http://", "https://")) else ""
    return (Piece(words=address, address=leads),) if address else NOTHING


def quoted(text: str) -> Rich:
    """Give *text* in quotation marks; those within turn to single ones."""
    inner = text.replace("“", "‘").replace("”", "’")
    return (Piece(words=f"“{inner}”"),) if text else NOTHING


def joined(parts: Iterable[Rich], by: str) -> Rich:
    """Join what is there of *parts*: *by* is "." or "," (a blank follows), or a blank."""
    whole: Rich = NOTHING
    for part in parts:
        before = (*ended(whole, by), Piece(words=" ")) if whole and part else whole
        whole = (*before, *part)
    return whole


def ended(rich: Rich, sign: str) -> Rich:
    """Set *sign* at the end, inside a closing quotation mark, where nothing ends it yet."""
    if not rich or not sign.strip():
        return rich
    *before, last = rich
    text = last.words
    in_quotes = text.endswith(_CLOSING) and not last.address
    inside = text.removesuffix(_CLOSING) if in_quotes else text
    if not inside or _is_ended(inside, sign, in_quotes=in_quotes):
        return rich
    if in_quotes:
        return (*before, replace(last, words=f"{inside}{sign}{_CLOSING}"))
    if last.italic or last.address:
        return (*rich, Piece(words=sign))
    return (*before, replace(last, words=f"{text}{sign}"))


def _is_ended(inside: str, sign: str, *, in_quotes: bool) -> bool:
    ends = inside[-1] in _ENDING
    return ends and (sign == "." or (in_quotes and inside[-1] != "."))


def plain(rich: Rich) -> str:
    """Write *rich* as text."""
    return "".join(piece.words for piece in rich)


def html(rich: Rich) -> str:
    """Write *rich* as HTML: italics as <em>, addresses as links that say nothing of the reader."""
    return "".join(map(_html, rich))


def _html(piece: Piece) -> str:
    text = escape(piece.words)
    if piece.address:
        return f'<a href="{escape(piece.address)}" rel="nofollow noreferrer">{text}</a>'
    return f"<em>{text}</em>" if piece.italic else text
