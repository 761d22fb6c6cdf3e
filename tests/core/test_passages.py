import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sources.core import nearest, passages, text
from sources.core.passages import Change, Context, Kind, Passage, Pin, Verdict

CASES = Path(__file__).parent / "cases" / "passages.md"
SIGNS = {Kind.SAME: "{}", Kind.MISSING: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
WORDS = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=9), min_size=1, max_size=60)


def cases(table):
    chapter = CASES.read_text(encoding="utf-8").split("\n# ")[table]
    rows = [line for line in chapter.splitlines() if line[:1] == "|"]
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows[2:]]


@pytest.mark.parametrize(("quote", "source", "verdict", "words"), cases(0))
def test_a_quote_is_found_as_the_cases_say(quote, source, verdict, words):
    pin = passages.verify(quote, source)

    said = f"{pin.verdict}{', ambiguous' * pin.ambiguous}".removeprefix("absent")
    assert (said, source[pin.start : pin.end]) == (verdict, words)


@pytest.mark.parametrize(("quote", "source", "words", "changes"), cases(1))
def test_a_changed_quote_is_pinned_with_exactly_its_changes(quote, source, words, changes):
    pin = passages.verify(quote, source)

    said = [SIGNS[change.kind].format(change.text) for change in pin.changes]
    assert (pin.verdict, source[pin.start : pin.end]) == (Verdict.ALTERED, words)
    assert "".join(said).replace(" ", "") == changes.replace(" ", "")


def test_letters_written_apart_are_found_by_letters_written_as_one():
    source = unicodedata.normalize("NFD", "un café à Séoul 각")

    found = passages.find("CAFÉ À SÉOUL 각", source)

    assert found == Passage(start=3, end=len(source), verdict=Verdict.NORMALISED, ambiguous=False)


@pytest.mark.parametrize("quote", ["", "  ", "\u200b", "“”", " , "])
def test_an_empty_quote_is_found_nowhere(quote):
    assert passages.find(quote, "a b") is None
    assert passages.verify(quote, "a b") == Pin(verdict=Verdict.ABSENT)


def test_nothing_is_found_in_an_empty_text():
    assert passages.verify("the ferry was full", "") == Pin(verdict=Verdict.ABSENT)


def test_many_quotes_are_looked_up_in_one_text():
    found = passages.find_all(("b", "A", "B  c", "d"), passages.prepare("a b c"))

    assert [passage and passage.verdict for passage in found] == [
        "exact",
        "normalised",
        "normalised",
        None,
    ]


def test_words_that_an_ellipsis_leaves_out_are_sought_from_each_place_where_it_may_begin():
    source = f"the ferry {'and so on ' * 50}stayed; the ferry never left"

    pin = passages.verify("the ferry … left", source)

    assert (pin.verdict, source[pin.start : pin.end]) == (Verdict.ALTERED, "the ferry never left")


def test_an_exact_quote_is_told_from_a_look_alike_before_it():
    source = "the ‘old’ ferry, and the 'old' ferry"

    assert passages.verify("the 'old' ferry", source) == Pin(
        verdict=Verdict.EXACT, start=21, end=36, similarity=1.0
    )


def test_an_ellipsis_leaves_out_no_more_words_than_it_may():
    within = f"the ferry {'and so on ' * 33}left"
    beyond = f"the ferry {'and so on ' * 34}left"

    pins = [passages.verify("the ferry … left", source) for source in (within, beyond)]

    assert passages.FARTHEST == 100
    assert [
        source[pin.start : pin.end] for pin, source in zip(pins, (within, beyond), strict=True)
    ] == [
        within,
        "the ferry and",
    ]


@pytest.mark.parametrize(
    ("quote", "verdict", "similarity"),
    [
        ("aaaa bbbb cccc dddd", Verdict.ALTERED, 0.5),
        ("aaaa bbbb cccc ddddd", Verdict.ABSENT, 16 / 33),
    ],
)
def test_a_quote_is_altered_from_half_of_its_letters_on(quote, verdict, similarity):
    pin = passages.verify(quote, "one aaaa bbbb eeee ffff two")

    assert passages.NEAR == 0.5
    assert (pin.verdict, pin.similarity) == (verdict, similarity)
    assert (pin.start, pin.end) == ((4, 23) if verdict == Verdict.ALTERED else (0, 0))


def test_a_quote_of_one_or_two_words_is_there_or_absent():
    pins = [passages.verify(quote, "the old ferry") for quote in ("old ferries", "the ferries")]

    assert pins == [Pin(verdict=Verdict.ABSENT)] * 2


def test_of_equally_near_passages_the_first_is_pinned():
    source = "the ferry left the old port. the ferry left the old port."

    pin = passages.verify("the ferry left the new port", source)

    assert (pin.verdict, pin.start, pin.end) == (Verdict.ALTERED, 0, 27)


def test_one_word_in_common_is_not_near():
    assert passages.verify(
        "extraordinarily old red ships", "it was extraordinarily dull"
    ).verdict == (Verdict.ABSENT)


def test_a_passage_holds_whole_words():
    source = "the mayor’s first foreign trip of his term"

    pin = passages.verify("first foreign trip of the term", source)

    assert source[pin.start : pin.end] == "first foreign trip of his term"
    pin = passages.verify("s first long trip of his term", source)
    assert source[pin.start : pin.end] == "mayor’s first foreign trip of his term"


def test_a_passage_does_not_reach_into_the_next_line_or_sentence():
    source = "Yes. The old ferry left\nSo did we"

    pin = passages.verify("No the old ferry left today", source)

    assert source[pin.start : pin.end] == "The old ferry left"
    assert pin.changes[0] == Change(Kind.ADDED, "No")


def test_looking_for_an_altered_quote_reads_no_more_of_a_longer_text():
    class Read(tuple):
        __slots__ = ()
        words = 0

        def __getitem__(self, asked):
            found = tuple.__getitem__(self, asked)
            Read.words += len(found) if isinstance(asked, slice) else 1
            return found

    read = []
    for times in (2_000, 20_000):
        prepared = passages.prepare("the man of the house and the world saw rain\n" * times)
        prepared.__dict__["stems"] = Read(prepared.stems)
        Read.words = 0
        passages.verify("the rain of the world and a house on the man", prepared)
        read.append(Read.words)

    assert read[0] == read[1]
    assert nearest.MOST_ANCHORS == 400


def test_selectors_are_those_of_the_web_annotation_model():
    source = f"{'a' * 40} the old ferry {'b' * 40}"
    pin = passages.verify("the old ferry", source)

    assert passages.selectors(pin, source, "0a1b") == {
        "type": "SpecificResource",
        "source": "urn:sha256:0a1b",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": "the old ferry",
                "prefix": "a" * 31 + " ",
                "suffix": " " + "b" * 31,
            },
            {"type": "TextPositionSelector", "start": 41, "end": 54},
        ],
    }


def test_an_absent_quote_has_no_selectors():
    assert passages.selectors(Pin(verdict=Verdict.ABSENT), "a text", "0a") == {}


def test_the_context_of_a_passage_is_cut_between_words():
    source = "alpha beta gamma delta epsilon"
    passage = passages.find("gamma", source)

    assert passages.context(source, passage, 8) == Context(
        before=" beta ", words="gamma", after=" delta "
    )
    assert passages.context(source, passage, 6) == Context(
        before=" beta ", words="gamma", after=" delta"
    )
    assert passages.context(source, passage) == Context(
        before="alpha beta ", words="gamma", after=" delta epsilon"
    )


def test_a_script_without_spaces_keeps_its_context_whole():
    source = "渡船在洪水之后首次返回老港"
    passage = passages.find("首次", source)

    assert passages.context(source, passage, 2) == Context(
        before="之后", words="首次", after="返回"
    )


def test_an_excerpt_says_where_the_text_goes_on_and_only_there():
    source = "alpha beta gamma delta epsilon"
    first, middle = passages.find("alpha", source), passages.find("gamma", source)

    assert passages.excerpt(source, middle, 6) == Context(
        before="…beta ", words="gamma", after=" delta…"
    )
    assert passages.excerpt(source, first, 6) == Context(before="", words="alpha", after=" beta…")
    assert passages.excerpt(f"{source}\n", middle) == Context(
        before="alpha beta ", words="gamma", after=" delta epsilon"
    )


@given(st.text(min_size=1), st.data())
def test_a_stretch_of_whole_words_is_always_found_exactly(source, data):
    start = data.draw(st.integers(0, len(source) - 1))
    end = data.draw(st.integers(start + 1, len(source)))
    quote = source[start:end].strip()
    start = source.index(quote, start)
    assume(quote and not text.is_inside(source, start))
    assume(not text.is_inside(source, start + len(quote)))
    assume(any(text.words(quote).wordlike))

    found = passages.find(quote, source)

    assert (source[found.start : found.end], found.verdict) == (quote, "exact")
    assert found.start <= start


@given(WORDS, st.text(" \n\t\xa0", min_size=1))
def test_case_and_white_space_make_no_difference(words, space):
    pin = passages.verify(" ".join(words).upper(), space.join(words))

    assert (pin.start, pin.end) == (0, len(space.join(words)))


@given(WORDS, WORDS, st.sampled_from([" ", " … ", ". "]))
def test_the_changes_lead_from_the_source_to_the_quote(words, others, between):
    source, quote = " ".join(words), f"{' '.join(words[:30])}{between}{' '.join(others)}"

    pin = passages.verify(quote, source)

    if pin.verdict == Verdict.ALTERED:
        kept = [c.text for c in pin.changes if c.kind != Kind.MISSING]
        assert text.words(" ".join(kept)).folded == text.words(quote).folded
        assert source[pin.start : pin.end].split()[0] in source.split()
    assert 0 <= pin.similarity <= 1


@given(st.text(" ab", min_size=1), st.integers(0, 6), st.data())
def test_a_context_is_a_stretch_of_the_text(source, around, data):
    start = data.draw(st.integers(0, len(source) - 1))
    passage = Passage(start=start, end=start + 1, verdict=Verdict.EXACT, ambiguous=False)

    found = passages.context(source, passage, around)

    assert source[: passage.start].endswith(found.before)
    assert source[passage.end :].startswith(found.after)
    assert max(len(found.before), len(found.after)) <= around
