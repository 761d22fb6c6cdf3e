"""Sources recorded at the desk by hand."""

import examples
import pytest
from forms_of import form_of

from sources import store as source_store
from sources.models import Source

pytestmark = pytest.mark.django_db

ADD = "/admin/sources/source/add/"


def test_an_empty_key_is_made_as_if_it_were_pasted(desk):
    source_store.save(examples.almanac(key="harbour-press-1888"), editor=None, summary="")
    typed = {"title": "Reefs", "publisher": "Harbour Press", "issued": "1888"}
    form = form_of(desk.get(ADD))

    answer = desk.post(ADD, {**form, **typed, "_continue": "1"})

    source = Source.objects.get(key="harbour-press-1888-2")
    assert (source.title, answer.url) == ("Reefs", f"/admin/sources/source/{source.pk}/change/")


def test_a_key_that_was_typed_stays(desk):
    form = form_of(desk.get(ADD))

    desk.post(ADD, {**form, "key": "reefs", "title": "Reefs"})

    assert Source.objects.get().key == "reefs"
