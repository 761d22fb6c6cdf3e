"""The head of an answer says what Django's own headers would."""

import pytest
from django.http import HttpResponse
from django.http.response import BadHeaderError

from encyclopedia.serving import heads


def test_what_is_put_replaces_what_was_said_by_any_spelling_of_its_name():
    response = HttpResponse()
    head = heads.of(response)
    head.put("content-type", "text/plain")
    head.put("Vary", "Accept")
    assert response["Content-Type"] == "text/plain"
    assert list(response.items()) == [("content-type", "text/plain"), ("Vary", "Accept")]


def test_what_is_taken_leaves_the_other_as_it_was():
    kept, response = heads.of(HttpResponse()), HttpResponse()
    heads.of(response).take(kept)
    response["Vary"] = "Accept"
    del response["Content-Type"]
    assert list(kept.items()) == [("Content-Type", "text/html; charset=utf-8")]


def test_a_response_keeps_the_head_that_it_has():
    response = HttpResponse()
    assert heads.of(response) is heads.of(response)


def test_what_others_set_is_looked_into_as_ever():
    response = HttpResponse()
    heads.of(response)
    with pytest.raises(BadHeaderError):
        response["X-Said"] = "one\ntwo"
