"""What keeps a Document from being valid, and the places where it is found."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from encyclopedia.core.validity import fields
from sources.core.saying import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that keeps a Document from being valid.

    `part` is "article", "infobox", "section", "event", "see-also", "illustration" or "source";
    `part_id` is None where the part has no id; `field` is an attribute of the part.
    """

    place: str
    part: str
    part_id: UUID | None
    field: str
    sentence: str

    @property
    def said(self) -> str:
        """The sentence with its place before it."""
        field = self.field.replace("_", " ")
        return say(
            "{place}, {field}: {sentence}", place=self.place, field=field, sentence=self.sentence
        )

    def __str__(self) -> str:
        return str(self.said)


@dataclass(frozen=True, slots=True)
class Place:
    """Where faults are found: it makes the Fault out of field and sentence."""

    name: str
    part: str
    part_id: UUID | None = None

    def fault(self, field: str, sentence: str) -> Fault:
        return Fault(
            place=self.name,
            part=self.part,
            part_id=self.part_id,
            field=field,
            sentence=sentence,
        )

    def texts(self, part: fields.Part) -> Iterator[Fault]:
        for field, text in fields.TEXTS[type(part)].items():
            for sentence in text.faults(getattr(part, field)):
                yield self.fault(field, sentence)

    def repeated(
        self, field: str, names: Iterable[str], sentence: Callable[[str], str]
    ) -> Iterator[Fault]:
        for name, count in Counter(names).items():
            if count > 1:
                yield self.fault(field, sentence(name))
