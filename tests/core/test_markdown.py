from pathlib import Path
from uuid import UUID

import pytest

from encyclopedia.core import identity
from encyclopedia.core.document import (
    Document,
    FieldType,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from encyclopedia.core.readers import markdown as reader
from encyclopedia.core.writers import markdown as writer
from sources.core.record import Name, SourceRecord

CASES = Path(__file__).parent / "cases"
BY_HAND = (CASES / "markdown_by_hand.md").read_text(encoding="utf-8")
WRITTEN = (CASES / "markdown_written.md").read_text(encoding="utf-8")

EXAMPLE = Document(
    id=UUID(int=1),
    title="Key: value",
    short_description="yes",
    lead="The lead.\n\n- ```\n  ## in a list",
    infobox=(
        InfoboxField(id=UUID(int=2), label="Participants", text="One\nTwo", type=FieldType.PEOPLE),
    ),
    sections=(
        Section(
            id=UUID(int=3),
            heading="C# {1} \\",
            anchor="c",
            text="Two days.",
            kind=SectionKind.KEY_EVENTS,
        ),
        Section(id=UUID(int=6), heading="After", anchor="after", level=3),
    ),
    events=(
        KeyEvent(id=UUID(int=4), date="2024-05-16", title='A "day" out {#x}', text="Talks."),
        KeyEvent(id=UUID(int=5), date="2024-05-17"),
    ),
    sources=(SourceRecord(key="a", type="book", title="---", authors=(Name(family="Ōe"),)),),
)


def named(*path):
    return identity.derive("1984", *path)


def refusal(text):
    with pytest.raises(reader.MarkdownError) as caught:
        reader.read(text)
    return str(caught.value)


def test_the_writer_gives_front_matter_and_headings_that_carry_their_data():
    written = writer.write(EXAMPLE)

    assert written == WRITTEN


def test_the_reader_takes_what_the_writer_gave():
    read = reader.read(WRITTEN)

    assert read == EXAMPLE


def test_an_article_without_prose_is_front_matter_alone():
    document = Document(id=UUID(int=1), title="T")

    written = writer.write(document)

    assert written == "---\nid: 00000000-0000-0000-0000-000000000001\ntitle: T\nlanguage: en\n---\n"


def test_a_file_written_by_hand_may_leave_out_what_follows_from_the_rest():
    read = reader.read(BY_HAND)

    assert read == Document(
        id=named(),
        title="1984",
        language="no",
        hatnote="yes",
        disambiguation=True,
        lead="The lead, with code:\n\n    ## not a heading\n\n```\n##### not an event\n```",
        infobox=(
            InfoboxField(
                id=named("infobox", "Date"), label="Date", text="2024-05-16", type=FieldType.DATE
            ),
            InfoboxField(
                id=named("infobox", "Place"),
                label="Place",
                text="Beijing\nHarbin",
                type=FieldType.PLACE,
            ),
            InfoboxField(
                id=named("infobox", "Place", "2"),
                label="Place",
                text="Moscow",
                type=FieldType.TEXT,
            ),
            InfoboxField(
                id=named("infobox", "Held"),
                label="Held",
                text="2024-05-16/2024-05-17",
                type=FieldType.RANGE,
            ),
        ),
        sections=(
            Section(
                id=named("sections", "purpose"),
                heading="purpose",
                anchor="purpose",
                kind=SectionKind.PURPOSE,
            ),
            Section(
                id=named("sections", "why-then"),
                heading="Why then?",
                anchor="why-then",
                text="Because.",
                level=3,
            ),
            Section(
                id=named("sections", "end"),
                heading="The *end* {of all}",
                anchor="end",
                kind=SectionKind.OUTCOMES,
            ),
            Section(
                id=named("sections", "key-events"),
                heading="Key Events",
                anchor="key-events",
                text="Two days.",
                kind=SectionKind.KEY_EVENTS,
            ),
            Section(id=named("sections", "why-then_2"), heading="Why then?", anchor="why-then_2"),
        ),
        events=(
            KeyEvent(id=named("events", "16 May 2024"), date="16 May 2024", text="Talks."),
            KeyEvent(
                id=named("events", "17 May 2024"), date="17 May 2024", title='A "day" out {#x}'
            ),
        ),
        see_also=(SeeAlso(id=named("see_also", "Null"), title="Null"),),
        categories=("Visits", "2024"),
        illustrations=(
            Illustration(
                id=named("illustrations", "room"),
                key="room",
                file="0" * 64,
                media_type="image/png",
                width=640,
                height=480,
                alt="A room",
            ),
        ),
        sources=(SourceRecord(key="a", issued="2024-05-16", state_run=True),),
    )


def test_line_ends_and_a_byte_order_mark_make_no_difference():
    foreign = "\ufeff" + WRITTEN.replace("\n", "\r\n")

    read = reader.read(foreign)

    assert read == EXAMPLE


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("## C#", "C#"),
        ("## Closed ##", "Closed"),
        ("## Closed ## {#a}", "Closed"),
        (r"## Kept \##", "Kept ##"),
        (r"## \*plain\* \d", r"*plain* \d"),
        ("  ##\tIndented  ", "Indented"),
        ("## a {1, 2}", "a {1, 2}"),
        ("## open {", "open {"),
        ("## {1} {#a}", "{1}"),
    ],
)
def test_a_heading_is_plain_text_as_commonmark_delimits_it(line, heading):
    text = f"---\ntitle: T\n---\n{line}\n"

    read = reader.read(text)

    assert read.sections[0].heading == heading


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Line 1: The file must begin with front matter, between two lines of ---."),
        ("title: T", "Line 1: The file must begin with front matter, between two lines of ---."),
        ("---\ntitle: T", "Line 1: The front matter is never closed by a line of ---."),
        ("---\n---", "Line 2: title: this field is missing."),
        ("---\nT\n---", "Line 2: The front matter must be lines of the form key: value."),
        (
            "---\ntitle: T\nkind: [\n---",
            "Line 3: This is not YAML: expected the node content, but found '<stream end>'.",
        ),
        (
            "---\ntitle: T\nkind: a\x00\n---",
            "Line 3: This is not YAML: special characters are not allowed.",
        ),
        ('---\ntitle: "\\UFFFFFFFF"\n---', "Line 1: The front matter holds what YAML cannot say."),
        (
            f"---\ntitle: {'[' * 1_999}\n---",
            "Line 1: The front matter holds what YAML cannot say.",
        ),
        ("---\ntitle: T\ntitel: U\n---", "Line 3: titel: there is no such field."),
        ("---\ntitle: T\nlead: U\n---", "Line 3: “lead” is written below, not in here."),
        ("---\ntitle: T\nkind: a\nkind: b\n---", "Line 4: The key “kind” stands twice."),
        ("---\ntitle: T\n[a]: b\n---", "Line 3: A key must be a plain word."),
        (
            "---\ntitle: &t T\nkind: *t\n---",
            "Line 2: YAML aliases cannot be used here: write the part out again.",
        ),
        ("---\ntitle: [T]\n---", "Line 2: title: a text was expected, not a list."),
        (
            "---\ntitle: T\ndisambiguation: maybe\n---",
            "Line 3: disambiguation: true or false was expected, not a text.",
        ),
        ("---\ntitle: T\ninfobox: a\n---", "Line 3: infobox: a list was expected, not a text."),
        (
            "---\ntitle: T\ninfobox:\n- label: a\n  text: b\n- c\n---",
            "Line 6: infobox[1]: an object was expected, not a text.",
        ),
        (
            "---\ntitle: T\ninfobox:\n- label: a\n  text: b\n  type: c\n---",
            (
                "Line 6: infobox[0].type: one of “text”, “date”, “range”, “place”, “people”, "
                "“link” was expected."
            ),
        ),
        (
            "---\ntitle: T\ninfobox:\n- label: a\n---",
            "Line 4: infobox[0].text: this field is missing.",
        ),
        (
            "---\ntitle: T\n---\n# A",
            (
                "Line 4: A heading of level 1 has no meaning: a section begins with ##, ### or "
                "####, a key event with #####."
            ),
        ),
        (
            "---\ntitle: T\n---\nA\n---",
            "Line 4: A heading must begin with ## at the start of a line.",
        ),
        (
            "---\ntitle: T\n---\n- ## A",
            "Line 4: A heading must begin with ## at the start of a line.",
        ),
        (
            "---\ntitle: T\n---\n## A\n\n##### 2024",
            "Line 6: A key event must stand in a section of key events.",
        ),
        (
            "---\ntitle: T\n---\n##### 2024",
            "Line 4: A key event must stand in a section of key events.",
        ),
        (
            "---\ntitle: T\n---\n## A {event}",
            "Line 4: This heading cannot say “event”, only anchor, kind, id.",
        ),
        ("---\ntitle: T\n---\n## A {#a #b}", "Line 4: “anchor” stands twice in this heading."),
        (
            '---\ntitle: T\n---\n## Key events\n##### 2024 {title="\\x"}',
            'Line 5: "\\x" is not a text in quotation marks.',
        ),
        (
            "---\ntitle: T\n---\n## A\n## B {kind=c}",
            (
                "Line 5: sections[1].kind: one of “purpose”, “key-events”, “outcomes”, "
                "“controversies”, “own” was expected."
            ),
        ),
        (
            "---\ntitle: T\n---\n## Key events\n##### 2024 {id=c}",
            "Line 5: events[0].id: this is not a UUID.",
        ),
        (
            "---\ntitle: T\n---\n## A\n#### B",
            "Line 5: section “B”, level: The level here is 2 to 3, not 4.",
        ),
        (
            "---\ntitle: T\n---\n```",
            (
                "Line 4: the article, lead: A block that this opens, such as code between fences, "
                "is never closed."
            ),
        ),
        (
            "---\ntitle: T\nlanguage: Nordic\n---",
            "Line 3: the article, language: This must be a language tag such as en or pt-BR.",
        ),
        (
            "---\ntitle: T\nsee_also:\n- title: A\n- title: ''\n---",
            "Line 5: see also “”, title: This must not be empty.",
        ),
        (
            "---\ntitle: T\nsources:\n- key: b\n- key: a\n---",
            "Line 3: the article, sources: Sources stand in the order of their keys.",
        ),
        (
            "---\ntitle: T\nsources:\n- key: B\n---",
            (
                "Line 3: source “B”, key: A key is lower-case letters, digits and _ . : -; "
                "it starts with one of the first two."
            ),
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, sentence):
    told = refusal(text)

    assert told == sentence


def test_two_key_events_of_one_date_get_ids_of_their_own():
    text = "---\ntitle: 1984\n---\n## Key events\n##### 2024\n##### 2024\n"

    read = reader.read(text)

    assert [event.id for event in read.events] == [
        named("events", "2024"),
        named("events", "2024", "2"),
    ]
