"""Files that come with a form: no more of them is taken in than the largest that anything keeps."""

from __future__ import annotations

from typing import Any, Final

from django.core.files.uploadhandler import FileUploadHandler

LARGEST: Final = 10 * 1024 * 1024  # bytes


class CutShort(FileUploadHandler):
    """Let one byte more through than may be kept, so that the form sees a file that is too large.

    It stands before Django's own handlers, which write what comes to memory or disk.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self._left = LARGEST + 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        passed = raw_data[: self._left]
        self._left -= len(passed)
        return passed or None

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that have it."""
