"""Characters that cannot be seen, or that turn the text around them: names and signs."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from sources.core.saying import capital, say

_SHORT = {
    "\t": "TAB",
    "\u00a0": "NBSP",
    "\u00ad": "SHY",
    "\u034f": "CGJ",
    "\u061c": "ALM",
    "\u180e": "MVS",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u2028": "LS",
    "\u2029": "PS",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u202f": "NNBSP",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
}
_NAMES = {
    "\t": say("tab"),
    "\u00a0": say("no-break space"),
    "\u00ad": say("soft hyphen"),
    "\u200b": say("zero width space"),
    "\u200c": say("zero width non-joiner"),
    "\u200d": say("zero width joiner"),
    "\u200e": say("left-to-right mark"),
    "\u200f": say("right-to-left mark"),
    "\u202f": say("narrow no-break space"),
    "\u2009": say("thin space"),
    "\u2060": say("word joiner"),
    "\u2800": say("blank Braille pattern"),
    "\ufeff": say("byte order mark"),
    "\u180e": say("Mongolian vowel separator"),
}
_RANGES = (
    (0x115F, 0x1160),  # fillers of Hangul, as the two halfwidth ones below
    (0x1680, 0x1680),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x2000, 0x200A),  # spaces of all widths
    (0x205F, 0x205F),
    (0x2061, 0x2064),
    (0x206A, 0x206F),
    (0x2800, 0x2800),
    (0x3000, 0x3000),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFFA0, 0xFFA0),
    (0xFFF9, 0xFFFC),
    (0xE0001, 0xE0001),
    (0xE0020, 0xE007F),  # letters of invisible tags
    (0xE0100, 0xE01EF),
)
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


_SELECTORS = {chr(0xFE00 + n): f"VS{n + 1}" for n in range(16)} | {
    chr(0xE0100 + n): f"VS{n + 17}" for n in range(240)
}

CHARACTERS = frozenset(_SHORT) | {chr(code) for a, b in _RANGES for code in range(a, b + 1)}
"""All that cannot be seen but the space, the end of a line, and what controls no text."""


def name(char: str) -> str:
    """Name an invisible character in words: "no-break space"."""
    return _NAMES.get(char) or unicodedata.name(char, f"U+{ord(char):04X}").lower()


def sign(char: str) -> str:
    """Give what stands for an invisible character on a page: "⟨NBSP⟩", "⟨thin space⟩"."""
    return f"⟨{_SHORT.get(char) or _SELECTORS.get(char) or name(char)}⟩"


CONTROLS = (
    {code: chr(0x2400 + code) for code in range(32) if code not in (9, 10)}
    | {0x7F: "␡"}
    | {code: f"⟨U+{code:04X}⟩" for code in range(0x80, 0xA0)}
)
"""The signs of control characters."""

_SIGNS = {ord(char): sign(char) for char in CHARACTERS} | CONTROLS
_TURNED = {ord(char): sign(char) for char in _TURNING} | CONTROLS
_NOTHING = dict.fromkeys(map(ord, CHARACTERS))

# What makes one picture of several emoji, and what joins or parts letters in scripts that join.
_EMOJI = r"[\u203c-\u205e\u2070-\u27ff\u2801-\u2fff\u3001-\u3163\u3165-\u3299\U0001f000-\U0001faff]"
_AFTER = r"[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_JOINING = "\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af"
_AT_WORK = re.compile(
    rf"{_EMOJI}{_AFTER}*(?:\u200d{_EMOJI}{_AFTER}*)*|(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}])"
)


def shown(words: str) -> str:
    """Show every invisible character of *words* by its sign, but where it does its work in one."""
    if words.isascii() and words.isprintable():
        return words
    pieces: list[str] = []
    at = 0
    for found in _AT_WORK.finditer(words):
        pieces += words[at : found.start()].translate(_SIGNS), found.group()
        at = found.end()
    return "".join([*pieces, words[at:].translate(_SIGNS)])


def turning(words: str) -> str:
    """Show by their signs the characters of *words* that would turn the text around them."""
    return words if words.isascii() and words.isprintable() else words.translate(_TURNED)


def without(words: str) -> str:
    """Leave out what cannot be seen of *words*."""
    return words.translate(_NOTHING)


def notes(old: str, new: str, *, alone: bool) -> Iterable[str]:
    """Say which invisible characters came and went: "No-break space added (2)".

    Those that do their work in a word are named where they *alone* changed.
    """
    if old.isascii() and new.isascii() and "\t" not in old + new:
        return
    before, after = (_counted(words, every=alone) for words in (old, new))
    for char, count in (before - after).items():
        named = capital(name(char))
        once = say("{name} removed.", name=named)
        yield once if count == 1 else say("{name} removed ({count}).", name=named, count=count)
    for char, count in (after - before).items():
        named = capital(name(char))
        once = say("{name} added.", name=named)
        yield once if count == 1 else say("{name} added ({count}).", name=named, count=count)


def _counted(words: str, *, every: bool) -> Counter[str]:
    return Counter(c for c in (words if every else _AT_WORK.sub("", words)) if c in CHARACTERS)
