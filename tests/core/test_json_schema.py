"""The schema of our JSON is a valid one, which every export passes and other things do not."""

import json
from uuid import UUID

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from strategies import documents

from encyclopedia.core.document import Document
from encyclopedia.core.writers import json as writer
from encyclopedia.core.writers import json_schema

SCHEMA = json_schema.schema("https://example.org/schemas/article-3.json")
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_it_is_a_json_schema():
    Draft202012Validator.check_schema(SCHEMA)

    assert SCHEMA["$id"] == "https://example.org/schemas/article-3.json"


@given(documents())
def test_every_export_passes_it(document):
    assert list(VALIDATOR.iter_errors(json.loads(writer.write(document)))) == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"format": "other"}, "format"),
        ({"schema": 4}, "schema"),
        ({"title": 1}, "title"),
        ({"id": "no-uuid"}, "id"),
        ({"infobox": [{"label": "Date"}]}, "infobox"),
        ({"categories": "one"}, "categories"),
    ],
)
def test_what_is_no_article_does_not_pass(change, path):
    data = json.loads(writer.write(Document(id=UUID(int=1), title="T")))

    errors = list(VALIDATOR.iter_errors({**data, **change}))

    assert {str(error.absolute_path[0]) for error in errors} == {path}


def test_a_field_that_it_does_not_know_does_not_pass():
    data = json.loads(writer.write(Document(id=UUID(int=1), title="T")))

    assert not VALIDATOR.is_valid({**data, "more": ""})


@pytest.mark.parametrize("number", [1, 2])
def test_the_schemas_of_before_stay_what_they_were(number):
    """Whoever keeps exports of an earlier schema can still check them."""
    before = json_schema.schema(number=number)

    record = before["$defs"]["SourceRecord"]
    assert before["properties"]["schema"] == {"const": number}
    assert record["required"] == list(record["properties"])
    assert record["properties"].keys() == FIELDS[number]


FIRST_FIELDS = {
    *("key", "type", "title", "authors", "container", "publisher", "issued", "url", "archive_url"),
    *("doi", "isbn", "language", "accessed", "reliability", "reliability_reason", "reviewed_on"),
    *("state_run", "wire", "opinion", "access", "snapshot", "captured_at", "aliases"),
}
FIELDS = {
    1: FIRST_FIELDS,
    2: FIRST_FIELDS
    | {"editors", "volume", "issue", "pages", "edition", "number", "genre", "event", "place"},
}
