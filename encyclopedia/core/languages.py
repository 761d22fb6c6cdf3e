"""Languages by their tags (BCP 47): which way they are written, and which one words are in."""

from __future__ import annotations

from gettext import NullTranslations
from typing import Final
from unicodedata import bidirectional

_RTL: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "pa-arab", "ps", "sd", "ug", "ur", "yi"},
)


def direction(language: str) -> str:
    """Give the direction that *language* is written in: "ltr" or "rtl"."""
    tag = _plain(language)
    return "rtl" if tag in _RTL or primary(tag) in _RTL else "ltr"


def direction_of(words: str, language: str = "") -> str:
    """Give the direction of *words*: that of their *language*, else that of their first letter."""
    if language:
        return direction(language)
    kinds = (kind for kind in map(bidirectional, words) if kind in {"L", "R", "AL"})
    return "ltr" if next(kinds, "L") == "L" else "rtl"


def primary(language: str) -> str:
    """Give *language* without its country, script and variants: "de" of "de-AT"."""
    return _plain(language).partition("-")[0]


def of(words: NullTranslations) -> str:
    """Say which language a catalogue is in; without a header it is English."""
    return _plain(words.info().get("language", "")) or "en"


def voice(language: str, words: NullTranslations) -> dict[str, str]:
    """Give the attributes of *words* that stand in a text of *language*: none if it is theirs."""
    own = of(words)
    return {} if primary(own) == primary(language) else {"lang": own, "dir": direction(own)}


def _plain(language: str) -> str:
    return language.casefold().replace("_", "-")
