"""What cannot be seen made visible, and what a change of words means said in words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from encyclopedia.core.diff import tokens
from encyclopedia.core.diff.words import Kind, Run

_BIDI = {
    "\u061c": "ALM",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
_INVISIBLE = _BIDI | {
    "\t": "TAB",
    "\u00a0": "NBSP",
    "\u00ad": "SHY",
    "\u034f": "CGJ",
    "\u180e": "MVS",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u2028": "LS",
    "\u2029": "PS",
    "\u202f": "NNBSP",
    "\u2060": "WJ",
    "\ufeff": "BOM",
}
_CONTROLS = {code: chr(0x2400 + code) for code in range(32) if code not in (9, 10)}
_STARTS = ("[@", "[[", "http")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_IN_TEXT = str.maketrans({char: f"⟨{name}⟩" for char, name in _BIDI.items()} | _CONTROLS)
_HIDDEN = str.maketrans({char: f"⟨{name}⟩" for char, name in _INVISIBLE.items()} | _CONTROLS)
_FOLDED = dict.fromkeys(map(ord, _INVISIBLE)) | str.maketrans("“”„‘’", '"""\'\'')
_IN_CHANGE = str.maketrans(
    {char: f"⟨{name}⟩" for char, name in _INVISIBLE.items()} | _CONTROLS | {"\n": "↵\n"}
)


def text(words: str) -> str:
    """Show the characters of unchanged *words* that would turn the text around them."""
    if words.isascii() and words.isprintable():
        return words
    return _encodable(words.translate(_IN_TEXT))


def runs(changed: Iterable[Run]) -> tuple[Run, ...]:
    """Show what is invisible in *changed* runs: spaces that alone changed, marks, ends of lines."""
    return tuple(Run(run.kind, _shown(run), whole=run.whole) for run in changed)


def changed(words: str, *, blank: bool) -> str:
    """Show what is invisible in changed *words*, spaces and line ends where all is *blank*."""
    if not blank and words.isascii() and words.isprintable():
        return words
    shown = _encodable(words.translate(_HIDDEN))
    return shown.replace(" ", "␣").replace("\n", "↵\n") if blank else shown


def notes(changed: tuple[Run, ...]) -> tuple[str, ...]:
    """Say of a compared text which citations and links changed, and what the eye would miss."""
    old = "".join(run.text for run in changed if run.kind is not Kind.INSERTED)
    new = "".join(run.text for run in changed if run.kind is not Kind.DELETED)
    if old == new or not old or not new:
        return ()
    # A citation or link is compared as a whole, so that what changed of them stands in a change.
    marked = any(
        start in run.text for run in changed if run.kind is not Kind.SAME for start in _STARTS
    )
    return (*(_marks(old, new) if marked else ()), *_unseen(changed, old, new))


def _shown(run: Run) -> str:
    if run.kind is Kind.SAME:
        return text(run.text)
    if not run.text.strip():
        return run.text.replace(" ", "␣").translate(_IN_CHANGE)
    return _encodable(run.text.translate(_IN_CHANGE))


def _encodable(words: str) -> str:
    return _SURROGATES.sub("�", words)


def _marks(old: str, new: str) -> Iterator[str]:
    before, after = Counter(_references(old)), Counter(_references(new))
    for verb, references in (("removed", before - after), ("added", after - before)):
        for reference in references:
            noun = "Citation" if reference.startswith("[@") else "Link"
            yield f"{noun} {verb}: {text(reference)}"


def _references(words: str) -> list[str]:
    return [piece.strip() for piece in tokens.read(words) if piece.startswith(_STARTS)]


def _unseen(changed: tuple[Run, ...], old: str, new: str) -> Iterator[str]:
    if any(run.whole for run in changed):
        yield "Too long to compare word by word: shown whole."
    elif "".join(old.split()) == "".join(new.split()):
        yield "Only white space changed."
    elif unicodedata.normalize("NFC", old) == unicodedata.normalize("NFC", new):
        yield "The same letters in another Unicode form."
    elif _plain(old) == _plain(new):
        yield "Only invisible characters or the form of quotation marks changed."


def _plain(words: str) -> str:
    return "".join(words.translate(_FOLDED).split())
