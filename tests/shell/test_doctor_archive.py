"""The doctor and the archive: originals that are missing, changed, or not ours to read."""

import json

import examples
import pytest
import servers
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from encyclopedia.doctor import archive
from sources import store as source_store
from sources.core import capture
from sources.models import Alteration, Snapshot

pytestmark = pytest.mark.django_db


def told():
    return [(each.level, each.wrong) for each in archive.look()]


def test_originals_that_are_missing_or_changed_are_named():
    data = b"The lamp was lit in 1871, says the almanac of that year.\n"
    captured = capture.read(data, "almanac.txt")
    copy = source_store.archived(data, captured, "almanac.txt")
    source_store.save(examples.almanac(), editor=None, summary="")
    source_store.keep(examples.almanac(), copy, editor=None, summary="")
    sha256 = Snapshot.objects.get().pk
    assert told() == []

    storages["archive"].delete(sha256)
    assert told() == [("error", f"1 archived original missing: {sha256}.")]

    storages["archive"].save(sha256, ContentFile(data.upper()))
    assert told() == [("error", f"1 archived original not what was archived: {sha256}.")]


def test_of_a_page_as_it_is_now_the_original_is_missed_too():
    source = source_store.save(examples.almanac(), editor=None, summary="")
    Alteration.objects.create(source=source, sha256="a" * 64, captured_at=timezone.now())

    assert told() == [("error", f"1 archived original missing: {'a' * 64}.")]
    storages["archive"].save("a" * 64, ContentFile(b"of any size"))
    assert told() == [
        ("error", f"1 archived original not what was archived: {'a' * 64}."),
    ]


ALTERED = """
import sys
sys.path.insert(0, "tests")
import examples
from django.utils import timezone
from sources import store
from sources.models import Alteration
source = store.save(examples.almanac(), editor=None, summary="")
Alteration.objects.create(source=source, sha256="a" * 64, captured_at=timezone.now())
"""


@pytest.fixture
def closed(tmp_path):
    """A site with an original that another account owns."""
    data = tmp_path / "data"
    servers.migrated(data)
    servers.manage(data, "shell", "--verbosity=0", "-c", ALTERED)
    file = data / "archive" / ("a" * 64)
    file.parent.mkdir(exist_ok=True)
    file.touch(mode=0o000)
    yield file
    file.parent.chmod(0o700)


def test_originals_that_this_account_may_not_read_are_not_called_missing(closed):
    data = closed.parents[1]
    asked = (data, "doctor", "--format=json")
    found = [servers.commanded(*asked, before=servers.without_privileges())]
    closed.parent.chmod(0o000)
    found += [servers.commanded(*asked, before=servers.without_privileges())]

    for each in found:
        (told,) = [one for one in json.loads(each.stdout) if one["check"] == "archived originals"]
        assert told["wrong"] == (
            f"1 archived original not to be read by this account: {closed.name}."
        )
        assert told["mend"].endswith(f": chown -R encyclopedia {data}")


def test_a_backup_names_the_original_that_it_may_not_read(closed, tmp_path):
    ended = servers.commanded(
        closed.parents[1], "backup", str(tmp_path / "b"), before=servers.without_privileges()
    )

    assert ended.returncode == 1
    assert (
        f"“{closed}” cannot be read, so no backup was written: Permission denied." in ended.stderr
    )
    assert not (tmp_path / "b").exists()
