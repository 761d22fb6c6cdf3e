"""The form of a backup: what its manifest says, and how a value stands in a row."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Final
from uuid import UUID

FORMAT: Final = "encyclopedia-backup"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
STORAGES: Final = ("default", "archive")
LEFT_OUT: Final = frozenset(
    {
        "sessions.session",  # whoever restores a backup signs in anew
        "encyclopedia.presence",  # who had a form open a minute ago
        "encyclopedia.run",  # when commands ran where the backup was made
        "encyclopedia.searchentry",  # made anew, as its index differs from database to database
        "encyclopedia.titleword",
        "encyclopedia.edition",  # drawn anew with what searches and lists know
        "encyclopedia.sideedition",  # drawn anew while rows come back
        "encyclopedia.purge",  # what another place told caches of its own
        "encyclopedia.purged",
    }
)
CHUNK: Final = 1 << 20  # bytes
LARGEST_MANIFEST: Final = 256 << 20  # bytes
_MODEL: Final = re.compile(r"[a-z_]+\.[a-z_]+")
_NAME: Final = re.compile(r"[0-9A-Za-z_-][0-9A-Za-z_.-]*(?:/[0-9A-Za-z_-][0-9A-Za-z_.-]*)*")
_HASH: Final = re.compile(r"[0-9a-f]{64}")


class BackupError(ValueError):
    """Why a backup cannot be written or restored, as one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of one model: `model` is "app.model", `columns` are names of its fields."""

    model: str
    columns: tuple[str, ...]
    rows: int
    sha256: str

    @property
    def member(self) -> str:
        """The name of its rows in the backup."""
        return f"rows/{self.model}.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of one of the storages: `size` in bytes."""

    storage: str
    name: str
    size: int
    sha256: str

    @property
    def member(self) -> str:
        """Its name in the backup."""
        return f"files/{self.storage}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds; `migrations` is the last of each app, by which its rows are read."""

    made_at: str
    migrations: Mapping[str, str]
    tables: tuple[Table, ...]
    files: tuple[StoredFile, ...]

    def write(self) -> bytes:
        """Give it as JSON."""
        told = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return json.dumps(told, ensure_ascii=False, indent=1).encode()


def manifest(data: bytes) -> Manifest:
    """Read a manifest; raises BackupError where it is none, or one of a later version."""
    try:
        told = json.loads(data)
        format_, version = told["format"], told["version"]
        found = _fields(told) if (format_, version) == (FORMAT, VERSION) else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BackupError(f"The manifest of this backup is damaged ({error}).") from error
    if format_ != FORMAT:
        raise BackupError("This is not a backup of an encyclopedia.")
    if found is None:
        raise BackupError(
            f"This backup has version {version} of the format; this release reads version"
            f" {VERSION}. Restore it with the release that wrote it, or a later one."
        )
    _check(found)
    return found


def _fields(told: Mapping[str, Any]) -> Manifest:
    return Manifest(
        made_at=str(told["made_at"]),
        migrations={str(app): str(name) for app, name in told["migrations"].items()},
        tables=tuple(
            Table(**{**each, "columns": tuple(each["columns"])}) for each in told["tables"]
        ),
        files=tuple(StoredFile(**each) for each in told["files"]),
    )


def _check(found: Manifest) -> None:
    """Refuse names that lead anywhere but into their own table or storage."""
    for table in found.tables:
        if not _MODEL.fullmatch(table.model) or not _HASH.fullmatch(table.sha256):
            raise BackupError(f"The manifest of this backup names a table “{table.model}”.")
    for file in found.files:
        fits = _NAME.fullmatch(file.name) and _HASH.fullmatch(file.sha256)
        if not fits or file.storage not in STORAGES or file.size < 0:
            raise BackupError(
                f"The manifest of this backup names a file “{file.name}”, which is no name that"
                " a picture or an archived original can have."
            )


def line(values: tuple[Any, ...]) -> bytes:
    """Write one row."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return text.encode() + b"\n"


def _plain(value: object) -> object:
    """Write what JSON has no form for as the text that Django's fields read again."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"a row holds a {type(value).__name__}, which a backup cannot write")


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Read *file* to its end, a megabyte at a time."""
    while data := file.read(CHUNK):
        yield data


def sha256(file: IO[bytes]) -> tuple[str, int]:
    """Give the SHA-256 of the rest of *file*, and how many bytes that were."""
    digest, size = hashlib.sha256(), 0
    for data in chunks(file):
        digest.update(data)
        size += len(data)
    return digest.hexdigest(), size
