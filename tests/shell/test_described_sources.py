"""What says where a source stands in what it is part of: at the desk, on its page, in articles."""

import examples
import pytest
from django.urls import reverse

from encyclopedia import publishing, store
from sources import pasting
from sources import store as source_store
from sources.core.record import Name
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
}
TYPED = {**DETAILS, "editor_lines": "Wood, Ivy\nThe Board"}
TYPED.pop("editors")


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

    for said in ("Ivy Wood", "12–34", "HB-7", "Yearbook", "Congress of Lights", "Skerry"):
        assert f"<bdi>{said}</bdi>" in page
    references = article.partition('id="references"')[2]
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
    saved = source_store.current(form.save(editor=ada))

    assert (saved.volume, saved.issue, saved.pages) == ("3", "2", "40–52")
    assert saved.editors == (Name(family="Wood", given="Ivy"),)
