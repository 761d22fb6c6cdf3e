"""Who wrote which words, over revisions."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import documents

from encyclopedia.core import authorship
from encyclopedia.core.authorship import Kind, Part, Past, UnknownSentenceError, lines, runs
from encyclopedia.core.authorship.cutting import cut, middle
from encyclopedia.core.authorship.texts import Texts

CASES = Path(__file__).parent / "cases" / "authorship.md"
SECTIONS = (UUID(int=1), UUID(int=2))

_text = st.text(st.sampled_from('ab .\n\n[@“”1é中"\u200d'), max_size=40)
_words = st.sampled_from(
    [
        "The lamp was sent by the town in a crate. ",
        "It still works. ",
        "Nobody knows when the keepers left the island. ",
        "Yes. ",
        "\n\n",
        "May ",
        "and ",
    ]
)
_prose = st.lists(_words, max_size=8).map("".join) | _text
_articles = st.lists(st.lists(_prose, min_size=1, max_size=3), min_size=1, max_size=6)


class Article:
    """An article whose revisions are taken in one after another, numbered from 1."""

    def __init__(self):
        self.parts = {}
        self.vanished = {}
        self.revision = 0

    def save(self, texts):
        self.revision += 1
        after = {
            id_: Texts(model="section", texts=("", text))
            for id_, text in zip((*SECTIONS, UUID(int=3)), texts, strict=False)
        }
        step = authorship.advance(self.parts, after, self.revision, self.recall)
        for key, authors in step.vanished.items():
            self.vanished.setdefault(key, authors)
        self.parts = {
            id_: Part(texts=after[id_], authors=authors) for id_, authors in step.authors.items()
        }

    def recall(self, keys):
        return {key: self.vanished[key] for key in keys if key in self.vanished}

    def written(self):
        return "\n----\n".join(map(_written, self.parts.values()))


def _written(part):
    text, at, shown = "".join(part.texts.texts), 0, []
    for revision, length in part.authors:
        shown.append(f"<{revision}>{text[at : at + length]}")
        at += length
    return "".join(shown)


def cases():
    for block in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        name = block.partition("\n")[0]
        fenced = re.findall(r"^````\n(.*?)^````$", block, re.MULTILINE | re.DOTALL)
        *versions, expected = (text.removesuffix("\n") for text in fenced)
        yield pytest.param(versions, expected, id=name)


@pytest.mark.parametrize(("versions", "expected"), tuple(cases()))
def test_words_are_whose_the_cases_say(versions, expected):
    article = Article()

    for version in versions:
        article.save([text.strip("\n") for text in f"\n{version}\n".split("\n----\n")])

    found, wanted = (
        [text.strip("\n") for text in f"\n{each}\n".split("\n----\n")]
        for each in (article.written(), expected)
    )
    assert [_telling(text) for text in found] == [_telling(text) for text in wanted]


def _telling(text):
    """Drop what tells of white space alone: who wrote the space between two words."""
    shown = []
    for number, words in re.findall(r"<(\d+)>([^<]*)", text):
        if (shown and not words.strip()) or (shown and shown[-1][0] == number):
            shown[-1][1] += words
        else:
            shown.append([number, words])
    return [(number, words.split()) for number, words in shown]


@given(_articles)
def test_every_character_has_an_author_who_had_saved_by_then(versions):
    article = Article()

    for texts in versions:
        article.save(texts)

        for part in article.parts.values():
            assert sum(length for _, length in part.authors) == len(part.texts.texts[1])
            assert all(1 <= revision <= article.revision for revision, _ in part.authors)


def test_a_short_sentence_that_moved_and_went_is_known_where_it_first_stood():
    article = Article()
    for texts in (["", "It still works."], ["It still works."], [""]):
        article.save(texts)

    article.save(["", "It still works."])

    assert {revision for _, revision in words(article)} == {1}


def test_a_short_sentence_is_the_one_that_first_stood_at_its_place():
    article = Article()
    for texts in (["It still works."], [""], ["", "It still works."]):
        article.save(texts)

    article.save(["It still works."])

    assert {revision for _, revision in words(article)} == {1}


@given(_articles.filter(lambda versions: not any(map(repeats, versions))), st.data())
def test_a_state_that_comes_back_whole_has_its_authors_again(versions, data):
    article = Article()
    states = []
    for texts in versions:
        article.save(texts)
        states.append(words(article))
    at = data.draw(st.integers(0, len(versions) - 1))

    article.save(versions[at])

    assert words(article) == states[at]


def repeats(texts):
    """Tell whether two sentences of *texts* are the same, so that either may be the older."""
    pieces = [cut(text) for text in texts]
    found = [each.words[s.start : s.stop] for each in pieces for s in each.sentences]
    return len(set(found)) < len(found)


def words(article):
    """Give each word of an article with who wrote it."""
    found = []
    for part in article.parts.values():
        text = part.texts.texts[1]
        pieces = cut(text)
        found += zip(pieces.words, runs.at(part.authors, pieces.starts), strict=True)
    return found


@given(_articles)
def test_saving_the_same_again_changes_no_author(versions):
    article = Article()
    for texts in versions:
        article.save(texts)
    before = {id_: part.authors for id_, part in article.parts.items()}

    article.save(versions[-1])

    assert {id_: part.authors for id_, part in article.parts.items()} == before


@given(_articles)
def test_the_order_in_which_parts_are_given_does_not_count(versions):
    one, other = Article(), Article()
    for texts in versions:
        one.save(texts)
        other.parts = dict(reversed(other.parts.items()))
        other.save(texts)

    assert {**one.parts} == {**other.parts}
    assert one.vanished == other.vanished


@given(st.lists(st.tuples(st.integers(1, 10**12), st.integers(1, 10**6))))
def test_runs_are_read_back_from_their_bytes(pairs):
    found = runs.joined(pairs)

    assert runs.unpack(runs.pack(found)) == found


@given(_text)
@example("。\n\n")
def test_a_text_is_cut_into_words_that_cover_it(text):
    found = cut(text)

    covered = [at for span in found.sentences for at in span]
    assert covered == list(range(len(found.words)))
    assert not found.words or sum(found.lengths) == len(text)
    for word, start in zip(found.words, found.starts, strict=True):
        assert text.startswith(word, start)


@given(_prose, _prose)
def test_what_two_texts_share_at_their_ends_is_shared(old, new):
    head, tail = middle(old, new)

    assert old[:head] == new[:head]
    assert old[len(old) - tail :] == new[len(new) - tail :]
    assert head + tail <= min(len(old), len(new))


@given(documents())
def test_the_lines_of_an_article_have_all_their_words_attributed(document):
    authors = {
        id_: ((7, size),) if (size := sum(map(len, texts.texts))) else ()
        for id_, texts in authorship.of_document(document).items()
    }

    said = authorship.attribute(authorship.written(document, authors))

    assert all(each.revision == 7 and each.words for each in said)
    assert all(stretch.revision == 7 for each in said for stretch in each.stretches)


def test_the_words_of_a_note_do_not_decide_whose_a_sentence_is():
    text = "It was lit.^[Some say that it was lit a year before.]"
    where = authorship.Written(
        part="section", id=SECTIONS[0], field="text", text=text, authors=((1, 11), (2, 42))
    )

    (said,) = authorship.attribute([where])

    assert (said.revision, said.text) == (1, "It was lit.")
    assert [(s.revision, s.note) for s in said.stretches] == [(1, False), (2, True)]


def test_a_source_is_of_the_revision_that_brought_its_mark():
    text = "It was lit. [@almanac] [@chart]"
    where = authorship.Written(
        part="section", id=SECTIONS[0], field="text", text=text, authors=((1, 23), (2, 8))
    )

    (said,) = authorship.attribute([where])

    assert said.sources == (("almanac", 1), ("chart", 2))


def life_of(sentence, *versions):
    """Tell the life of a sentence of the first section that has it, over versions of sections."""
    timelines = {
        id_: [
            (number, Texts(model="section", texts=("", texts[at])))
            for number, texts in enumerate(versions, start=1)
            if number == 1 or texts[at] != versions[number - 2][at]
        ]
        for at, id_ in enumerate(SECTIONS[: len(versions[0])])
    }

    def gone(revision):
        return {
            id_: dict(timeline).get(revision - 1) or timeline[0][1]
            for id_, timeline in timelines.items()
            if revision in dict(timeline) and revision > 1
        }

    at = next(n for n, text in enumerate(versions[-1]) if sentence in text)
    past = Past(part=lambda id_: timelines[id_], gone=gone)
    locator = lines.locator(SECTIONS[at], "text", sentence)
    return authorship.live(SECTIONS[at], "text", locator, past)


def told(life):
    return [(moment.revision, moment.kind) for moment in life.moments]


def test_a_sentence_tells_how_it_came_and_was_reworded():
    life = life_of(
        "The lamp was lit in June.",
        ["It is old. The lamp was lit in May."],
        ["It is old. The lamp was lit in June."],
        ["It is very old. The lamp was lit in June."],
    )

    assert told(life) == [(2, Kind.CHANGED), (1, Kind.INTRODUCED)]
    assert [(run.kind, run.text) for run in life.moments[0].runs if run.kind != "same"] == [
        ("deleted", "May"),
        ("inserted", "June"),
    ]


def test_a_sentence_tells_where_it_moved_from():
    life = life_of(
        "The lamp was sent by the town in a crate.",
        ["The lamp was sent by the town in a crate.", "Nothing."],
        ["Nobody knows more.", "Nothing. The lamp was sent by the town in a crate."],
    )

    assert told(life) == [(2, Kind.MOVED), (1, Kind.INTRODUCED)]
    assert life.moments[0].came_from.id == SECTIONS[0]


def test_a_sentence_tells_that_it_was_gone():
    life = life_of("It still works.", ["Old. It still works."], ["Old."], ["Old. It still works."])

    assert told(life) == [(3, Kind.RETURNED), (1, Kind.INTRODUCED)]
    assert life.moments[0].since == 2


def test_a_citation_that_came_and_one_that_went_are_told():
    life = life_of(
        "It was lit in May.",
        ["It was lit in May."],
        ["It was lit in May. [@almanac]"],
        ["It was lit in May. [@chart]"],
    )

    assert told(life) == [(3, Kind.CHANGED), (2, Kind.CHANGED), (1, Kind.INTRODUCED)]
    assert life.moments[0].lost == (("almanac", "", ""),)
    assert life.moments[0].gained == (("chart", "", ""),)
    assert life.moments[1].gained == (("almanac", "", ""),)


def test_a_citation_that_went_without_another_is_told():
    life = life_of(
        "The lamp of the tower was lit in May.",
        ["The lamp of the tower was lit in May. [@almanac]"],
        ["The lamp of the tower was lit in May."],
    )

    assert told(life) == [(2, Kind.CHANGED), (1, Kind.INTRODUCED)]


def test_a_sentence_that_never_was_has_no_life():
    past = Past(part=lambda _id: [], gone=lambda _revision: {})

    with pytest.raises(UnknownSentenceError):
        authorship.live(SECTIONS[0], "text", "nothing", past)
