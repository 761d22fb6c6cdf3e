"""What changed, counted in words."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from encyclopedia.core.comparison.values import Entry, Lane
from sources.core.saying import Said, capital, join, say, say_many

_NOUNS: Final[dict[str, Callable[[int], Said]]] = {
    "section": lambda n: say_many("{number} section", "{number} sections", n),
    "paragraph": lambda n: say_many("{number} paragraph", "{number} paragraphs", n),
    "metadata": lambda n: say_many("{number} detail", "{number} details", n),
    "infobox": lambda n: say_many("{number} infobox row", "{number} infobox rows", n),
    "timeline": lambda n: say_many("{number} event", "{number} events", n),
    "see-also": lambda n: say_many("{number} see-also link", "{number} see-also links", n),
    "pictures": lambda n: say_many("{number} picture", "{number} pictures", n),
    "evidence": lambda n: say_many("{number} source", "{number} sources", n),
    "categories": lambda n: say_many("{number} category", "{number} categories", n),
}
_KINDS: Final[dict[str, Callable[[Said], Said]]] = {
    "changed": lambda counted: say("{counted} changed", counted=counted),
    "added": lambda counted: say("{counted} added", counted=counted),
    "removed": lambda counted: say("{counted} removed", counted=counted),
    "moved": lambda counted: say("{counted} moved", counted=counted),
}


def write(before: Iterable[Lane], text: Iterable[Entry], after: Iterable[Lane]) -> str:
    """Count what changed in the lanes and the text: "2 paragraphs changed, 1 added."."""
    tallies: dict[str, Counter[str]] = {
        lane.name: Counter(row.kind for row in lane.rows) for lane in (*before, *after)
    }
    changed = [entry for entry in text if entry.kind != "same" and entry.move >= 0]
    tallies |= {about: _tally(changed, about) for about in ("section", "paragraph")}
    phrases = [_phrase(noun, tallies[noun]) for noun in _NOUNS if tallies[noun]]
    if not phrases:
        return say("No changes.")
    return join("", (capital(join("; ", phrases)), "."))


def _tally(entries: Iterable[Entry], about: str) -> Counter[str]:
    told = [entry for entry in entries if entry.about == about]
    if about == "section":  # one that was both moved and renamed, say, counts once for each
        return Counter(kind for kind, _ in {(entry.kind, entry.heading) for entry in told})
    return Counter(entry.kind for entry in told)


def _phrase(noun: str, tally: Counter[str]) -> Said:
    """Count in words: "2 paragraphs changed, 1 added"."""
    first, *others = (kind for kind in _KINDS if tally[kind])
    counted = _KINDS[first](_NOUNS[noun](tally[first]))
    return join(", ", [counted, *(_KINDS[kind](join("", [str(tally[kind])])) for kind in others)])
