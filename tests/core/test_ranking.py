import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.core import ranking, text
from sources.core.ranking import Level

CASES = Path(__file__).parent / "cases" / "ranking.md"
ARCHIVE = {
    "a": "Mayor Olsen spoke on Monday. Ferries carry 1,200 passengers a day. They leave at noon.",
    "b": "The bridge was opened on 3 May 1931. It closes when the wind is strong.",
    "c": "The crews meet in Oldport every week. The crews plan twelve strikes this year!",
    "d": "渡船在洪水之后首次返回老港。市民欢迎。",
}


def cases():
    rows = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows[2:]]


@pytest.mark.parametrize(("sentence", "key", "words", "missing"), cases())
def test_the_best_passage_is_the_one_the_cases_say(sentence, key, words, missing):
    found = ranking.support(sentence, ranking.index(ARCHIVE), top=1)

    said = [(s.key, ARCHIVE[s.key][s.start :][: len(words)], " ".join(s.missing)) for s in found]
    assert said == ([(key, words, missing)] if key else [])


def test_a_passage_with_all_the_words_side_by_side_scores_one():
    index = ranking.index(ARCHIVE)

    (best, *_) = ranking.support(
        "ferries carry passengers", ranking.index({"x": "Ferries carry passengers."})
    )
    assert best == ranking.Support(
        key="x",
        start=0,
        end=25,
        score=1.0,
        matched=("ferries", "carry", "passengers"),
        missing=(),
    )
    assert ranking.support("strong wind", index)[0].score == pytest.approx(1.0)


def test_what_the_next_sentence_has_counts_less_and_lengthens_the_passage():
    source = "The bridge fell down. Engineers wept. Nobody saw."
    index = ranking.index({"x": source})

    near = ranking.support("The bridge made engineers weep.", index)[0]
    own = ranking.support("The bridge fell.", index)[0]

    assert source[near.start : near.end] == "The bridge fell down. Engineers wept."
    assert near.matched == ("bridge", "engineers")
    assert near.score < own.score


def test_a_name_and_a_number_weigh_more_than_another_word_as_rare():
    index = ranking.index({"x": "He met Olsen.", "y": "He met friends.", "z": "He met 40."})

    scores = [
        next(
            s.score
            for s in ranking.support("Friends of Olsen in 40 places", index)
            if word in s.matched
        )
        for word in ("Friends", "Olsen", "40")
    ]

    assert scores == sorted(scores)
    assert len(set(scores)) == 3


def test_passages_do_not_overlap_and_stand_best_first():
    index = ranking.index({"x": "Red ships left. Red boats left. Red ships stayed."})

    found = ranking.support("Red ships left.", index)

    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    ranges = sorted((s.start, s.end) for s in found)
    assert all(a[1] <= b[0] for a, b in pairwise(ranges))


def test_no_more_passages_are_given_than_asked_for():
    index = ranking.index({f"s{n}": "Red ships left." for n in range(9)})

    assert [s.key for s in ranking.support("Red ships", index)] == ["s0", "s1", "s2", "s3", "s4"]
    assert [s.key for s in ranking.support("Red ships", index, top=2)] == ["s0", "s1"]


def test_a_text_without_full_stops_is_cut_into_passages():
    words = " ".join(f"w{n}" for n in range(200))

    found = ranking.support("w100", ranking.index({"x": words}))

    assert [words[s.start : s.end].split()[0] for s in found] == ["w80"]


def test_a_larger_archive_is_read_no_more_for_a_sentence():
    class Counted(tuple):
        __slots__ = ()
        read = Counter()

        def __getitem__(self, number):
            Counted.read[len(self)] += 1
            return tuple.__getitem__(self, number)

    for times in (100, 10_000):
        whole = ranking.index(
            {"x": "The red ship left. A blue boat came. Nobody saw it.\n" * times}
        )
        index = ranking.Index(
            passages=Counted(whole.passages), postings=whole.postings, names=whole.names
        )
        ranking.support("The red ship and the blue boat came and left", index)

    assert max(Counted.read[300], Counted.read[30_000]) < 1_000


@given(
    st.dictionaries(st.text("abc", min_size=1), st.text("ab. \nA1"), max_size=4), st.text("ab A1.")
)
def test_a_score_is_a_share_and_a_passage_a_stretch(texts, sentence):
    for found in ranking.support(sentence, ranking.index(texts)):
        passage = texts[found.key][found.start : found.end]

        assert 0 < found.score <= 1 + 1e-9
        assert passage == passage.strip() != ""
        assert all(word in sentence for word in found.matched + found.missing)


# Which sources of the seed bear out the n-th sentence of its n-th section, found by reading.
SUPPORTED = {
    (0, 0): {"003"},  # when, who and where
    (0, 1): {"003"},  # the first journey abroad of the fifth term
    (0, 3): {"002", "004"},  # the anniversary
    (1, 0): {"004"},  # what the visit was for
    (2, 1): {"004"},  # what they talked about
    (2, 2): {"004"},  # what was to be signed
    (2, 3): {"003", "004"},  # one of the two whom he met
    (3, 0): {"002"},  # the name of the partnership
    (4, 1): {"003"},  # what the West asked for
}
UNSUPPORTED = ((0, 2), (1, 1), (3, 1), (4, 0))


def best(seeds):
    """Give the best passage for each sentence of the seed article, by section and number."""
    files = {path.name[:3]: path.read_text(encoding="utf-8") for path in seeds.glob("*.txt")}
    article = files.pop("000").split("==See also==")[0]
    index = ranking.index(files)
    lead, *sections = re.split(r"^==[^=]+==$", article, flags=re.MULTILINE)
    prose = [lead.strip().rsplit("\n", 1)[-1], *sections]
    return {
        (number, place): ranking.support(section[start:end], index, top=1)[0]
        for number, section in enumerate(prose)
        for place, (start, end) in enumerate(text.sentences(section))
    }


def test_the_right_source_comes_first_for_each_sentence_that_a_source_supports(seeds):
    found = best(seeds)

    wrong = {at: found[at].key for at, right in SUPPORTED.items() if found[at].key not in right}

    assert wrong == {}


def test_no_passage_is_found_for_a_sentence_that_no_source_supports(seeds):
    found = best(seeds)

    levels = {at: found[at].level for at in (*SUPPORTED, *UNSUPPORTED)}

    assert {levels[at] for at in SUPPORTED} == {Level.STRONG, Level.PARTIAL}
    assert {levels[at] for at in UNSUPPORTED} == {Level.WEAK, Level.NONE}
    assert min(found[at].score for at in SUPPORTED) > 1.2 * max(
        found[at].score for at in UNSUPPORTED
    )
