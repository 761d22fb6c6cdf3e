"""The API: sources and their archived copies, read and recorded by programs."""

from dataclasses import replace

import examples
import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from programs import token_for

from sources.core.record import Access
from sources.models import Snapshot, Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_new_minute")]


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


def test_json_that_says_a_thing_twice_is_refused(ask, tom):
    secret = token_for(tom, "sources")

    answer = ask(
        "sources", method="post", token=secret, body='{"key": "a", "title": "1", "title": "2"}'
    )

    assert answer.status_code == 400
    assert answer.told["detail"] == "“title” stands twice in one object of this JSON."
    assert not Source.objects.exists()
