"""What changed, counted in words."""

from collections import Counter
from collections.abc import Iterable

from encyclopedia.core.comparison.values import Entry, Lane


def write(before: Iterable[Lane], text: Iterable[Entry], after: Iterable[Lane]) -> str:
    """Count what changed in the lanes and the text: "2 paragraphs changed, 1 added."."""
    nouns = {
        "metadata": "detail",
        "infobox": "infobox row",
        "timeline": "event",
        "see-also": "see-also link",
        "pictures": "picture",
        "evidence": "source",
    }
    tallies: dict[str, Counter[str]] = {
        lane.name: Counter(row.kind for row in lane.rows) for lane in (*before, *after)
    }
    changed = [entry for entry in text if entry.kind != "same" and entry.move >= 0]
    counted = [(about, _tally(changed, about)) for about in ("section", "paragraph")]
    counted += [(noun, tallies[lane]) for lane, noun in nouns.items()]
    counted.append(("category", tallies["categories"]))
    phrases = [_phrase(noun, tally) for noun, tally in counted if tally]
    sentence = "; ".join(phrases) or "no changes"
    return f"{sentence[0].upper()}{sentence[1:]}."


def _tally(entries: Iterable[Entry], about: str) -> Counter[str]:
    told = [entry for entry in entries if entry.about == about]
    if about == "section":  # one that was both moved and renamed, say, counts once for each
        return Counter(kind for kind, _ in {(entry.kind, entry.heading) for entry in told})
    return Counter(entry.kind for entry in told)


def _phrase(noun: str, tally: Counter[str]) -> str:
    """Count in words: "2 paragraphs changed, 1 added"."""
    kinds = [kind for kind in ("changed", "added", "removed", "moved") if tally[kind]]
    first, *others = kinds
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    counted = f"{tally[first]} {noun if tally[first] == 1 else plural} {first}"
    return ", ".join([counted, *(f"{tally[kind]} {kind}" for kind in others)])
