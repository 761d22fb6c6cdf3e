"""Pictures and originals in a bucket, against a real server that speaks S3."""

import hashlib
import io
import os
from subprocess import CalledProcessError

import databases
import examples
import pytest
import servers
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import Client
from PIL import Image

from encyclopedia import backup, pictures, publishing, store
from encyclopedia import settings as ours
from encyclopedia.backup import form
from encyclopedia.models import Run
from sources import store as source_store

pytest.importorskip("storages")
pytest.importorskip("boto3")
server = pytest.importorskip("moto.server")

pytestmark = [
    # botocore and moto are other people's, and older than this Python's warnings.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

WHY = store.Reason(editor=None, summary="")
TEXT = "The lamp was lit in 1907.\n"


@pytest.fixture(scope="module")
def endpoint():
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(endpoint, settings, monkeypatch, tmp_path):
    """A bucket, and settings that name it, as an operator's environment does."""
    import boto3

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    name = f"media-{os.getpid()}-{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:8]}"
    made = boto3.resource("s3", endpoint_url=endpoint, region_name="us-east-1").Bucket(name)
    made.create()
    monkeypatch.setattr(ours, "MEDIA_S3_BUCKET", name)
    monkeypatch.setattr(ours, "MEDIA_S3_ENDPOINT", endpoint)
    monkeypatch.setattr(ours, "MEDIA_S3_REGION", "us-east-1")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": ours._in_bucket("files"),  # noqa: SLF001 -- what the environment makes of settings
        "archive": ours._in_bucket("archive"),  # noqa: SLF001 -- as above
    }
    return made


def keys(bucket):
    return sorted(each.key for each in bucket.objects.all())


def silently(found, unit):
    return found


def drawn():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return pictures.keep(pictures.prepare(out.getvalue()))


@pytest.mark.django_db
def test_a_picture_and_an_original_stand_in_the_bucket_and_come_back(bucket, client, ada):
    picture = drawn()
    examples.archive(examples.almanac(), TEXT)
    original = hashlib.sha256(TEXT.encode()).hexdigest()
    client.force_login(ada)

    shown = client.get(f"/media/pictures/{picture.file}.png")

    assert keys(bucket) == [
        f"archive/{original}",
        f"files/pictures/{picture.file[:2]}/{picture.file}",
    ]
    assert hashlib.sha256(shown.content).hexdigest() == picture.file
    assert source_store.archive().open(original).read() == TEXT.encode()


@pytest.mark.django_db
def test_nobody_gets_the_file_of_a_draft_and_what_is_not_there_is_said(bucket, client, ada):
    picture = drawn()
    address = f"/media/pictures/{picture.file}.png"
    as_anybody = Client().get(address).status_code
    client.force_login(ada)
    bucket.objects.all().delete()

    assert as_anybody == 404
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_the_same_picture_twice_is_one_file(bucket):
    drawn()
    drawn()

    assert len(keys(bucket)) == 1


@pytest.mark.django_db
def test_a_bucket_that_does_not_answer_is_told_in_a_sentence(bucket, monkeypatch, settings, ada):
    picture = drawn()
    monkeypatch.setattr(ours, "MEDIA_S3_ENDPOINT", f"http://127.0.0.1:{servers.free_port()}")
    away = ours._in_bucket("files")  # noqa: SLF001 -- what the environment makes of settings
    settings.STORAGES = {**settings.STORAGES, "default": away}
    client = Client(raise_request_exception=False)
    client.force_login(ada)

    answer = client.get(f"/media/pictures/{picture.file}.png")

    assert (answer.status_code, answer["Retry-After"]) == (503, "15")
    assert "The store of pictures and originals does not answer" in answer.content.decode()


def test_a_command_that_finds_no_bucket_ends_with_a_sentence_and_leaves_no_half_file(tmp_path):
    servers.migrated(tmp_path)
    away = {
        "MEDIA_S3_BUCKET": "media",
        "MEDIA_S3_ENDPOINT": f"http://127.0.0.1:{servers.free_port()}",
        "MEDIA_S3_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "not-to-be-told",
    }

    with pytest.raises(CalledProcessError) as ended:
        servers.manage(tmp_path, "backup", str(tmp_path / "one.backup"), **away)

    said = ended.value.stderr
    assert ended.value.returncode == 1
    assert said.startswith("The store of pictures and originals does not answer at this moment. (")
    assert said.count("\n") == 1
    assert "not-to-be-told" not in said
    assert not list(tmp_path.glob("one.backup*"))


@pytest.mark.parametrize("missing", ["botocore", "storages"])
@pytest.mark.parametrize("command", ["migrate", "doctor"])
def test_a_command_without_the_extra_for_buckets_ends_with_a_sentence(tmp_path, missing, command):
    (tmp_path / f"{missing}.py").write_text(f"raise ModuleNotFoundError(name={missing!r})")

    with pytest.raises(CalledProcessError) as ended:
        servers.manage(tmp_path, command, MEDIA_S3_BUCKET="media", PYTHONPATH=str(tmp_path))

    said = "MEDIA_S3_BUCKET names a bucket, and what speaks to one is not installed: "
    said += "pip install -e '.[s3]'\n"
    assert (ended.value.returncode, ended.value.stderr) == (1, said)


@pytest.mark.django_db
def test_why_a_timer_made_no_backup_is_written_down_in_the_same_words(
    bucket, monkeypatch, settings, tmp_path
):
    monkeypatch.setattr(ours, "MEDIA_S3_ENDPOINT", f"http://127.0.0.1:{servers.free_port()}")
    away = ours._in_bucket("archive")  # noqa: SLF001 -- what the environment makes of settings
    settings.STORAGES = {**settings.STORAGES, "archive": away}

    with pytest.raises(Exception, match="Could not connect to the endpoint"):
        call_command("backup", tmp_path / "one.backup")

    assert Run.objects.get(command="backup").said == (
        "The store of pictures and originals does not answer at this moment."
    )


def test_a_backup_takes_files_from_a_bucket_and_gives_them_back_to_an_empty_one(
    bucket, tmp_path, django_db_setup, django_db_blocker
):
    with django_db_blocker.unblock():
        there, restored = _there_and_back(bucket, tmp_path)

    assert keys(bucket) == there
    assert (restored.files, restored.differing) == (2, ())


def _there_and_back(bucket, folder):
    with databases.beside(folder, "bucket"):
        databases.migrate()
        drawn()
        examples.archive(examples.almanac(), TEXT)
        edit = store.create(examples.lighthouse(), reason=WHY).edit
        publishing.publish(edit, publisher=None)
        there = keys(bucket)
        path = folder / "backup.zip"
        backup.write(path, progress=silently)
    bucket.objects.all().delete()

    with databases.beside(folder, "again"):
        return there, backup.read(path, progress=silently)


def test_without_a_bucket_files_stand_in_folders():
    assert storages["default"].__class__.__name__ == "FileSystemStorage"
    assert set(form.STORAGES) == {"default", "archive"}
