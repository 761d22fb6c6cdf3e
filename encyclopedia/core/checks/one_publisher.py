"""An article or section that rests on one publisher, one wire, or state-run sources alone.

An article needs several independent sources (Wikipedia:Notability, WP:GNG); what one publisher
says is one voice however many of its pages are cited. One source alone is told apart, for there
it is the source that has to be joined by another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from encyclopedia.core.checks.case import NOWHERE, Case, Spot
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.evidence import Statement
from encyclopedia.core.reading import Place
from sources.core.record import SourceRecord

_FEWEST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    statements: tuple[Statement, ...]
    spot: Spot = NOWHERE


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report the article, or else each section, whose citations all speak with one voice."""
    told = tuple(statement for statement in case.statements if statement.keys)
    whole = tuple(_findings(case, [_Part("This article", told)]))
    yield from whole or _findings(case, _sections(case, told))


def _sections(case: Case, told: Iterable[Statement]) -> Iterator[_Part]:
    by_place: dict[Place, list[Statement]] = {}
    for statement in told:
        by_place.setdefault(statement.place, []).append(statement)
    for section in case.document.sections:
        place = Place("section", section.id)
        statements = tuple(by_place.get(place, ()))
        if statements:
            spot = Spot(place, statements[0].start, statements[-1].end)
            yield _Part(f"The section “{section.heading}”", statements, spot)


def _findings(case: Case, parts: Iterable[_Part]) -> Iterator[Finding]:
    for part in parts:
        keys = sorted({key for statement in part.statements for key in statement.keys})
        voice = _voice([case.shelf.records[key] for key in keys])
        if voice and len(part.statements) >= _FEWEST_SENTENCES:
            yield case.finding(
                __name__,
                Level.WARNING,
                part.spot,
                f"{part.name} rests on {voice}.",
                "Cite sources that are independent of it too.",
                about=" ".join(keys),
            )


def _voice(records: list[SourceRecord]) -> str:
    """Name the one voice with which *records* speak, or nothing."""
    if len(records) == 1:
        return f"one source, {records[0].key}"
    publishers = {_publisher(record).casefold() for record in records}
    if len(publishers) == 1 and "" not in publishers:
        return f"one publisher, {_publisher(records[0])}"
    if records and all(record.state_run for record in records):
        return "state-run sources alone"
    if records and all(record.wire for record in records):
        return "reports of news agencies alone"
    return ""


def _publisher(record: SourceRecord) -> str:
    return record.publisher or record.container
