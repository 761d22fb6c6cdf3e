"""The API: what readers have, for programs."""

import json
from dataclasses import replace

import examples
import pytest
from programs import SECRET, WHY, token_for

from encyclopedia import moving, publishing, store
from encyclopedia.api import paging
from encyclopedia.core.readers import json as json_reader
from encyclopedia.models import Edit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_new_minute")]


def test_an_article_is_read_as_the_document_that_readers_have(ask, light):
    answer = ask("articles/skerry-lighthouse")

    read = json_reader.from_data(answer.told["document"])
    public = Edit.objects.get(publication__isnull=False)
    assert read == store.at(public)
    assert answer.told["revision"] == answer.told["public_revision"] == public.pk
    assert answer.told["content_hash"] == public.content_hash
    assert answer.told["head"] is None


@pytest.mark.parametrize(
    "path",
    [
        "articles",
        "articles/skerry-lighthouse",
        "articles/skerry-lighthouse/revisions",
        "articles/skerry-lighthouse/evidence",
        "articles/skerry-lighthouse/authorship",
        "recent",
        "search?q=keeper",
        "sources",
    ],
)
def test_drafts_are_on_no_answer_for_everybody(ask, light, path):
    answer = ask(path)

    assert answer.status_code == 200
    assert "drinks" not in answer.content.decode()


def test_a_draft_is_read_with_a_token_that_may(ask, light, tom):
    path = "articles/skerry-lighthouse?draft=true"

    assert ask(path).status_code == 403
    assert ask(path, token=token_for(tom, "write")).status_code == 403
    answer = ask(path, token=token_for(tom, "read"))

    assert SECRET in answer.told["document"]["lead"]
    assert answer.told["head"] == answer.told["revision"] == store.head(light).pk


def test_lists_go_on_from_their_cursor_to_the_end(ask):
    for n in range(5):
        publishing.publish(
            store.create(examples.lighthouse(f"Light {n}"), reason=WHY).edit, publisher=None
        )

    seen, path = [], "articles?limit=2"
    while path:
        answer = ask(path)
        seen.append([item["title"] for item in answer.told["items"]])
        path = answer.told["next"].partition("/api/v1/")[2]
        assert bool(path) == ("Link" in answer)

    assert seen == [["Light 0", "Light 1"], ["Light 2", "Light 3"], ["Light 4"]]


@pytest.mark.parametrize("path", ["articles", "recent", "sources", "articles/x/revisions"])
@pytest.mark.parametrize("cursor", ["zz", "WzFd", "W251bGxd", "W10", "%00"])
def test_a_cursor_that_no_list_gave_is_refused_in_a_sentence(ask, path, cursor):
    answer = ask(f"{path}?cursor={cursor}")

    assert answer.status_code in (404, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.told["detail"]


@pytest.mark.parametrize(
    ("path", "held"),
    [
        ("articles/skerry-lighthouse/revisions", [10**30]),
        ("articles/skerry-lighthouse/revisions", [0]),
        ("recent", ["2031-01-01T00:00:00+00:00", 10**30]),
        ("recent", ["0001-01-01T00:00:00+14:00", 1]),
        ("recent", ["9999-12-31T23:59:59-14:00", 1]),
        ("articles", ["\ud800"]),
        ("sources", ["a\0"]),
    ],
)
def test_a_cursor_that_holds_what_no_database_can_look_for_is_refused(ask, light, path, held):
    answer = ask(f"{path}?cursor={paging.write(*held)}")

    assert answer.status_code == 404
    assert answer.told["detail"] == "There is no such page: this cursor is none that a list gave."


def test_recent_changes_name_what_was_merged_since_as_readers_knew_it(ask, ada):
    why = store.Reason(editor=ada, summary="Merged")
    articles = [
        store.create(examples.lighthouse(title), reason=WHY).edit.article
        for title in ("North Light", "South Light")
    ]
    for article in articles:
        publishing.publish(store.head(article), publisher=ada)
    plan = moving.plan_merge(*map(store.head, articles), [], lead="From the south")
    moving.merge(plan, reason=why)

    items = ask("recent").told["items"]

    assert [item["title"] for item in items] == ["North Light", "South Light", "North Light"]


def test_what_is_known_is_not_sent_again(ask, light):
    first = ask("articles/skerry-lighthouse")

    again = ask("articles/skerry-lighthouse", **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_head_tells_the_size_and_no_words(ask, light):
    whole = ask("articles/skerry-lighthouse")

    answer = ask("articles/skerry-lighthouse", method="head")

    assert answer.content == b""
    assert answer["Content-Length"] == str(len(whole.content))


def test_scripts_of_any_site_may_read(ask, light):
    greeting = ask("articles/skerry-lighthouse", method="options")

    assert greeting.status_code == 204
    assert greeting["Access-Control-Allow-Origin"] == "*"
    assert greeting["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert greeting["Allow"] == "GET, HEAD, OPTIONS, PUT"
    assert ask("articles")["Access-Control-Allow-Origin"] == "*"


def test_an_old_name_leads_to_the_same_question_of_today(ask, light, ada):
    renamed = replace(store.current(light), title="Reef Lighthouse")
    saved = store.save(light, renamed, base=store.head(light).pk, reason=WHY)
    publishing.publish(saved.edit, publisher=ada)

    answer = ask("articles/skerry-lighthouse/revisions?limit=2")

    assert answer.status_code == 308
    assert answer["Location"] == "/api/v1/articles/reef-lighthouse/revisions?limit=2"


def test_an_address_in_another_script_is_led_to_as_addresses_are_written(ask, light, ada):
    renamed = replace(store.current(light), title="Маяк")
    saved = store.save(light, renamed, base=store.head(light).pk, reason=WHY)
    publishing.publish(saved.edit, publisher=ada)

    answer = ask("articles/skerry-lighthouse/revisions?limit=2")

    assert answer["Location"] == "/api/v1/articles/%D0%BC%D0%B0%D1%8F%D0%BA/revisions?limit=2"


def test_two_revisions_are_compared_in_whichever_order(ask, light, tom):
    old, new = sorted(Edit.objects.values_list("pk", flat=True))
    token = token_for(tom, "read")

    told = ask(f"articles/skerry-lighthouse/compare/{new}/{old}", token=token).told

    assert (told["old"]["id"], told["new"]["id"]) == (old, new)
    assert SECRET in json.dumps(told["comparison"])
    assert "checks" in told["comparison"]
    assert ask(f"articles/skerry-lighthouse/compare/{old}/{new}").status_code == 404


def test_evidence_tells_each_sentence_and_whether_its_quotation_holds(ask, light):
    first = ask("articles/skerry-lighthouse/evidence").told["statements"][0]

    assert first["text"] == "The lighthouse was lit in 1887."
    assert first["status"] == "pinned"
    assert [each["holds"] for each in first["quotations"]] == [True]


def test_findings_are_for_tokens_of_the_desk(ask, light, tom):
    path = "articles/skerry-lighthouse/findings"

    assert ask(path).status_code == 403
    found = ask(path, token=token_for(tom, "read")).told["items"]

    assert {each["rule"] for each in found} >= {"red_links"} or found


def test_a_search_marks_what_was_looked_for(ask, light):
    told = ask("search?q=wrecks").told

    assert told["total"] == 1
    assert "⟦Wrecks⟧" in told["items"][0]["snippet"]


def test_too_many_requests_are_asked_to_wait(ask, settings):
    settings.API_RATE_ANONYMOUS = 2

    answers = [ask("articles") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60


def test_lists_cost_as_many_queries_however_long_they_are(ask, django_assert_num_queries, light):
    with django_assert_num_queries(1):
        ask("articles")
    with django_assert_num_queries(3):
        ask("articles/skerry-lighthouse/revisions")
    with django_assert_num_queries(2):
        ask("recent")
    with django_assert_num_queries(2):
        ask("sources")


def test_the_description_names_every_answer_and_refusal(client):
    told = client.get("/api/v1/openapi.json").json()

    assert told["openapi"] == "3.1.0"
    reading = told["paths"]["/api/v1/articles/{slug}"]["get"]["responses"]
    assert set(reading["200"]["content"]) == {"application/json"}
    assert set(reading["404"]["content"]) == {"application/problem+json"}


def test_the_documentation_says_what_each_question_takes_and_gives(client):
    page = client.get("/api/v1/docs").content.decode()

    assert "Change an article" in page
    assert "Needs a token." in page
    assert 'id="problem-collision"' in page
