"""The API answers as its description says, whatever is asked: questions made by schemathesis."""

import os

import examples
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as how

from encyclopedia import publishing, store

IN_FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
WHY = store.Reason(editor=None, summary="Because")

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
operations = [found.ok() for found in schema.get_all_operations()]


@pytest.fixture
def _one_connection():
    """Keep the connection whose transaction takes everything back, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("operation", operations, ids=lambda each: each.label)
def test_every_answer_is_one_that_is_described(operation, settings):
    settings.API_RATE_ANONYMOUS = settings.API_RATE_WRITING = 10**6
    examples.archive(examples.almanac(), "It was first lit in 1887.")
    publishing.publish(store.create(examples.lighthouse(), reason=WHY).edit, publisher=None)

    @given(case=operation.as_strategy())
    @how(
        max_examples=200 if IN_FULL else 10, deadline=None, suppress_health_check=list(HealthCheck)
    )
    def ask(case):
        case.call_and_validate()

    ask()
