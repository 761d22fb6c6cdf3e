"""Whether the files that rows name are there and are what they were: all by size, some by hash."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from django.conf import settings
from django.core.files.storage import Storage, default_storage

from encyclopedia import pictures
from encyclopedia.doctor.finding import ERROR, Finding
from encyclopedia.models import Picture
from sources import store as source_store
from sources.management.wording import counted
from sources.models import Alteration, Snapshot

SAMPLE: Final = 50  # files whose bytes are read
NAMED: Final = 3
_WHY: Final = "What readers are shown as the evidence of a sentence cannot be shown."
_MEND: Final = (
    "Restore a backup beside this site, and copy these files from its data folder; their names are"
    " their SHA-256."
)


def look() -> Iterator[Finding]:
    """Look for the originals of sources and for pictures."""
    sizes = dict(Snapshot.objects.values_list("sha256", "size"))
    held = {*sizes, *Alteration.objects.values_list("sha256", flat=True)}
    yield from _compare("archived original", source_store.archive(), {n: n for n in held}, sizes)
    sizes = dict(Picture.objects.values_list("file", "size"))
    names = {file: pictures.path(file) for file in sizes}
    yield from _compare("picture", default_storage, names, sizes)


def _compare(
    noun: str, storage: Storage, names: Mapping[str, str], sizes: Mapping[str, int]
) -> Iterator[Finding]:
    """Compare the files of *storage* with what is known: each *name* and *size* by its hash.

    Of some no size is known.
    """
    missing, closed, other = [], [], []
    for sha256, name in names.items():
        try:
            size = storage.size(name)
            if not _may_read(storage, name):
                closed.append(sha256)
            elif size != sizes.get(sha256, size):
                other.append(sha256)
        except PermissionError:
            closed.append(sha256)
        except OSError:
            missing.append(sha256)
    whole = sorted(names.keys() - {*missing, *closed, *other})
    step = max(1, len(whole) // SAMPLE)
    other += [each for each in whole[::step] if _hash(storage, names[each]) != each]
    give = f"Give them to the account that serves: chown -R encyclopedia {settings.DATA_DIR}"
    for wrong, files, mend in (
        ("missing", missing, _MEND),
        ("not to be read by this account", closed, give),
        ("not what was archived", other, _MEND),
    ):
        if files:
            told = f"{counted(len(files), noun)} {wrong}: {_some(files)}."
            yield Finding(level=ERROR, wrong=told, why=_WHY, mend=mend)


def _may_read(storage: Storage, name: str) -> bool:
    """Tell whether a file may be opened; what a bucket lets us do, it says when it is asked."""
    try:
        return os.access(storage.path(name), os.R_OK)
    except NotImplementedError:
        return True


def _hash(storage: Storage, name: str) -> str:
    digest = hashlib.sha256()
    with storage.open(name) as file:
        for data in file.chunks():
            digest.update(data)
    return digest.hexdigest()


def _some(files: Iterable[str]) -> str:
    listed = sorted(files)
    more = f" and {len(listed) - NAMED:,} more" if len(listed) > NAMED else ""
    return f"{', '.join(listed[:NAMED])}{more}"
