import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encyclopedia.core import titles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Skerry Lighthouse", "skerry  lighthouse"),
        ("Skerry Lighthouse", " Skerry_Lighthouse\n"),
        ("Skerry–Holm ferry", "Skerry-Holm ferry"),
        ("Skerry\u2212Holm ferry", "Skerry\uff0dHolm ferry"),
        ("Bo’s reef", "Bo's reef"),
        ("Café", "Cafe\u0301"),
        ("Große Straße", "grosse strasse"),
        ("Маяк", "МАЯК"),
    ],
)
def test_titles_that_readers_take_for_the_same_have_one_key(one, other):
    assert titles.key(one) == titles.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Reef", "Reefs"), ("Ångström", "Angstrom"), ("A.B", "A B"), ("Visit (2023)", "Visit 2023")],
)
def test_titles_that_differ_to_readers_differ_in_their_keys(one, other):
    assert titles.key(one) != titles.key(other)


@given(st.text())
def test_a_key_is_its_own_key(title):
    folded = titles.key(title)

    assert titles.key(folded) == folded


def test_a_key_with_an_accent_on_a_folded_letter_is_its_own_key():
    assert titles.key("Ma\xdf\u0301") == titles.key("mass\u0301") == "mas\u015b"


def test_a_title_that_folding_makes_longer_than_a_table_keeps_is_cut_for_its_key():
    folded = titles.key("ﬃ" * titles.LONGEST)

    assert folded == "ffi" * 100
    assert titles.key(folded) == folded


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Skerry Lighthouse", "skerry-lighthouse"),
        ("2023 visit (the first)", "2023-visit-the-first"),
        ("Skerry–Holm  ferry", "skerry-holm-ferry"),
        ("St. Bo's", "st-bo-s"),
        ("snake_case", "snake-case"),
        ("-- A --", "a"),
        ("Маяк на рифе", "маяк-на-рифе"),
        ("灯台", "灯台"),
        ("İstanbul", "istanbul"),
        ("x\u0302 axis", "x-axis"),
        ("C++", "c"),
        ("?!", "u3f-u21"),
        ("", "untitled"),
        (" \t", "untitled"),
    ],
)
def test_a_title_stands_in_an_address_as_letters_digits_and_hyphens(title, expected):
    assert titles.slug(title) == expected


@given(st.text())
def test_no_slug_is_empty_too_long_or_holds_what_an_address_cannot(title):
    slug = titles.slug(title)

    assert re.fullmatch(r"[^\W_]+(?:-[^\W_]+)*", slug)
    assert len(slug) <= titles.LONGEST


def test_a_long_title_is_cut_without_a_hyphen_at_its_end():
    title = "a" * 254 + " b"

    assert titles.slug(title) == "a" * 254


def test_an_anchor_is_told_apart_from_those_taken():
    assert titles.anchor("Key events") == "key-events"
    assert titles.anchor("Key events", {"key-events"}) == "key-events_2"
    assert titles.anchor("Key events", {"key-events", "key-events_2"}) == "key-events_3"


@given(st.lists(st.sampled_from(("Later", "later", "Later 2", "?")), max_size=8))
def test_anchors_given_one_after_the_other_all_differ(headings):
    taken = []
    for heading in headings:
        taken.append(titles.anchor(heading, taken))

    assert len(set(taken)) == len(headings)


@pytest.mark.parametrize(
    ("title", "letter", "key"),
    [
        ("Élan", "E", "elan"),
        ("“Heroes”", "H", "heroes"),
        ("2024 visit", "0–9", "00002024 visit"),
        ("٣ قوارب", "0–9", "0000000٣ قوارب"),
        ("China–Russia", "C", "china russia"),
        ("Øresund", "Ø", "øresund"),
        ("ﬁn", "F", "fin"),
        ("Жук", "Ж", "жук"),
        ("أحمد", "ا", "احمد"),
        ("北京", "漢", "北京"),
        ("中華", "漢", "中華"),
        ("가나", "ᄀ", "가나"),
        ("がく", "か", "かく"),
        ("ß", "S", "ss"),
        ("!?", "&", "!?"),
    ],
)
def test_a_title_stands_under_a_letter_of_its_script(title, letter, key):
    assert (titles.letter(title), titles.sort_key(title)) == (letter, key)


@given(st.text(min_size=1).filter(str.strip))
def test_every_title_has_a_letter_and_a_place(title):
    letter, key = titles.letter(title), titles.sort_key(title)

    assert 1 <= len(letter) <= 3
    assert len(key) <= titles.LONGEST_KEY


def test_numbers_sort_by_what_they_count():
    moons = ["Moon 10", "Moon 9", "Moon 100", "Moon"]

    assert sorted(moons, key=titles.sort_key) == ["Moon", "Moon 9", "Moon 10", "Moon 100"]
