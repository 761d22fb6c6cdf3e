"""What is written as wikitext is read as the same article, but for what the writer says is lost."""

from dataclasses import replace
from uuid import UUID

import examples
from hypothesis import given

from encyclopedia.core import markup, reading, validity
from encyclopedia.core.document import Document, InfoboxField, Section
from encyclopedia.core.markup import tree
from encyclopedia.core.readers import wikitext as reader
from encyclopedia.core.writers import wikitext as writer
from sources.core.record import Name, SourceRecord
from tests.strategies import documents

_NO_ID = UUID(int=0)


def without_ids(document):
    groups = ("infobox", "sections", "events", "see_also")
    parts = {g: tuple(replace(p, id=_NO_ID) for p in getattr(document, g)) for g in groups}
    return replace(document, id=_NO_ID, **parts)


def lighthouse():
    document = examples.lighthouse()
    sources = (
        examples.almanac(authors=(Name(family="Skerry", given="Ann"),), url="https://e.org/a"),
    )
    return replace(document, sources=sources, kind="Lighthouse", hatnote="See [[Reef|the reef]].")


def again(document):
    return reader.read(writer.write(document)).document


def test_an_article_is_read_again_with_all_its_parts():
    document = lighthouse()

    read = without_ids(again(document))

    expected = without_ids(document)
    lead = document.lead.replace(" [@", "[@")
    sections = tuple(replace(s, text=s.text.replace(" [@", "[@")) for s in expected.sections)
    # A space before a mark is no word: marks are written as references, after the sentence.
    assert without_ids(replace(read, lead=read.lead.replace(" [@", "[@"), sections=tuple(
        replace(s, text=s.text.replace(" [@", "[@")) for s in read.sections
    ))) == replace(expected, lead=lead, sections=sections)  # fmt: skip
    assert writer.lost(document) == ()


def test_it_is_written_in_the_templates_that_wikipedia_has():
    written = writer.write(lighthouse())

    assert written.startswith("{{DISPLAYTITLE:Skerry Lighthouse}}\n")
    assert "{{Infobox lighthouse\n| label1 = Lit\n| data1 = 1 May 1887\n" in written
    assert (
        '<ref name="almanac">{{cite book |last=Skerry |first=Ann |title=The Almanac |date=1888'
        " |url=https://e.org/a |quote=first lit in 1887 |ref=almanac}}</ref>" in written
    )
    assert "* March 1901: '''Storm''' – The lamp broke." in written
    assert written.endswith("== References ==\n{{reflist}}\n\n[[Category:Lighthouses]]\n")


def test_words_that_look_like_wikitext_stay_words():
    text = (
        r"\# no list, ''no'' emphasis, {{no template}}, \[\[no link]], a \| b, \<ref>, 5 < 6,"
        " &amp;amp; http\\://x.org\n\n== no heading ==\n\n: no \\* list"
    )
    document = Document(id=_NO_ID, title="Words", lead=validity.mended_prose(text))

    read = again(document)

    words = [markup.plain(markup.parse(each.lead)).split() for each in (document, read)]
    assert words[0] == words[1]
    assert read.infobox == read.sections == ()


def test_quotations_lists_code_tables_and_notes_come_back():
    text = (
        "> quoted\n>\n> twice\n\n- one\n  - two\n- three\n\n1. a\n2. b\n\n"
        "| a | b |\n| --- | --- |\n| 1 | 2 \\| 3 |\n\n```python\nx = {{1}}\n```\n\n"
        "Code `a|b` and a note^[with *words*] and [a site](https://e.org).\n\n---\n\nEnd."
    )
    document = Document(id=_NO_ID, title="Blocks", lead=text)

    assert again(document).lead == text


def test_a_source_with_every_field_comes_back():
    record = SourceRecord(
        key="whole",
        type="article-newspaper",
        title="A | title [with] {signs}",
        authors=(Name(family="Skerry", given="Ann"), Name(literal="The Board, Ltd")),
        container="Times",
        publisher="House",
        issued="2024-05-16",
        url="https://e.org/a?b=c",
        archive_url="https://archive.example/1",
        doi="10.1000/182",
        isbn="9783161484100",
        language="uk",
        accessed="2024-05-17",
    )
    lead = 'Said.[@whole, p. 3, "he said \\"no\\" | yes"] More.[@whole, ch. 2] Less.[@whole]'
    document = Document(id=_NO_ID, title="Sources", lead=lead, sources=(record,))

    read = again(document)

    assert read.sources == (record,)
    assert read.lead == lead


def test_what_is_lost_is_said():
    row = InfoboxField(id=_NO_ID, label="Date", text="1887", type="place")
    section = Section(id=_NO_ID, heading="Sources of light", anchor="a", kind="purpose")
    document = Document(
        id=_NO_ID,
        title="Lost",
        series="Lights",
        language="de",
        lead="[these words][@a] and ![a room](picture:room) and [[a_b]]",
        infobox=(row,),
        sections=(section,),
    )

    assert writer.lost(document) == (
        "The series “Lights” has no place.",
        "The language de has no place.",
        "The type place of the row “Date” is not what it is taken for.",
        "That “Sources of light” is a section of the kind purpose is not told.",
        "“Sources of light” is taken for a section of references.",
        "The anchor “a” becomes “sources-of-light”.",
        "Which words of a sentence a citation is for is not told.",
        "@a is the key of no source; its name stands for it.",
        "Pictures stay here; their alternative texts are written.",
        "A link to “a_b” cannot be written; its words are.",
    )


def test_sources_that_say_the_very_same_are_read_as_one():
    one, other, third = (SourceRecord(key=key, title="Lights") for key in ("a", "b", "c"))
    document = Document(
        id=_NO_ID, title="Lost", sources=(one, other, replace(third, publisher="Harbour"))
    )

    assert writer.lost(document) == ("@b says what @a does, and is read as that.",)
    assert [record.key for record in again(document).sources] == ["a", "c"]


@given(document=documents())
def test_whatever_is_written_is_read_as_a_valid_article(document):
    read = reader.read(writer.write(document), called=document.title).document

    assert validity.faults(read) == ()


@given(document=documents())
def test_citations_come_back_in_number_and_words(document):
    read = reader.read(writer.write(document), called=document.title).document

    assert quotes(read) <= quotes(document)


def quotes(document):
    return {
        " ".join(item.quote.split())
        for prose in reading.texts(document)
        for node in markup.walk(prose.blocks)
        if isinstance(node, tree.Mark)
        for item in node.items
    } | {""}
