"""Collisions settled by an editor: each as was chosen, and nothing else."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from test_merge import documents

from encyclopedia.core import merge
from encyclopedia.core.document import Document, Section, SeeAlso
from encyclopedia.core.merge import Choice, Settlement


def article(text="One two three four.", **more):
    section = Section(id=UUID(int=1), heading="Purpose", anchor="purpose", text=text)
    return Document(id=UUID(int=0), title="Visit", **{"sections": (section,), **more})


BASE = article()
MINE = article("One mine three four.")
THEIRS = article("One theirs three FOUR.")


def settle(choice, words="", base=BASE, mine=MINE, theirs=THEIRS):
    found = merge.merge(base, mine, theirs).collisions
    settled = {each.fingerprint: Settlement(choice=choice, words=words) for each in found}
    return merge.merge(base, mine, theirs, settled)


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (Choice.MINE, "One mine three FOUR."),
        (Choice.THEIRS, "One theirs three FOUR."),
        (Choice.OWN, "One of mine and theirs three FOUR."),
    ],
)
def test_words_are_as_chosen_and_all_others_merge(choice, text):
    merged = settle(choice, words="of mine and theirs")

    assert merged.document.sections[0].text == text
    assert merged.collisions == ()


def test_a_collision_tells_the_words_around_it():
    (collision,) = merge.merge(BASE, MINE, THEIRS).collisions

    assert (collision.before, collision.base, collision.after) == ("One ", "two", " three four.")


def test_words_around_are_cut_at_words_and_paragraphs():
    long = "word " * 40
    sides = [article(f"Other.\n\n{long}{word} {long}\n\nMore.") for word in ("two", "a", "b")]

    (collision,) = merge.merge(*sides).collisions

    assert collision.before.startswith("…word word")
    assert collision.after.endswith("word…")
    assert len(collision.before) <= 91


def test_a_choice_that_is_not_offered_settles_nothing():
    merged = settle(Choice.GONE)

    assert merged.document.sections[0].text == "One mine three FOUR."
    assert len(merged.collisions) == 1


def test_a_choice_is_for_these_words_alone():
    (collision,) = merge.merge(BASE, MINE, THEIRS).collisions
    settled = {collision.fingerprint: Settlement(choice=Choice.THEIRS)}

    merged = merge.merge(BASE, article("One other three four."), THEIRS, settled)

    assert merged.document.sections[0].text == "One other three FOUR."
    assert len(merged.collisions) == 1


def test_the_same_words_colliding_twice_are_settled_apart():
    sides = [article(f"{word} stays, and here {word} stays.") for word in ("a", "b", "c")]
    first, second = merge.merge(*sides).collisions
    settled = {
        first.fingerprint: Settlement(choice=Choice.MINE),
        second.fingerprint: Settlement(choice=Choice.THEIRS),
    }

    merged = merge.merge(*sides, settled)

    assert merged.document.sections[0].text == "b stays, and here c stays."


def test_a_title_is_mine_or_theirs_as_a_whole():
    sides = {
        name: replace(BASE, title=title)
        for name, title in (("base", "Visit"), ("mine", "My visit"), ("theirs", "Their visit"))
    }

    assert settle(Choice.THEIRS, **sides).document.title == "Their visit"
    assert settle(Choice.MINE, **sides).document.title == "My visit"
    assert settle(Choice.OWN, words="Both", **sides).document.title == "My visit"


def test_a_part_that_one_removed_and_the_other_changed_stays_or_goes():
    removed = replace(BASE, sections=())

    for mine, theirs in ((removed, THEIRS), (MINE, removed)):
        kept = merge.merge(BASE, mine, theirs).document
        gone = settle(Choice.GONE, mine=mine, theirs=theirs)

        assert len(kept.sections) == 1
        assert (gone.document.sections, gone.collisions) == ((), ())


def test_an_order_is_mine_or_theirs():
    def listed(*names):
        links = (SeeAlso(id=UUID(int=ord(name)), title=name) for name in names)
        return article(see_also=tuple(links))

    sides = {"base": listed(*"abc"), "mine": listed(*"bac"), "theirs": listed(*"acb")}

    def names(merged):
        return "".join(link.title for link in merged.document.see_also)

    assert merge.merge(*sides.values()).collisions
    assert names(settle(Choice.MINE, **sides)) == "bac"
    assert names(settle(Choice.THEIRS, **sides)) == "acb"


@given(documents, documents, documents)
def test_whatever_collides_can_be_settled(base, mine, theirs):
    """What one choice brings up, such as a heading that is theirs now, is settled in turn."""
    settled = {}
    for _ in range(3):
        found = merge.merge(base, mine, theirs, settled).collisions
        settled |= {each.fingerprint: Settlement(choice=each.offers[-1]) for each in found}

    assert merge.merge(base, mine, theirs, settled).collisions == ()
