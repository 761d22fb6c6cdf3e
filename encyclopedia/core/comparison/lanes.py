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
from sources.core.saying import Said, say

_USUAL = {("type", "text"), ("type", "document"), ("access", "excerpt")}
_MARKUP: dict[tuple[str, str], Callable[[str], tuple[Piece, ...]]] = {
    ("infobox", "text"): readable.read_line,
    ("timeline", "text"): readable.read,
    ("metadata", "hatnote"): readable.read_line,
}
_MAIN = "text"  # what a row of the infobox or an event says, which needs no name
_HASHES = ("file", "snapshot")
_SHOWN_OF_HASH = 12  # characters, enough to tell two files apart
_LABELS = {
    "alt": say("Alternative text"),
    "doi": say("DOI"),
    "isbn": say("ISBN"),
    "issn": say("ISSN"),
    "url": say("Address"),
    "archive_url": say("Archived at"),
    "snapshot": say("Archived copy (SHA-256)"),
    "captured_at": say("Captured"),
    "file": say("File (SHA-256)"),
    "issued": say("Published"),
    "container": say("Published in"),
    "wire": say("News agency"),
    "anchor": say("Address"),
    "disambiguation": say("Disambiguation page"),
    "title": say("Title"),
    "kind": say("Kind"),
    "short_description": say("Short description"),
    "language": say("Language"),
    "hatnote": say("Hatnote"),
    "series": say("Series"),
    "level": say("Level"),
    "heading": say("Heading"),
    "label": say("Label"),
    "text": say("Text"),
    "type": say("Type"),
    "date": say("Date"),
    "note": say("Note"),
    "key": say("Key"),
    "caption": say("Caption"),
    "credit": say("Credit"),
    "width": say("Width"),
    "height": say("Height"),
    "media_type": say("Media type"),
    "authors": say("Authors"),
    "editors": say("Editors"),
    "translators": say("Translators"),
    "volume": say("Volume"),
    "issue": say("Issue"),
    "pages": say("Pages"),
    "edition": say("Edition"),
    "number": say("Number"),
    "genre": say("Genre"),
    "event": say("Event"),
    "place": say("Place"),
    "series_number": say("Number in the series"),
    "standing": say("Standing"),
    "publisher": say("Publisher"),
    "accessed": say("Accessed"),
    "reliability": say("Reliability"),
    "reliability_reason": say("Reliability reason"),
    "reviewed_on": say("Reviewed on"),
    "state_run": say("State run"),
    "opinion": say("Opinion"),
    "access": say("Access"),
    "aliases": say("Aliases"),
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
    rows: list[Row] = []
    before = ""
    for part in parts:
        if not part.is_same:
            rows.append(_row(numbers, part, key, before))
        before = _name_of(part) if part.new_at >= 0 else before
    return Lane(name=key, title=title, column=column, rows=tuple(rows), same=len(parts) - len(rows))


def _row(numbers: Numbers, part: PartChange, lane: str, before: str) -> Row:
    first, *others = part.fields
    at = numbers.take()
    unnamed = not first.name or not first.old + first.new
    shown = (Run(Kind.SAME, _name_of(part)),) if unnamed else first.runs
    kind = "moved" if part.fate is Fate.SAME else part.fate.value
    return Row(
        kind=kind,
        label=_row_label(part, before),
        name=shown if isinstance(shown[0].text, Said) else visible.runs(shown),
        details=tuple(
            _detail(lane, part, field)
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


def _detail(lane: str, part: PartChange, field: FieldChange) -> Detail:
    read_field = _MARKUP.get((lane, field.name or part.id))
    if field.name in _HASHES:
        old, new = (_short(value) for value in (field.old, field.new))
        return Detail(name=name(field.name), runs=words.compare(old, new))
    detail = Detail(
        name="" if field.name == _MAIN else name(field.name),
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


def _row_label(part: PartChange, before: str) -> str:
    if part.fate is Fate.CHANGED:
        if not part.moved:
            return say("Changed")
        if before:
            return say("⇅ Moved, now after {name}, and changed", name=before)
        return say("⇅ Moved, now first, and changed")
    if part.fate in (Fate.ADDED, Fate.REMOVED):
        return say("+ Added") if part.fate is Fate.ADDED else say("− Removed")
    return say("⇅ Moved, now after {name}", name=before) if before else say("⇅ Moved, now first")


def name(field: str) -> str:
    """Give a field of the Document the name that readers know."""
    return _LABELS.get(field, field.replace("_", " ").capitalize())
