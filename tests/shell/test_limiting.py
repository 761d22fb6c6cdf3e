"""Work apart ends by its limits, and says in the reader's language what is wrong with a file."""

import itertools
import multiprocessing
import signal
from gettext import NullTranslations

import pytest

from sources import capturing, limiting
from sources.core import saying


class Shouting(NullTranslations):
    """A language that is English in capitals."""

    def gettext(self, message):
        return message.replace("is not a PDF", "IST KEIN PDF").replace("takes longer", "DAUERT")


def test_what_a_child_refuses_can_be_said_again_in_another_language():
    with pytest.raises(limiting.ReadError) as refused:
        capturing.read(b"no PDF", "lamp.pdf")

    assert str(refused.value) == "lamp.pdf is not a PDF, whatever its name says."
    told = saying.told(saying.sentence_of(refused.value), Shouting())
    assert told == "lamp.pdf IST KEIN PDF, whatever its name says."


def test_what_takes_too_long_is_said_in_another_language_too(monkeypatch):
    monkeypatch.setattr(capturing, "SECONDS", 0)

    with pytest.raises(limiting.LimitError) as refused:
        capturing.read(b"%PDF-1.7", "lamp.pdf")

    told = saying.told(saying.sentence_of(refused.value), Shouting())
    assert told == "lamp.pdf: Reading this DAUERT than 0 seconds, the most we allow."


def test_a_child_that_nobody_waits_for_ends_by_itself():
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=limiting._serve, args=(theirs, sum, 220), daemon=True)  # noqa: SLF001 -- the child without its parent
    child.start()
    assert ours.poll(60)
    assert ours.recv() == "ready"

    ours.send((0, (itertools.count(),)))
    child.join(60)

    assert child.exitcode == -signal.SIGXCPU
    child.close()
