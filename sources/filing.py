"""Files that are named by their content: written once, whole, and never over."""

from __future__ import annotations

from django.core.files.base import File
from django.core.files.storage import Storage


def put(storage: Storage, name: str, file: File[bytes], size: int) -> None:
    """Write *file* of *size* bytes as *name*, unless it is there already.

    What is there with another size is what a machine that died had begun, and is written anew.
    """
    if storage.exists(name):
        if storage.size(name) == size:
            return
        storage.delete(name)
    storage.save(name, file)
