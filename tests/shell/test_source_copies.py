"""A source with more than one archived copy lists them all."""

import examples
import pytest

from encyclopedia import publishing, store
from sources.models import Snapshot

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="Because")


def test_all_archived_copies_are_listed_and_lead_to_themselves(client):
    examples.archive(examples.almanac(), "It was first lit in 1887.")
    examples.archive(examples.almanac(), "It was first lit in 1887, we hear.")
    publishing.publish(store.create(examples.lighthouse(), reason=WHY).edit, publisher=None)

    page = client.get("/sources/almanac/").content.decode()

    hashes = set(Snapshot.objects.values_list("sha256", flat=True))
    assert len(hashes) == 2
    for sha256 in hashes:
        other = client.get(f"/sources/almanac/snapshots/{sha256}/").content.decode()
        assert f"<code>{sha256}</code>" in page
        assert all(each in other for each in hashes)


def test_one_copy_alone_needs_no_list(client):
    examples.archive(examples.almanac(), "It was first lit in 1887.")
    publishing.publish(store.create(examples.lighthouse(), reason=WHY).edit, publisher=None)

    assert "Archived copies" not in client.get("/sources/almanac/").content.decode()
