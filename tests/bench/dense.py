"""A dense article for benchmarks: a name every few words, quotations, and hundreds of claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random

from article import long_article

from encyclopedia.core.document import Document

_SPELT = "ba ko lin mar dus ten vor sil pra gem hol ras tik wen ulm jo fa den kri zov"
_SYLLABLES = tuple(_SPELT.split(" "))
_TYING = ("the", "of", "and", "in", "to", "a", "was", "that", "for", "on", "by", "with", "from")
_MADE = 2_000
_SOURCES = 50


def article(seed: int, size: int, sections: int, shelf: int = 1) -> Document:
    """Make an article of *size* characters, a quarter of whose sentences cite a source.

    Of three in ten a phrase is quoted that stands nowhere, or nearly, in a source.
    """
    random = Random(f"dense {seed}")  # noqa: S311 -- repeatable text, no secret
    made = long_article(size=1_000, sections=sections, marks=0, seed=seed)
    texts = (_paragraphs(random, size // sections, n % shelf) for n in range(sections))
    filled = (replace(s, text=text) for s, text in zip(made.sections, texts, strict=True))
    return replace(made, sections=tuple(filled))


def captures(count: int, seed: int, size: int = 20_000) -> dict[str, str]:
    """Make the clean texts of *count* sources of about *size* characters each."""
    random = Random(f"dense captures {seed}")  # noqa: S311 -- repeatable text, no secret
    return {
        f"source-{n // _SOURCES}{n % _SOURCES:02}": " ".join(
            f"{each}." for each in _sentences(random, size)
        )
        for n in range(count)
    }


def _paragraphs(random: Random, size: int, hundred: int) -> str:
    said = [_cited(random, each, hundred) for each in _sentences(random, size)]
    return "\n\n".join(" ".join(said[n : n + 5]) for n in range(0, len(said), 5))


def _cited(random: Random, said: str, hundred: int) -> str:
    if random.random() < 0.3:
        said += f" “{_phrase(random)}”"
    if random.random() < 0.25:
        quote = f', "{_phrase(random)}"' if random.random() < 0.5 else ""
        said += f" [@source-{hundred}{random.randrange(_SOURCES):02}{quote}]"
    return f"{said}."


def _phrase(random: Random) -> str:
    return " ".join(_word(random) for _ in range(random.randint(4, 9)))


def _sentences(random: Random, size: int) -> Iterator[str]:
    length = 0
    while length < size:
        said = " ".join(_said(random) for _ in range(random.randint(8, 18)))
        length += len(said) + 2
        yield said[0].upper() + said[1:]


def _said(random: Random) -> str:
    """Say a word or, in three of ten places, a name, a number or a date."""
    kinds = (_word, _name, _full_name, _number, _date, _amount)
    return random.choices(kinds, (70, 20, 3, 3, 2, 2))[0](random)


def _word(random: Random) -> str:
    if random.random() < 0.4:
        return random.choice(_TYING)
    return _made(int(_MADE ** random.random()))


@cache
def _made(number: int) -> str:
    syllables = Random(number).choices(_SYLLABLES, k=2 + number % 3)  # noqa: S311 -- no secret
    return "".join(syllables)


def _name(random: Random) -> str:
    return _made(_MADE + random.randrange(500)).capitalize()


def _full_name(random: Random) -> str:
    return f"{_name(random)} {_name(random)}"


def _number(random: Random) -> str:
    return str(random.randint(3, 9_999))


def _date(random: Random) -> str:
    return f"{random.randint(1, 28)} {random.choice(('May', 'June'))} {random.randint(1900, 2020)}"


def _amount(random: Random) -> str:
    return random.choice(("12 percent", "seven", "$3 million", "40 km", "nearly 300"))
