import pytest

from sources.core.vocabulary import is_figure, is_judging, is_light, root


@pytest.mark.parametrize(
    "alike",
    [
        "partner partners partnership",
        "declare declared declaration statement",
        "elect elected election elections",
        "inaugurate inaugurated inauguration",
        "china chinese",
        "astrovia astrovian",
        "twelve 12 12th twelfth dozen",
        "1,200 1200",
        "visit visited trip travelled",
    ],
)
def test_words_that_say_the_same_have_one_root(alike):
    assert len({root(word) for word in alike.split()}) == 1


@pytest.mark.parametrize(
    "unlike",
    [
        "state statement station",
        "minister mine",
        "first fourth",
        "12 120 12.5",
        "port portrait",
        "nation native",
    ],
)
def test_words_that_merely_look_alike_have_not(unlike):
    words = unlike.split()

    assert len({root(word) for word in words}) == len(words)


def test_a_word_of_another_script_is_its_own_root():
    assert root("площадь") == "площадь"
    assert root("渡") == "渡"


def test_roots_tell_figures_light_words_and_judgements():
    words = ("May", "seven", "1931", "including", "shows", "underscored", "bridge")
    roots = [root(word.casefold()) for word in words]

    assert [is_figure(each) for each in roots] == [True, True, True, False, False, False, False]
    assert [is_light(each) for each in roots] == [False, False, False, True, True, False, False]
    assert [is_judging(each) for each in roots] == [False] * 5 + [True, False]
