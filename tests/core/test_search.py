"""What a search looks for, finds and shows, without a database."""

from dataclasses import replace

import examples
import pytest
from hypothesis import given
from hypothesis import strategies as st

from encyclopedia.core import search
from encyclopedia.core.document import FieldType
from encyclopedia.core.search import Run, Term

BODY = "The keepers rowed out. A visitor came in May, and the visit to Łódź was long."


def shown(runs):
    return "".join(f"[{run.words}]" if run.found else run.words for run in runs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe"),
        ("Łódź", "lodz"),
        ("Sino–Russian", "sino-russian"),
        ("Straße", "STRASSE"),
        ("Ærø", "aero"),
        ("Ελλάς", "ελλας"),
        ("مُحَمَّد", "محمد"),
        ("1,000", "1000"),
        ("it’s", "it's"),
        ("中国", "中 国"),
    ],
)
def test_what_readers_take_for_one_word_is_one_word(one, other):
    assert search.tokens(one) == search.tokens(other) != ()


class TestQuery:
    def test_a_word_finds_longer_ones_and_its_singular(self):
        (term,) = search.read("visits").terms

        assert term == Term(words=("visits",), open=True)
        assert term.forms == (("visits",), ("visit",))

    def test_a_phrase_stands_exactly_so(self):
        assert search.read("“new era”").terms == (Term(words=("new", "era")),)

    def test_a_word_with_a_hyphen_is_one_piece(self):
        assert search.read("sino–russian").terms == (Term(words=("sino", "russian"), open=True),)

    @pytest.mark.parametrize("typed", ["reef -storm", "reef −storm"])
    def test_a_minus_leaves_out(self, typed):
        query = search.read(typed)

        assert query.terms == (Term(words=("reef",), open=True),)
        assert query.without == (Term(words=("storm",)),)

    def test_a_minus_before_a_phrase_leaves_the_phrase_out(self):
        assert search.read('reef -"white storm"').without == (Term(words=("white", "storm")),)

    def test_an_unclosed_quotation_mark_is_no_phrase(self):
        assert search.read('the "old reef').words == ("the", "old", "reef")

    def test_short_words_are_whole(self):
        assert search.read("of").terms == (Term(words=("of",)),)

    def test_what_is_typed_twice_is_looked_for_once(self):
        assert search.read("reef reef").words == ("reef",)

    @given(st.text())
    def test_anything_can_be_typed(self, typed):
        query = search.read(typed)

        assert len(query.terms) <= 16
        assert all(word.strip() for term in query.terms for word in term.words)


class TestSnippet:
    def test_it_marks_what_was_looked_for(self):
        assert shown(search.snippet(BODY, search.read("visits lodz"))) == (
            "The keepers rowed out. A [visitor] came in May, and the [visit] to [Łódź] was long."
        )

    def test_it_shows_the_place_with_most_of_the_words(self):
        body = "A reef. " + "Nothing here. " * 40 + "The reef met a storm. " + "Nothing. " * 40

        runs = search.snippet(body, search.read("storm reef"), width=60)

        assert shown(runs) == "… here. The [reef] met a [storm]. Nothing. Nothing. Nothing. …"

    def test_without_a_place_it_shows_how_the_article_begins(self):
        assert shown(search.snippet(BODY, search.read("whale"), width=20)) == "The keepers rowed …"

    def test_a_phrase_is_marked_as_a_whole(self):
        assert shown(search.mark("A new era, new eras", search.read('"new era"'))) == (
            "A [new era], new eras"
        )

    def test_numbers_are_found_as_they_are_written(self):
        assert shown(search.mark("It has 1,000 steps", search.read("1000"))) == (
            "It has [1,000] steps"
        )

    @given(st.text(), st.text(), st.integers(20, 300))
    def test_it_never_changes_the_words(self, body, typed, width):
        runs = search.snippet(body, search.read(typed), width=width)

        kept = [run.words for run in runs if run not in (Run("… "), Run(" …"))]
        assert "".join(kept) in body


class TestSpelling:
    VOCABULARY = frozenset({"vladimir", "lighthouse", "reef", "putin"})

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("vladmir", "vladimir"),
            ("valdimir", "vladimir"),
            ("lihgthuose", "lighthouse"),
            ("putim", "putin"),
            ("ref", "ref"),  # too short to tell an error
            ("whale", "whale"),
            ("reef", "reef"),
        ],
    )
    def test_a_word_is_what_it_was_meant_as(self, typed, meant):
        assert search.correct(typed, self.VOCABULARY) == meant


class TestEntry:
    def test_it_has_the_words_without_marks(self):
        entry = search.entry(examples.lighthouse())

        assert entry.title == "Skerry Lighthouse"
        assert entry.body.startswith("The lighthouse was lit in 1887.")
        assert "[@" not in entry.body
        assert "March 1901 Storm" in entry.body
        assert entry.infobox == "Lit: 1 May 1887\nHeight: 31 m"

    def test_see_also_is_about_other_articles(self):
        assert "The danger" not in search.entry(examples.lighthouse()).body

    def test_the_first_date_of_the_infobox_says_when_it_was(self):
        document = examples.lighthouse()
        entry = search.entry(document)

        assert (entry.begins, entry.ends) == (1887, 1887)

    @pytest.mark.parametrize(
        ("text", "years"), [("44 BC", (-43, -43)), ("1901–1905", (1901, 1905)), ("soon", None)]
    )
    def test_years_are_those_of_the_date(self, text, years):
        document = examples.lighthouse()
        field = replace(document.infobox[0], text=text, type=FieldType.RANGE)
        entry = search.entry(replace(document, infobox=(field,)))

        assert (entry.begins, entry.ends) == (years or (None, None))
