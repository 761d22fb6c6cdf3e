"""Saying things: in English, and again by another catalogue."""

import copy
import json
import pickle
from dataclasses import dataclass
from gettext import NullTranslations

import pytest

from encyclopedia.core import comparison, languages
from encyclopedia.core.document import Document
from encyclopedia.core.readers import plain
from encyclopedia.core.writers import changes, html
from sources.core import saying

GERMAN = {
    "{number} lamp": "{number} Lampe",
    "{number} lamps": "{number} Lampen",
    "{lamps} lit": "{lamps} brennen",
    "{day} {month} {year}": "{day}. {month} {year}",
    "{month} {year}": "{month} {year}",
    "March": "März",
    "about {date}": "um {date}",
    "between thousands\x04,": ".",
    "Key facts": "Eckdaten",
    "References": "Einzelnachweise",
    "{number} paragraph": "{number} Absatz",
    "{counted} changed": "{counted} geändert",
    "Changed paragraph": "Absatz geändert",
    "deleted": "gelöscht",
    "inserted": "eingefügt",
}


class Catalogue(NullTranslations):
    """A small German catalogue, which says all else in English."""

    def info(self):
        return {"language": "de"}

    def gettext(self, message):
        return GERMAN.get(message, message)

    def ngettext(self, one, many, number):
        return self.gettext(one if number == 1 else many)

    def pgettext(self, context, message):
        return GERMAN.get(f"{context}\x04{message}", message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    lines: tuple[str, ...]
    count: int = 0


def lamps(number):
    counted = saying.say_many("{number} lamp", "{number} lamps", number)
    return saying.say("{lamps} lit", lamps=counted)


def test_what_is_said_is_its_english_words():
    said = lamps(1204)

    assert said == "1,204 lamps lit"
    assert json.dumps(said) == '"1,204 lamps lit"'
    assert copy.deepcopy(said) is said
    assert type(pickle.loads(pickle.dumps(said))) is str  # noqa: S301 -- our own bytes


def sent(said):
    """Give *said* as it arrives in another process."""
    return saying.received(pickle.loads(pickle.dumps(saying.sent(said))))  # noqa: S301 -- our own bytes


def test_what_goes_to_another_process_can_be_said_again_there():
    said = saying.say("{day} {month} {year}", day=14, month="May", year=2024)

    assert sent(said) == "14 May 2024"
    assert saying.told(sent(said), Catalogue()) == "14. May 2024"


def test_of_what_stands_in_it_and_of_other_things_said_the_english_words_arrive():
    assert saying.told(sent(lamps(2)), Catalogue()) == "2 lamps brennen"
    assert saying.told(sent(saying.capital("a")), Catalogue()) == "A"
    assert sent("plain words") == "plain words"


def test_it_is_said_again_by_another_catalogue_with_all_that_stands_in_it():
    assert saying.told(lamps(1204), Catalogue()) == "1.204 Lampen brennen"
    assert saying.told(lamps(1), Catalogue()) == "1 Lampe brennen"


def test_tuples_and_dataclasses_are_told_part_by_part_and_all_else_stays():
    board = Board(lines=(lamps(1), "Skerry"), count=1)

    told = saying.told(board, Catalogue())

    assert told == Board(lines=("1 Lampe brennen", "Skerry"), count=1)
    assert saying.told(Board(lines=("Skerry",)), Catalogue()) == Board(lines=("Skerry",))
    assert saying.told(board, NullTranslations()) is board
    assert saying.told(Board, Catalogue()) is Board


def test_joined_capital_and_changed_words_keep_what_they_are_made_of():
    joined = saying.capital(saying.join("; ", (lamps(1), "and {braces}")))

    assert joined == "1 lamp lit; and {braces}"
    assert saying.told(joined, Catalogue()) == "1 Lampe brennen; and {braces}"
    assert saying.told(saying.apply(str.upper, lamps(2)), Catalogue()) == "2 LAMPEN BRENNEN"


def test_a_pattern_without_values_may_hold_braces():
    assert saying.say("{as it is}") == "{as it is}"


def test_dates_follow_the_language():
    words = Catalogue()

    written = [
        html.date_in_words(date, words)
        for date in ("1888-03-04", "1888-03", "1888", "1888~", "1888-03/1889", "-0044")
    ]

    assert written == [
        '<time datetime="1888-03-04">4. März 1888</time>',
        '<time datetime="1888-03">März 1888</time>',
        '<time datetime="1888">1888</time>',
        'um <time datetime="1888">1888</time>',
        '<time datetime="1888-03">März 1888</time> – <time datetime="1889">1889</time>',
        "-0044",
    ]


def test_a_comparison_is_told_in_another_language_and_stays_the_same_data():
    old = Document(id=languages_id(), title="A", lead="The harbour is old and wide.")
    new = Document(id=languages_id(), title="A", lead="The harbour is old and deep.")
    read = comparison.read(old, new)
    words = Catalogue()

    told = changes.write(saying.told(read, words), language=words)

    assert told.startswith("1 Absatz geändert.\n[-gelöscht-] {+eingefügt+}\n")
    assert "Absatz geändert\n" in told
    assert read.summary == "1 paragraph changed."


def languages_id():
    from uuid import UUID

    return UUID(int=7)


def test_direction_and_language_are_told_from_tags():
    assert [languages.direction(tag) for tag in ("ar-EG", "de", "pa-Arab", "pa")] == [
        "rtl",
        "ltr",
        "rtl",
        "ltr",
    ]
    assert [languages.primary(tag) for tag in ("de-AT", "en_GB", "")] == ["de", "en", ""]
    assert languages.of(NullTranslations()) == "en"
    assert languages.voice("de-CH", Catalogue()) == {}
    assert languages.voice("ar", Catalogue()) == {"lang": "de", "dir": "ltr"}


def test_an_error_says_its_sentence_again_and_one_of_python_all_of_its_words():
    ours = ValueError(lamps(2))
    pythons = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")

    assert saying.told(saying.sentence_of(ours), Catalogue()) == "2 Lampen brennen"
    assert saying.sentence_of(pythons) == str(pythons)
    assert saying.sentence_of(KeyError("lamp")) == "'lamp'"
    assert saying.sentence_of(ValueError()) == ""


class Marking(NullTranslations):
    """A catalogue that marks whatever it is asked for."""

    def gettext(self, message):
        return f"¡{message}"


def test_what_a_reader_finds_wrong_with_a_whole_text_is_said_again_with_its_place():
    with pytest.raises(plain.PlainError) as refused:
        plain.read(f"= Light =\n\n{'*1* ' * 9000}")

    told = saying.told(saying.sentence_of(refused.value), Marking())
    assert told.startswith("¡Line 1: ¡¡the article, lead: ¡This has 36,000 marks")
