"""Two articles compared: every part with its fate, what is unchanged included."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

from encyclopedia.core import titles
from encyclopedia.core.diff import blocks, moves, parts
from encyclopedia.core.diff.blocks import BlockChange, Fate
from encyclopedia.core.diff.parts import FieldChange, PartChange
from encyclopedia.core.document import (
    Document,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SeeAlso,
)
from sources.core.record import Name, SourceRecord
from sources.core.saying import say

LEAD = say("Lead")
"""What the text before the first section is called in a comparison."""

_METADATA = ("title", "kind", "short_description", "language", "hatnote", "series")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    """A section and its fate; `fields` are its heading, kind, level and anchor.

    `fate` tells of the section as such: changed is one whose heading, kind, level, anchor or
    text is not what it was. Places and ids are as in a PartChange.
    """

    id: str
    heading: str
    level: int
    fate: Fate
    fields: tuple[FieldChange, ...]
    blocks: tuple[BlockChange, ...]
    moved: bool = False
    old_at: int
    new_at: int
    old_id: str
    new_id: str

    @property
    def is_same(self) -> bool:
        return self.fate is Fate.SAME and not self.moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that differs between two Documents, and everything that does not."""

    metadata: tuple[FieldChange, ...]
    infobox: tuple[PartChange, ...]
    lead: tuple[BlockChange, ...]
    sections: tuple[SectionChange, ...]
    events: tuple[PartChange, ...]
    see_also: tuple[PartChange, ...]
    categories: tuple[PartChange, ...]
    illustrations: tuple[PartChange, ...]
    sources: tuple[PartChange, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether the two Documents are the same."""
        rows = (self.infobox, self.events, self.see_also, self.categories, self.illustrations)
        return (
            all(block.fate is Fate.SAME for block in self.lead)
            and all(section.is_same for section in self.sections)
            and all(part.is_same for part in self.metadata + self.sources)
            and all(part.is_same for lane in rows for part in lane)
        )


def compare(old: Document, new: Document) -> Changes:
    """Compare two states of an article, from the metadata down to the words."""
    lead, sections = _prose(old, new)
    return Changes(
        metadata=_metadata(old, new),
        infobox=parts.compare(old.infobox, new.infobox, _infobox_field, _id, _label),
        lead=lead,
        sections=sections,
        events=parts.compare(old.events, new.events, _event, _id, _moment),
        see_also=parts.compare(old.see_also, new.see_also, _see_also, _id, _target),
        categories=parts.compare(old.categories, new.categories, _category, str),
        illustrations=parts.compare(
            old.illustrations, new.illustrations, _illustration, _id, _picture_key
        ),
        sources=parts.compare(old.sources, new.sources, source_fields, _source_key),
    )


def _metadata(old: Document, new: Document) -> tuple[FieldChange, ...]:
    texts = (
        parts.field(name, str(getattr(old, name)), str(getattr(new, name))) for name in _METADATA
    )
    flag = parts.field(
        "disambiguation", _yes(flag=old.disambiguation), _yes(flag=new.disambiguation)
    )
    return (*texts, flag)


def _prose(
    old: Document, new: Document
) -> tuple[tuple[BlockChange, ...], tuple[SectionChange, ...]]:
    pinned = moves.twins(_texts(old), _texts(new))
    pairs = parts.match(old.sections, new.sections, _id, _heading)
    texts = [
        blocks.compare(pair.old.text if pair.old else "", pair.new.text if pair.new else "", pinned)
        for pair in pairs
    ]
    names = [shown.heading for pair in pairs if (shown := pair.new or pair.old)]
    lead, *rest = moves.label(
        ((LEAD, blocks.compare(old.lead, new.lead, pinned)), *zip(names, texts, strict=True))
    )
    return lead, tuple(map(_section, pairs, rest))


def _texts(document: Document) -> Iterable[str]:
    yield document.lead
    for section in document.sections:
        yield section.text


def _section(pair: parts.Match[Section], changes: tuple[BlockChange, ...]) -> SectionChange:
    shown = pair.new or pair.old
    if shown is None:
        raise AssertionError("a match has at least one side")
    before = _section_fields(pair.old) if pair.old else {}
    after = _section_fields(pair.new) if pair.new else {}
    changed = before != after or any(change.fate is not Fate.SAME for change in changes)
    fate = Fate.CHANGED if changed else Fate.SAME
    if not before or not after:
        fate = Fate.ADDED if after else Fate.REMOVED
    return SectionChange(
        id=str(shown.id),
        heading=shown.heading,
        level=shown.level,
        fate=fate,
        fields=parts.fields(before, after),
        blocks=changes,
        moved=pair.moved,
        old_at=pair.old_at,
        new_at=pair.new_at,
        old_id=str(pair.old.id) if pair.old else "",
        new_id=str(pair.new.id) if pair.new else "",
    )


def _id(part: InfoboxField | Section | KeyEvent | SeeAlso | Illustration) -> object:
    return part.id


def _label(row: InfoboxField) -> str:
    return titles.key(row.label)


def _heading(section: Section) -> str:
    return titles.key(section.heading)


def _moment(event: KeyEvent) -> tuple[str, str]:
    return event.date, event.title


def _target(link: SeeAlso) -> str:
    return titles.key(link.title)


def _picture_key(picture: Illustration) -> str:
    return picture.key


def _source_key(source: SourceRecord) -> str:
    return source.key


def _infobox_field(row: InfoboxField) -> dict[str, str]:
    return {"label": row.label, "text": row.text, "type": row.type.value}


def _section_fields(section: Section) -> dict[str, str]:
    return {
        "heading": section.heading,
        "kind": section.kind.value,
        "level": str(section.level),
        "anchor": section.anchor,
    }


def _event(event: KeyEvent) -> dict[str, str]:
    return {"title": event.title, "date": event.date, "text": event.text}


def _see_also(link: SeeAlso) -> dict[str, str]:
    return {"title": link.title, "note": link.note}


def _category(name: str) -> dict[str, str]:
    return {"name": name}


def _illustration(picture: Illustration) -> dict[str, str]:
    names = ("key", "alt", "caption", "credit", "file", "media_type", "width", "height")
    return {name: str(getattr(picture, name)) for name in names}


def source_fields(source: SourceRecord) -> dict[str, str]:
    """Write the fields of *source* out as text: an author a line, "yes" for a flag that is set."""
    names = ("title", *(f.name for f in fields(source) if f.name not in {"key", "title"}))
    return {name: _spelt(getattr(source, name)) for name in names} | {"key": source.key}


def _spelt(value: object) -> str:
    if isinstance(value, bool):
        return _yes(flag=value)
    if isinstance(value, tuple):
        return "\n".join(map(_name, value))
    return str(value)


def _name(name: Name | str) -> str:
    """Spell a name as people do: "Family, Given" or as it is; in JSON what would not read back."""
    if isinstance(name, str):
        return name
    person = f"{name.family}, {name.given}"
    spelt = name.literal or person
    plain = not name.literal or (not name.family + name.given and ", " not in name.literal)
    if plain and spelt != ", " and ", " not in name.family and not spelt.startswith("{"):
        return spelt
    return json.dumps(asdict(name), ensure_ascii=False)


def _yes(*, flag: bool) -> str:
    return "yes" if flag else "no"
