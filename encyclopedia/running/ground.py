"""What the site stands on: its folder, its secret key, its file of SQLite; each made where missing.

The settings are made of it, so nothing here needs them. What this account may not read or make is
an ImproperlyConfigured that says so in a sentence.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


@contextmanager
def _within_reach(what: str, path: Path, named_by: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ImproperlyConfigured(
            f"The {what} {path} is out of reach of this account ({error.strerror}): run this as the"
            f" account that serves, or give it what it needs with chown -R; {named_by} names the"
            " place."
        ) from error


def folder(path: Path, *, mode: int) -> Path:
    """Give the folder *path* of our data; it is made for its owner where it is missing."""
    with _within_reach("data folder", path, "ENCYCLOPEDIA_DATA"):
        path.mkdir(mode=mode, parents=True, exist_ok=True)
    return path


def secret_key(path: Path) -> str:
    """Give the key that the file *path* holds; it is made at the first start."""
    with _within_reach("secret key", path, "ENCYCLOPEDIA_DATA"):
        if not path.exists():
            # Many processes may start at once: the first link stands, and no one reads half a key.
            draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
            opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(opened, "w") as file:
                file.write(secrets.token_urlsafe(60))
            with suppress(FileExistsError):
                os.link(draft, path)
            draft.unlink()
        kept = path.read_bytes()
    try:
        key = kept.decode()
    except UnicodeDecodeError:
        key = ""
    if not key.strip():
        is_what = "no text" if kept.strip() else "empty"
        raise ImproperlyConfigured(
            f"The secret key {path} is {is_what}: put the key of this site back; or"
            " delete it, and the next start makes another, which signs everybody out."
        )
    return key


def database(path: Path, named_by: str) -> None:
    """Make the file of SQLite, where it is missing and its folder is not: nobody else reads it.

    One that is there is left as it is: what cannot be written is read on, and the doctor says so.
    """
    with _within_reach("database", path, named_by):
        if path.parent.is_dir() and not path.exists():
            path.touch(mode=0o600)  # SQLite gives its log the same permissions
