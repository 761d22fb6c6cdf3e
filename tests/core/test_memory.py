"""What is kept of earlier work: the same answers for less, and never more than it may weigh."""

import gc
import weakref
from dataclasses import dataclass

import pytest
from work import forget

from encyclopedia.core import citations, reading, remembering
from encyclopedia.core.evidence import Shelf
from encyclopedia.core.reading import Place
from encyclopedia.core.remembering import ALL, Memory, along, by_words
from sources.core.record import SourceRecord


class TestAMemory:
    def test_it_makes_once_what_is_asked_for_twice(self):
        made = []
        memory = Memory(100)

        found = [memory.recall("a", 10, lambda: made.append(1) or "A") for _ in range(2)]

        assert (found, made) == (["A", "A"], [1])

    def test_what_was_asked_for_longest_ago_makes_room(self):
        memory = Memory(20)
        for key in ("a", "b", "a", "c"):
            memory.recall(key, 10, key.upper)
        made = []

        for key in ("a", "c", "b"):
            memory.recall(key, 10, lambda key=key: made.append(key))

        assert made == ["b"]

    def test_what_is_heavier_than_all_that_it_keeps_takes_nobodys_place(self):
        memory = Memory(20)
        memory.recall("small", 10, str)
        made = []

        for key in ("huge", "small", "huge"):
            memory.recall(key, 21, lambda key=key: made.append(key))

        assert made == ["huge", "huge"]

    def test_it_forgets(self):
        made = []
        memory = Memory(20)
        memory.recall("a", 10, str)
        memory.forget()

        memory.recall("a", 10, lambda: made.append("a"))

        assert made == ["a"]


class TestTheMemoryOfAProcess:
    @pytest.fixture(autouse=True)
    def _all_again(self):
        yield
        remembering.allow(ALL)

    def test_each_memory_keeps_its_share_of_what_the_process_is_given(self):
        memory = Memory(20)
        for key in ("a", "b"):
            memory.recall(key, 10, str)
        made = []

        remembering.allow(ALL // 2)
        for key in ("c", "b", "c"):
            memory.recall(key, 10, lambda key=key: made.append(key))

        assert made == ["c", "b", "c"]

    def test_it_may_be_given_none(self):
        remembering.allow(0)
        words = "No other test reads these words. [@a]"  # what is kept already goes with the next
        first, again = (reading.parsed(Place("lead"), words) for _ in range(2))

        assert (first, first is again) == (again, False)


@dataclass(frozen=True)
class Word:
    letters: str


class TestWhatIsKeptAlong:
    def test_it_is_made_once_for_each_value_and_for_all_else_that_it_is_made_of(self):
        made = []

        @along
        def spelt(word, apart="", *, twice=False):
            made.append((word.letters, apart, twice))
            return apart.join(word.letters) * (1 + twice)

        reef = Word("reef")
        found = [spelt(reef), spelt(reef), spelt(reef, "-"), spelt(reef, "-"), spelt(Word("reef"))]
        found += [spelt(reef, twice=True), spelt(reef, twice=True)]

        assert found == ["reef", "reef", "r-e-e-f", "r-e-e-f", "reef", "reefreef", "reefreef"]
        assert [each[1:] for each in made] == [("", False), ("-", False), ("", False), ("", True)]

    def test_it_goes_with_the_value(self):
        @along
        def backwards(word):
            return Word(word.letters[::-1])

        reef = Word("reef")
        gone = weakref.ref(backwards(reef))

        del reef
        gc.collect()

        assert gone() is None

    def test_a_value_does_not_keep_all_that_was_ever_asked_of_it(self):
        @along
        def times(word, count):
            return Word(word.letters * count)

        reef = Word("reef")
        first = weakref.ref(times(reef, 0))
        for count in range(1, 1_001):
            times(reef, count)
        gc.collect()

        assert first() is None

    def test_values_are_equal_whatever_is_kept_along_with_them(self):
        @along
        def length(word):
            return len(word.letters)

        reef = Word("reef")
        length(reef)

        assert reef == Word("reef")


def test_what_is_told_of_words_is_kept_up_to_the_bytes_that_it_takes():
    made = []

    @by_words(most=1_000, each=100)
    def told(words):
        made.append(words)
        return words.upper()

    found = [told(words) for words in ("reef", "reef", "skerry", "lighthouse", "skerry", "reef")]

    assert found == ["REEF", "REEF", "SKERRY", "LIGHTHOUSE", "SKERRY", "REEF"]
    assert made == ["reef", "skerry", "lighthouse", "reef"]


class TestTextsOfAnArticle:
    def test_a_text_is_parsed_once_and_what_it_cites_is_found_once(self):
        forget()
        first, again = (reading.parsed(Place("lead"), "It is tall. [@a]") for _ in range(2))

        assert first is again
        assert citations.claims(first) is citations.claims(again)

    def test_the_same_words_at_two_places_share_their_tree(self):
        forget()
        lead, event = (reading.parsed(Place(part), "It is *tall*.") for part in ("lead", "event"))

        assert (lead.place.part, event.place.part) == ("lead", "event")
        assert lead.blocks is event.blocks

    def test_what_was_read_longest_ago_makes_room(self):
        forget()
        first = weakref.ref(reading.parsed(Place("lead"), "It is tall."))

        for number in range(20):
            reading.parsed(Place("lead"), f"{number} " + "reef " * 20_000)
        gc.collect()

        assert first() is None


def test_archived_texts_make_room_for_others():
    forget()
    texts = {f"a{number}": f"{number} " + "reef " * 100_000 for number in range(7)}
    shelf = Shelf([SourceRecord(key=key) for key in texts], texts)
    first = weakref.ref(shelf.prepared("a0"))

    for key in texts:
        shelf.prepared(key)
    gc.collect()

    assert first() is None
