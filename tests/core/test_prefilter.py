from collections import Counter

from sources.core.prefilter import likeliest, sketch

TEXTS = {
    "bridge": "The bridge at Halden was opened in 1931.",
    "ferry": "The ferry at Halden made its last run.",
    "wren": "The wren lays four eggs in reed beds.",
}


def sketches():
    return {key: sketch(text) for key, text in TEXTS.items()}


def test_the_text_with_most_of_the_rare_words_stands_first():
    assert likeliest("Halden opened a bridge.", sketches(), 9) == ("bridge", "ferry")
    assert likeliest("Halden opened a bridge.", sketches(), 1) == ("bridge",)


def test_words_that_say_the_same_count_and_numbers_weigh_more():
    assert likeliest("It inaugurated 4 new ferries.", sketches(), 9) == ("wren", "ferry")


def test_a_text_with_none_of_the_words_is_not_given():
    assert likeliest("Quantum flux.", sketches(), 9) == ()
    assert likeliest("It was as they say.", sketches(), 9) == ()
    assert likeliest("Halden", {}, 9) == ()


def test_of_equals_the_first_by_key_comes_first():
    same = dict.fromkeys("cab", sketch("Red ships left."))

    assert likeliest("Red ships", same, 2) == ("a", "b")


def test_twice_the_texts_are_looked_into_twice_as_often():
    looks = Counter()

    class Counted:
        def has(self, hashed):
            looks[len(many)] += 1
            return hashed % 2 == 0

    for count in (100, 200):
        many = {str(n): Counted() for n in range(count)}
        likeliest("Halden opened a bridge of steel in 1931.", many, 9)

    assert looks[200] == 2 * looks[100]
