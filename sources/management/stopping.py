"""Commands that end in order when they are told to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

SIGNALLED: Final = 128  # what shells add to the number of a signal, for the exit code
_TELLING: Final[tuple[int, ...]] = (signal.SIGINT, signal.SIGTERM)


class _ToldToStopError(KeyboardInterrupt):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class StoppableCommand(BaseCommand):
    """A command that Ctrl-C, or the TERM of a service manager, ends with one sentence.

    What it was about to write is not written, files it began are put away, and `stopped` says how
    it goes on.
    """

    stopped = "What was done stands; run it again, and it goes on."

    def execute(self, *args: Any, **options: Any) -> str | None:  # noqa: ANN401 -- Django's signature
        """Carry out, until told to stop."""
        try:
            with _signals():
                return super().execute(*args, **options)
        except BaseException as error:
            stop = _stop_behind(error)
            if stop is None:
                raise
            number = getattr(stop, "number", signal.SIGINT)
            raise CommandError(f"Stopped. {self.stopped}", returncode=SIGNALLED + number) from None


def _stop_behind(error: BaseException | None) -> KeyboardInterrupt | None:
    """Find what told to stop, which an error of what tidied up after it may hide."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error


@contextmanager
def _signals() -> Iterator[None]:
    """Let INT and TERM end what is under way as Ctrl-C does, so that it tidies up."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise _ToldToStopError(number)

    with _handled(dict.fromkeys(_TELLING, stop)):
        yield


@contextmanager
def held() -> Iterator[Callable[[], None]]:
    """Note INT and TERM, and let them act when what is given is called, or else at the end."""
    noted: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        noted[:] = [number]

    try:
        with _handled(dict.fromkeys(_TELLING, note)) as before:

            def act() -> None:
                if noted:
                    with _handled(before):
                        signal.raise_signal(noted.pop())

            yield act
    finally:
        if noted:
            signal.raise_signal(noted.pop())


@contextmanager
def _handled(handlers: Mapping[int, Any]) -> Iterator[dict[int, Any]]:
    """Have *handlers* by signal, and give those of before; only the main thread can have any."""
    if threading.current_thread() is not threading.main_thread():
        yield {}
        return
    before = {each: signal.signal(each, handler) for each, handler in handlers.items()}
    try:
        yield before
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
