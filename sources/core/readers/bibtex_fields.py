"""What the fields of a BibTeX file say: strings put in, parts joined, parents' fields inherited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bibtexparser import model

from sources.core.saying import say

_ABBREVIATED: Final = frozenset(
    {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
)
_ARTICLES: Final = frozenset({"article", "suppperiodical", "review"})
_TITLES: Final = ("title", "subtitle", "titleaddon")
# What an entry does not take from its parent (section 2.3.1 and appendix B of biblatex's manual).
_ITS_OWN: Final = frozenset(
    {
        *("crossref", "xref", "xdata", "entryset", "related", "options", "execute", "ids", "key"),
        *("label", "sortkey", "sorttitle", "shorttitle", "presort", "abstract", "note"),
    }
)
# Whose author wrote the parts as well: that of a collection or of proceedings did not.
_WRITTEN: Final = frozenset({"book", "mvbook"})
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """An entry with its fields by their names in small letters, and what was odd about them."""

    key: str
    type: str
    line: int
    said: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def of_entry(block: model.Entry, strings: Mapping[str, str]) -> Fields:
    """Read the fields of *block*, in which names of *strings* stand for words."""
    said: dict[str, str] = {}
    notes: list[str] = []
    for each in block.fields:
        name = each.key.strip().lower()
        if name in said:
            notes.append(
                say("the field “{name}” stands twice, and only its first was read", name=name)
            )
            continue
        said[name], unknown = joined(str(each.value), strings)
        notes += [say("nothing says what “{word}” stands for", word=word) for word in unknown]
    return Fields(
        key=block.key.strip(),
        type=block.entry_type.strip().lower(),
        line=(block.start_line or 0) + 1,
        said=said,
        notes=tuple(notes),
    )


def strings(blocks: Iterable[model.Block]) -> dict[str, str]:
    """Give what each name of the file's @string stands for, those of an earlier one put in."""
    known: dict[str, str] = {}
    for block in blocks:
        made = getattr(block, "ignore_error_block", block)
        if isinstance(made, model.String):
            known[made.key.strip().lower()] = joined(str(made.value), known)[0]
    return known


def joined(written: str, known: Mapping[str, str]) -> tuple[str, list[str]]:
    """Join the parts of a value, "a" # b # {c}; also give the names that stand for nothing."""
    words: list[str] = []
    unknown: list[str] = []
    for part in _parts(written):
        if part[:1] in ("{", '"'):
            words.append(part[1:-1])
            continue
        name = part.lower()
        words.append(known.get(name, part))
        if name not in known and not name.isdecimal() and name not in _ABBREVIATED and part:
            unknown.append(part)
    return "".join(words), unknown


def _parts(written: str) -> Iterator[str]:
    """Cut a value at each "#" outside braces and quotation marks."""
    begin, depth, quoted = 0, 0, False
    for found in re.finditer(r"(?<!\\)[{}]|\"|#", written):
        sign = found[0]
        if sign in "{}":
            depth += 1 if sign == "{" else -1
        elif sign == '"' and depth == 0:
            quoted = not quoted
        elif sign == "#" and depth == 0 and not quoted:
            yield written[begin : found.start()].strip()
            begin = found.end()
    yield written[begin:].strip()


def inherited(entry: Fields, entries: Mapping[str, Fields], depth: int = 0) -> Fields:
    """Give *entry* with what it takes from those that it names as crossref and xdata."""
    said = dict(entry.said)
    notes = list(entry.notes)
    for link in ("xdata", "crossref"):
        for name in filter(None, re.split(r"[\s,]+", entry.said.get(link, ""))):
            parent = entries.get(name.lower())
            if parent is None or parent.key == entry.key or depth >= _DEEPEST:
                notes.append(
                    say("the entry “{name}”, which it builds on, is not in the file", name=name)
                )
                continue
            whole = inherited(parent, entries, depth + 1)
            given = whole.said if link == "xdata" else _handed_down(whole, entry.type)
            said = {**given, **said}
    return Fields(
        key=entry.key,
        type=entry.type,
        line=entry.line,
        said=said,
        notes=tuple(dict.fromkeys(notes)),
    )


def _handed_down(parent: Fields, type_: str) -> dict[str, str]:
    """Name the fields of a parent as its child has them: its title is where the child stands."""
    under = "journal" if type_ in _ARTICLES else "book"
    own = {*_ITS_OWN, *_TITLES, *(() if parent.type in _WRITTEN else ("author",))}
    given = {name: value for name, value in parent.said.items() if name not in own}
    for name in _TITLES:
        if name in parent.said:
            given.setdefault(f"{under}{name}", parent.said[name])
    return given
