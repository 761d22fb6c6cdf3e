"""A short way to write an article with its sources, and cases of what a rule finds in it.

    @almanac 1888 = The lamp was first lit in 1887.     a source, when it was issued, its text
    | Date = 1 May 1887                                 a row of the infobox
    + 2 May 1887 = The lamp went out.                   an event of the timeline
    == Outcomes                                         a section; all else is prose

A source whose text is "-" is not archived.
"""

import re
from pathlib import Path
from uuid import UUID

import pytest

from encyclopedia.core import checks, values
from encyclopedia.core.checks import Context
from encyclopedia.core.document import Document, InfoboxField, KeyEvent, Section, SectionKind
from sources.core.record import SourceRecord

CASES = Path(__file__).parents[1] / "cases" / "checks.md"
TODAY = "2031-06-01"
_KINDS = {"Outcomes": SectionKind.OUTCOMES, "Key events": SectionKind.KEY_EVENTS}
_SOURCE = re.compile(r"@(\S+) ?(\S*) = (.*)")


def article(text, **changes):
    """Read an article in this notation, and the texts of its sources."""
    records, snapshots, infobox, events, sections, lead = [], {}, [], [], [], []
    for number, line in enumerate(text.strip().splitlines(), start=1):
        own = UUID(int=number)
        if source := _SOURCE.fullmatch(line):
            key, issued, words = source.groups()
            url = f"https://{key}.example.org/"
            records.append(SourceRecord(key=key, issued=issued, url=url))
            snapshots |= {} if words == "-" else {key: words}
        elif line.startswith("| "):
            label, value = line[2:].split(" = ", 1)
            kind = values.guess(label, value)
            infobox.append(InfoboxField(id=own, label=label, text=value, type=kind))
        elif line.startswith("+ "):
            date, words = line[2:].split(" = ")
            events.append(KeyEvent(id=own, date=date, text=words))
        elif line.startswith("== "):
            sections.append((own, line[3:], []))
        else:
            (sections[-1][2] if sections else lead).append(line)
    document = Document(
        id=UUID(int=0),
        title="Skerry Lighthouse",
        lead="\n".join(lead).strip(),
        infobox=tuple(infobox),
        events=tuple(events),
        sections=tuple(
            Section(
                id=own,
                heading=heading,
                anchor=heading.lower().replace(" ", "-"),
                kind=_KINDS.get(heading, SectionKind.OWN),
                text="\n".join(lines).strip(),
            )
            for own, heading, lines in sections
        ),
        sources=tuple(sorted(records, key=lambda record: record.key)),
        **changes,
    )
    return document, snapshots


def found(rule, text, **context):
    """Give what *rule* finds in the article *text*."""
    document, snapshots = article(text)
    given = Context(**{"snapshots": snapshots, "today": TODAY, **context})
    return [finding for finding in checks.check(document, given) if finding.rule == rule]


def cases(rule):
    """Give the cases of *rule*: an article, and the words that the rule points at."""
    for case in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        heading, text, expected = re.split(r"\n+```\n", case, maxsplit=2)
        name, claim = heading.strip().split(": ", 1)
        if name == rule:
            words = [line[2:] for line in expected.splitlines() if line.startswith("- ")]
            yield pytest.param(text, words, id=claim)
