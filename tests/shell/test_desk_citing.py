"""Sentences cited at the desk from the archived texts of sources."""

import html
import re
from dataclasses import replace

import examples
import pytest
from evidenced import cite, edits_of, page_of, rewrite, section, sentence, statuses

from encyclopedia import store
from encyclopedia.core.document import FieldType, InfoboxField
from encyclopedia.desk import shelf
from sources import store as source_store

pytestmark = pytest.mark.django_db


class TestCiting:
    def test_a_citation_is_put_after_the_sentence_and_pinned(self, desk, article):
        before = statuses(desk, article)

        answer = cite(desk, article, "Wrecks became rare", "Wrecks on the reef became rare")
        page = desk.get(answer.url).content.decode()

        assert section(article, "outcomes") == (
            'Wrecks became rare. [@almanac] [@almanac, "Wrecks on the reef became rare"]'
        )
        assert edits_of(article) == 2
        assert store.head(article).summary == "Cite @almanac"
        assert statuses(desk, article).count("pinned") == before.count("pinned") + 1
        assert "was cited in revision" in page

    def test_a_locator_stands_before_the_words(self, desk, article):
        cite(desk, article, "Wrecks became rare", "became rare", locator="p. 3; note")

        assert section(article, "outcomes").endswith('[@almanac, p. 3\\; note, "became rare"]')

    def test_passages_are_ranked_with_what_is_missing(self, desk, article):
        asked = sentence(desk, article, "Wrecks became rare")

        page = desk.get(page_of(article, "cite"), asked).content.decode()

        assert "<mark>Wrecks on the reef became rare, the board wrote.</mark>" in page
        assert "bears on most of the sentence" in page
        assert "Cite this passage" in page

    def test_no_passage_is_no_verdict(self, desk, article):
        rewrite(article, lead="Zebras graze beneath quiet volcanoes.")
        asked = sentence(desk, article, "Zebras")

        page = desk.get(page_of(article, "cite"), asked).content.decode()

        assert "No passage found." in page
        assert "false" not in page.partition('id="content"')[2].lower()

    def test_what_merely_comes_near_is_no_passage_found(self, desk, article):
        rewrite(article, lead="Fog hid the wrecks on the reef from weary widows.")
        asked = sentence(desk, article, "Fog")

        page = desk.get(page_of(article, "cite"), asked).content.decode()

        assert "<p>No passage found. These come nearest:</p>" in page
        assert "weak: has some of its words" in page

    def test_texts_once_sketched_are_not_read_again_but_for_the_likeliest(
        self, desk, article, django_assert_num_queries
    ):
        texts = {f"zoo-{n:02}": f"Zebras number {n} graze." for n in range(40)}
        for key, text in texts.items():
            examples.archive(examples.almanac(key=key, title=key), text)
        document = store.current(article)
        with django_assert_num_queries(3):  # the article's texts, who has which copy, its text
            shelf.archive(document, everything=True)

        with django_assert_num_queries(2):
            archive = shelf.archive(document, everything=True)
        with django_assert_num_queries(1):
            found = archive.texts("Zebras number 17 graze.")

        assert len(found) == shelf.MOST_SEARCHED + 1
        assert next(iter(found)) == "zoo-17"

    def test_all_archived_sources_are_searched_on_request(self, desk, article):
        examples.archive(examples.almanac(key="zoo", title="Zoo"), "Zebras graze near volcanoes.")
        rewrite(article, lead="Zebras graze beneath quiet volcanoes.")
        asked = sentence(desk, article, "Zebras")

        own = desk.get(page_of(article, "cite"), asked).content.decode()
        every = desk.get(page_of(article, "cite"), {**asked, "all": "1"}).content.decode()

        assert "<mark>Zebras graze near" not in own
        assert "<mark>Zebras graze near volcanoes.</mark>" in every

    def test_a_source_new_to_the_article_is_taken_up(self, desk, article):
        examples.archive(examples.almanac(key="zoo", title="Zoo"), "Zebras graze near volcanoes.")

        cite(desk, article, "Wrecks became rare", "Zebras graze", source="zoo")

        assert [record.key for record in store.current(article).sources] == ["almanac", "zoo"]

    def test_words_that_do_not_stand_there_come_back(self, desk, article):
        answer = cite(desk, article, "Wrecks became rare", "Purple whales sang", locator="p. 9")
        page = answer.content.decode()

        assert answer.status_code == 200
        assert "These words do not stand in “The Almanac”" in page
        assert ">Purple whales sang</textarea>" in page
        assert 'value="p. 9"' in page
        assert edits_of(article) == 1

    def test_altered_words_come_back_with_the_nearest_passage(self, desk, article):
        answer = cite(desk, article, "Wrecks became rare", "Wrecks on the reef became frequent")
        page = answer.content.decode()

        assert "Wrecks on the reef became rare" in page
        assert re.search(r"<del>.*?rare.*?</del>", page, re.DOTALL)
        assert re.search(r"<ins>.*?frequent.*?</ins>", page, re.DOTALL)
        assert "Cite the passage as it stands" in page
        assert edits_of(article) == 1

    def test_words_are_quoted_as_the_source_has_them(self, desk, article):
        cite(desk, article, "Wrecks became rare", "WRECKS  on the\r\nreef became rare")

        assert section(article, "outcomes").endswith('"Wrecks on the reef became rare"]')

    def test_words_that_stand_twice_are_lengthened(self, desk, article):
        answer = cite(desk, article, "Wrecks became rare", "lamp of the skerry")
        page = html.unescape(desk.get(answer.url).content.decode())

        assert section(article, "outcomes") == (
            'Wrecks became rare. [@almanac] [@almanac, "lamp of the skerry was"]'
        )
        assert "lengthened to “lamp of the skerry was”" in page

    @pytest.mark.parametrize(
        "quote", ['said "no" [sic] to it', 'back\\slash \\] \\"', "semi; colon ] here", "a | b"]
    )
    def test_whatever_a_quote_holds_is_pinned(self, desk, article, quote):
        examples.archive(examples.almanac(key="odd", title="Odd"), f"The keeper {quote} at dawn.")

        cite(desk, article, "Wrecks became rare", f"keeper {quote} at", source="odd")

        assert store.current(article).sections[2].text.startswith("Wrecks became rare. [@almanac]")
        assert statuses(desk, article)[-1] == "pinned"

    def test_a_cell_of_a_table_is_cited_in_its_cell(self, desk, article):
        examples.archive(examples.almanac(key="odd", title="Odd"), "The keeper wrote a | b once.")
        rewrite(article, lead="| Who | What |\n|---|---|\n| Keeper | The keeper wrote twice. |")

        cite(desk, article, "wrote twice", "wrote a | b", source="odd")

        assert '| The keeper wrote twice. [@odd, "wrote a \\| b"] |' in store.current(article).lead

    def test_an_infobox_row_is_cited_too(self, desk, article):
        row = InfoboxField(
            id=examples.part("board"), label="Board", text="Harbour Board", type=FieldType.TEXT
        )
        rewrite(article, infobox=(*store.current(article).infobox, row))

        cite(desk, article, "Harbour Board", "the board wrote")

        assert store.current(article).infobox[-1].text == (
            'Harbour Board [@almanac, "the board wrote"]'
        )

    def test_a_source_that_is_not_archived_is_cited_unchecked(self, desk, article):
        source_store.save(examples.almanac(key="lost", title="Lost"), editor=None, summary="")

        answer = cite(desk, article, "Wrecks became rare", "as they say", source="lost")

        assert section(article, "outcomes").endswith('[@lost, "as they say"]')
        assert "cannot be checked" in desk.get(answer.url).content.decode()

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"source": ""}, "Choose a source first"),
            ({"source": "nobody"}, "Choose a source first"),
            ({"words": " "}, "Paste the words"),
            ({"words": "x" * 6_000}, "5000"),
            ({"words": "a\0b"}, "ull"),
        ],
    )
    def test_what_is_missing_is_said(self, desk, article, typed, said):
        asked = sentence(desk, article, "Wrecks became rare")
        data = {**asked, "source": "almanac", "words": "became rare", "base": 0, **typed}

        answer = desk.post(page_of(article, "cite"), {**data, "base": store.head(article).pk})

        assert said in answer.content.decode()
        assert edits_of(article) == 1

    @pytest.mark.parametrize(
        "changes",
        [
            {"part": "hatnote"},
            {"id": "x"},
            {"id": ""},
            {"start": "-1"},
            {"end": "9" * 40},
            {"end": "3"},
            {"base": "77777"},
            {"replace": "2"},
            {"part": ""},
        ],
    )
    def test_a_sentence_that_is_not_there_is_chosen_anew(self, desk, article, changes):
        asked = sentence(desk, article, "Wrecks became rare")
        data = {**asked, "source": "almanac", "words": "became rare", **changes}

        answers = [
            desk.get(page_of(article, "cite"), data),
            desk.post(page_of(article, "cite"), data),
        ]

        assert [answer.status_code for answer in answers] == [302, 302]
        assert edits_of(article) == 1

    def test_words_that_somebody_saved_meanwhile_are_kept(self, desk, article):
        asked, base = sentence(desk, article, "Wrecks became rare"), store.head(article).pk
        rewrite(article, lead="Theirs.")

        desk.post(
            page_of(article, "cite"),
            {**asked, "source": "almanac", "words": "became rare", "base": base},
        )

        assert store.current(article).lead == "Theirs."
        assert '"became rare"' in section(article, "outcomes")

    def test_words_that_collide_are_not_overwritten(self, desk, article):
        asked, base = sentence(desk, article, "Wrecks became rare"), store.head(article).pk
        sections = store.current(article).sections
        theirs = replace(sections[2], text="Wrecks became rare. [@almanac, p. 7]")
        rewrite(article, sections=(*sections[:2], theirs))

        answer = desk.post(
            page_of(article, "cite"),
            {**asked, "source": "almanac", "words": "became rare", "base": base},
        )

        assert section(article, "outcomes").startswith("Wrecks became rare. [@almanac, p. 7]")
        assert answer.status_code in {200, 302}

    def test_another_source_opens_and_nothing_typed_is_lost(self, desk, article):
        asked = sentence(desk, article, "Wrecks became rare")
        data = {**asked, "source": "almanac", "words": "half typed", "locator": "p. 4"}

        page = desk.post(page_of(article, "cite"), {**data, "_open": "1"}).content.decode()

        assert "A keeper said: the lamp of the skerry never failed.</textarea>" in page
        assert ">half typed</textarea>" in page
        assert 'value="p. 4"' in page
        assert edits_of(article) == 1
