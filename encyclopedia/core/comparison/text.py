"""The text lane: changed paragraphs and headings in place, the rest folded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from encyclopedia.core.comparison import lanes, prose
from encyclopedia.core.comparison.pairing import Pairs
from encyclopedia.core.comparison.values import Entry, Numbers, Words
from encyclopedia.core.diff import Changes, visible
from encyclopedia.core.diff.blocks import BlockChange, Fate
from encyclopedia.core.diff.document import LEAD, SectionChange
from encyclopedia.core.diff.words import Kind, Run

_NAMED = 3  # sections named in a fold before the rest are counted


def read(numbers: Numbers, changes: Changes) -> tuple[Entry, ...]:
    """Give the changes of the text in order, the two places of a moved paragraph linked."""
    entries = list(_numbered(numbers, changes))
    ids = {entry.move: entry.id for entry in entries if entry.move}
    return tuple(replace(e, twin=ids[-e.move]) if e.move else e for e in entries)


def _numbered(numbers: Numbers, changes: Changes) -> Iterator[Entry]:
    folded: list[tuple[str, Entry]] = []
    shown = ""
    for place, heading, entry in _entries(changes):
        if entry.kind == "same":
            folded.append((heading, entry))
            continue
        if folded:
            yield _fold(folded)
            folded = []
        opens = place != shown
        shown = place
        at = numbers.take()
        yield replace(
            entry,
            heading=heading,
            opens=opens,
            id=at.id,
            previous=at.previous,
            next=at.next,
        )
    if folded:
        yield _fold(folded)


def _entries(changes: Changes) -> Iterator[tuple[str, str, Entry]]:
    """Give every paragraph, and every change of a section as such, with its section."""
    pairs = Pairs(changes)
    for block in changes.lead:
        yield LEAD, LEAD, _paragraph(block, *pairs.read(block))
    for section in changes.sections:
        heading = section.heading or "Section without a heading"
        for entry in _section(section):
            yield section.id, heading, entry
        for block in section.blocks:
            yield section.id, heading, _paragraph(block, *pairs.read(block))


def _section(section: SectionChange) -> Iterator[Entry]:
    heading, *others = section.fields
    runs, words = visible.runs(heading.runs), prose.plain(heading.runs)
    if section.fate in (Fate.ADDED, Fate.REMOVED):
        label = "+ Added section" if section.fate is Fate.ADDED else "− Removed section"
        yield Entry(kind=section.fate.value, about="section", label=label, runs=runs, words=words)
        return
    if section.moved:
        yield Entry(kind="moved", about="section", label="⇅ Moved section")
    if not heading.is_same:
        notes = visible.notes(heading.runs)
        yield Entry(
            kind="changed",
            about="section",
            label="Renamed section",
            runs=runs,
            words=words,
            notes=notes,
        )
    for field in others:
        if not field.is_same:
            label = f"Changed {lanes.name(field.name).lower()} of the section"
            runs = visible.runs(field.runs)
            yield Entry(kind="changed", about="section", label=label, runs=runs)


def _paragraph(block: BlockChange, words: tuple[Words, ...], styling: tuple[str, ...]) -> Entry:
    if block.fate is Fate.SAME:
        text = visible.text("".join(run.text for run in block.runs))
        return Entry(kind="same", label="", paragraphs=(text,), readable=(words,))
    if block.fate is Fate.MOVED_AWAY:
        return Entry(kind="moved", label="⇅ Moved to ", twin_name=block.other, move=-block.move)
    entry = Entry(
        kind=block.fate.value,
        label=_changed_label(block),
        runs=visible.runs(block.runs),
        words=words,
        notes=visible.notes(block.runs),
        styling=styling,
    )
    if block.fate is Fate.MOVED_HERE:
        changed = entry.notes or _has_changes(entry.runs)
        return replace(
            entry,
            kind="moved",
            label="⇅ Moved here from ",
            twin_name=block.other,
            label_end=", and changed" if changed else ", unchanged",
            move=block.move,
        )
    return entry


def _has_changes(runs: Iterable[Run]) -> bool:
    return any(run.kind is not Kind.SAME for run in runs)


def _changed_label(block: BlockChange) -> str:
    if block.fate is not Fate.CHANGED:
        return "+ Added paragraph" if block.fate is Fate.ADDED else "− Removed paragraph"
    if block.new_count > 1:
        return f"Changed paragraph, split in {block.new_count}"
    if block.old_count > 1:
        return f"Changed paragraph, joined from {block.old_count}"
    return "Changed paragraph"


def _fold(folded: Sequence[tuple[str, Entry]]) -> Entry:
    names = list(dict.fromkeys(heading for heading, _ in folded))
    count = len(folded)
    label = f"{count} unchanged paragraph{'' if count == 1 else 's'} in {_listed(names)}"
    return Entry(
        kind="same",
        label=label,
        paragraphs=tuple(text for _, entry in folded for text in entry.paragraphs),
        readable=tuple(words for _, entry in folded for words in entry.readable),
    )


def _listed(names: list[str]) -> str:
    if len(names) > _NAMED + 1:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more sections"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
