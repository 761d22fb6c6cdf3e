"""Tokens: what a program may do in the name of who made them, and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone
from programs import token_for

from encyclopedia import tokens
from encyclopedia.models import ApiToken, Edit, SecondFactor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_new_minute")]


def test_a_cookie_signs_nobody_in(client, ask, light, ada):
    client.force_login(ada)

    read = ask("articles/skerry-lighthouse?draft=true")
    written = ask("articles", method="post", body={"markdown": "x", "summary": "x"})

    assert read.status_code == 403
    assert written.status_code == 401
    assert written.told["title"] == "Unauthorized"


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
