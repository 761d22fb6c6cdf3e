import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encyclopedia.core import markup, validity
from encyclopedia.core.document import FieldType, SectionKind
from encyclopedia.core.readers import plain, plain_lines

CASES = Path(__file__).parent / "cases" / "plain.md"
SEED = Path(__file__).parents[3] / "shared" / "seeds" / "000_20635fa57f9391db.txt"

ARTICLE = """\
\ufeff= 2031 return of the river ferry =\r
\r
2031 Return of the River Ferry\r
- Date: 2–3 May 2031
* Partof: Harbour plan, River–sea link
- Location: Old_harbour & pier
- Participants: Jane Doe and John Roe
- Note: a [[b]], c

The ferry came back.  It *cost* 5 < 6 coins.
# first of all

- one
- 1986. two

1986. A good year

==Purpose==
To cross.

1. by boat
2. by [raft]

=== Trade ===
==Key events==
It took two days:
- 2 May 2031: The ferry left.
- it rained
* 2 May 2031 – It came back: late.
- 4 – 5 May 2031 - The end.
==Criticism==

== Purpose ==
==See also==
- River–sea link
* Bridge – older – and wider
- [Mole]
- bridge
"""


def read(text=ARTICLE, **options):
    return plain.read(text, **options)


def cases():
    for case in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, text, error = re.fullmatch(
            r"(.*?)\n\n```\n(.*?)\n```\n\n(.*?)\n*", case, re.DOTALL
        ).groups()
        yield pytest.param(text, error, id=name)


@pytest.mark.parametrize(("text", "sentence"), tuple(cases()))
def test_what_cannot_be_read_is_said_with_its_line(text, sentence):
    with pytest.raises(plain.PlainError) as error:
        plain.read(text)

    assert str(error.value) == sentence
    assert f"Line {error.value.line}: {error.value.sentence}" == sentence


def test_the_infobox_is_typed_and_lists_become_links():
    rows = [(row.label, row.text, row.type) for row in read().document.infobox]

    assert rows == [
        ("Date", "2–3 May 2031", FieldType.RANGE),
        ("Part of", "[[Harbour plan]], [[River–sea link]]", FieldType.LINK),
        ("Location", r"Old\_harbour & pier", FieldType.PLACE),
        ("Participants", "[[Jane Doe]] and [[John Roe]]", FieldType.PEOPLE),
        ("Note", r"a \[\[b\]\], c", FieldType.TEXT),
    ]


def test_prose_keeps_its_words_and_its_lists():
    lead = read().document.lead

    assert lead == (
        "The ferry came back. It \\*cost\\* 5 < 6 coins.\n\\# first of all\n\n"
        "- one\n- 1986\\. two\n\n1986\\. A good year"
    )


def test_sections_have_kinds_levels_and_anchors():
    sections = [
        (section.heading, section.kind, section.level, section.anchor, section.text)
        for section in read().document.sections
    ]

    assert sections == [
        ("Purpose", SectionKind.PURPOSE, 2, "purpose", "To cross.\n\n1. by boat\n2. by \\[raft\\]"),
        ("Trade", SectionKind.OWN, 3, "trade", ""),
        ("Key events", SectionKind.KEY_EVENTS, 2, "key-events", "It took two days:\n\n- it rained"),
        ("Criticism", SectionKind.CONTROVERSIES, 2, "criticism", ""),
        ("Purpose", SectionKind.PURPOSE, 2, "purpose_2", ""),
    ]


def test_dated_items_become_key_events_and_others_stay():
    events = [(event.date, event.title, event.text) for event in read().document.events]

    assert events == [
        ("2 May 2031", "", "The ferry left."),
        ("2 May 2031", "", "It came back: late."),
        ("4 – 5 May 2031", "", "The end."),
    ]


def test_see_also_is_rows_with_notes():
    rows = [(row.title, row.note) for row in read().document.see_also]

    assert rows == [("River–sea link", ""), ("Bridge", "older – and wider"), ("[Mole]", "")]


def test_what_has_no_place_is_noted():
    text = "= Ferry =\nThe boat\n- Kind: ship\n==See also==\n- Bridge\n- bridge – again"

    assert read(text).notes == (
        'Line 2: the infobox caption "The boat" is not kept.',
        'Line 6: "bridge" is under See also twice; the first is kept.',
    )


def test_an_article_needs_no_infobox_and_no_sections():
    document = read("=Ferry=\nThe ferry.").document

    assert (document.title, document.infobox, document.lead) == ("Ferry", (), "The ferry.")


def test_a_title_alone_is_an_article():
    assert read("= Ferry =\n").document.lead == ""


def test_a_caption_may_stand_apart_from_its_rows():
    document = read("= Ferry =\nferry\n\n- Kind: ship\n- Age: 3\n\nIt swims.").document

    assert ([row.label for row in document.infobox], document.lead) == (
        ["Kind", "Age"],
        "It swims.",
    )


@pytest.mark.parametrize(
    "text", ["Two kinds:\n- big\n- small", "Some kinds\n\n- big\n- small: rare", "One.\n\n- a: b"]
)
def test_a_list_in_the_lead_is_no_infobox(text):
    document = read(f"= Ferry =\n{text}").document

    assert (document.infobox, document.lead.endswith(text.rpartition("\n")[2])) == ((), True)


def test_a_list_of_names_that_is_not_plainly_one_stays_as_written():
    text = "= Ferry =\n- People: A`n`n, Bob\n- Partof: C#, D\\E\n- Leaders: Ann, Jr., Bob (, )"

    assert [row.text for row in read(text).document.infobox] == [
        r"A\`n\`n, Bob",
        "[[C\\#]], D\\\\E",
        "[[Ann, Jr.]], [[Bob (, )]]",
    ]


def test_dates_are_read_in_the_language_of_the_article():
    text = "= Fähre =\n- Date: 2. Mai 2031\n== Timeline ==\n- 2. Mai 2031: Abfahrt"

    document = read(text, language="de").document

    assert (document.infobox[0].type, document.events[0].date) == (FieldType.DATE, "2. Mai 2031")


def test_reading_twice_gives_the_same_document_and_ids():
    assert read() == read(ARTICLE.replace("\r\n", "\n"))


@pytest.mark.parametrize("character", ["\0", "\x1b", "\ud800", "\uffff"])
def test_characters_that_are_no_text_are_refused(character):
    with pytest.raises(plain.PlainError, match=r"^Line 2: The character U\+"):
        read(f"= Ferry =\nThe {character} ferry")


@pytest.mark.parametrize("text", ["= {} =", "= Ferry =\n=={}==", "= Ferry =\n==See also==\n- {}"])
def test_a_title_has_an_end(text):
    with pytest.raises(plain.PlainError, match=r"A title has at most 255 characters\.$"):
        read(text.format("a" * 256))


def test_what_the_house_does_not_take_is_said():
    with pytest.raises(plain.PlainError, match=r"^Line 1: the article, lead: .* at most 1,000,000"):
        read("= Ferry =\n" + "a" * 1_000_001)


def test_a_file_is_utf_8_with_or_without_a_mark():
    assert plain.decode(b"\xef\xbb\xbf= A =") == plain.decode(b"= A =") == "= A ="


def test_a_file_in_another_encoding_is_refused_with_line_and_byte():
    with pytest.raises(plain.PlainError) as error:
        plain.decode("= A =\nFähre".encode("latin-1"))

    assert str(error.value) == "Line 2: The byte 0xE4 is not UTF-8; save the file as UTF-8."


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn"))))
def test_escaped_words_are_read_as_the_very_same_words(text):
    words = re.sub(r"[ \t]+", " ", text).strip()

    assert markup.plain(markup.parse(plain_lines.literal(text))) == words


@given(st.text("ab1. \t#*_`[]()<>&;!^@|~+-=:\\\"“”'"))
def test_punctuation_is_read_as_the_very_same_words(text):
    words = re.sub(r"[ \t]+", " ", text).strip()

    assert markup.plain(markup.parse(plain_lines.literal(text))) == words
    assert markup.plain(markup.parse(f"- {plain_lines.literal(text)}")) == (words)


@given(st.lists(st.sampled_from(
    ["==A==", "===B===", "==See also==", "==Key events==", "- 2 May 2031: x", "- a: b", "* c", "",
     "d", "---", "1. e", "2) f", "> g", "```", "    h", "| i |", "|---|", "===", "=", "<b>", "~~~"]
)))  # fmt: skip
def test_what_is_read_is_always_valid(lines):
    try:
        document = plain.read("\n".join(["= T =", *lines])).document
    except plain.PlainError:
        return
    assert validity.faults(document) == ()


@pytest.mark.skipif(not SEED.exists(), reason="the article is not beside this checkout")
def test_the_article_in_plain_text_is_read_whole():
    reading = plain.read(plain.decode(SEED.read_bytes()))

    document = reading.document
    kinds = [section.kind.value for section in document.sections]
    assert reading.notes == ()
    assert kinds == ["purpose", "key-events", "outcomes", "controversies"]
    assert (len(document.infobox), len(document.events), len(document.see_also)) == (7, 0, 5)
    assert [row.type.value for row in document.infobox] == [
        *("range", "link", "place", "text", "text", "text", "people")
    ]
