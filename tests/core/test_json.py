import json
from uuid import UUID

import pytest

from encyclopedia.core.document import Document, InfoboxField
from encyclopedia.core.readers import json as reader
from encyclopedia.core.writers import json as writer
from sources.core.record import SourceRecord

ID = "00000000-0000-0000-0000-000000000001"


def article(**members):
    head = {"format": "encyclopedia", "schema": 3, "id": ID, "title": "T"}
    return json.dumps(head | members)


def refusal(text):
    with pytest.raises(reader.JsonError) as caught:
        reader.read(text)
    return str(caught.value)


def test_the_writer_gives_every_field_in_the_order_of_its_definition():
    document = Document(
        id=UUID(int=1), title="Ōe", infobox=(InfoboxField(id=UUID(int=2), label="a", text="b"),)
    )

    written = writer.write(document)

    assert (
        written
        == """{
  "format": "encyclopedia",
  "schema": 3,
  "id": "00000000-0000-0000-0000-000000000001",
  "title": "Ōe",
  "kind": "",
  "short_description": "",
  "language": "en",
  "hatnote": "",
  "series": "",
  "disambiguation": false,
  "lead": "",
  "infobox": [
    {
      "id": "00000000-0000-0000-0000-000000000002",
      "label": "a",
      "text": "b",
      "type": "text"
    }
  ],
  "sections": [],
  "events": [],
  "see_also": [],
  "categories": [],
  "illustrations": [],
  "sources": []
}
"""
    )


def test_fields_that_are_empty_may_be_left_out_of_the_data():
    document = Document(id=UUID(int=1), title="T", sources=(SourceRecord(key="a", type=""),))

    data = writer.as_data(document, omit_empty=True)

    assert data == {
        "id": ID,
        "title": "T",
        "language": "en",
        "sources": [{"key": "a", "type": "", "access": "excerpt"}],
    }


def test_fields_with_a_default_need_not_stand_in_the_file():
    read = reader.read(article())

    assert read == Document(id=UUID(int=1), title="T")


def test_data_is_read_without_asking_whether_the_document_is_valid():
    document = Document(id=UUID(int=1), title="")

    read = reader.from_data(writer.as_data(document))

    assert read == document


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This is not JSON (line 1, column 1): Expecting value."),
        ('{\n"a": }', "This is not JSON (line 2, column 6): Expecting value."),
        ("[" * 100_000, "This is not an article: it is nested too deeply."),
        ("9" * 5_000, "This holds a number that is too long."),
        ("[]", "An object was expected, not a list."),
        ("{}", "format: “encyclopedia” was expected."),
        (article(format="csl"), "format: “encyclopedia” was expected."),
        (article(schema=4), "schema: only schemas 1 to 3 can be read."),
        (article(schema=True), "schema: only schemas 1 to 3 can be read."),
        ('{"a": 1, "a": 2}', "a: this stands twice in one object."),
        (article(lede=""), "lede: there is no such field."),
        (article(infobox=[{"id": ID}]), "infobox[0].label: this field is missing."),
        (article(title=1), "title: a text was expected, not a whole number."),
        (article(title=None), "title: a text was expected, not null."),
        (article(sections={}), "sections: a list was expected, not an object."),
        (article(categories=["a", []]), "categories[1]: a text was expected, not a list."),
        (
            article(disambiguation=1),
            "disambiguation: true or false was expected, not a whole number.",
        ),
        (article(disambiguation="true"), "disambiguation: true or false was expected, not a text."),
        (
            article(
                illustrations=[
                    {
                        "id": ID,
                        "key": "a",
                        "file": "",
                        "media_type": "",
                        "alt": "",
                        "height": 1,
                        "width": float("nan"),
                    }
                ]
            ),
            "illustrations[0].width: a whole number was expected, not a fraction.",
        ),
        (
            article(
                illustrations=[
                    {
                        "id": ID,
                        "key": "a",
                        "file": "",
                        "media_type": "",
                        "alt": "",
                        "height": True,
                        "width": 1,
                    }
                ]
            ),
            "illustrations[0].height: a whole number was expected, not a truth value.",
        ),
        (article(id="1"), "id: this is not a UUID."),
        (article(id=1), "id: a text was expected, not a whole number."),
        (
            article(sources=[{"key": "a", "access": []}]),
            "sources[0].access: one of “public”, “excerpt”, “staff” was expected.",
        ),
        (article(title=""), "The article, title: This must not be empty."),
        (
            article(lead="\ud800"),
            "The article, lead: This holds the character U+D800, which no text may hold.",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, sentence):
    told = refusal(text)

    assert told == sentence


def test_what_was_written_under_schema_1_is_read_without_what_records_have_since():
    source = {"key": "a", "title": "The Almanac", "container": "Almanacs"}

    document = reader.read(article(schema=1, sources=[source]))

    assert document.sources == (SourceRecord(key="a", title="The Almanac", container="Almanacs"),)
