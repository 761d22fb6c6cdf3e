"""Evidence at the desk: findings declined, sentences cited, snapshots that never act."""

import html
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import examples
import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from encyclopedia import store
from encyclopedia.core.document import FieldType, InfoboxField
from encyclopedia.desk import shelf
from encyclopedia.models import Article, Edit
from sources import store as source_store
from sources.core.record import Access

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
ALMANAC = (
    "The lamp of the skerry was first lit in 1887, on the first of May.\n\n"
    "Wrecks on the reef became rare, the board wrote. The board wrote so twice.\n\n"
    "A keeper said: the lamp of the skerry never failed."
)
HOSTILE = (
    "</textarea></script><script>alert('lit')</script><img src=x onerror=alert(1)> "
    "The keeper climbed the tower at dusk."
)


@pytest.fixture
def article():
    examples.archive(examples.almanac(), ALMANAC)
    return store.create(examples.lighthouse(), reason=WHY).edit.article


@pytest.fixture
def desk(client, ada):
    client.force_login(ada)
    return client


def page_of(article, name):
    return reverse(f"admin:encyclopedia_article_{name}", args=[article.pk])


def edits_of(article):
    return Edit.objects.filter(article=article).count()


def rewrite(article, **changes):
    document = replace(store.current(article), **changes)
    return store.save(article, document, base=store.head(article).pk, reason=WHY)


def sentence(client, article, words):
    """Read the address of "find support" for the sentence that has *words*, as form data."""
    page = client.get(page_of(article, "evidence")).content.decode()
    claims = re.findall(r'<li class="\w+" id="sentence-.*?</li>', page, re.DOTALL)
    (claim,) = [each for each in claims if words in html.unescape(each)]
    return asked_by(re.search(r'href="([^"]+/cite/[^"]+)"', claim)[1])


def asked_by(url):
    fields = parse_qs(urlsplit(html.unescape(url)).query, keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


def cite(client, article, words, quote, **typed):
    asked = sentence(client, article, words)
    typed = {"source": "almanac", "base": store.head(article).pk, **typed}
    return client.post(page_of(article, "cite"), {**asked, "words": quote, **typed})


def section(article, anchor):
    return {s.anchor: s.text for s in store.current(article).sections}[anchor]


def statuses(client, article):
    page = client.get(page_of(article, "evidence")).content.decode()
    return re.findall(r'<li class="(\w+)" id="sentence-', page)


def finding(client, article, message):
    """Give the fingerprint of the finding whose message holds *message*, "" where there is none."""
    page = html.unescape(client.get(page_of(article, "evidence")).content.decode())
    declined = page.partition('id="declined"')[0]
    for found in re.findall(r'<li class="finding">.*?</li>', declined, re.DOTALL):
        if message in found:
            return re.search(r'name="fingerprint" value="(\w+)"', found)[1]
    return ""


def decline(client, article, fingerprint, why="The almanac says no more"):
    data = {"base": store.head(article).pk, "fingerprint": fingerprint, "why": why}
    return client.post(page_of(article, "evidence"), data)


class TestWhoMaySee:
    pages = ("evidence", "cite", "panel", "text", "support")

    def test_visitors_and_readers_are_asked_to_sign_in(self, client, article, rita):
        visitor = {client.get(page_of(article, name)).url for name in self.pages}
        client.force_login(rita)
        reader = {client.get(page_of(article, name)).url for name in self.pages}

        assert visitor == reader
        assert {urlsplit(url).path for url in visitor} == {"/admin/login/"}

    def test_an_author_declines_and_cites(self, client, article, django_user_model):
        from django.contrib.auth.models import Group

        author = django_user_model.objects.create_user("author", is_staff=True)
        author.groups.set([Group.objects.get(name="author")])
        Article.objects.update(begun_by=author)
        client.force_login(author)

        decline(client, article, finding(client, article, "Wrecks") or finding(client, article, ""))
        cite(client, article, "Wrecks became rare", "became rare")

        assert edits_of(article) == 3
        assert store.head(article).editor_name == "author"

    def test_who_may_only_view_changes_nothing(self, client, article, django_user_model):
        viewer = django_user_model.objects.create_user("viewer", is_staff=True)
        viewer.user_permissions.add(Permission.objects.get(codename="view_article"))
        client.force_login(viewer)
        page = client.get(page_of(article, "evidence"))

        answers = [
            client.post(page_of(article, "evidence"), {"fingerprint": "x", "why": "y", "base": 1}),
            client.post(page_of(article, "cite"), {"words": "became rare"}),
        ]

        assert page.status_code == 200
        assert "<form method" not in page.content.decode().partition('id="content"')[2]
        assert [answer.status_code for answer in answers] == [403, 403]
        assert edits_of(article) == 1

    def test_staff_without_rights_see_nothing(self, client, article, django_user_model):
        client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))

        assert {client.get(page_of(article, name)).status_code for name in self.pages} == {403}

    def test_a_form_needs_its_token(self, ada, article):
        from django.test import Client

        strict = Client(enforce_csrf_checks=True)
        strict.force_login(ada)

        assert strict.post(page_of(article, "evidence"), {}).status_code == 403
        assert strict.post(page_of(article, "cite"), {}).status_code == 403

    def test_an_article_that_is_not_there_is_not_found(self, desk):
        url = reverse("admin:encyclopedia_article_evidence", args=[examples.part("nowhere")])

        assert desk.get(url).status_code == 404

    def test_looking_writes_nothing(self, desk, article):
        asked = sentence(desk, article, "Wrecks became rare")

        for name in self.pages:
            desk.get(page_of(article, name), {**asked, "words": "became rare", "why": "Because"})
        desk.post(page_of(article, "support"), {"text": "Wrecks became rare."})

        assert edits_of(article) == 1


class TestThePage:
    def test_it_sums_up_and_shows_each_sentence(self, desk, article):
        page = desk.get(page_of(article, "evidence")).content.decode()

        assert "1 source, archived; 2 of" in page
        assert statuses(desk, article).count("pinned") == 1
        assert "<mark>first lit in 1887</mark>" in page

    def test_a_finding_leads_to_its_words_in_the_form(self, desk, article):
        page = html.unescape(desk.get(page_of(article, "evidence")).content.decode())

        outcomes = store.current(article).sections[2]
        change = reverse("admin:encyclopedia_article_change", args=[article.pk])
        text = "Wrecks became rare. [@almanac]"
        assert outcomes.text == text
        assert f"{change}#field=section:{outcomes.id}&from=0&to={len(text)}" in page

    def test_the_desk_reads_what_readers_may_not(self, desk, article):
        (almanac,) = store.current(article).sources
        source_store.save(replace(almanac, access=Access.STAFF), editor=None, summary="")
        store.adopt_sources(article, reason=WHY)

        page = desk.get(page_of(article, "evidence")).content.decode()

        assert "<mark>first lit in 1887</mark>" in page

    def test_it_costs_the_same_however_many_sentences(
        self, desk, article, django_assert_max_num_queries
    ):
        pages = ("evidence", "panel")
        with django_assert_max_num_queries(60) as few:
            for name in pages:
                desk.get(page_of(article, name))
        many = " ".join(f'It was lit {n} times. [@almanac, "first lit"]' for n in range(60))
        rewrite(article, lead=many)

        with django_assert_max_num_queries(len(few)):
            for name in pages:
                desk.get(page_of(article, name))

    def test_the_form_costs_nothing_more_for_its_panel(self, desk, article):
        change = reverse("admin:encyclopedia_article_change", args=[article.pk])

        page = desk.get(change).content.decode()

        assert f'data-panel="{page_of(article, "panel")}"' in page
        assert "Needs no citation" not in page
        assert f'href="{page_of(article, "evidence")}"' in page


class TestDeclining:
    def test_a_declined_finding_is_a_revision_that_says_why(self, desk, article):
        fingerprint = finding(desk, article, "") or ""

        answer = decline(desk, article, fingerprint, "It is common knowledge")
        page = desk.get(answer.url).content.decode()

        assert store.head(article).declined == {fingerprint: "It is common knowledge"}
        assert store.head(article).kinds == ["findings"]
        assert store.head(article).editor_name == "ada"
        assert "<q>It is common knowledge</q>" in page
        assert "was declined" in page

    def test_it_stays_declined_in_the_next_revision(self, desk, article):
        rewrite(article, lead="The tower is haunted.")
        fingerprint = finding(desk, article, "haunted")
        decline(desk, article, fingerprint)

        rewrite(article, short_description="A lighthouse on a rock")

        assert fingerprint
        assert finding(desk, article, "haunted") == ""
        assert store.head(article).declined == {fingerprint: "The almanac says no more"}

    def test_it_comes_back_when_the_words_change(self, desk, article):
        rewrite(article, lead="The tower is haunted.")
        fingerprint = finding(desk, article, "haunted")
        decline(desk, article, fingerprint)
        gone = finding(desk, article, "haunted")

        rewrite(article, lead="The tower is surely haunted.")

        assert fingerprint
        assert gone == ""
        assert finding(desk, article, "surely haunted") not in {"", fingerprint}

    def test_it_can_be_taken_back(self, desk, article):
        fingerprint = finding(desk, article, "")
        decline(desk, article, fingerprint)

        data = {"base": store.head(article).pk, "fingerprint": fingerprint, "_take_back": "1"}
        desk.post(page_of(article, "evidence"), data)

        assert store.head(article).declined == {}
        assert edits_of(article) == 3

    def test_a_reason_is_asked_for(self, desk, article):
        fingerprint = finding(desk, article, "")

        answer = decline(desk, article, fingerprint, "  ")

        assert answer.status_code == 200
        assert "Say why" in answer.content.decode()
        assert edits_of(article) == 1

    @pytest.mark.parametrize("base", ["", "0", "x", "9" * 30, "123456789"])
    def test_a_form_that_names_no_revision_saves_nothing(self, desk, article, base):
        data = {"fingerprint": finding(desk, article, ""), "why": "Because", "base": base}

        answer = desk.post(page_of(article, "evidence"), data)

        assert answer.status_code in {200, 302}
        assert edits_of(article) == 1

    def test_what_is_not_found_cannot_be_declined(self, desk, article):
        answer = decline(desk, article, "f" * 64)

        assert "not there any more" in desk.get(answer.url).content.decode()
        assert edits_of(article) == 1

    def test_words_that_somebody_saved_meanwhile_stay(self, desk, article):
        fingerprint, base = finding(desk, article, ""), store.head(article).pk
        rewrite(article, short_description="Theirs")

        desk.post(
            page_of(article, "evidence"),
            {"fingerprint": fingerprint, "why": "Because", "base": base},
        )

        assert store.current(article).short_description == "Theirs"
        assert store.head(article).declined == {fingerprint: "Because"}


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


class TestMending:
    @pytest.fixture
    def wrong(self, article):
        lead = 'It was lit in 1887. [@almanac, p. 2, "first dark in 1887"; @almanac]'
        rewrite(article, lead=lead)
        return article

    def mend_link(self, client, article):
        page = client.get(page_of(article, "evidence")).content.decode()
        return asked_by(re.search(r'href="([^"]*replace=[^"]*)"', page)[1])

    def test_a_wrong_quotation_is_shown_beside_the_nearest_passage(self, desk, wrong):
        rewrite(wrong, lead='It was lit in 1887. [@almanac, "the lamp of a skerry was first lit"]')
        asked = self.mend_link(desk, wrong)

        page = desk.get(page_of(wrong, "cite"), asked).content.decode()

        assert "Quote it as it stands" in page
        assert re.search(
            r"<blockquote[^>]*>The lamp of the skerry was first lit</blockquote>", page
        )

    def test_it_is_replaced_in_its_mark(self, desk, wrong):
        asked = self.mend_link(desk, wrong)

        desk.post(
            page_of(wrong, "cite"),
            {
                **asked,
                "words": "first lit in 1887",
                "locator": "p. 2",
                "base": store.head(wrong).pk,
            },
        )

        assert store.current(wrong).lead == (
            'It was lit in 1887. [@almanac, p. 2, "first lit in 1887"; @almanac]'
        )
        assert statuses(desk, wrong)[0] == "pinned"

    def test_words_of_another_source_lead_to_that_source(self, desk, wrong):
        examples.archive(examples.almanac(key="log", title="Log"), "The keeper slept until noon.")
        rewrite(
            wrong,
            lead='He slept. [@almanac, "keeper slept until noon"] It was lit. [@log, "The keeper"]',
        )

        asked = self.mend_link(desk, wrong)

        assert asked["source"] == "log"


class TestHostileSnapshots:
    @pytest.fixture
    def hostile(self, article):
        examples.archive(examples.almanac(key="evil", title="<b>Evil</b>"), HOSTILE)
        rewrite(article, lead='He climbed. [@evil, "The keeper climbed the tower at dusk"]')
        return article

    def tame(self, page):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>Evil" not in page

    def test_nothing_of_it_acts_on_any_page(self, desk, hostile):
        rewrite(hostile, lead='He climbed. [@evil, "A keeper climbed the tower at noon"]')
        asked = TestMending().mend_link(desk, hostile)
        pages = [
            desk.get(page_of(hostile, "evidence")),
            desk.get(page_of(hostile, "cite"), asked),
            desk.get(page_of(hostile, "panel")),
            desk.post(page_of(hostile, "support"), {"text": "The keeper climbed the tower"}),
            desk.get(reverse("source", args=["evil"])),
            desk.get(reverse("evidence", args=[hostile.slug])),
        ]

        for answer in pages:
            assert answer.status_code == 200
            self.tame(answer.content.decode())
        assert "&lt;script&gt;alert" in pages[1].content.decode()

    def test_its_text_is_sent_as_text(self, desk, hostile):
        answer = desk.get(page_of(hostile, "text"), {"source": "evil"})

        assert answer.content.decode() == HOSTILE
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer["X-Content-Type-Options"] == "nosniff"

    def test_what_it_says_may_be_quoted(self, desk, hostile):
        rewrite(hostile, lead="He climbed.")

        answer = cite(desk, hostile, "He climbed", "<script>alert('lit')</script>", source="evil")

        assert "[@evil, \"<script>alert('lit')</script>\"]" in store.current(hostile).lead
        self.tame(desk.get(answer.url).content.decode())


class TestThePanel:
    def test_it_has_findings_sentences_and_sources(self, desk, article):
        page = desk.get(page_of(article, "panel")).content.decode()

        outcomes = store.current(article).sections[2]
        assert f'data-field="section:{outcomes.id}"' in page
        assert '<option value="almanac">The Almanac (@almanac)</option>' in page
        assert "1 source, archived" in page

    def test_support_is_found_for_words_that_are_not_saved(self, desk, article):
        asked = {"text": "A tower.[@almanac] The *lamp* never failed. [@almanac] Fog.", "at": "25"}

        page = desk.post(page_of(article, "support"), asked).content.decode()

        assert "“<bdi>The lamp never failed.</bdi>”" in page
        assert "the lamp of the skerry never failed." in page

    @pytest.mark.parametrize("at", ["", "x", "-1", "9" * 30, "999"])
    def test_a_caret_that_is_nowhere_asks_for_some_sentence(self, desk, article, at):
        asked = {"text": "The lamp failed.", "at": at}

        answer = desk.post(page_of(article, "support"), asked)

        assert "“<bdi>The lamp failed.</bdi>”" in answer.content.decode()

    def test_an_unknown_source_is_not_found(self, desk, article):
        assert desk.get(page_of(article, "text"), {"source": "nobody"}).status_code == 404
