import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.core import text


def test_words_are_folded_and_know_where_they_stand():
    words = text.words("Wait… “the\u00ad 5 Cafe\u0301s” [a]re −5.")

    assert words == text.Words(
        folded=("wait", "the", "5", "cafés", "are", "-5", "."),
        starts=words.starts,
        ends=words.ends,
        wordlike=words.wordlike,
        gaps=(1,),
    )
    assert list(words.starts) == [0, 7, 12, 14, 23, 28, 30]
    assert list(words.ends) == [4, 11, 13, 20, 27, 30, 31]
    assert list(words.wordlike) == [2, 2, 2, 2, 2, 2, 0]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("it's l’accord", "it s l accord"),
        ("1,000 at 218.2%", "1,000 at 218.2 %"),
        ("long-term — new", "long term new"),
        ("a . . . b.... c", "a b c"),
        ("渡船 ที่นี่ X", "渡 船 ที่ นี่ x"),
        ("naïve ﬁ İ", "naïve fi i̇"),
        ("up_to", "up to"),
    ],
)
def test_typography_is_passed_over(written, folded):
    assert " ".join(text.words(written).folded) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("issues", "issue"),
        ("strategies", "strategy"),
        ("announced", "announce"),
        ("planned", "plan"),
        ("meeting", "met"),
        ("presses", "press"),
        ("signing", "signed"),
        ("carried", "carries"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert text.stem(one) == text.stem(other)


@pytest.mark.parametrize("word", ["need", "ring", "crisis", "status", "café", "g20", "red"])
def test_what_only_looks_like_an_ending_stays(word):
    assert text.stem(word) == word


@pytest.mark.parametrize(
    ("written", "sentences"),
    [
        ("One. Two! “Three?” Four", ["One.", "Two!", "“Three?”", "Four"]),
        (
            "Mr. Brand of the U.S. Navy. It was 3.5 m.",
            ["Mr. Brand of the U.S. Navy.", "It was 3.5 m."],
        ),
        ("a line\n\n  another line", ["a line", "another line"]),
        ("第一句。第二句。", ["第一句。", "第二句。"]),
        ("it is. small", ["it is. small"]),
        (" \n ", []),
    ],
)
def test_a_text_is_cut_into_sentences(written, sentences):
    found = [written[start:end] for start, end in text.sentences(written)]

    assert found == sentences


def test_words_are_found_among_the_words_of_a_text():
    prepared = text.prepare("to the old port, by the old port")

    assert prepared.find(("the", "old")) == 1
    assert prepared.find(("the", "old"), 2) == 6
    assert prepared.find(("the", "old"), 2, 7) == -1
    assert prepared.find(("the", "old"), 2, 8) == 6
    assert prepared.find(("th",)) == -1
    assert prepared.find(()) == -1


@given(st.text())
def test_words_stand_where_they_say(written):
    words = text.words(written)

    again = [text.words(written[a:b]).folded for a, b in zip(words.starts, words.ends, strict=True)]
    ranges = list(zip(words.starts, words.ends, strict=True))
    assert all(a < b for a, b in ranges)
    assert ranges == sorted(ranges)
    assert all(len(each) <= 1 for each in again)


@given(st.text())
def test_sentences_leave_out_white_space_alone(written):
    kept = "".join(written[start:end] for start, end in text.sentences(written))

    assert "".join(kept.split()) == "".join(written.split())
