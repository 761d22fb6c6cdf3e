from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import lines_run

from encyclopedia.core import validity
from encyclopedia.core.document import (
    Document,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from sources.core.record import Name, SourceRecord

PICTURE = Illustration(
    id=UUID(int=6),
    key="room",
    file="a" * 64,
    media_type="image/png",
    width=640,
    height=480,
    alt="A room",
)
WHOLE = Document(
    id=UUID(int=1),
    title="Peace summit",
    lead="The lead.",
    infobox=(InfoboxField(id=UUID(int=2), label="Place", text="Beijing\nHarbin"),),
    sections=(
        Section(id=UUID(int=3), heading="Days", anchor="days", kind=SectionKind.KEY_EVENTS),
        Section(id=UUID(int=7), heading="Later", anchor="later", level=3),
    ),
    events=(KeyEvent(id=UUID(int=4), date="16 May 2024"),),
    see_also=(SeeAlso(id=UUID(int=5), title="Talks"),),
    categories=("Visits",),
    illustrations=(PICTURE,),
    sources=(SourceRecord(key="a", authors=(Name(family="Ōe"),), aliases=("b",)),),
)

KEY = "A key is lower-case letters, digits and _ . : -; it starts with one of the first two."
HEADING = "Line {} is a heading: give it a section of its own."
OPEN = "A block that this opens, such as code between fences, is never closed."


def one(part):
    """The only part of *WHOLE* of its kind, replaced."""
    return lambda **changes: replace(
        WHOLE, **{part: (replace(getattr(WHOLE, part)[0], **changes),)}
    )


article = lambda **changes: replace(WHOLE, **changes)  # noqa: E731 -- beside its siblings
row, event, pointer = one("infobox"), one("events"), one("see_also")
picture, source = one("illustrations"), one("sources")


def section(**changes):
    return replace(WHOLE, sections=(replace(WHOLE.sections[0], **changes), WHOLE.sections[1]))


def test_a_whole_article_has_no_faults():
    found = validity.faults(WHOLE)

    assert found == ()


def test_a_fault_names_the_place_the_part_and_the_field():
    found = validity.faults(section(heading=" Days"))

    assert found == (
        validity.Fault(
            place="section “ Days”",
            part="section",
            part_id=UUID(int=3),
            field="heading",
            sentence="This must not begin or end with white space.",
        ),
    )


def test_an_article_has_a_limit_of_marks_too():
    """Many texts that may each be parsed may together not be."""
    sections = tuple(
        Section(id=UUID(int=n), heading="Stars", anchor=f"stars-{n}", text="a*" * 20_000)
        for n in range(10, 16)
    )

    (found,) = validity.faults(article(sections=sections, events=()))

    assert validity.faults(article(sections=sections[:5], events=())) == ()
    assert found.sentence == (
        "This article has 120,000 marks and line breaks in all; at most 100,000 are allowed:"
        " split it."
    )


def test_an_article_has_a_limit_of_sentences_too():
    sections = tuple(
        Section(id=UUID(int=n), heading="Stops", anchor=f"stops-{n}", text="a. " * 19_999 + "b.")
        for n in range(10, 13)
    )

    (found,) = validity.faults(article(sections=sections, events=()))

    assert validity.faults(article(sections=sections[:2], events=())) == ()
    assert found.sentence == (
        "This article has 59,997 sentences in all; at most 40,000 are allowed: split it."
    )


def test_a_fault_reads_as_a_sentence():
    (found,) = validity.faults(article(short_description=" a"))

    assert str(found) == (
        "the article, short description: This must not begin or end with white space."
    )


def test_a_long_name_is_cut_in_the_place():
    (found,) = validity.faults(section(heading="x" * 255, text="\n"))

    assert found.place == f"section “{'x' * 59}…”"


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (article(title=""), ["the article, title: This must not be empty."]),
        (
            article(title="x" * 256),
            ["the article, title: This has 256 characters; at most 255 are allowed."],
        ),
        (
            article(language="English"),
            ["the article, language: This must be a language tag such as en or pt-BR."],
        ),
        (article(lead="# A"), [f"the article, lead: {HEADING.format(1)}"]),
        (
            article(categories=("Visits", "", "Visits")),
            [
                "the article, categories: Category “”: This must not be empty.",
                "the article, categories: The category “Visits” is given twice.",
            ],
        ),
        (row(label=""), ["infobox field “”, label: This must not be empty."]),
        (
            row(text="a\n\nb"),
            ["infobox field “Place”, text: This must not hold a blank line: each line is a value."],
        ),
        (
            section(anchor="two words"),
            ["section “Days”, anchor: An anchor is made of letters, digits, hyphens and _."],
        ),
        (
            section(anchor="later"),
            ["the article, sections: The anchor “later” stands on two sections."],
        ),
        (section(level=3), ["section “Days”, level: The level here is 2, not 3."]),
        (
            section(level=1),
            [
                "section “Days”, level: The level here is 2, not 1.",
                "section “Later”, level: The level here is 2, not 3.",
            ],
        ),
        (
            section(kind=SectionKind.OWN),
            ["the article, events: Key events need a section for key events."],
        ),
        (
            article(
                sections=tuple(replace(s, kind=SectionKind.KEY_EVENTS) for s in WHOLE.sections)
            ),
            ["the article, sections: Only one section can be the one for key events."],
        ),
        (event(date=""), ["event “”, date: This must not be empty."]),
        (event(title="a\nb"), ["event “16 May 2024”, title: This must be a single line."]),
        (event(text="```"), [f"event “16 May 2024”, text: {OPEN}"]),
        (pointer(note="a\tb"), ["see also “Talks”, note: This must not hold a tab."]),
        (picture(key="A"), [f"illustration “A”, key: {KEY}"]),
        (
            picture(file="A" * 64),
            ["illustration “room”, file: A file is named by its SHA-256, 64 hexadecimal digits."],
        ),
        (
            picture(media_type="image/svg+xml"),
            [
                (
                    "illustration “room”, media type: "
                    "A picture is one of image/png, image/jpeg, image/webp, image/gif."
                )
            ],
        ),
        (
            picture(width=0),
            ["illustration “room”, width: A side of a picture is 1 to 100,000 pixels."],
        ),
        (
            picture(height=100_001),
            ["illustration “room”, height: A side of a picture is 1 to 100,000 pixels."],
        ),
        (picture(alt=""), ["illustration “room”, alt: This must not be empty."]),
        (
            article(illustrations=(PICTURE, replace(PICTURE, id=UUID(int=8)))),
            ["the article, illustrations: Two illustrations have the key “room”."],
        ),
        (source(key="a."), [f"source “a.”, key: {KEY}"]),
        (source(aliases=("B",)), [f"source “a”, aliases: {KEY}"]),
        (
            source(authors=(Name(given="A\n"),)),
            [
                "source “a”, authors: This must be a single line.",
                "source “a”, authors: This must not begin or end with white space.",
            ],
        ),
        (
            article(sources=(SourceRecord(key="b"), SourceRecord(key="a"))),
            ["the article, sources: Sources stand in the order of their keys."],
        ),
        (
            article(sources=(SourceRecord(key="a"), SourceRecord(key="a"))),
            ["the article, sources: Two sources have the key “a”."],
        ),
        (
            row(id=UUID(int=1)),
            [
                (
                    "the article, id: The id 00000000-0000-0000-0000-000000000001 "
                    "belongs to more than one part."
                )
            ],
        ),
    ],
)
def test_each_fault_is_told_in_a_sentence(document, told):
    found = [str(fault) for fault in validity.faults(document)]

    assert found == told


@pytest.mark.parametrize("key", ["a", "0", "kyiv-2024", "a.b", "a:b", "a_", "a-"])
def test_a_key_may_hold_the_signs_of_the_markup(key):
    found = validity.faults(source(key=key))

    assert found == ()


@pytest.mark.parametrize("key", ["", "-a", ".a", "a:", "a.", "Ä", "a b"])
def test_any_other_key_is_a_fault(key):
    (found,) = {fault.sentence for fault in validity.faults(source(key=key))}

    assert found == KEY


@pytest.mark.parametrize("language", ["en", "uk", "ast", "pt-BR", "zh-Hant-TW", "de-1996"])
def test_a_language_is_a_tag(language):
    found = validity.faults(article(language=language))

    assert found == ()


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\0", "U+0000"),
        ("\x08", "U+0008"),
        ("\x0b", "U+000B"),
        ("\r", "U+000D"),
        ("\x1f", "U+001F"),
        ("\x85", "U+0085"),
        ("\u2028", "U+2028"),
        ("\ud800", "U+D800"),
        ("\ufdd0", "U+FDD0"),
        ("\uffff", "U+FFFF"),
        ("\U0010fffe", "U+10FFFE"),
    ],
)
def test_some_characters_stand_in_no_text(character, name):
    text = f"a{character}b"

    found = {validity.prose_faults(text), validity.line_faults(text), validity.value_faults(text)}

    assert found == {(f"This holds the character {name}, which no text may hold.",)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One.\n\nTwo.",
        "a\tb",
        "#hashtag and \\# escaped",
        "    # indented code",
        "```\n# fenced\n---\n```",
        "* * *",
        "a\n***",
        "| a |\n| - |\n| # |",
        "- ```\n  closed by the end of its list",
        "<!--\n-->",
        "trailing spaces  ",
    ],
)
def test_prose_is_blocks_that_close(text):
    found = validity.prose_faults(text)

    assert found == ()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("# A", (HEADING.format(1),)),
        ("a\n\n   ## B ##\n\nc\n###", (HEADING.format(3), HEADING.format(6))),
        ("A\n===", (HEADING.format(1),)),
        ("a\nB\n-", (HEADING.format(1),)),
        ("> - ## A", (HEADING.format(1),)),
        ("- a\n\n      # B", ()),
        ("- a\n\n    # B", (HEADING.format(3),)),
        ("<!--\n# A\n-->", (HEADING.format(2),)),
        ("```\na", (OPEN,)),
        ("# A\n~~~\n```", (OPEN, HEADING.format(1))),
        ("- " * 40 + "a", (OPEN,)),
        ("\na", ("This must not begin or end with a blank line.",)),
        ("a\n \t", ("This must not begin or end with a blank line.",)),
        (" ", ("This must not begin or end with a blank line.",)),
        (
            "*" * 20_001,
            ("This has 20,001 marks and line breaks; at most 20,000 are allowed.",),
        ),
        (
            "“A.” " * 20_001,
            ("This has 20,001 sentences; at most 20,000 are allowed.",),
        ),
        (
            "。" * 20_001,
            ("This has 20,001 sentences; at most 20,000 are allowed.",),
        ),
        ("3.5 e.g.x " * 20_001, ()),
        ("x" * 1_000_001, ("This has 1,000,001 characters; at most 1,000,000 are allowed.",)),
    ],
)
def test_prose_is_told_what_does_not_belong_in_it(text, sentences):
    found = validity.prose_faults(text)

    assert found == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ()),
        ("a\nb", ()),
        ("a\n b", ("No line of this may begin or end with white space.",)),
        ("a\n", ("This must not hold a blank line: each line is a value.",)),
        ("a\tb", ("This must not hold a tab.",)),
        ("x" * 10_001, ("This has 10,001 characters; at most 10,000 are allowed.",)),
    ],
)
def test_an_infobox_text_is_one_line_a_value(text, sentences):
    found = validity.value_faults(text)

    assert found == sentences


def test_a_form_can_ask_how_long_a_text_may_be():
    limits = (
        validity.limit(Document, "title"),
        validity.limit(Document, "short_description"),
        validity.limit(InfoboxField, "text"),
        validity.limit(Section, "text"),
    )

    assert limits == (255, 500, 10_000, 1_000_000)


def test_white_space_and_line_ends_are_mended():
    untidy = Document(
        id=UUID(int=1),
        title="  Peace\r\nsummit ",
        lead="\r\n \n  One.  \r\ntwo\x0bthree\r\n\r\n ",
        infobox=(InfoboxField(id=UUID(int=2), label="Place ", text=" Beijing\r\n\r\n\tHar\tbin "),),
        sections=(Section(id=UUID(int=3), heading=" Days", anchor="days", text="a\r"),),
        events=(KeyEvent(id=UUID(int=4), date=" 2024", text="    code\n"),),
        see_also=(SeeAlso(id=UUID(int=5), title="Talks\n"),),
        categories=(" Visits",),
        illustrations=(replace(PICTURE, alt=" A room"),),
        sources=(
            SourceRecord(key="b"),
            SourceRecord(key="a", title=" T", authors=(Name(family="Ōe "),), aliases=("c ",)),
        ),
    )

    mended = validity.normalise(untidy)

    assert mended == Document(
        id=UUID(int=1),
        title="Peace summit",
        lead="  One.  \ntwo\nthree",
        infobox=(InfoboxField(id=UUID(int=2), label="Place", text="Beijing\nHar bin"),),
        sections=(Section(id=UUID(int=3), heading="Days", anchor="days", text="a"),),
        events=(KeyEvent(id=UUID(int=4), date="2024", text="    code"),),
        see_also=(SeeAlso(id=UUID(int=5), title="Talks"),),
        categories=("Visits",),
        illustrations=(PICTURE,),
        sources=(
            SourceRecord(key="a", title="T", authors=(Name(family="Ōe"),), aliases=("c",)),
            SourceRecord(key="b"),
        ),
    )


@given(text=st.text())
def test_mending_loses_no_word(text):
    mended = (validity.mended_line(text), validity.mended_value(text), validity.mended_prose(text))

    assert [words.split() for words in mended] == [text.split()] * 3


@given(text=st.text())
def test_mending_twice_is_mending_once(text):
    mends = (validity.mended_line, validity.mended_value, validity.mended_prose)

    assert [mend(mend(text)) for mend in mends] == [mend(text) for mend in mends]


def test_a_long_text_is_looked_at_once_for_its_field_and_for_the_whole():
    table = "|a|b|\n|-|-|\n" + "|x|y|\n" * 2_000

    def field_and_whole():
        validity.prose_faults(table)
        validity.prose_faults(table)

    assert lines_run(field_and_whole) < 1.1 * lines_run(validity.prose_faults, table)


@pytest.mark.parametrize(
    ("text", "cost"),
    [("a - b", 0), ("- a\n- b", 7), ("* - 1. a", 10), ("> - a", 4), ("1887. It shone", 3)],
)
def test_an_item_of_a_list_costs_as_much_as_three_marks(text, cost):
    assert validity.marks(text) == cost
