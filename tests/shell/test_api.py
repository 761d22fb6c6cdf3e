"""The API: what readers have, for programs, and what a token may change."""

import json
from dataclasses import replace
from datetime import timedelta

import examples
import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from encyclopedia import moving, publishing, store, tokens
from encyclopedia.api import paging
from encyclopedia.core.readers import json as json_reader
from encyclopedia.core.writers import json as json_writer
from encyclopedia.core.writers import markdown
from encyclopedia.models import ApiToken, Article, AuditEntry, Edit, Review, SecondFactor
from sources.core.record import Access
from sources.models import Snapshot, Source

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="Because")
SECRET = "The keeper drinks."


@pytest.fixture(autouse=True)
def _a_new_minute():
    cache.clear()


@pytest.fixture
def light():
    """The lighthouse, published, and a draft on top of it that readers do not have."""
    examples.archive(examples.almanac(), "The lighthouse was first lit in 1887, says the almanac.")
    saved = store.create(examples.lighthouse(), reason=WHY)
    publishing.publish(saved.edit, publisher=None)
    draft = replace(saved.document, lead=f"{saved.document.lead}\n\n{SECRET}")
    store.save(saved.edit.article, draft, base=saved.edit.pk, reason=WHY)
    return Article.objects.get()


@pytest.fixture
def ask(client):
    """Ask the API: the path, and how; gives the answer, whose JSON is `.told`."""

    def send(path, *, token="", method="get", body=None, **headers):
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = {} if body is None else {"data": body, "content_type": "application/json"}
        answer = getattr(client, method)(f"/api/v1/{path}", headers=headers, **data)
        answer.told = json.loads(answer.content) if answer.content else None
        return answer

    return send


def token_for(user, *scopes, **how):
    return tokens.make(user, "Test", scopes, **how)[1]


def as_data(document):
    return json_writer.as_data(document)


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


def test_a_cookie_signs_nobody_in(client, ask, light, ada):
    client.force_login(ada)

    read = ask("articles/skerry-lighthouse?draft=true")
    written = ask("articles", method="post", body={"markdown": "x", "summary": "x"})

    assert read.status_code == 403
    assert written.status_code == 401
    assert written.told["title"] == "Unauthorized"


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


def test_archived_texts_are_sent_to_those_who_may_read_them(ask, light, tom):
    copy = ask("sources/almanac/snapshots").told["items"][0]
    path = copy["api_url"].partition("/api/v1/")[2]

    assert ask(path).told["text"] == ""
    assert "first lit" in ask(path, token=token_for(tom, "read")).told["text"]
    Source.objects.update(access=Access.PUBLIC.value)
    assert "first lit" in ask(path).told["text"]


def test_a_source_that_only_drafts_cite_is_not_there(ask, light):
    examples.archive(examples.almanac(key="secret"), "Nobody cites this.")

    assert ask("sources/secret").status_code == 404
    assert [each["record"]["key"] for each in ask("sources").told["items"]] == ["almanac"]


def test_a_search_marks_what_was_looked_for(ask, light):
    told = ask("search?q=wrecks").told

    assert told["total"] == 1
    assert "⟦Wrecks⟧" in told["items"][0]["snippet"]


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


def test_a_token_does_no_more_than_its_scopes_and_its_owner_may(ask, light, tom, rita):
    body = {"markdown": "x", "base": 1, "summary": "x"}

    for token in (token_for(tom, "read"), token_for(rita, "write")):
        answer = ask("articles/skerry-lighthouse", token=token, method="put", body=body)
        assert answer.status_code == 403

    assert Edit.objects.count() == 2


def test_a_token_ends_when_it_expires_is_revoked_or_its_owner_leaves(ask, light, tom, ada):
    expired = token_for(tom, "read", expires_at=timezone.now() - timedelta(seconds=1))
    revoked = token_for(tom, "read")
    tokens.revoke(tom, ApiToken.objects.first().pk)
    left = token_for(ada, "read")
    ada.is_active = False
    ada.save()

    answers = [ask("articles", token=each) for each in (expired, revoked, left, "enc_x", "y")]

    assert [answer.status_code for answer in answers] == [401] * 5
    assert answers[0]["WWW-Authenticate"] == "Bearer"


def test_a_token_opens_nothing_without_the_second_factor_that_is_asked_for(ask, settings, tom):
    token = token_for(tom, "read")
    settings.SECOND_FACTOR_ROLES = ["editor"]

    without = ask("articles", token=token).status_code
    SecondFactor.objects.create(user=tom, secret="x", last_step=0, recovery=[])

    assert (without, ask("articles", token=token).status_code) == (401, 200)


def test_a_new_password_revokes_the_tokens_made_under_the_old_one(ask, tom, ada):
    mine, others = token_for(tom, "read"), token_for(ada, "read")

    tom.set_password("Correct-horse-9")
    tom.save()

    assert [ask("articles", token=each).status_code for each in (mine, others)] == [401, 200]
    assert ask("articles", token=token_for(tom, "read")).status_code == 200


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


def test_a_source_is_recorded_and_a_copy_of_it_archived(client, ask, tom):
    token = token_for(tom, "sources")
    body = {"key": "log", "type": "book", "title": "The Log", "authors": ["Skerry, Ann"]}

    made = ask("sources", token=token, method="post", body=body)
    again = ask("sources", token=token, method="post", body=body)
    kept = client.post(
        "/api/v1/sources/log/snapshots",
        {"captured": SimpleUploadedFile("log.txt", b"Lit at dusk, says the log of the keeper.")},
        headers={"Authorization": f"Bearer {token}"},
    )

    assert (made.status_code, again.status_code, kept.status_code) == (201, 409, 201)
    source = Source.objects.get()
    assert source.authors == [{"family": "Skerry", "given": "Ann"}]
    assert source.snapshot_id == kept.json()["sha256"]


def test_a_source_is_recorded_with_what_it_stands_in_and_found_by_its_standing(ask, tom):
    token = token_for(tom, "sources", "read")
    body = {"key": "log", "title": "The Log", "translators": ["Wood, Ivy"], "issn": "20493630"}
    body |= {"standing": "primary", "series": "Studies of the coast", "series_number": "7"}

    made = ask("sources", token=token, method="post", body=body)
    wrong = ask("sources", token=token, method="post", body={**body, "key": "b", "issn": "1"})
    found, others = (
        ask(f"sources?standing={each}", token=token).told["items"]
        for each in ("primary", "tertiary")
    )

    assert (made.status_code, wrong.status_code) == (201, 422)
    assert wrong.told["errors"][0]["place"] == "issn"
    assert ([each["record"] for each in found], others) == ([made.told["record"]], [])
    kept = {name: made.told["record"][name] for name in body}
    assert kept == {
        **body,
        "issn": "2049-3630",
        "translators": [{"family": "Wood", "given": "Ivy", "literal": ""}],
    }


def test_who_records_sources_alone_archives_no_copy(client, tom):
    examples.archive(examples.almanac(), "It was first lit in 1887.")
    tom.groups.set(Group.objects.filter(name="author"))
    tom.user_permissions.add(Permission.objects.get(codename="add_source"))

    answer = client.post(
        "/api/v1/sources/almanac/snapshots",
        {"captured": SimpleUploadedFile("a.txt", b"It was first lit in 1888, says the almanac.")},
        headers={"Authorization": f"Bearer {token_for(tom, 'sources')}"},
    )

    assert answer.status_code == 403
    assert Snapshot.objects.count() == 1


def test_no_new_source_takes_over_the_alias_of_another(ask, client, tom, admin_client):
    examples.archive(replace(examples.almanac(), aliases=("old-almanac",)), "Lit in 1887.")
    token = token_for(tom, "sources", "read")
    new = {"key": "old-almanac", "type": "book", "title": "Another"}

    by_api = ask("sources", token=token, method="post", body=new)
    at_the_desk = admin_client.post("/admin/sources/source/add/", new)
    read = ask("sources/old-almanac", token=token)
    copies = ask("sources/old-almanac/snapshots", token=token)

    assert by_api.status_code == 409
    assert "“old-almanac” stands for @almanac already" in at_the_desk.content.decode()
    assert (read.told["record"]["key"], len(copies.told["items"])) == ("almanac", 1)
    assert Source.objects.count() == 1


def test_a_source_that_is_wrong_is_refused_at_its_field(ask, tom):
    body = {"key": "Ends.", "type": "tablet", "url": "javascript:alert(1)"}

    answer = ask("sources", token=token_for(tom, "sources"), method="post", body=body)

    assert answer.status_code == 422
    assert {each["place"] for each in answer.told["errors"]} == {"key", "type", "url"}
    assert not Source.objects.exists()


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


class TestTokensAtTheDesk:
    def test_a_token_is_shown_once(self, client, tom):
        client.force_login(tom)

        made = client.post(
            "/admin/tokens/", {"name": "Nightly", "scopes": ["read"], "lasting": "30"}
        )
        after = client.get("/admin/tokens/").content.decode()

        secret = made.context["secret"]
        assert secret in made.content.decode()
        assert secret not in after
        assert "Nightly" in after
        assert tokens.find(secret).user == tom
        assert secret not in str(ApiToken.objects.values())

    def test_nobody_revokes_another_ones(self, client, tom, ada):
        secret = token_for(ada, "read")
        client.force_login(tom)

        client.post("/admin/tokens/", {"revoke": ApiToken.objects.get().pk})

        assert tokens.find(secret) is not None

    def test_what_is_missing_is_said_at_its_field(self, client, tom):
        client.force_login(tom)

        page = client.post("/admin/tokens/", {}).content.decode()

        assert "Say what the token is for." in page
        assert "Choose at least one thing." in page

    def test_there_is_an_end_to_them(self, client, tom, monkeypatch):
        client.force_login(tom)
        for _ in range(tokens.MOST):
            token_for(tom, "read")

        page = client.post(
            "/admin/tokens/", {"name": "One more", "scopes": ["read"]}
        ).content.decode()

        assert "Revoke one first." in page


def test_json_that_says_a_thing_twice_is_refused(ask, tom):
    secret = token_for(tom, "sources")

    answer = ask(
        "sources", method="post", token=secret, body='{"key": "a", "title": "1", "title": "2"}'
    )

    assert answer.status_code == 400
    assert answer.told["detail"] == "“title” stands twice in one object of this JSON."
    assert not Source.objects.exists()
