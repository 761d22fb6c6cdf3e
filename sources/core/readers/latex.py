"""LaTeX → words: accents become letters, commands and braces go, quotation marks turn."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pylatexenc.latexwalker import get_default_latex_context_db as get_default_macros

_LATEX = re.compile(r"[\\$~`&]|''|--")
_BRACE = re.compile(r"[{}]")
_PERCENT = re.compile(r"(?<!\\)%")
_TILDE = "\0"
# What pylatexenc takes for an accent on nothing.
_CARET_ALONE = re.compile(r"\\\^\s*\{\s*\}|\\textasciicircum(?![A-Za-z])\s*(?:\{\s*\})?")
_TILDE_ALONE = re.compile(r"\\~\s*\{\s*\}|\\textasciitilde(?![A-Za-z])\s*(?:\{\s*\})?")
_SORTING = re.compile(r"\\(?:noop|noopsort|SortNoop|biblabel)\s*\{[^{}]*\}")
_MATH = re.compile(r"(?<!\\)\$((?:[^$\\]|\\.){0,200})\$")
_SCRIPT = re.compile(r"([_^])(?:\{([-+0-9]{1,20})\}|([0-9]))")
_RAISED: Final = str.maketrans("+-0123456789", "⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED: Final = str.maketrans("+-0123456789", "₊₋₀₁₂₃₄₅₆₇₈₉")
_SINGLE = re.compile(r"(?<![`\\])`(?!`)((?:\\.|[^`'\\]){1,200})'(?!')")
_QUOTED = re.compile(r"\\(?:enquote|mkbibquote|textquote)\*?\s*\{([^{}]*)\}")
_UNSEEN = re.compile(r"\\(?:href|foreignlanguage|textcolor)\s*\{[^{}]*\}")  # before the words
_SMALL = re.compile(r"\\text(super|sub)script\s*\{([-+0-9]{1,20})\}")
_ADDRESS = re.compile(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}")
_LENGTH = re.compile(
    r"\\(?:kern|mkern|hskip|vskip|hspace\*?|raise|lower)\s*\{?-?[\d.]+\s*(?:e[mx]|[pm]t|mm|cm|in|mu)\}?"
)
# "4$^{\textrm{th}}$" raises letters, as "4\textsuperscript{th}" does.
_UPRIGHT = re.compile(r"\\(?:textrm|mathrm|text|textup|rm)\s*\{([^{}]{1,20})\}")
_RAISED_LETTERS = re.compile(r"\s*\^\s*\{*([^\W\d_]{2,6})\}*\s*")


_SIGNS: Final = {
    "slash": "/",
    "emdash": "—",
    "endash": "–",
    "S": "§",
    "pounds": "£",
    "euro": "€",
    "texteuro": "€",
    "copyright": "©",
    "textcopyright": "©",
    "textdegree": "°",
    "textquotesingle": "'",
    "textbraceleft": "{",
    "textbraceright": "}",
}


def _walker() -> LatexNodes2Text:
    known = get_default_latex_context_db()
    known.add_context_category(
        "ours",
        prepend=True,
        macros=[
            MacroTextSpec("TeX", "TeX"),
            MacroTextSpec("LaTeX", "LaTeX"),
            MacroTextSpec("BibTeX", "BibTeX"),
            MacroTextSpec("-", ""),
            MacroTextSpec("/", ""),
            *(MacroTextSpec(name, sign) for name, sign in _SIGNS.items()),
        ],
    )
    return LatexNodes2Text(latex_context=known)


_WORDS = _walker()
# Made once: pylatexenc would make its own anew for every text.
_MACROS = get_default_macros()

# An accent, or a letter of its own, whose name a blank ends: "Dvo\v r\'ak", "Stanis\l aw".
_ACCENTED = re.compile(r"\\([vuckHdbrt])\s+(?:\{(\w)\}|(\w))")
_LETTER = re.compile(
    r"\\(ss|[aA][aeE]|AA|[oO]e|OE|[lLoOij]|[dD]h|DH|[tT]h|TH|[dD]j|DJ|[nN]g|NG|slash)\s+(?=\w)"
)
_TILDED = re.compile(r"\\~\s*(?:\{(\\?\w)\}|(\\[ij](?![A-Za-z])|\w))")


def closed(latex: str) -> str:
    """Write accents and letters with braces around them, so that no blank inside cuts a word."""
    plain = _ACCENTED.sub(lambda found: f"{{\\{found[1]}{{{found[2] or found[3]}}}}}", latex)
    plain = _TILDED.sub(lambda found: f"{{\\~{{{found[1] or found[2]}}}}}", plain)
    return _LETTER.sub(r"{\\\1}", plain)


@lru_cache(maxsize=4096)
def words(latex: str) -> str:
    """Give the words of *latex* on one line; raises what pylatexenc raises on what is broken."""
    if _LATEX.search(latex):
        made = _WORDS.latex_to_text(_prepared(latex), latex_context=_MACROS)
        plain = made.replace(_TILDE, "~")
    else:
        plain = _BRACE.sub("", latex)
    return " ".join(plain.split())


def _prepared(latex: str) -> str:
    """Write in characters what would be lost or misread."""
    plain = _PERCENT.sub(r"\\%", latex)
    plain = _SORTING.sub("", plain)
    plain = _LENGTH.sub("", _UNSEEN.sub("", plain))
    plain = _ADDRESS.sub(lambda found: found[1].replace("~", _TILDE).replace("&", r"\&"), plain)
    plain = _SMALL.sub(_made_small, plain)
    plain = _QUOTED.sub(r"“\1”", plain)
    plain = _TILDE_ALONE.sub(_TILDE, plain)
    plain = _CARET_ALONE.sub("^", plain)
    plain = _SINGLE.sub(r"‘\1’", plain)
    return _MATH.sub(_formula, plain)


def _formula(found: re.Match[str]) -> str:
    inside = _UPRIGHT.sub(r"\1", found[1])
    if raised := _RAISED_LETTERS.fullmatch(inside):
        return raised[1]
    return f"${_SCRIPT.sub(_scripted, inside)}$"


def _scripted(found: re.Match[str]) -> str:
    digits = found[2] or found[3]
    return digits.translate(_RAISED if found[1] == "^" else _LOWERED)


def _made_small(found: re.Match[str]) -> str:
    return found[2].translate(_RAISED if found[1] == "super" else _LOWERED)
