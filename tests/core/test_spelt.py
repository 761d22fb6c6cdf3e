from sources.core import text


def test_a_run_of_words_is_told_from_another_with_the_same_characters():
    different = tuple(map(str, range(2**16 + 2)))
    spelt = text.Spelt(different)

    assert spelt.find(("0", "1")) == 0
    assert spelt.find(("65536", "65537")) == 2**16
    assert spelt.find(("0", "65537")) == -1
    assert spelt.places("65537", 9) == [2**16 + 1]
    assert spelt.count("65537") == 2


def test_the_words_that_have_a_stem_are_counted_and_placed():
    prepared = text.prepare("The ship met ships; no port saw them meeting.")

    assert prepared.count("meet") == 2
    assert prepared.places("ship", 9) == (1, 3)
    assert prepared.places("ship", 1) == (1,)
    assert prepared.places("boat", 9) == ()
    assert prepared.count("boat") == 0
