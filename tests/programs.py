"""A program that asks the API, and an article that it asks for."""

import json
from dataclasses import replace

import examples
import pytest
from django.core.cache import cache

from encyclopedia import publishing, store, tokens
from encyclopedia.core.writers import json as json_writer
from encyclopedia.models import Article

WHY = store.Reason(editor=None, summary="Because")
SECRET = "The keeper drinks."


@pytest.fixture
def a_new_minute():
    """Forget how often anybody asked."""
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
