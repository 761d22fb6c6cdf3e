"""Work done apart: a child process with limits of time and memory, which may be ended.

Parsers are known to take minutes, and gigabytes, over a few hundred hostile bytes (TRUST 9). Here
such a file costs its limit, and whoever brought it gets a sentence. A child whose parent is gone
ends by its own limit.
"""

from __future__ import annotations

import math
import multiprocessing
import resource
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Generic, Self, TypeVar

from sources.core.saying import received, say, sent, sentence_of

T = TypeVar("T")

SECONDS = 60
MEGABYTES = 1024
_STARTING = 60  # seconds that a child may take to come up on a busy machine


class LimitError(ValueError):
    """A file takes more time or memory than its reader is given."""


class ReadError(ValueError):
    """What a reader said is wrong with a file; `line` counts from 1, or is 0 where none is told."""

    def __init__(self, sentence: str, line: int) -> None:
        """Keep the *sentence* and its *line*."""
        super().__init__(sentence)
        self.line = line


class Apart(Generic[T]):
    """A child process that does one piece of work again and again; it is made when it is needed.

    Use it in a `with` block, which ends the child.
    """

    def __init__(
        self, work: Callable[..., T], *, seconds: float = SECONDS, megabytes: int = MEGABYTES
    ) -> None:
        """Take the *work*, a function of a module; the *seconds* it may take, and the memory."""
        self.seconds = seconds
        self._work = work
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

    def do(self, *given: object) -> T:
        """Do the work on what is *given*; raises ReadError, or LimitError if it takes too much."""
        pipe = self._started()
        try:
            pipe.send((self.seconds, given))
            if not pipe.poll(self.seconds):
                self.end()
                raise LimitError(
                    say(
                        "Reading this takes longer than {number} seconds, the most we allow.",
                        number=f"{self.seconds:g}",
                    )
                )
            kind, line, answer = pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            self.end()
            raise self._too_large() from error
        if kind == "limit":
            raise self._too_large()
        if kind == "wrong":
            raise ReadError(received(answer), line)
        done: T = answer
        return done

    def _too_large(self) -> LimitError:
        return LimitError(
            say(
                "Reading this takes more than {number} MB of memory, the most we allow.",
                number=f"{self._megabytes:,}",
            )
        )

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
        given = (theirs, self._work, self._megabytes)
        child = context.Process(target=_serve, args=given, daemon=True)
        child.start()
        theirs.close()
        self._pipe, self._child = ours, child
        if not ours.poll(_STARTING) or ours.recv() != "ready":
            self.end()
            raise LimitError(say("The process that reads files apart did not start."))
        return ours


def _serve(pipe: Connection, work: Callable[..., object], megabytes: int) -> None:
    """Answer what comes through *pipe* until it is closed: the whole life of the child."""
    size = megabytes * 1024**2
    for limit, most in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # a limit that is lower already stays
            resource.setrlimit(limit, (most, most))
    pipe.send("ready")
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            seconds, given = pipe.recv()
            _may_take(seconds)
            answer: tuple[str, int, object]
            try:
                answer = ("done", 0, work(*given))
            except ValueError as error:
                answer = ("wrong", int(getattr(error, "line", 0)), sent(sentence_of(error)))
            except (MemoryError, RecursionError):
                answer = ("limit", 0, "")
            pipe.send(answer)


def _may_take(seconds: float) -> None:
    """Let this process have *seconds* of the processor from now on, and then be ended.

    Whoever gave it work waits no longer, so it comes to that only where nobody waits any more.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
