"""The lanes around the text: tables of details, fields, events, links and sources."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from encyclopedia.core.comparison import prose, readable
from encyclopedia.core.comparison.readable import Piece
from encyclopedia.core.comparison.values import Detail, Lane, Numbers, Row
from encyclopedia.core.diff import visible, words
from encyclopedia.core.diff.blocks import Fate
from encyclopedia.core.diff.parts import FieldChange, PartChange
from encyclopedia.core.diff.words import Kind, Run

_USUAL = {("type", "text"), ("type", "document"), ("access", "excerpt")}
_MARKUP: dict[tuple[str, str], Callable[[str], tuple[Piece, ...]]] = {
    ("infobox", "text"): readable.read_line,
    ("timeline", "text"): readable.read,
    ("metadata", "hatnote"): readable.read_line,
}
_HASHES = ("file", "snapshot")
_SHOWN_OF_HASH = 12  # characters, enough to tell two files apart
_LABELS = {
    "alt": "Alternative text",
    "doi": "DOI",
    "isbn": "ISBN",
    "url": "Address",
    "archive_url": "Archived at",
    "snapshot": "Archived copy (SHA-256)",
    "captured_at": "Captured",
    "file": "File (SHA-256)",
    "issued": "Published",
    "container": "Published in",
    "wire": "News agency",
    "anchor": "Address",
    "disambiguation": "Disambiguation page",
}


def details(metadata: Iterable[FieldChange]) -> list[PartChange]:
    """Take each detail of the article for a row, so that it shows as the infobox does."""
    return [
        PartChange(
            id=change.name,
            name=name(change.name),
            fate=Fate.SAME if change.is_same else Fate.CHANGED,
            fields=(replace(change, name=""),),
        )
        for change in metadata
    ]


def read(numbers: Numbers, names: tuple[str, str, str], parts: Sequence[PartChange]) -> Lane:
    """Make a lane, of *names* key, title and column, of the *parts* that changed."""
    key, title, column = names
    rows = tuple(_row(numbers, part, key) for part in parts if not part.is_same)
    return Lane(name=key, title=title, column=column, rows=rows, same=len(parts) - len(rows))


def _row(numbers: Numbers, part: PartChange, lane: str) -> Row:
    first, *others = part.fields
    at = numbers.take()
    unnamed = not first.name or not first.old + first.new
    shown = (Run(Kind.SAME, _name_of(part)),) if unnamed else first.runs
    kind = "moved" if part.fate is Fate.SAME else part.fate.value
    return Row(
        kind=kind,
        label=_row_label(part),
        name=visible.runs(shown),
        details=tuple(
            _detail(field, _MARKUP.get((lane, field.name or part.id)))
            for field in (part.fields if not first.name else others)
            if _tells(part, field)
        ),
        id=at.id,
        previous=at.previous,
        next=at.next,
    )


def _name_of(part: PartChange) -> str:
    """Name a part that has no name by the first thing that it says: an event by its date."""
    if part.name:
        return part.name
    told = (field.new or field.old for field in part.fields)
    return next((text.partition("\n")[0] for text in told if text), part.id)


def _detail(field: FieldChange, read_field: Callable[[str], tuple[Piece, ...]] | None) -> Detail:
    if field.name in _HASHES:
        old, new = (_short(value) for value in (field.old, field.new))
        return Detail(name=name(field.name), runs=words.compare(old, new))
    detail = Detail(
        name=name(field.name),
        runs=visible.runs(field.runs),
        notes=visible.notes(field.runs, prose=read_field is not None),
    )
    if read_field is None:
        return detail
    told, styling = prose.compare(read_field(field.old), read_field(field.new), field.runs)
    return replace(detail, words=told, styling=styling)


def _short(value: str) -> str:
    return f"{value[:_SHOWN_OF_HASH]}…" if len(value) > _SHOWN_OF_HASH else value


def _tells(part: PartChange, field: FieldChange) -> bool:
    """Tell whether a field is worth a line: what changed, or all that a new part has."""
    if part.fate in (Fate.ADDED, Fate.REMOVED):
        value = field.old + field.new
        return value not in ("", "no") and (field.name, value) not in _USUAL
    return not field.is_same


def _row_label(part: PartChange) -> str:
    if part.fate is Fate.CHANGED:
        return "⇅ Moved and changed" if part.moved else "Changed"
    return {Fate.ADDED: "+ Added", Fate.REMOVED: "− Removed"}.get(part.fate, "⇅ Moved")


def name(field: str) -> str:
    """Give a field of the Document the name that readers know."""
    return _LABELS.get(field, field.replace("_", " ").capitalize())
