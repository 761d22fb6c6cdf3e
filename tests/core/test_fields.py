"""The fields of a form as a Document."""

from types import SimpleNamespace
from uuid import UUID

import examples

from encyclopedia.core.readers import fields

OLD = examples.lighthouse()
OWN = {
    "title": "Light",
    "kind": "",
    "short_description": "A light",
    "language": "en",
    "hatnote": "",
    "series": "",
    "disambiguation": False,
    "lead": "Lit.",
    "categories": ("Lights",),
}


def section(heading, **more):
    return {"id": None, "heading": heading, "kind": "own", "level": 2, "text": "Words.", **more}


def read(before=None, **rows):
    return fields.read(OWN, rows, own_id=OLD.id, before=before)


def test_what_is_typed_is_what_it_says():
    document = read(
        infobox=[{"id": UUID(int=5), "label": "Lit", "type": "date", "text": "1887"}],
        events=[{"id": UUID(int=6), "date": "1901", "title": "Storm", "text": ""}],
        see_also=[{"id": UUID(int=7), "title": "Reef", "note": "Near"}],
    )

    assert (document.title, document.lead, document.categories) == ("Light", "Lit.", ("Lights",))
    assert [(row.id.int, row.label, row.type.value) for row in document.infobox] == [
        (5, "Lit", "date")
    ]
    assert [(event.id.int, event.title) for event in document.events] == [(6, "Storm")]
    assert [(link.id.int, link.note) for link in document.see_also] == [(7, "Near")]


def test_a_section_keeps_its_anchor_and_a_new_one_gets_one_of_its_own():
    purpose = OLD.sections[0]

    document = read(OLD, sections=[section("Aims", id=purpose.id), section("Purpose")])

    assert [each.anchor for each in document.sections] == ["purpose", "purpose_2"]
    assert document.sections[1].id != purpose.id


def test_a_picture_brings_what_is_known_of_its_file():
    kept = SimpleNamespace(file="a" * 64, media_type="image/png", width=60, height=40)
    row = {"id": UUID(int=8), "picture": kept, "key": "tower", "alt": "The tower"}

    (shown,) = read(illustrations=[{**row, "caption": "", "credit": "Ann"}]).illustrations

    assert (shown.id.int, shown.file, shown.width, shown.credit) == (8, "a" * 64, 60, "Ann")
