from dataclasses import replace
from uuid import uuid4

import examples
import pytest

from encyclopedia.core import anniversaries
from encyclopedia.core.document import KeyEvent


def read(date, text="", language="en", title="Storm"):
    event = KeyEvent(id=uuid4(), date=date, title=title, text=text)
    document = replace(examples.lighthouse(), events=(event,), language=language)
    return [
        (found.year, found.month, found.day, found.title, found.words)
        for found in anniversaries.read(document)
    ]


@pytest.mark.parametrize(
    ("date", "language", "day"),
    [
        ("16 May 1901", "en", (1901, 5, 16)),
        ("May 16, 1901", "en", (1901, 5, 16)),
        ("29 February 2024", "en", (2024, 2, 29)),
        ("15 March 44 BCE", "en", (-43, 3, 15)),
        ("16. Mai 1901", "de", (1901, 5, 16)),
    ],
)
def test_an_event_of_one_exact_day_comes_round(date, language, day):
    assert [found[:3] for found in read(date, language=language)] == [day]


@pytest.mark.parametrize(
    "date",
    ["March 1901", "1901", "16–17 May 1901", "c. 16 May 1901", "1901-05-16?", "in spring", ""],
)
def test_a_day_that_is_not_exact_does_not(date):
    assert read(date) == []


def test_an_event_is_told_by_its_first_sentence_without_marks():
    text = 'The *lamp* broke. [@almanac, "broke"] Nobody [[Reef of Teeth|was hurt]].'

    assert read("16 May 1901", text) == [(1901, 5, 16, "Storm", "The lamp broke.")]


def test_a_long_sentence_is_cut_at_a_word():
    ((*_, words),) = read("16 May 1901", f"The lamp {'and again ' * 40}broke.")

    assert (len(words) <= anniversaries.LONGEST, words[-9:]) == (True, "nd again…")


def test_an_event_without_words_has_its_title_alone():
    assert read("16 May 1901") == [(1901, 5, 16, "Storm", "")]
