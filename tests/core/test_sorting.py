"""Where lists have a source: bytes, which every database compares as Python does."""

from hypothesis import given
from hypothesis import strategies as st

from sources.core import sorting

WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
KEYS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)
SOURCES = st.lists(st.tuples(WORDS.filter(str.strip), KEYS), max_size=8)


@given(SOURCES)
def test_bytes_are_in_the_order_of_letter_sort_key_and_name(sources):
    def told_apart(source):
        title, key = source
        return sorting.heading(sorting.key(title)), sorting.key(title), key

    by_place = sorted(sources, key=lambda source: sorting.place(*source))

    assert [*map(told_apart, by_place)] == sorted(map(told_apart, sources))


@given(WORDS, KEYS)
def test_a_place_fits_an_index_of_either_database(title, key):
    assert len(sorting.place(title * 40, key)) <= 1400


def test_a_source_without_a_title_stands_by_its_key():
    assert sorting.place("", "almanac") == sorting.place("Almanac", "almanac")


def test_numbers_come_before_letters_and_letters_before_other_scripts():
    titles = ["北京", "Zebra", "10 lamps", "Éclair", "9 lamps"]

    in_order = sorted(titles, key=lambda title: sorting.place(title, "x"))

    assert in_order == ["9 lamps", "10 lamps", "Éclair", "Zebra", "北京"]
