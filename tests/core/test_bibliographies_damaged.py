"""Bibliographies that were damaged on their way: read or refused in a sentence, never a crash."""

import os
import random

import pytest

from sources.core.readers import READERS, Bibliography, BibliographyError
from sources.core.record import Name, SourceRecord
from sources.core.writers import WRITERS

TIMES = 2_000 if os.environ.get("HYPOTHESIS_PROFILE") == "full" else 200
ODD = (
    *("{", "}", '"', ",", "=", "@", "#", "\\", "%", "\n", "TY  - ", "ER  - ", "[", "]", ":", "\\u"),
    *("{" * 500, "9" * 400, "-0000-99-99", "\ufeff", "\u2028", "\xff", "and ", "$", "~", "null"),
)
SHELF = tuple(
    SourceRecord(
        key=f"k-{number}",
        type=type_,
        title=title,
        authors=(Name(family="van der Berg", given="Jan, Jr."), Name(literal="Council and Sons")),
        container="The Gazette",
        publisher="Harbour Press",
        issued="2031-05-14/2031-05-16",
        url="https://a.example/x?a=1&b=2",
        doi="10.1000/1",
        isbn="9783161484100",
        language="en",
    )
    for number, (type_, title) in enumerate(
        (("book", "A"), ("article-newspaper", "Été & {B}_$"), ("treaty", "C"))
    )
)


def damaged(text, dice):
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(text) + 1)
        end = min(len(text), at + dice.choice((0, 0, 1, 3, 40)))
        text = text[:at] + dice.choice(ODD) + text[end:]
    return text


@pytest.mark.parametrize("name", [name for name, _ in READERS])
def test_a_damaged_bibliography_is_read_or_refused_and_never_crashes(name):
    dice = random.Random(20310514)  # noqa: S311 -- the same damage every time
    whole, read = dict(WRITERS)[name](SHELF), dict(READERS)[name]

    for _ in range(TIMES):
        text = damaged(whole, dice)
        try:
            found = read(text)
        except BibliographyError as error:
            assert str(error).startswith("line ")  # noqa: PT017 -- either way is right
            continue
        assert isinstance(found, Bibliography)


@pytest.mark.parametrize("name", [name for name, _ in READERS])
def test_a_bibliography_that_ends_too_soon_keeps_what_was_whole(name):
    whole, read = dict(WRITERS)[name](SHELF), dict(READERS)[name]

    for end in range(0, len(whole), 7):
        try:
            found = read(whole[:end])
        except BibliographyError:
            continue
        records = [entry.record for entry in found.entries]
        assert len(records) + len(found.problems) <= len(SHELF)
        assert all(record.title or record.url or record.doi for record in records)
