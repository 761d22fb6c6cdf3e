"""Letters of other scripts that readers take for Latin ones, a few of those of Unicode's UTS 39."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from sources.core.saying import join, say

_CYRILLIC = dict(
    zip(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u051b\u051d"
        "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408",
        "aeopcyxijsdhqwABEKMHOPCTYXSIJ",
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "\u03bf\u03bd\u03b9\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4"
        "\u03a5\u03a7",
        "oviABEZHIKMNOPTYX",
        strict=True,
    )
)
_OTHERS = {
    "\u0585": "o",
    "\u057d": "u",
    "\u0578": "n",
    "\u04c0": "I",
    "\u0131": "i",
    "\u2044": "/",
    "\u2215": "/",
    "\u2236": ":",
    "\u2019": "'",
    "\u02bc": "'",
}
_SCRIPTS = ("cyrillic", "greek", "armenian", "latin")
_ALIKE = _CYRILLIC | _GREEK | _OTHERS
_FOLDED = str.maketrans(_ALIKE)
_WORD = re.compile(r"[^\W\d_]+")


def folded(words: str) -> str:
    """Give *words* in the letters that they look like."""
    return unicodedata.normalize("NFKC", words).translate(_FOLDED)


def swapped(old: str, new: str) -> Iterator[str]:
    """Name the characters that came in place of others that look like them."""
    for char in Counter(new) - Counter(old):
        if (like := folded(char)) != char:
            yield say(
                "“{char}” ({name}) looks like “{like}”.", char=char, name=_name(char), like=like
            )
    for char in Counter(old) - Counter(new):
        if (like := folded(char)) != char:
            yield say(
                "“{like}” stands where “{char}” ({name}) stood.",
                char=char,
                name=_name(char),
                like=like,
            )


def mixed(old: str, new: str) -> Iterator[str]:
    """Name the words that are new and spell Latin ones with letters that only look Latin."""
    if new.isascii():
        return
    known = set(_WORD.findall(old))
    for word in dict.fromkeys(_WORD.findall(new)):
        strange = [char for char in dict.fromkeys(word) if char in _CYRILLIC or char in _GREEK]
        if strange and word not in known and any(map(_is_latin, word)):
            told = (say("“{char}” is {name}", char=char, name=_name(char)) for char in strange)
            yield say("“{word}” mixes alphabets: {told}.", word=word, told=join(", ", told))


def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN")


def _name(char: str) -> str:
    words = unicodedata.name(char, f"U+{ord(char):04X}").lower()
    script, _, rest = words.partition(" ")
    return f"{script.capitalize()} {rest}" if script in _SCRIPTS else words
