"""The folder of an export: what we wrote there, what stays, and what goes.

`.export.jsonl` names each file that we wrote, with its SHA-256, size and media type. A line is
added as soon as a file stands, so an export that was cut short knows its own files; the last line
on a file counts.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final

MANIFEST: Final = ".export.jsonl"
FORM: Final = "encyclopedia static site, version 1"
_PACKED: Final = ("text/", "application/json", "application/xml", "image/svg")
_PACKED_ENDS: Final = ("+json", "+xml")
_SHORTEST: Final = 256  # bytes: what is shorter gains nothing


class ExportError(Exception):
    """Why nothing can be exported, as one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file that we wrote."""

    file: str
    sha256: str
    size: int
    type: str


class Folder:
    """The folder *path*: files are written whole or not at all, and only where they changed."""

    def __init__(self, path: Path, *, is_dry: bool = False) -> None:
        """Read what we wrote there before; raises ExportError where it is not ours."""
        self._path = path
        self._is_dry = is_dry
        self._before = _read(path)
        self._now: dict[str, Entry] = {}
        self._journal: IO[str] | None = None
        self.written = self.deleted = 0

    def __contains__(self, file: str) -> bool:
        """Tell whether *file* is part of this export already."""
        return file in self._now

    def __len__(self) -> int:
        """Count the files of this export."""
        return len(self._now)

    def put(self, file: str, body: bytes, media_type: str) -> None:
        """Let *file* hold *body*, and a compressed copy stand beside it where that is shorter."""
        entry = Entry(
            file=file, sha256=hashlib.sha256(body).hexdigest(), size=len(body), type=media_type
        )
        self._now[file] = entry
        if self._before.get(file) == entry and self._stands(entry):
            return
        self.written += 1
        if self._is_dry:
            return
        if self._journal is None:
            self._open()
        _replace(self._path / file, body)
        self._pack(file, body, media_type)
        self._note(entry)

    def finish(self) -> None:
        """Delete what we wrote once and is public no more, and say in the manifest what stands."""
        for file in self._before.keys() - self._now.keys():
            self.deleted += 1
            if not self._is_dry:
                self._delete(file)
        if self._is_dry:
            return
        if self._journal is not None:
            self._journal.close()
        lines = [_head(), *(_line(self._now[file]) for file in sorted(self._now))]
        text = "".join(f"{line}\n" for line in lines).encode()
        manifest = self._path / MANIFEST
        if not manifest.exists() or manifest.read_bytes() != text:
            _replace(manifest, text)

    def close(self) -> None:
        """Let go of the journal, finished or not."""
        if self._journal is not None:
            self._journal.close()

    def _stands(self, entry: Entry) -> bool:
        try:
            return (self._path / entry.file).stat().st_size == entry.size
        except OSError:
            return False

    def _open(self) -> None:
        self._path.mkdir(parents=True, exist_ok=True)
        manifest = self._path / MANIFEST
        is_new = not manifest.exists()
        self._journal = manifest.open("a", encoding="utf-8")
        if is_new:
            self._journal.write(f"{_head()}\n")
            self._journal.flush()

    def _note(self, entry: Entry) -> None:
        assert self._journal is not None  # noqa: S101 -- opened before the first file
        self._journal.write(f"{_line(entry)}\n")
        self._journal.flush()

    def _pack(self, file: str, body: bytes, media_type: str) -> None:
        packed = self._path / f"{file}.gz"
        is_text = media_type.startswith(_PACKED) or media_type.endswith(_PACKED_ENDS)
        if is_text and len(body) >= _SHORTEST:
            # Without a time in it, so that the same words are the same bytes.
            _replace(packed, gzip.compress(body, mtime=0))
        else:
            packed.unlink(missing_ok=True)

    def _delete(self, file: str) -> None:
        gone = self._path / file
        for each in (gone, gone.with_name(f"{gone.name}.gz")):
            each.unlink(missing_ok=True)
        with suppress(OSError):  # a folder that holds more stays
            for folder in gone.parents:
                if folder == self._path:
                    break
                folder.rmdir()


def _read(path: Path) -> dict[str, Entry]:
    """Read the manifest; of a folder without one only an empty one, or none yet, can be ours."""
    if path.exists() and not path.is_dir():
        raise ExportError(f"“{path}” is a file; a folder was expected.")
    manifest = path / MANIFEST
    if not manifest.exists():
        if path.exists() and any(path.iterdir()):
            raise ExportError(
                f"“{path}” is not empty, and no export wrote it: nothing is written there. Name a"
                " new folder, or an empty one."
            )
        return {}
    head, *lines = manifest.read_text(encoding="utf-8").splitlines() or [""]
    if head != _head():
        raise ExportError(f"“{manifest}” is not of this program, so nobody knows what is ours.")
    # A last line that was cut short names a file that another export writes again.
    whole = [line for line in lines if line.endswith("}")]
    try:
        entries = [Entry(**json.loads(line)) for line in whole]
    except (ValueError, TypeError) as error:
        raise ExportError(f"“{manifest}” cannot be read, so nobody knows what is ours.") from error
    return {entry.file: entry for entry in entries if _is_below(entry.file)}


def _is_below(file: str) -> bool:
    return not file.startswith("/") and ".." not in file.split("/")


def _head() -> str:
    return json.dumps({"form": FORM})


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False)


def _replace(path: Path, body: bytes) -> None:
    """Write *body* beside *path*, then let it take its place, so that nobody reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(".part")
    try:
        part.write_bytes(body)
        os.replace(part, path)  # noqa: PTH105 -- atomic on every system
    finally:
        part.unlink(missing_ok=True)
