"""What cannot be seen made visible, and what a change of words means said in words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from encyclopedia.core.diff import invisible, lookalikes, tokens
from encyclopedia.core.diff.words import Kind, Run
from sources.core.saying import say

WHITE_SPACE = say("Only white space changed.")
_STARTS = ("[@", "[[", "http")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛", "'"))
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))


def text(words: str) -> str:
    """Show the characters of unchanged *words* that would turn the text around them."""
    return _encodable(invisible.turning(words))


def runs(changed: Iterable[Run]) -> tuple[Run, ...]:
    """Show what is invisible in *changed* runs: spaces that alone changed, marks, ends of lines."""
    return tuple(Run(run.kind, _shown(run), whole=run.whole) for run in changed)


def changed(words: str, *, blank: bool) -> str:
    """Show what is invisible in changed *words*, spaces and line ends where all is *blank*."""
    return _spaced(words) if blank else _encodable(invisible.shown(words))


def notes(changed: tuple[Run, ...], *, prose: bool = True) -> tuple[str, ...]:
    """Say of a compared text what the eye would miss, and of *prose* which links changed too."""
    old = "".join(run.text for run in changed if run.kind is not Kind.INSERTED)
    new = "".join(run.text for run in changed if run.kind is not Kind.DELETED)
    if old == new or not new:
        return ()
    if not old:
        return (*invisible.notes(old, new, alone=False), *lookalikes.mixed(old, new))
    # A citation or link is compared as a whole, so that what changed of them stands in a change.
    marked = prose and any(
        start in run.text for run in changed if run.kind is not Kind.SAME for start in _STARTS
    )
    return (*(_marks(old, new) if marked else ()), *_unseen(changed, old, new))


def _shown(run: Run) -> str:
    if run.kind is Kind.SAME:
        return text(run.text)
    if not run.text.strip():
        return _spaced(run.text)
    return _encodable(invisible.shown(run.text)).replace("\n", "↵\n")


def _spaced(blank: str) -> str:
    return _encodable(invisible.shown(blank.replace(" ", "␣"))).replace("\n", "↵\n")


def _encodable(words: str) -> str:
    return _SURROGATES.sub("�", words)


def _marks(old: str, new: str) -> Iterator[str]:
    before, after = Counter(_references(old)), Counter(_references(new))
    for reference in before - after:
        if reference.startswith("[@"):
            yield say("Citation removed: {mark}", mark=text(reference))
        else:
            yield say("Link removed: {link}", link=text(reference))
    for reference in after - before:
        if reference.startswith("[@"):
            yield say("Citation added: {mark}", mark=text(reference))
        else:
            yield say("Link added: {link}", link=text(reference))


def _references(words: str) -> list[str]:
    return [piece.strip() for piece in tokens.read(words) if piece.startswith(_STARTS)]


def _unseen(changed: tuple[Run, ...], old: str, new: str) -> Iterator[str]:
    if any(run.whole for run in changed):
        yield say("Too long to compare word by word: shown whole.")
        return
    # Letters of ASCII look like no others.
    folds = _FOLDS[:2] if old.isascii() and new.isascii() else _FOLDS
    alike = next((told for told, fold in folds if fold(old) == fold(new)), "")
    if alike:
        yield alike
    yield from invisible.notes(old, new, alone=bool(alike))
    yield from (lookalikes.swapped if alike == _LOOK_ALIKE else lookalikes.mixed)(old, new)


def _sorted(words: str) -> str:
    return "\n".join(sorted(line.strip() for line in words.split("\n")))


def _packed(words: str) -> str:
    return "".join(words.split())


def _composed(words: str) -> str:
    return unicodedata.normalize("NFC", words)


def _unquoted(words: str) -> str:
    return _packed(invisible.without(words).translate(_QUOTES))


def _dashed(words: str) -> str:
    return _unquoted(words).translate(_DASHES)


def _folded(words: str) -> str:
    return lookalikes.folded(_dashed(words))


_LOOK_ALIKE = say("Only characters that look alike changed.")
_FOLDS: tuple[tuple[str, Callable[[str], str]], ...] = (
    (WHITE_SPACE, _packed),
    (say("The same lines in another order."), _sorted),
    (say("The same letters in another Unicode form."), _composed),
    (say("Only invisible characters or the form of quotation marks changed."), _unquoted),
    (say("Only the kind of dash changed."), _dashed),
    (_LOOK_ALIKE, _folded),
)
"""What two texts differ in that look alike, by what makes them equal."""
