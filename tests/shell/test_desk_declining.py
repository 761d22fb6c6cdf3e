"""Findings declined at the desk: with a reason, until the words change."""

import pytest
from evidenced import decline, edits_of, finding, page_of, rewrite

from encyclopedia import store

pytestmark = pytest.mark.django_db


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
