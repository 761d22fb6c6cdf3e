"""The values that a page of changes is made of."""

from dataclasses import asdict, dataclass
from typing import Any

from encyclopedia.core.checks import Finding
from encyclopedia.core.diff.words import Kind, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where a change stands among the others."""

    id: str
    previous: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words as readers read them; `styles` are "em", "strong", "code" and "cites", outermost first.

    Of one text the same and the deleted words joined are what a reader saw before the change, the
    same and the inserted what a reader sees after it.
    """

    kind: Kind
    text: str
    styles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A field inside a row, by the name that readers know, compared by word.

    `runs` compare the source text, `words` what readers read, and are empty where that is the
    source; `styling` says what changed of the style of words that stayed.
    """

    name: str
    runs: tuple[Run, ...]
    words: tuple[Words, ...] = ()
    notes: tuple[str, ...] = ()
    styling: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a lane that changed; `kind` is changed, added, removed or moved.

    `id` is "c1", "c2" and so on in the order of the page; `previous` and `next` are the ids of
    the changes around it, or empty.
    """

    id: str
    kind: str
    label: str
    name: tuple[Run, ...]
    details: tuple[Detail, ...]
    previous: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A table of rows that changed; `column` heads their names, `same` counts the others."""

    name: str
    title: str
    column: str
    rows: tuple[Row, ...]
    same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A change in the text, or a run of unchanged paragraphs folded into one.

    `kind` is same, changed, added, removed or moved; `about` is paragraph or section. `excerpt`
    are the first words of a paragraph that stands elsewhere now. `label`,
    `twin_name` and `label_end` joined are the label in words, of which `twin_name` leads to
    the change `twin`; `named` are the headings that `label` names, in their order. `opens` tells
    that `heading` has not been shown yet. `runs`, `words` and `styling` are as in a Detail;
    `paragraphs` are what is unchanged, as source, and `readable` the same as words, `left_out` of
    them left out before the one at `left_out_at`.
    """

    kind: str
    about: str = "paragraph"
    label: str
    twin: str = ""
    twin_name: str = ""
    label_end: str = ""
    named: tuple[str, ...] = ()
    excerpt: str = ""
    heading: str = ""
    opens: bool = False
    runs: tuple[Run, ...] = ()
    words: tuple[Words, ...] = ()
    notes: tuple[str, ...] = ()
    styling: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    readable: tuple[tuple[Words, ...], ...] = ()
    left_out: int = 0
    left_out_at: int = 0
    id: str = ""
    previous: str = ""
    next: str = ""
    move: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Problems:
    """What the checks found in one of two revisions and not in the other."""

    introduced: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no problem came and none went."""
        return not (self.introduced or self.mended)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two revisions side by side: a summary in words, the text, and the lanes around it."""

    summary: str
    total: int
    before: tuple[Lane, ...]
    text: tuple[Entry, ...]
    after: tuple[Lane, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether the two revisions are the same."""
        return not self.total

    @property
    def text_changed(self) -> bool:
        return any(entry.kind != "same" for entry in self.text)

    def as_dict(self) -> dict[str, Any]:
        """Give the comparison as dicts, tuples, strings and numbers, ready for JSON."""
        return asdict(self)


class Numbers:
    """Number the changes in the order in which they are met."""

    def __init__(self) -> None:
        self.last = 0

    def take(self) -> Step:
        """Give the next change its id, and the ids of those around it as if more followed."""
        self.last += 1
        previous = f"c{self.last - 1}" if self.last > 1 else ""
        return Step(id=f"c{self.last}", previous=previous, next=f"c{self.last + 1}")
