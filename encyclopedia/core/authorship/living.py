"""The life of one sentence, told backwards through the revisions of the parts it stood in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias
from uuid import UUID

from encyclopedia.core.authorship import lines
from encyclopedia.core.authorship.cutting import LONG
from encyclopedia.core.authorship.lines import Line
from encyclopedia.core.authorship.texts import FIELDS, Texts
from encyclopedia.core.diff import blocks, moves, words
from encyclopedia.core.markup import tree

_PARTS: Final = {"infoboxfield": "infobox", "keyevent": "event"}
_ENDS: Final = (".", "!", "?", "…", "]", ")", '"', "”", "’", "»", "。", "！", "？")
_MARKS: Final = ("[@", "^[")
_MOST_TRIED: Final = 500  # lines tried against the sentence in one revision
_MOST_MOMENTS: Final = 200  # told of one sentence


class UnknownSentenceError(ValueError):
    """No revision has such a sentence."""


class Kind(StrEnum):
    """What happened to a sentence."""

    INTRODUCED = "introduced"
    CHANGED = "changed"
    MOVED = "moved"
    RETURNED = "returned"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a sentence stands: `model` as in FIELDS, the part's id, and the field of it."""

    model: str
    id: UUID
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What one revision did to a sentence: its words then, and how they differ from before.

    `spot` is where it stood after (or last, where it was removed), `came_from` where before if it
    moved. `gained` and `lost` are the sources (key, locator, quote). `since` is the revision that
    had removed it, where it returned.
    """

    revision: int
    kind: Kind
    spot: Spot
    text: str
    runs: tuple[words.Run, ...] = ()
    gained: tuple[tuple[str, str, str], ...] = ()
    lost: tuple[tuple[str, str, str], ...] = ()
    came_from: Spot | None = None
    since: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A sentence as it stands, or stood last, and all that happened to it, the newest first.

    Of a very long life only the last part is told, and it is not `complete`.
    """

    spot: Spot
    text: str
    moments: tuple[Moment, ...]
    complete: bool


Timeline: TypeAlias = Sequence[tuple[int, Texts | None]]
"""The revisions that changed a part, the oldest first, each with what it left, if anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """How to look back.

    `part` gives the timeline of a part, `gone` the texts that a revision replaced or removed.
    """

    part: Callable[[UUID], Timeline]
    gone: Callable[[int], Mapping[UUID, Texts]]


@dataclass(frozen=True, slots=True)
class _At:
    """A line in a timeline: where it was when."""

    spot: Spot
    timeline: Timeline
    index: int
    line: Line

    @property
    def revision(self) -> int:
        return self.timeline[self.index][0]


def live(id_: UUID, field: str, locator: str, past: Past) -> Life:
    """Tell the life of the sentence that *locator* names; raise UnknownSentenceError if none."""
    last = _last(id_, field, locator, past.part(id_))
    moments = list(_after(last))
    at: _At | None = last
    while at is not None and len(moments) < _MOST_MOMENTS:
        at = _back_to_first(at)
        moment, at = _before(at, past)
        moments.append(moment)
    return Life(spot=last.spot, text=last.line.text, moments=tuple(moments), complete=at is None)


def _last(id_: UUID, field: str, locator: str, timeline: Timeline) -> _At:
    """Find the last time that the sentence stood in its part."""
    for index in range(len(timeline) - 1, -1, -1):
        texts = timeline[index][1]
        if texts is None or field not in FIELDS[texts.model]:
            continue
        spot = Spot(model=texts.model, id=id_, field=field)
        for line in _lines(spot, texts):
            if lines.locator(id_, field, line.text) == locator:
                return _At(spot, timeline, index, line)
    raise UnknownSentenceError(f"There is no sentence {locator}.")


def _after(last: _At) -> Iterator[Moment]:
    if last.index + 1 < len(last.timeline):
        yield Moment(
            revision=last.timeline[last.index + 1][0],
            kind=Kind.REMOVED,
            spot=last.spot,
            text=last.line.text,
        )


def _back_to_first(at: _At) -> _At:
    """Go back to the revision that gave the line its present form, at its present place."""
    index = at.index
    while index and _stands(at.line, at.spot, at.timeline[index - 1][1]):
        index -= 1
    return _At(at.spot, at.timeline, index, at.line)


def _before(at: _At, past: Past) -> tuple[Moment, _At | None]:
    """Say what brought the line as it is, and where it was before."""
    old = at.timeline[at.index - 1][1] if at.index else None
    reworded = _likest(at, _gone_lines(at, old), blocks.LEAST_ALIKE) if old else None
    if reworded is not None:
        return _moment(at, Kind.CHANGED, reworded), _At(
            at.spot, at.timeline, at.index - 1, reworded
        )
    moved = _moved(at, past)
    if moved is not None:
        moment = _moment(at, Kind.MOVED, moved.line, came_from=moved.spot)
        return moment, moved
    for index in range(at.index - 2, -1, -1):
        if _stands(at.line, at.spot, at.timeline[index][1]):
            since = at.timeline[index + 1][0]
            earlier = _At(at.spot, at.timeline, index, at.line)
            return _moment(at, Kind.RETURNED, at.line, since=since), earlier
    return _moment(at, Kind.INTRODUCED, None), None


def _moment(
    at: _At, kind: Kind, before: Line | None, *, came_from: Spot | None = None, since: int = 0
) -> Moment:
    was = set(map(_citing, before.cited)) if before else set()
    now = set(map(_citing, at.line.cited))
    return Moment(
        revision=at.revision,
        kind=kind,
        spot=at.spot,
        text=at.line.text,
        runs=words.compare(before.text, at.line.text) if before else (),
        gained=tuple(sorted(now - was)),
        lost=tuple(sorted(was - now)),
        came_from=came_from,
        since=since,
    )


def _citing(item: tree.Item) -> tuple[str, str, str]:
    return item.key, item.locator, item.quote


def _moved(at: _At, past: Past) -> _At | None:
    """Find the line in another part, where its revision removed or replaced it."""
    best: tuple[float, _At] | None = None
    for id_, texts in sorted(past.gone(at.revision).items(), key=lambda each: str(each[0])):
        for field in FIELDS[texts.model]:
            spot = Spot(model=texts.model, id=id_, field=field)
            if spot.id == at.spot.id and spot.field == at.spot.field:
                continue
            timeline = [each for each in past.part(id_) if each[0] < at.revision]
            now = dict(past.part(id_)).get(at.revision)
            stay = {line.source for line in _lines(spot, now)} if now else set()
            gone = [line for line in _lines(spot, texts) if line.source not in stay]
            found = _likest(at, gone, moves.LEAST_ALIKE)
            if found is not None and timeline:
                score = words.similarity(found.text, at.line.text)
                if best is None or score > best[0]:
                    best = score, _At(spot, timeline, len(timeline) - 1, found)
    return best[1] if best and len(at.line.text) >= LONG else None


def _gone_lines(at: _At, old: Texts) -> list[Line]:
    """Give the lines of the *old* text which the one that the line stands in has not."""
    now = at.timeline[at.index][1]
    stay = {line.source for line in _lines(at.spot, now)} if now else set()
    return [line for line in _lines(at.spot, old) if line.source not in stay]


def _likest(at: _At, tried: Iterable[Line], least: float) -> Line | None:
    """Choose of *tried* the line most like this one, if any is alike enough."""
    best, found = least, None
    for line in list(tried)[:_MOST_TRIED]:
        score = 1.0 if line.text == at.line.text else words.similarity(line.text, at.line.text)
        if score >= best and (found is None or score > best):
            best, found = score, line
    return found


def _stands(line: Line, spot: Spot, texts: Texts | None) -> bool:
    """Tell whether *line* stands in *texts* as it is; where that is plain, without parsing them."""
    text = _text(spot, texts)
    at = text.find(line.source)
    if texts is None or at < 0:
        return False
    before, after = text[:at].rstrip(), text[at + len(line.source) :]
    alone = (not before or before.endswith(_ENDS)) and (not after or after[0].isspace())
    if alone and len(line.source) >= LONG and not after.lstrip().startswith(_MARKS):
        return True
    return line.source in {other.source for other in _lines(spot, texts)}


def _lines(spot: Spot, texts: Texts) -> tuple[Line, ...]:
    part = _PARTS.get(spot.model, spot.model)
    return lines.cut(lines.place(part, spot.field, spot.id), _text(spot, texts))


def _text(spot: Spot, texts: Texts | None) -> str:
    if texts is None:
        return ""
    return texts.texts[FIELDS[texts.model].index(spot.field)]
