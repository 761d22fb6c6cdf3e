"""What a reader gives."""

from dataclasses import dataclass

from encyclopedia.core.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article that was read, and a sentence for each thing that it has no place for."""

    document: Document
    notes: tuple[str, ...] = ()
