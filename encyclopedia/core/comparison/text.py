"""The text lane: changed paragraphs and headings in place, the rest folded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from encyclopedia.core.comparison import lanes, prose
from encyclopedia.core.comparison.pairing import Pairs
from encyclopedia.core.comparison.values import Entry, Numbers
from encyclopedia.core.diff import Changes, visible
from encyclopedia.core.diff.blocks import BlockChange, Fate
from encyclopedia.core.diff.document import LEAD, SectionChange
from encyclopedia.core.diff.words import Kind, Run
from sources.core.saying import Said, apply, join, say, say_many

MOST_UNCHANGED = 20_000
"""The characters of unchanged text up to which folds hold all of it."""

NEAR = 3
"""The paragraphs that a fold of a longer text holds on the side of a change."""

_EXCERPT = 80  # characters that tell which paragraph moved away
_UP = {True: say("up"), False: say("down")}
_FROM = {True: say("further down"), False: say("further up")}
_SECTION = {
    "anchor": say("Changed address of the section"),
    "level": say("Changed level of the section"),
    "kind": say("Changed kind of the section"),
}
_NAMED = 3  # sections named in a fold before the rest are counted


def read(numbers: Numbers, changes: Changes, *, whole: bool = False) -> tuple[Entry, ...]:
    """Give the changes of the text in order, the two places of a moved paragraph linked.

    What did not change is folded. Of long texts a fold holds the paragraphs nearest to the
    changes and counts the others, unless the *whole* is asked for.
    """
    pairs = Pairs(changes)
    near = 0 if whole or _unchanged(changes) <= MOST_UNCHANGED else NEAR
    entries = list(_numbered(numbers, _entries(changes, pairs), _Folding(pairs, near)))
    ids = {entry.move: entry.id for entry in entries if entry.move}
    return tuple(replace(e, twin=ids[-e.move]) if e.move else e for e in entries)


def _unchanged(changes: Changes) -> int:
    """Count the characters that stayed as they were."""
    lanes = (changes.lead, *(section.blocks for section in changes.sections))
    return sum(len(block.new) for blocks in lanes for block in blocks if block.fate is Fate.SAME)


_Told: TypeAlias = tuple[str, str, Entry | BlockChange]


def _numbered(numbers: Numbers, told: Iterable[_Told], folding: "_Folding") -> Iterator[Entry]:
    folded: list[tuple[str, BlockChange]] = []
    shown = ""
    for place, heading, entry in told:
        if isinstance(entry, BlockChange):
            folded.append((heading, entry))
            continue
        if folded:
            yield folding.fold(folded, after=bool(shown), before=True)
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
        yield folding.fold(folded, after=bool(shown), before=False)


def _entries(changes: Changes, pairs: Pairs) -> Iterator[_Told]:
    """Give every paragraph, and every change of a section as such, with its section."""
    for block in changes.lead:
        yield LEAD, LEAD, _paragraph(block, pairs)
    last = ""
    for section in changes.sections:
        heading = section.heading or say("Section without a heading")
        for entry in _section(section, last):
            yield section.id, heading, entry
        last = heading if section.new_at >= 0 else last
        for block in section.blocks:
            yield section.id, heading, _paragraph(block, pairs)


def _section(section: SectionChange, before: str) -> Iterator[Entry]:
    heading, *others = section.fields
    runs, words = visible.runs(heading.runs), prose.plain(heading.runs)
    if section.fate in (Fate.ADDED, Fate.REMOVED):
        added = section.fate is Fate.ADDED
        label = say("+ Added section") if added else say("− Removed section")
        yield Entry(kind=section.fate.value, about="section", label=label, runs=runs, words=words)
        return
    if section.moved:
        label = (
            say("⇅ Moved section, now after {name}", name=before)
            if before
            else say("⇅ Moved section, now first")
        )
        after = (before,) if before else ()
        yield Entry(kind="moved", about="section", label=label, named=after)
    if not heading.is_same:
        notes = visible.notes(heading.runs)
        yield Entry(
            kind="changed",
            about="section",
            label=say("Renamed section"),
            runs=runs,
            words=words,
            notes=notes,
        )
    for field in others:
        if not field.is_same:
            named = _SECTION.get(field.name) or lanes.name(field.name)
            runs = visible.runs(field.runs)
            yield Entry(kind="changed", about="section", label=named, runs=runs)


def _paragraph(block: BlockChange, pairs: Pairs) -> Entry | BlockChange:
    """Tell what became of a paragraph; one that stayed is told where it is folded."""
    if block.fate is Fate.SAME:
        return block
    if block.fate is Fate.MOVED_AWAY:
        return Entry(
            kind="moved",
            label=_moved_away(block),
            twin_name=block.other or _UP[block.up],
            excerpt=_excerpt(block, pairs),
            move=-block.move,
        )
    words, styling = pairs.read(block)
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
            label=(
                say("⇅ Swapped with another: moved here from ")
                if block.swapped
                else say("⇅ Moved here from ")
            ),
            twin_name=block.other or _FROM[block.up],
            label_end=say(", and changed") if changed else say(", unchanged"),
            move=block.move,
        )
    if block.old_count != block.new_count and entry.notes[:1] == (visible.WHITE_SPACE,):
        return replace(entry, notes=entry.notes[1:])  # the label says so
    return entry


def _moved_away(block: BlockChange) -> Said:
    if block.other:
        swapped = say("⇅ Swapped with another: moved to ")
        return swapped if block.swapped else say("⇅ Moved to ")
    return say("⇅ Swapped with another: moved ") if block.swapped else say("⇅ Moved ")


def _excerpt(block: BlockChange, pairs: Pairs) -> str:
    return apply(_shortened, join("", (word.text for word in pairs.before(block))))


def _shortened(words: str) -> str:
    told = " ".join(words.split())
    return told if len(told) <= _EXCERPT else f"{told[:_EXCERPT].rsplit(' ', 1)[0]}…"


def _only_space(block: BlockChange) -> bool:
    return "".join(block.old.split()) == "".join(block.new.split())


def _has_changes(runs: Iterable[Run]) -> bool:
    return any(run.kind is not Kind.SAME for run in runs)


def _changed_label(block: BlockChange) -> str:
    if block.fate is not Fate.CHANGED:
        return say("+ Added paragraph") if block.fate is Fate.ADDED else say("− Removed paragraph")
    if block.old_count == block.new_count and _only_space(block):
        return say("Changed white space")
    if block.new_count > 1:
        return say("Changed paragraph, split in {number}", number=block.new_count)
    if block.old_count > 1:
        return say("Changed paragraph, joined from {number}", number=block.old_count)
    return say("Changed paragraph")


class _Folding:
    """Folds what did not change, no more than *near* paragraphs at either end, or all for 0."""

    def __init__(self, pairs: Pairs, near: int) -> None:
        self._pairs = pairs
        self._near = near

    def fold(
        self, folded: Sequence[tuple[str, BlockChange]], *, after: bool, before: bool
    ) -> Entry:
        """Fold paragraphs that stand *after* a change, *before* one, or both."""
        names = list(dict.fromkeys(heading for heading, _ in folded))
        count = len(folded)
        first, last = self._ends(count, after=after, before=before)
        blocks = [block for _, block in (*folded[:first], *folded[last:])]
        return Entry(
            kind="same",
            label=say_many(
                "{number} unchanged paragraph in {places}",
                "{number} unchanged paragraphs in {places}",
                count,
                places=_listed(names),
            ),
            named=tuple(names[:_NAMED] if len(names) > _NAMED + 1 else names),
            paragraphs=tuple(visible.text("".join(run.text for run in b.runs)) for b in blocks),
            readable=tuple(self._pairs.read(block)[0] for block in blocks),
            left_out=last - first,
            left_out_at=first,
        )

    def _ends(self, count: int, *, after: bool, before: bool) -> tuple[int, int]:
        near = self._near
        first, last = near if after else 0, count - (near if before else 0)
        return (first, last) if near and last > first + near else (count, count)


def _listed(names: list[str]) -> str:
    if len(names) > _NAMED + 1:
        return say_many(
            "{names} and {number} more section",
            "{names} and {number} more sections",
            len(names) - _NAMED,
            names=join(", ", names[:_NAMED]),
        )
    if len(names) == 1:
        return names[0]
    return say("{names} and {last}", names=join(", ", names[:-1]), last=names[-1])
