"""Readers run apart: a child process with limits of time and memory, which may be ended.

Parsers of wikitext are known to take minutes, and gigabytes, over a few hundred bytes of hostile
nesting (TRUST 9). Here such a page costs its limit, and whoever imports it gets a sentence.
"""

from __future__ import annotations

import multiprocessing
import resource
from contextlib import suppress
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self, TypeAlias

from encyclopedia.core.readers import READERS, Reading

SECONDS = 60
MEGABYTES = 1024
_STARTING = 60  # seconds that a child may take to come up on a busy machine
_Answer: TypeAlias = Reading | tuple[str, int, str]


class LimitError(ValueError):
    """A text takes more time or memory than its reader is given."""


class ReadError(ValueError):
    """What a reader said is wrong with a text; `line` counts from 1, or is 0 where none is told."""

    def __init__(self, sentence: str, line: int) -> None:
        """Keep the *sentence* and its *line*."""
        super().__init__(sentence)
        self.line = line


class Apart:
    """A child process that reads texts, one after the other; it is made when it is needed.

    Use it in a `with` block, which ends the child.
    """

    def __init__(self, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        """Take the *seconds* that one text may take, and the *megabytes* of memory."""
        self.seconds = seconds
        self._megabytes = megabytes
        self._child: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def read(self, format_name: str, text: str, *, called: str = "") -> Reading:
        """Read *text* as READERS would; raises ReadError, or LimitError if it takes too much."""
        pipe = self._started()
        try:
            pipe.send((format_name, text, called))
            if not pipe.poll(self.seconds):
                self.end()
                raise LimitError(
                    f"Reading this takes longer than {self.seconds:g} seconds, the most we allow."
                )
            answer: _Answer = pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            self.end()
            raise LimitError(
                f"Reading this takes more than {self._megabytes:,} MB of memory, the most we allow."
            ) from error
        if isinstance(answer, Reading):
            return answer
        kind, line, sentence = answer
        if kind == "limit":
            raise LimitError(
                f"Reading this takes more than {self._megabytes:,} MB of memory, the most we allow."
            )
        raise ReadError(sentence, line)

    def end(self) -> None:
        """End the child, whatever it is at."""
        if self._pipe is not None:
            self._pipe.close()
        if self._child is not None:
            self._child.kill()
            self._child.join()
            self._child.close()
        self._pipe = self._child = None

    def _started(self) -> Connection:
        if self._pipe is not None:
            return self._pipe
        # A child that is spawned shares no memory, no connection and no lock with this process.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        child = context.Process(target=_serve, args=(theirs, self._megabytes), daemon=True)
        child.start()
        theirs.close()
        self._pipe, self._child = ours, child
        if not ours.poll(_STARTING) or ours.recv() != "ready":
            self.end()
            raise LimitError("The process that reads files apart did not start.")
        return ours


def _serve(pipe: Connection, megabytes: int) -> None:
    """Answer what comes through *pipe* until it is closed: the whole life of the child."""
    size = megabytes * 1024**2
    with suppress(ValueError, OSError):  # a limit that is lower already stays
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    readers = dict(READERS)
    pipe.send("ready")
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            format_name, text, called = pipe.recv()
            answer: _Answer
            try:
                answer = readers[format_name](text, called=called)
            except ValueError as error:
                answer = ("wrong", int(getattr(error, "line", 0)), str(error))
            except (MemoryError, RecursionError):
                answer = ("limit", 0, "")
            pipe.send(answer)
