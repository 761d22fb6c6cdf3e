"""Templates of a notation: how a word is said, what a substance is made of, powers of ten."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_RAISED = str.maketrans("+-−0123456789", "⁺⁻⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# Words that some of these templates take beside the sounds: which English, and what to say of it.
_OF_SPEECH = frozenset(
    {"lang", "local", "pron", "uk", "us", "au", "nz", "ipa", "small", "also", "respell"}
)
_ELEMENT = re.compile(r"[(\[]*[A-Z][a-z]{0,2}[)\]]*|[)\]]")


def read(name: str, values: Sequence[str]) -> str | None:
    """Give the words of the template *name* of a notation, or None where it is none."""
    if name == "ipac-en":
        return f"/{''.join(_sounds(values))}/"
    if name.startswith("ipa-") or name == "ipa":
        return _said(values, bare=name == "ipa")
    return _READ[name](values) if name in _READ else None


def _said(values: Sequence[str], *, bare: bool) -> str:
    sounds = next(iter(_sounds(values)), "")
    return sounds if bare or sounds.startswith(("/", "[")) or not sounds else f"[{sounds}]"


def _sounds(values: Sequence[str]) -> list[str]:
    return [value for value in values if value and value.casefold() not in _OF_SPEECH]


def _power(values: Sequence[str]) -> str:
    return f"×10{values[0].translate(_RAISED)}" if values else ""


def _substance(values: Sequence[str]) -> str:
    """Write elements and their numbers, a number after its element, and a charge at the end."""
    written: list[str] = []
    for value in values:
        after = bool(written) and _ELEMENT.search(written[-1]) is not None
        if re.fullmatch(r"\d*[+\-−]", value):
            written.append(value.translate(_RAISED))
        else:
            written.append(value.translate(_LOWERED) if after and value.isdecimal() else value)
    return "".join(written)


_READ: dict[str, Callable[[Sequence[str]], str]] = {
    **dict.fromkeys(("e", "esp", "×10^"), _power),
    **dict.fromkeys(("chem", "chemical formula"), _substance),
}
