"""Wikitext read: cases by example, and the laws that hold for every page, however damaged."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import lines_run

from encyclopedia.core import validity
from encyclopedia.core.readers import wikitext

FILES = sorted((Path(__file__).parent / "cases").glob("wikitext*.md"))


def cases():
    for file in FILES:
        for case in file.read_text(encoding="utf-8").split("\n## ")[1:]:
            found = re.fullmatch(
                r"(.*?)\n\n~~~~\n(.*?)\n~~~~\n\n~~~~\n(.*?)\n?~~~~\n*", case, re.DOTALL
            )
            name, text, shown = found.groups()
            yield pytest.param(text, shown, id=name)


def shown(reading):
    """Say what was read, a part a line, without ids and empty things."""
    document = reading.document
    if reading.redirect:
        return f"leads to: {reading.redirect}"
    lines = [f"title: {document.title}"] if document.title != "Skerry" else []
    for name in ("kind", "short_description", "hatnote"):
        lines += [f"{name}: {value}"] if (value := getattr(document, name)) else []
    lines += ["disambiguation"] if document.disambiguation else []
    for row in document.infobox:
        text = row.text.replace("\n", " ⏎ ")
        lines.append(f"row: {row.label} = {text} ({row.type})")
    lines += [document.lead] if document.lead else []
    for section in document.sections:
        lines.append(f"{'=' * section.level} {section.heading} ({section.kind})")
        lines += [section.text] if section.text else []
    for event in document.events:
        lines.append(" | ".join(("event: " + event.date, event.title, event.text)))
    for pointer in document.see_also:
        lines.append(f"see: {pointer.title}" + (f" – {pointer.note}" if pointer.note else ""))
    lines += [f"category: {name}" for name in document.categories]
    lines += [source(record) for record in document.sources]
    return "\n".join((*lines, *(f"left: {note}" for note in reading.notes)))


DETAILS = (
    *("volume", "issue", "pages", "edition", "number", "genre", "event", "place"),
    *("series", "series_number"),
)


def named(people):
    return "; ".join(n.literal or f"{n.family}, {n.given}" for n in people)


def source(record):
    people = named(record.authors)
    edited = f"ed. {named(record.editors)}" if record.editors else ""
    translated = f"tr. {named(record.translators)}" if record.translators else ""
    details = (f"{name} {said}" for name in DETAILS if (said := getattr(record, name)))
    said = (
        *(
            record.type,
            people,
            edited,
            translated,
            record.title,
            *details,
            record.container,
            record.publisher,
            record.issued,
        ),
        *(
            record.url,
            record.archive_url,
            record.doi,
            record.isbn,
            record.issn,
            record.language,
            record.accessed,
        ),
    )
    return f"@{record.key}: {' | '.join(each for each in said if each)}"


@pytest.mark.parametrize(("text", "expected"), tuple(cases()))
def test_a_page_is_read_as_shown(text, expected):
    reading = wikitext.read(text, called="Skerry")

    assert shown(reading) == expected.rstrip("\n")
    assert validity.faults(reading.document) == ()


def test_there_are_many_cases():
    assert len(tuple(cases())) >= 80


def test_reading_twice_gives_the_same_ids():
    text = "'''A'''\n== B ==\n* c\n== B ==\n{{Infobox x|d=e}}"

    assert wikitext.read(text) == wikitext.read(text)


@pytest.mark.parametrize(
    ("text", "called", "title"),
    [
        ("Words.", "Skerry_Isle", "Skerry Isle"),
        ("'''The Skerries''' are rocks.", "", "The Skerries"),
        ("{{DISPLAYTITLE:''Skerry''}}\nWords.", "", "Skerry"),
        ("{{DISPLAYTITLE:iSkerry}}\nWords.", "ISkerry", "iSkerry"),
        ("'''The Skerries''' are rocks.", "page_12", "The Skerries"),
        ("= Skerry =\nWords.", "", "Skerry"),
        ("{{Infobox isle|name=Skerry}}\nWords.", "", "Skerry"),
    ],
)
def test_the_title_is_that_of_the_file_or_what_the_page_says(text, called, title):
    assert wikitext.read(text, called=called).document.title == title


def test_a_page_without_a_title_is_refused():
    with pytest.raises(wikitext.WikitextError, match=r"^Line 1: The page has no title"):
        wikitext.read("Words.")


def mutations(texts, count):
    chance = random.Random(1887)  # noqa: S311 -- the same damage every time
    signs = ("{{", "}}", "[[", "]]", "|", "=", "<ref>", "</ref>", "'''", "\n", "{|", "|}", "<!--")
    for _ in range(count):
        text = chance.choice(texts)
        for _ in range(chance.randrange(1, 4)):
            at, until = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
            text = chance.choice(
                [
                    text[:at],
                    text[:at] + text[until:],
                    text[:at] + text[at:until] * 2 + text[until:],
                    text[:at] + chance.choice(signs) + text[at:],
                    text.encode()[: at or 1].decode("latin-1"),
                ]
            )
        yield text


def test_a_damaged_page_is_read_all_the_same_and_is_valid():
    texts = ["\n".join(param.values[0] for param in cases()), *(p.values[0] for p in cases())]

    for text in mutations(texts, 400):
        try:
            document = wikitext.read(text, called="Skerry").document
        except wikitext.WikitextError as refused:
            assert refused.line >= 1  # noqa: PT017 -- either way is right
            continue
        assert validity.faults(document) == ()


SIGNS = (
    *(
        "{{",
        "}}",
        "{{{",
        "[[",
        "]]",
        "[http://a ",
        "]",
        "|",
        "=",
        "\n",
        "==",
        "''",
        "'''",
        "*",
        "#",
    ),
    *(
        ":",
        ";",
        "{|",
        "|}",
        "|-",
        "!",
        "<ref>",
        "</ref>",
        "<ref name=a />",
        "<nowiki>",
        "</nowiki>",
    ),
    *("<!--", "-->", "<br>", "&amp;", "&#0;", "a", "1887", " ", "cite web", "Infobox x", "title"),
    *("blockquote", "<blockquote>", "</blockquote>", "----", "^[", "[@a]", "```", "\\", "File:"),
)


@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
def test_whatever_stands_on_a_page_makes_a_valid_article(text):
    try:
        document = wikitext.read(text, called="Skerry").document
    except wikitext.WikitextError:
        return
    assert validity.faults(document) == ()


HURTFUL = (
    *("{{a|b=", "[[", "<ref>", "{{{", "{|\n", "<nowiki>", "[http://a ", "''a'''b", "<b>", "{{a|"),
    *("<blockquote>", "}}", "* a\n** b\n", "<ref name=a>", "{{efn|", "__A__", "<!--", "== a ==\n"),
    *("<ref>{{cite book|title=a}}</ref>", "[[a|b]]", "a<br>", "=\n", "|\n", "[[Category:a]]"),
)


def read(text):
    wikitext.read(f"Words. {text}", called="Skerry")


@pytest.mark.parametrize("bomb", HURTFUL)
def test_twice_the_text_is_about_twice_the_work(bomb):
    once, twice = (lines_run(read, bomb * times) for times in (300, 600))

    assert twice <= 2.2 * once  # 2 where work grows with the text, 4 where with its square


@pytest.mark.parametrize("bomb", HURTFUL)
def test_a_long_page_of_one_thing_is_read_to_its_end(bomb):
    document = wikitext.read(f"Words. {bomb * 2_000}", called="Skerry").document

    assert validity.faults(document) == ()
