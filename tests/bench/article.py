"""A long article for benchmarks: made, not written, and the same every time."""

from dataclasses import replace
from itertools import count
from random import Random
from uuid import UUID, uuid5

from encyclopedia.core.document import (
    Document,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from sources.core.record import SourceRecord

SPACE = UUID("5b7d7d0e-96a5-4b6e-9d3c-6f1b7a5f0001")
WORDS = [
    "harbour",
    "treaty",
    "winter",
    "council",
    "bridge",
    "letter",
    "river",
    "engine",
    "painter",
    "school",
    "island",
    "minister",
    "railway",
    "garden",
    "museum",
    "harvest",
    "signal",
    "border",
    "archive",
    "market",
    "festival",
    "opened",
    "moved",
    "signed",
    "followed",
    "reached",
    "built",
    "described",
    "changed",
    "received",
    "carried",
    "first",
    "second",
    "early",
    "late",
    "northern",
    "southern",
    "public",
    "small",
    "large",
    "several",
    "a",
    "the",
    "of",
    "in",
    "and",
]


def sources(count: int = 60) -> tuple[SourceRecord, ...]:
    return tuple(
        SourceRecord(key=f"source-{n:03}", type="book", title=f"Source {n}", issued="2001")
        for n in range(count)
    )


def long_article(
    *, size: int = 100_000, sections: int = 40, rows: int = 30, marks: int = 300, seed: int = 7
) -> Document:
    """Make an article of about *size* characters of prose with *marks* citations."""
    random = Random(seed)  # noqa: S311 -- repeatable text, no secret
    own = uuid5(SPACE, f"{size}-{sections}")
    every = max(1, marks // sections)
    return Document(
        id=own,
        title=f"Long article of {size} characters",
        short_description="A long article",
        lead=_prose(random, 600, 2),
        infobox=tuple(
            InfoboxField(id=uuid5(own, f"row {n}"), label=f"Field {n}", text=sentence(random))
            for n in range(rows)
        ),
        sections=tuple(
            Section(
                id=uuid5(own, f"section {n}"),
                heading=f"Section {n}",
                anchor=f"section-{n}",
                kind=SectionKind.KEY_EVENTS if n == 1 else SectionKind.OWN,
                text=_prose(random, size // sections, every),
            )
            for n in range(sections)
        ),
        events=tuple(
            KeyEvent(
                id=uuid5(own, f"event {n}"),
                date=f"{n + 1} May 2024",
                title=f"Event {n}",
                text=sentence(random),
            )
            for n in range(12)
        ),
        see_also=tuple(
            SeeAlso(id=uuid5(own, f"also {n}"), title=f"Other article {n}") for n in range(8)
        ),
        sources=sources(),
    )


def unread(document: Document) -> Document:
    """Give *document* with another word in each text: rendering it finds nothing remembered."""
    word = f"unread{next(_unread)}"

    def more(parts):
        return tuple(replace(part, text=f"{part.text} {word}") for part in parts)

    return replace(
        document,
        lead=f"{document.lead} {word}",
        infobox=more(document.infobox),
        sections=more(document.sections),
        events=more(document.events),
    )


_unread = count(1)


def sentence(random: Random) -> str:
    words = " ".join(random.choice(WORDS) for _ in range(random.randint(8, 18)))
    return f"{words.capitalize()}."


def _prose(random: Random, length: int, marks: int) -> str:
    """Write paragraphs of about *length* characters, *marks* of whose sentences cite."""
    sentences: list[str] = []
    while sum(map(len, sentences)) < length:
        sentences.append(sentence(random))
    for n in range(marks):
        at = n * len(sentences) // marks
        key = random.randrange(60)
        quote = f', "{" ".join(random.choice(WORDS) for _ in range(5))}"' if n % 2 else ""
        sentences[at] += f"[@source-{key:03}{quote}]"
    paragraphs = [" ".join(sentences[i : i + 5]) for i in range(0, len(sentences), 5)]
    return "\n\n".join(paragraphs)
