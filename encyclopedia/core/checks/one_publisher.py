"""An article or section that rests on one publisher, one wire, one party or state-run sources.

An article needs several independent sources (Wikipedia:Notability, WP:GNG); what one publisher
says is one voice however many of its pages are cited, and what a party to a matter publishes of
it is its own (Wikipedia:Independent sources). One source alone is told apart, for there it is the
source that has to be joined by another. Where an article cites nothing, the sources at hand are
looked at, for it cannot rest on anything else.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlsplit

from encyclopedia.core import values
from encyclopedia.core.checks.case import NOWHERE, Case, Spot
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.lexicon import AGENCIES
from encyclopedia.core.checks.reach import Reach, Scope
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import Statement
from encyclopedia.core.reading import Place
from sources.core.record import SourceRecord
from sources.core.saying import say

_FEWEST_SENTENCES = 3
_OF_OTHERS = frozenset(
    {"web.archive.org", "archive.org", "archive.today", "doi.org", "news.google.com", "t.co"}
)
"""Hosts that keep, or lead to, what others publish."""
_SHORTEST = 4
_HEAD = 400  # characters of a report within which it names the agency that it comes from


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    statements: tuple[Statement, ...]
    spot: Spot = NOWHERE


def _around(case: Case, context: Context) -> object:
    """Name the sources, which part cites which and how often, and all whom the infobox lists."""
    document = case.document
    parts = groupby(case.outlines, key=attrgetter("place"))
    told = [(place, tuple(there)) for place, there in parts]
    return (
        sorted(case.identities.items()),
        [
            (place, sorted({key for each in there for key in each.keys}), _enough(there))
            for place, there in told
        ],
        _enough(case.outlines),
        [(section.id, section.heading) for section in document.sections],
        (document.infobox, document.language),
    )


def _enough(statements: Iterable[Statement]) -> tuple[bool, bool]:
    """Tell whether there are enough statements, and enough that cite something, to speak of."""
    counted = [bool(each.keys) for each in statements]
    return len(counted) >= _FEWEST_SENTENCES, sum(counted) >= _FEWEST_SENTENCES


def _moved(case: Case, finding: Finding) -> Finding:
    """Put what was found on a section where its citing sentences stand now."""
    if finding.place is None:
        return finding
    told = [each for each in case.outlines if each.keys and each.place == finding.place]
    spot = Spot(finding.place, told[0].start, told[-1].end)
    return case.finding(
        __name__, finding.level, spot, finding.message, finding.mend, about=finding.about
    )


REACH = Reach(scope=Scope.SOURCES, around=_around, moved=_moved)


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report the article, or else each section, whose sources all speak with one voice."""
    told = tuple(statement for statement in case.outlines if statement.keys)
    if not told:
        yield from _at_hand(case)
        return
    whole = tuple(_findings(case, [_Part("This article", told)]))
    yield from whole or _findings(case, _sections(case, told))


def _at_hand(case: Case) -> Iterator[Finding]:
    """Report the sources of an article that cites none of them."""
    records = case.document.sources
    voice = _voice(case, records)
    if voice and len(case.outlines) >= _FEWEST_SENTENCES:
        yield case.finding(
            __name__,
            Level.WARNING,
            NOWHERE,
            say(
                "This article cites nothing, and all that is at hand for it is {voice}.",
                voice=voice,
            ),
            say("Find sources that are independent of it too, and cite them."),
            about=" ".join(record.key for record in records),
        )


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
        voice = _voice(case, [case.shelf.records[key] for key in keys])
        if voice and len(part.statements) >= _FEWEST_SENTENCES:
            yield case.finding(
                __name__,
                Level.WARNING,
                part.spot,
                f"{part.name} rests on {voice}.",
                say("Cite sources that are independent of it too."),
                about=" ".join(keys),
            )


def _voice(case: Case, records: Sequence[SourceRecord]) -> str:
    """Name the one voice with which *records* speak, or nothing."""
    if len(records) < len(("one", "another")):
        return "".join(f"one source, {record.key}" for record in records)
    return next(filter(None, _voices(case, records)), "")


def _voices(case: Case, records: Sequence[SourceRecord]) -> Iterator[str]:
    one = _shared(_publisher(record) for record in records)
    yield one and f"one publisher, {one}"
    yield "state-run sources alone" if all(record.state_run for record in records) else ""
    agency = _shared(_agency(case, record) for record in records)
    yield agency and f"reports of one news agency, {agency}"
    yield "reports of news agencies alone" if all(record.wire for record in records) else ""
    published = frozenset(_plain(_publisher(record)) for record in records)
    if "" not in published and published <= _parties(case.document):
        yield "what the parties to it publish themselves"


def _shared(names: Iterable[str]) -> str:
    """Give the one name that all have, or nothing."""
    told = iter(names)
    first = next(told, "")
    return first if first and all(_plain(name) == _plain(first) for name in told) else ""


def _publisher(record: SourceRecord) -> str:
    """Name who publishes a source: by name, or by the host of its address."""
    host = urlsplit(record.url).hostname or ""
    named = record.publisher or record.container
    return named or ("" if host in _OF_OTHERS else host.removeprefix("www."))


def _plain(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())


def _agency(case: Case, record: SourceRecord) -> str:
    """Name the news agency whose report a source prints, or nothing."""
    names = [_publisher(record), *(name.literal for name in record.authors)]
    head = case.shelf.texts.get(record.key, "")[:_HEAD]
    for agency in AGENCIES:
        if agency in names or f"({agency})" in head or f"{agency} —" in head:
            return agency
    return ""


@lru_cache(maxsize=8)
def _parties(document: Document) -> frozenset[str]:
    """Give the names, of people and bodies, that the infobox lists."""
    told = (
        name for field in document.infobox for name in values.people(field.text, document.language)
    )
    return frozenset(_plain(name) for name in told if len(name) >= _SHORTEST)
