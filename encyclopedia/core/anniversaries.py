"""The days of a timeline that come round every year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from encyclopedia.core import reading, values
from encyclopedia.core.document import Document
from encyclopedia.core.reading import Place, Prose
from encyclopedia.core.sentences import sentences

LONGEST: Final = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Anniversary:
    """An event of one exact day: `year` 0 is 1 BCE, `words` are plain, its first sentence."""

    id: UUID
    year: int
    month: int
    day: int
    title: str = ""
    words: str = ""


def read(document: Document, texts: Iterable[Prose] = ()) -> Iterator[Anniversary]:
    """Give the events of *document*, of which *texts* may be parsed already, by their order.

    A range, a month, and a date that is only about right have no day that comes round.
    """
    parsed = {prose.place: prose for prose in tuple(texts) or reading.texts(document)}
    for event in document.events:
        date = values.date(event.date, document.language)
        if date is None or date.first != date.last or date.approximate or date.uncertain:
            continue
        year, month, day = date.first
        words = _first_sentence(parsed[Place("event", event.id)])
        yield Anniversary(
            id=event.id, year=year, month=month, day=day, title=event.title.strip(), words=words
        )


def _first_sentence(prose: Prose) -> str:
    found = (" ".join(each.text.split()) for each in sentences(prose.blocks))
    words = next((words for words in found if words), "")
    if len(words) <= LONGEST:
        return words
    whole = words[: LONGEST - 1].rpartition(" ")[0] or words[: LONGEST - 1]
    return f"{whole.rstrip(' ,;:–—-')}…"
