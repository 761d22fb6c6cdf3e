"""A comparison → plain text: every change with its label in words, what stayed counted."""

from collections.abc import Iterable, Iterator, Sequence
from gettext import NullTranslations
from typing import Final, TypeAlias

from encyclopedia.core.comparison import Comparison, Detail, Entry, Lane, Row, Words
from encyclopedia.core.diff.words import Kind, Run
from sources.core.saying import ENGLISH, digits

Group: TypeAlias = tuple[str, Sequence[str]]
"""What else changed, such as the evidence: a title, and a line for each change."""

_KEY: Final = "[-{}-] {{+{}+}}"
"""How changed words stand in the text, as in wdiff and git."""

_SIGNS: Final = {Kind.SAME: "{}", Kind.DELETED: "[-{}-]", Kind.INSERTED: "{{+{}+}}"}
_INDENT: Final = "    "


def write(
    comparison: Comparison,
    *,
    heading: Sequence[str] = (),
    groups: Iterable[Group] = (),
    source: bool = False,
    language: NullTranslations = ENGLISH,
) -> str:
    """Write the changes as readers read them, or in the *source* text, under lines of *heading*.

    What the comparison says itself is told by the catalogue *language* before (`saying.told`).
    """
    key = _KEY.format(language.gettext("deleted"), language.gettext("inserted"))
    blocks = ["\n".join((*heading, comparison.summary, *(() if comparison.is_empty else (key,))))]
    for lane in comparison.before:
        blocks += _lane(lane, language, source=source)
    if comparison.text_changed:
        blocks += _text(comparison.text, language, source=source)
    for lane in comparison.after:
        blocks += _lane(lane, language, source=source)
    for title, lines in groups:
        blocks += [_title(title), *(_indented(line) for line in lines)] if lines else []
    return "\n\n".join(blocks) + "\n"


def _lane(lane: Lane, language: NullTranslations, *, source: bool) -> Iterator[str]:
    if not lane.rows:
        return
    yield _title(lane.title)
    for row in lane.rows:
        yield "\n".join(_row(row, source=source))
    if lane.same:
        number = digits(lane.same, language)
        same = language.gettext("{number} unchanged").format(number=number)
        yield f"({same})"


def _row(row: Row, *, source: bool) -> Iterator[str]:
    yield f"{row.label}: {_words(row.name)}"
    for detail in row.details:
        yield from _told(detail, f"{detail.name}: " if detail.name else "", source=source)


def _text(entries: Iterable[Entry], language: NullTranslations, *, source: bool) -> Iterator[str]:
    yield _title(language.gettext("Text"))
    for entry in entries:
        if entry.kind == "same":
            yield f"({entry.label})"
            continue
        if entry.opens:
            yield f"-- {entry.heading} --"
        label = f"{entry.label}{entry.twin_name}{entry.label_end}"
        away = (_indented(f"“{entry.excerpt}”"),) if entry.excerpt else ()
        yield "\n".join((label, *away, *_told(entry, "", source=source)))


def _told(change: Detail | Entry, name: str, *, source: bool) -> Iterator[str]:
    told = change.runs if source or not change.words else change.words
    if told:
        yield _indented(f"{name}{_words(told)}")
    for note in change.notes if source else (*change.notes, *change.styling):
        yield _indented(f"* {note}")


def _title(title: str) -> str:
    return f"== {title} =="


def _words(told: Iterable[Words | Run]) -> str:
    pieces: list[tuple[Kind, str]] = []
    for word in told:
        if pieces and pieces[-1][0] is word.kind:
            pieces[-1] = (word.kind, pieces[-1][1] + word.text)
        else:
            pieces.append((word.kind, word.text))
    return "".join(_SIGNS[kind].format(text) for kind, text in pieces)


def _indented(text: str) -> str:
    return "\n".join(f"{_INDENT}{line}".rstrip() for line in text.split("\n"))
