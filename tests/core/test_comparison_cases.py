"""Articles compared as the cases say, and written as plain text.

    Words before the first section are the lead.
    == 1 Purpose                        a section, with the number that is its id
    | 1 Date (date) = 1 May 1887        a row of the infobox, and its type
    + 1 2 May 1887 = Lit = It was lit.  an event: its date, title and text
    & 1 Reef of Teeth = nearby          a see-also entry and its note
    # Lighthouses                       a category
    ! 1 hall = a hall                   a picture: its key, and what it shows
    @almanac The almanac = url          a source: its key, title and address
    title = Skerry Light                a detail of the article

Backslashes write what cannot be seen: \\u00a0 is a no-break space.
"""

import re
from pathlib import Path
from uuid import UUID

import pytest

from encyclopedia.core import comparison, diff
from encyclopedia.core.document import (
    Document,
    FieldType,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SeeAlso,
)
from encyclopedia.core.writers import changes
from sources.core.record import SourceRecord

CASES = Path(__file__).parent / "cases" / "comparison.md"
_CODE = re.compile(r"\\u([0-9a-f]{4,5})")
_PART = re.compile(r"(==|\||\+|&|!) (\d) ([^|].*)")
_DETAIL = re.compile(r"(title|hatnote|short_description) = (.*)")


def article(text):
    """Read an article in this notation."""
    parts = {"infobox": [], "events": [], "see_also": [], "illustrations": []}
    more = {"title": "Skerry Lighthouse", "categories": [], "sources": []}
    texts, sections = [[]], []
    for line in _CODE.sub(lambda code: chr(int(code.group(1), 16)), text).split("\n"):
        if part := _PART.fullmatch(line):
            sign, own, words = part[1], UUID(int=int(part[2])), part[3].split(" = ")
            if sign == "==":
                texts.append([])
                sections.append((own, words[0]))
            else:
                name, value = _MAKE[sign](own, *words)
                parts[name].append(value)
        elif detail := _DETAIL.fullmatch(line):
            more[detail[1]] = detail[2]
        elif line.startswith("# "):
            more["categories"].append(line[2:])
        elif line.startswith("@"):
            key, title, *url = re.split(" = | ", line[1:], maxsplit=1)[0], *_told(line)
            more["sources"].append(SourceRecord(key=key, title=title, url="".join(url)))
        else:
            texts[-1].append(line)
    lead, *prose = ("\n".join(lines).strip("\n") for lines in texts)
    return Document(
        id=UUID(int=0),
        lead=lead,
        sections=tuple(
            Section(id=own, heading=heading, anchor=str(own.int), text=words)
            for (own, heading), words in zip(sections, prose, strict=True)
        ),
        **{name: tuple(value) for name, value in parts.items()},
        **{name: tuple(v) if isinstance(v, list) else v for name, v in more.items()},
    )


def _told(line):
    return line.split(" ", 1)[1].split(" = ")


def _row(own, label, text):
    label, _, type_ = label.partition(" (")
    kind = FieldType(type_.rstrip(")") or "text")
    return "infobox", InfoboxField(id=own, label=label, text=text, type=kind)


def _event(own, date, title, text):
    return "events", KeyEvent(id=own, date=date, title=title, text=text)


def _see_also(own, title, note=""):
    return "see_also", SeeAlso(id=own, title=title, note=note)


def _picture(own, key, alt, file="a"):
    picture = Illustration(
        id=own, key=key, alt=alt, file=file * 64, media_type="image/webp", width=1, height=1
    )
    return "illustrations", picture


_MAKE = {"|": _row, "+": _event, "&": _see_also, "!": _picture}


def cases():
    for block in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        fenced = re.findall(r"^````\n(.*?)^````$", block, re.MULTILINE | re.DOTALL)
        old, new, expected = (text.removesuffix("\n") for text in fenced)
        yield pytest.param(old, new, expected, id=block.partition("\n")[0])


@pytest.mark.parametrize(("old", "new", "expected"), tuple(cases()))
def test_articles_compare_as_the_cases_say(old, new, expected):
    before, after = article(old), article(new)

    told = changes.write(comparison.read(before, after))

    assert told == expected + "\n"


@pytest.mark.parametrize(("old", "new", "expected"), tuple(cases()))
def test_the_changes_of_every_case_make_one_article_of_the_other(old, new, expected):
    before, after = article(old), article(new)

    found = diff.compare(before, after)

    assert diff.apply(found, before) == after
    assert diff.revert(found, after) == before
