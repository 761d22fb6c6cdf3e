"""The API: articles begun, changed and sent to review by programs."""

from dataclasses import replace

import examples
import pytest
from django.utils import timezone
from programs import WHY, as_data, token_for

from encyclopedia import store
from encyclopedia.core.writers import markdown
from encyclopedia.models import ApiToken, Article, AuditEntry, Edit, Review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_new_minute")]


@pytest.mark.parametrize("how", ["document", "markdown"])
def test_an_article_is_begun(ask, tom, how):
    document = replace(examples.lighthouse(), lead="It is lit.", sections=(), events=())
    sent = as_data(document) if how == "document" else markdown.write(document)
    body = {how: sent, "summary": "Begun"}

    answer = ask("articles", token=token_for(tom, "write"), method="post", body=body)

    assert answer.status_code == 201
    assert answer["Location"].endswith("/api/v1/articles/skerry-lighthouse")
    assert store.current(Article.objects.get()) == document
    assert Edit.objects.get().editor == tom
    assert ApiToken.objects.get().used_on == timezone.localdate()


def test_a_change_is_a_revision_that_keeps_what_others_saved(ask, light, tom):
    began = store.head(light)
    document = store.at(began)
    theirs = replace(document, short_description="A lighthouse")
    store.save(light, theirs, base=began.pk, reason=WHY)
    mine = replace(document, hatnote="Not to be confused with a candle.")
    body = {"document": as_data(mine), "base": began.pk, "summary": "Hatnote"}

    told = ask(
        "articles/skerry-lighthouse", token=token_for(tom, "write"), method="put", body=body
    ).told

    now = store.current(light)
    assert (now.short_description, now.hatnote) == (theirs.short_description, mine.hatnote)
    assert (told["merged"], told["changed"]) == (True, True)
    assert told["revision"] == store.head(light).pk


def test_words_that_collide_come_back_as_base_mine_and_theirs(ask, light, tom):
    began = store.head(light)
    document = replace(store.at(began), short_description="mine")
    store.save(light, replace(document, short_description="theirs"), base=began.pk, reason=WHY)
    body = {"document": as_data(document), "base": began.pk, "summary": "Mine"}

    answer = ask(
        "articles/skerry-lighthouse", token=token_for(tom, "write"), method="put", body=body
    )

    assert answer.status_code == 409
    assert answer.told["head"] == store.head(light).pk
    (passage,) = answer.told["collisions"]
    assert {passage["mine"], passage["theirs"]} == {"mine", "theirs"}
    assert passage["base"] == "Lighthouse on a rock"
    assert AuditEntry.objects.latest("pk").outcome == AuditEntry.REFUSED


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"summary": "x"}, "Send the article as “document” or as “markdown”, one of the two."),
        ({"markdown": "# x", "summary": ""}, "summary: say in a few words"),
        ({"markdown": "no front matter", "summary": "x"}, "markdown: "),
        ({"document": {"title": 3}, "summary": "x"}, "id: this field is missing"),
        ({"document": "x", "summary": "x"}, "document: "),
        ({"markdown": "a\x00b", "summary": "x"}, "markdown: "),
    ],
)
def test_bad_input_is_said_in_a_sentence_and_nothing_is_written(ask, tom, body, sentence):
    answer = ask("articles", token=token_for(tom, "write"), method="post", body=body)

    assert answer.status_code == 422
    assert sentence.lower() in answer.told["detail"].lower()
    assert not Article.objects.exists()


def test_what_is_no_json_is_said_so(client, ask, tom):
    answer = client.post(
        "/api/v1/articles",
        data="{",
        content_type="application/json",
        headers={"Authorization": f"Bearer {token_for(tom, 'write')}"},
    )

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_a_review_is_asked_for(ask, light, tom):
    head = store.head(light)
    token = token_for(tom, "review")
    path = "articles/skerry-lighthouse/review"

    early = ask(path, token=token, method="post", body={"revision": head.pk - 1})
    asked = ask(path, token=token, method="post", body={"revision": head.pk, "note": "Lead"})

    assert (early.status_code, asked.status_code) == (409, 201)
    assert Review.objects.get().note == "Lead"
