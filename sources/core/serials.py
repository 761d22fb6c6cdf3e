"""International Standard Serial Numbers (ISO 3297): eight digits, the last checks the others."""

from __future__ import annotations

import re
from typing import Final

_WRITTEN: Final = re.compile(r"(?<![\dXx-])\d{4}[ \u2010-\u2015-]?\d{3}[\dXx](?![\dXx-])", re.ASCII)
_APART: Final = re.compile(r"[ \u2010-\u2015-]")
_ELEVEN: Final = 11
_TEN: Final = 10


def read(text: str) -> str:
    """Give the first ISSN that is written in *text*, as "2049-3630"; "" where none is."""
    found = (_APART.sub("", each[0]).upper() for each in _WRITTEN.finditer(text))
    digits = next(filter(_is_sound, found), "")
    return f"{digits[:4]}-{digits[4:]}" if digits else ""


def _is_sound(digits: str) -> bool:
    """Tell whether the last digit is that which the others ask for, X for ten."""
    weighed = sum(int(digit) * (8 - place) for place, digit in enumerate(digits[:7]))
    asked = -weighed % _ELEVEN
    return digits[7] == ("X" if asked == _TEN else str(asked))
