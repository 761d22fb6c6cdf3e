"""The hash of every revision, version and file of the database that is used now.

    python -c "import hashed; hashed.show()"

prints them as JSON, for a machine that is another than that of the test.
"""

from __future__ import annotations

import hashlib
import json


def everything():
    """Give them as values that JSON keeps."""
    from reversion.models import Version

    from encyclopedia import store
    from encyclopedia.core.writers import json as written
    from encyclopedia.models import Article, Edit

    edits = Edit.objects.select_related("revision", "article").order_by("pk")
    versions = Version.objects.order_by("pk").values_list("pk", "revision_id", "serialized_data")
    return {
        "revisions": {str(edit.pk): of(written.write(store.at(edit))) for edit in edits},
        "unlike their hash": [e.pk for e in edits if not store.is_as_hashed(e, store.at(e))],
        "unlike their newest": [
            article.title
            for article in Article.objects.all()
            if store.current(article) != store.at(store.head(article))
        ],
        "versions": {str(pk): of(f"{revision} {data}") for pk, revision, data in versions},
        "files": dict(files()),
        "named": sorted(named()),
    }


def files():
    """Give each stored file with its hash."""
    from django.core.files.storage import storages

    from encyclopedia.backup import form

    def walk(storage, folder):
        folders, names = storage.listdir(folder)
        yield from (f"{folder}{name}" for name in names)
        for each in folders:
            yield from walk(storage, f"{folder}{each}/")

    for kept in form.STORAGES:
        try:
            found = list(walk(storages[kept], ""))
        except FileNotFoundError:
            continue
        for name in found:
            with storages[kept].open(name) as file:
                yield f"{kept}/{name}", of(file.read())


def named():
    """Give the files that rows name, each of which should be there."""
    from encyclopedia import pictures
    from encyclopedia.models import Picture
    from sources.models import Snapshot

    yield from (f"archive/{each.sha256}" for each in Snapshot.objects.all())
    yield from (f"default/{pictures.path(each.file)}" for each in Picture.objects.all())


def of(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


def show():
    """Print everything."""
    print(json.dumps(everything()))  # noqa: T201 -- what another process reads
