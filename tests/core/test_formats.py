"""The laws that every format keeps, and those that only the lossless ones can keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encyclopedia.core import validity
from encyclopedia.core.readers import READERS, Reading, json, markdown
from encyclopedia.core.writers import WRITERS
from tests.strategies import documents, edits

LOSSLESS = ("json", "markdown")
REFUSALS = {"json": json.JsonError, "markdown": markdown.MarkdownError}

_SIGNS = "#{}[]:-&*!|>'\"\\%@`~ \n\t\0\r\x85a1,"


@pytest.mark.parametrize("name", LOSSLESS)
@given(document=documents())
def test_a_lossless_format_reads_what_it_wrote(name, document):
    write, read = dict(WRITERS)[name], dict(READERS)[name]

    again = read(write(document))

    assert again == Reading(document=document)


@pytest.mark.parametrize("name", LOSSLESS)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_with_a_sentence(name, data):
    write, read = dict(WRITERS)[name], dict(READERS)[name]
    text = write(data.draw(documents()))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 5)))
    damaged = text[:start] + data.draw(st.text(_SIGNS, max_size=3)) + text[end:]

    try:
        read(damaged)
    except REFUSALS[name] as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017 -- either way is right


@given(document=documents())
def test_the_documents_that_hypothesis_makes_are_valid(document):
    found = validity.faults(document)

    assert found == ()


@given(data=st.data())
def test_an_edit_gives_another_valid_document(data):
    document = data.draw(documents())

    edited = data.draw(edits(document))

    assert (validity.faults(edited), edited != document) == ((), True)


@given(document=documents())
def test_a_valid_document_needs_no_mending(document):
    found = validity.faults(validity.normalise(document))

    assert found == ()


def test_no_two_readers_share_a_name():
    names = [name for name, _ in READERS]

    assert sorted(set(names)) == sorted(names)


def test_no_two_writers_share_a_name():
    names = [name for name, _ in WRITERS]

    assert sorted(set(names)) == sorted(names)
