"""Words of ours that can be said in another language: made in English, told in any.

The cores speak English. What they say they make by `say`, which gives a string that remembers its
pattern and values; `told` says it anew by a catalogue of `gettext`, a value that whoever shows the
words hands in. So a comparison or a finding stays the same data whoever reads it, and the same
data and catalogue give the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache, partial
from gettext import NullTranslations
from operator import is_
from typing import Any, Final, Self, TypeVar

T = TypeVar("T")

ENGLISH: Final = NullTranslations()
"""The catalogue of the language that the patterns are in."""


class Said(str):
    """English words that know how to be said by another catalogue; in all else a string."""

    __slots__ = ("again",)

    again: Callable[[NullTranslations], str]

    def __new__(cls, again: Callable[[NullTranslations], str]) -> Self:
        """Take what says the words by a catalogue."""
        said = super().__new__(cls, again(ENGLISH))
        said.again = again
        return said

    def __deepcopy__(self, memo: object) -> Said:
        """Stay as it is, for it never changes."""
        return self

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Leave the process as the English words."""
        return str, (str(self),)


def say(pattern: str, **values: object) -> Said:
    """Say *pattern* with *values* in its braces, which may be things said themselves."""
    return Said(partial(_by, pattern, values))


def say_many(one: str, many: str, number: int, **values: object) -> Said:
    """Say *one* or *many* as *number* wants, which both may show as {number}."""
    return Said(
        lambda words: _filled(
            words.ngettext(one, many, number),
            {"number": digits(number, words), **values},
            words,
        )
    )


def sent(said: str) -> object:
    """Give *said* as another process takes it (`received`): what `say` said can be said there too.

    Of other things said, and of those within it, the English words arrive.
    """
    again = getattr(said, "again", None)
    return again if isinstance(again, partial) and again.func is _by else str(said)


def received(sent: object) -> str:
    """Give what another process `sent`."""
    return Said(sent) if callable(sent) else str(sent)


def join(between: str, parts: Iterable[str]) -> Said:
    """Put *parts* that may be things said one after the other."""
    kept = tuple(parts)
    return Said(lambda words: between.join(told(part, words) for part in kept))


def apply(change: Callable[[str], str], said: str) -> Said:
    """Do *change* to what was *said*, in whichever language."""
    return Said(lambda words: change(told(said, words)))


def capital(said: str) -> Said:
    """Begin what was *said* with a capital letter."""
    return apply(lambda plain: f"{plain[:1].upper()}{plain[1:]}", said)


def sentence_of(error: Exception) -> str:
    """Give what *error* says as it was said; `str` gives the English words alone."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Said) else str(error)


def digits(number: int, words: NullTranslations = ENGLISH) -> str:
    """Write *number* with what the language sets between thousands: "1,204", "1.204"."""
    return f"{number:,}".replace(",", words.pgettext("between thousands", ","))


def told(value: T, words: NullTranslations) -> T:
    """Give *value* with all that was said in it, in tuples and dataclasses too, by *words*."""
    return value if type(words) is NullTranslations else _again(value, words)


def _again(value: Any, words: NullTranslations) -> Any:  # noqa: ANN401 -- whatever it is, the same
    # A comparison has ten thousands of values, and a hundred that were said: what is asked first
    # is what most of them are.
    kind = type(value)
    if kind is str:
        return value
    if kind is tuple:
        return _each(value, words)
    if kind is Said:
        return value.again(words)
    return _part_by_part(value, _parts(kind), words)  # type: ignore[arg-type]  # a type is hashable


def _each(values: tuple[object, ...], words: NullTranslations) -> tuple[object, ...]:
    again = tuple([_again(each, words) for each in values])
    return values if all(map(is_, again, values)) else again


def _part_by_part(value: Any, names: tuple[str, ...], words: NullTranslations) -> object:  # noqa: ANN401 -- a dataclass, or what has no parts
    changed = {}
    for name in names:
        before = getattr(value, name)
        after = _again(before, words)
        if after is not before:
            changed[name] = after
    return replace(value, **changed) if changed else value


@cache
def _parts(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _by(pattern: str, values: dict[str, object], words: NullTranslations) -> str:
    return _filled(words.gettext(pattern), values, words)


def _filled(pattern: str, values: dict[str, object], words: NullTranslations) -> str:
    if not values:
        return pattern
    return pattern.format(**{name: told(value, words) for name, value in values.items()})
