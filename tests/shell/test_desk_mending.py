"""Wrong quotations mended at the desk, and archived texts that never act there."""

import re

import examples
import pytest
from django.urls import reverse
from evidenced import asked_by, cite, page_of, rewrite, statuses

from encyclopedia import store

pytestmark = pytest.mark.django_db

HOSTILE = (
    "</textarea></script><script>alert('lit')</script><img src=x onerror=alert(1)> "
    "The keeper climbed the tower at dusk."
)


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
