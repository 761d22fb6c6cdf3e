"""The list of sources is in the order that lists of articles have."""

import re

import examples
import pytest

from sources import store as source_store

pytestmark = pytest.mark.django_db


def test_sources_stand_by_title_without_accents_and_signs_and_nine_before_ten(client, ada):
    for number, title in enumerate(("Zebra", "Éclair", "[Echo]", "10 lamps", "9 lamps", "apple")):
        record = examples.almanac(key=f"source-{number}", title=title)
        source_store.save(record, editor=None, summary="")
    client.force_login(ada)

    page = client.get("/sources/").content.decode()

    titles = re.findall(r'<a href="/sources/source-\d/">(?:<bdi>)?([^<]+)', page)
    assert titles == ["9 lamps", "10 lamps", "apple", "[Echo]", "Éclair", "Zebra"]
