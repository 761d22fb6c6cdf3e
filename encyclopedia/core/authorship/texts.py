"""The texts of an article whose words have authors, part by part."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from uuid import UUID

from encyclopedia.core.document import Document
from encyclopedia.core.rows import Row

FIELDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "article": ("title", "short_description", "hatnote", "lead"),
        "infoboxfield": ("label", "text"),
        "section": ("heading", "text"),
        "keyevent": ("date", "title", "text"),
        "seealso": ("title", "note"),
        "illustration": ("alt", "caption", "credit"),
    }
)
"""What of each kind of part is words, in the order in which its authors are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The texts of one part: `model` names its kind as in FIELDS, and its texts stand as there."""

    model: str
    texts: tuple[str, ...]


def of_row(row: Row) -> Texts:
    """Give the texts of *row*, which has today's schema."""
    texts = tuple(str(row.columns[name]) for name in FIELDS[row.model])
    return Texts(model=row.model, texts=texts)


def of_document(document: Document) -> dict[UUID, Texts]:
    """Give the texts of all parts of *document* by id; the article's own stand under its id."""
    parts: list[tuple[str, UUID, object]] = [("article", document.id, document)]
    parts += (("infoboxfield", row.id, row) for row in document.infobox)
    parts += (("section", section.id, section) for section in document.sections)
    parts += (("keyevent", event.id, event) for event in document.events)
    parts += (("seealso", link.id, link) for link in document.see_also)
    parts += (("illustration", picture.id, picture) for picture in document.illustrations)
    return {
        id_: Texts(model=model, texts=tuple(getattr(part, name) for name in FIELDS[model]))
        for model, id_, part in parts
    }
