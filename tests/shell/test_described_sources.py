"""What says where a source stands in what it is part of: at the desk, on its page, in articles."""

from dataclasses import replace

import examples
import pytest
from django.urls import reverse

from encyclopedia import accompanying, publishing, store
from encyclopedia.core import validity
from encyclopedia.desk import adopting
from sources import forms, pasting
from sources import store as source_store
from sources.core.record import Name, Standing
from sources.models import Source

pytestmark = pytest.mark.django_db

DETAILS = {
    "editors": (Name(family="Wood", given="Ivy"), Name(literal="The Board")),
    "volume": "3",
    "issue": "4",
    "pages": "12–34",
    "edition": "2",
    "number": "HB-7",
    "genre": "Yearbook",
    "event": "Congress of Lights",
    "place": "Skerry",
    "standing": Standing.PRIMARY,
    "translators": (Name(family="Moss", given="Ned"),),
    "series": "Studies of the coast",
    "series_number": "12",
    "issn": "2049-3630",
}
PEOPLE = {"editor_lines": "Wood, Ivy\nThe Board", "translator_lines": "Moss, Ned"}
TYPED = {name: said for name, said in DETAILS.items() if name not in ("editors", "translators")}
TYPED |= PEOPLE


PLACED = ("Ned Moss", "Studies of the coast", "12")


@pytest.fixture
def described():
    return source_store.save(examples.almanac(**DETAILS), editor=None, summary="")


def test_the_desk_takes_them(admin_client):
    copies = {"snapshots-TOTAL_FORMS": "0", "snapshots-INITIAL_FORMS": "0"}
    form = {"key": "almanac", "type": "book", "title": "The Almanac", "access": "excerpt"}

    answer = admin_client.post("/admin/sources/source/add/", {**form, **TYPED, **copies})

    assert answer.status_code == 302, answer.context["adminform"].errors
    record = source_store.current(Source.objects.get())
    assert {name: getattr(record, name) for name in DETAILS} == DETAILS


def test_they_are_folded_at_the_desk_unless_there_are_some(admin_client, described):
    plain = source_store.save(examples.almanac(key="plain"), editor=None, summary="")
    change = "admin:sources_source_change"

    full, empty, new = (
        admin_client.get(url).content.decode()
        for url in (
            reverse(change, args=[described.pk]),
            reverse(change, args=[plain.pk]),
            "/admin/sources/source/add/",
        )
    )

    folded = [
        "collapse" in page.split("More details")[0].rpartition("<fieldset")[2]
        for page in (full, empty, new)
    ]
    assert folded == [False, True, True]
    assert "Wood, Ivy\nThe Board</textarea>" in full


def test_the_page_of_the_source_and_the_references_of_articles_tell_them(client, described):
    saved = store.create(examples.lighthouse(), reason=store.Reason(editor=None, summary=""))
    publishing.publish(saved.edit, publisher=None)

    page = client.get(described.get_absolute_url()).content.decode()
    article = client.get("/articles/skerry-lighthouse/").content.decode()

    for said in ("Ivy Wood", "12–34", "HB-7", "Yearbook", "Congress of Lights", "Skerry", *PLACED):
        assert f"<bdi>{said}</bdi>" in page
    references = article.partition('id="references"')[2]
    assert "<dd>primary</dd>" in page
    assert "<dd>2049-3630</dd>" in page
    assert '<span class="tag">book</span> <span class="tag">primary</span>' in references
    for said in ("translated by Ned Moss", "Studies of the coast, no. 12"):
        assert said in references
    for said in ("Ivy Wood", "edition 2", "vol. 3", "no. 4", "HB-7", "pp. 12–34", "Yearbook"):
        assert said in references


def test_what_is_pasted_at_an_article_keeps_them(ada):
    bibtex = (
        "@article{fog, title={Fog}, journal={Lights}, volume=3, number=2, pages={40--52},"
        " editor={Wood, Ivy}, year=2030}"
    )
    told = pasting.fields_of(pasting.read(bibtex, look=False).record)

    form = pasting.NewSourceForm(told)
    assert form.is_valid(), form.errors
    saved = source_store.current(form.save(editor=ada, summary="Added"))

    assert (saved.volume, saved.issue, saved.pages) == ("3", "2", "40–52")
    assert saved.editors == (Name(family="Wood", given="Ivy"),)


def test_an_issn_whose_last_digit_does_not_fit_is_refused_at_its_field():
    form = forms.SourceForm({"key": "a", "type": "book", "access": "excerpt", "issn": "2049-3631"})

    assert not form.is_valid()
    assert form.errors["issn"] == [
        "An ISSN has eight digits, the last of which checks the others: 2049-3630."
    ]


def test_an_issn_is_kept_as_readers_know_it():
    form = forms.SourceForm({"key": "a", "type": "book", "access": "excerpt", "issn": "2434561x"})

    assert form.is_valid(), form.errors
    assert form.record().issn == "2434-561X"


def test_an_article_whose_source_has_a_wrong_issn_is_refused():
    wrong = replace(examples.almanac(), issn="2049-3631")
    document = replace(examples.lighthouse(), sources=(wrong,))

    (fault,) = validity.faults(document)

    assert (fault.field, fault.sentence[:24]) == ("issn", "An ISSN has eight digits")


def test_what_a_correction_changes_is_told_in_words():
    before = examples.almanac()
    after = replace(before, **{name: DETAILS[name] for name in ("editors", "standing", "series")})

    told = {each.name: each.after for each in adopting.differences(before, after)}

    assert told == {
        "editors": "Ivy Wood; The Board",
        "standing": "primary",
        "series": "Studies of the coast",
    }


def test_two_sources_that_differ_in_standing_alone_are_the_same_to_a_citation():
    """An imported article says nothing of it, and no second source is recorded for that."""
    ours = source_store.save(examples.almanac(standing=Standing.PRIMARY), editor=None, summary="")
    document = replace(examples.lighthouse(), sources=(examples.almanac(),))

    accompanying.record(document, editor=None, summary="")

    assert list(Source.objects.values_list("key", flat=True)) == [ours.key]
