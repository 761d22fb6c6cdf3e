"""Twice the text makes about twice the work, however it is made to hurt: counted, not clocked."""

from uuid import UUID

import pytest
from work import lines_run

from encyclopedia.core import citations, markup, reading, validity
from encyclopedia.core.document import Document
from encyclopedia.core.sentences import sentences
from encyclopedia.core.writers import html

SMALL = 200
FULL = 2_500  # more than twice as deep as Python lets functions call each other
HURTFUL = {
    "opening brackets": lambda n: "[" * n,
    "double brackets": lambda n: "[[" * n,
    "opened links to articles": lambda n: "[[a " * n,
    "opened marks": lambda n: "[@" * n,
    "opened locators": lambda n: "[@a, " * n,
    "opened quotes": lambda n: '[@a, "' * n,
    "opened curly quotes": lambda n: "[@a, “" * n,
    "opened items": lambda n: "[@a;" * n,
    "claims that never end": lambda n: "[a][@b" * n,
    "opened notes": lambda n: "^[" * n,
    "pictures": lambda n: "![" * n,
    "nested claims": lambda n: "[" * n + "x" + "][@a]" * n,
    "nested notes": lambda n: "^[" * n + "x" + "]" * n,
    "nested links": lambda n: "[" * n + "x" + "](http://a)" * n,
    "nested pictures": lambda n: "![" * n + "x" + "](picture:a)" * n,
    "nested brackets": lambda n: "[a]: http://x\n\n" + "[" * n + "a" + "]" * n,
    "opened links": lambda n: "[a](b" * n,
    "opened addresses": lambda n: "[a](<b" * n,
    "opened titles": lambda n: '[a](b "' * n,
    "marks in links": lambda n: "[a](http://x[@b])" * (n // 4),
    "stars": lambda n: "*" * n + "a" + "*" * n,
    "stars and bars": lambda n: "*_" * n,
    "opened emphasis": lambda n: "*a _b " * n,
    "emphasis opened, then closed": lambda n: "*a" * n + "a*" * n,
    "brackets opened, then claimed": lambda n: "[x " * n + "][@a]" * n,
    "backticks": lambda n: "`" * n,
    "backticks in a line": lambda n: "a" + "`" * n,
    "backticks of all lengths": lambda n: "".join(
        "`" * i + " " for i in range(int((2 * n) ** 0.5))
    ),
    "fences": lambda n: "```\na\n```\n\n" * (n // 10) + "a",
    "escapes": lambda n: "\\" * n,
    "ampersands": lambda n: "&" * n,
    "angles": lambda n: "<a:" * n,
    "blanks": lambda n: "a" + " " * n + "\n b",
    "lines": lambda n: "a\n" * n,
    "blank lines": lambda n: "a" + " \n" * n + "b",
    "quotations": lambda n: ">" * n,
    "lines of quotations": lambda n: (">" * 60 + "\n") * (n // 60),
    "lists": lambda n: "* - " * n,
    "lists that end": lambda n: ("* - " * 4 + "a\n\n") * (n // 16) + "a",
    "stairs": lambda n: "".join("  " * i + "- a\n" for i in range(int(n**0.5))),
    "stairs that end": lambda n: "".join("  " * (i % 8) + "- a\n" for i in range(n // 8)) + "\na",
    "rows": lambda n: "|a|b|\n|-|-|\n" + "|x\\|y|z\n" * (n // 8),
    "missing cells": lambda n: ("|a" * 9 + "\n" + "|-" * 9 + "\n" + "|\n" * 99 + "\n") * (n // 100),
    "definitions": lambda n: "[a]: http://x\n" * (n // 4) + "[a]" * (n // 4),
    "full stops": lambda n: "a. " * n,
    "only full stops": lambda n: ". " * n,
    "sentences and marks": lambda n: "a.[@b] \t" * (n // 4),
}


def handle(source):
    """Do to *source* all that a preview and a save do to the words of an article."""
    prose = reading.lead(source)
    html.preview(prose)
    citations.claims(prose)
    markup.plain(prose.blocks)
    sentences(markup.parse_inline(source))
    validity.faults(Document(id=UUID(int=0), title="Ferry", lead=source))


@pytest.mark.parametrize("make", HURTFUL.values(), ids=HURTFUL)
def test_twice_the_text_is_about_twice_the_work(make):
    once, twice = (lines_run(handle, make(size)) for size in (SMALL, 2 * SMALL))

    assert twice <= 2.2 * once  # 2 where work grows with the text, 4 where with its square


@pytest.mark.parametrize("make", HURTFUL.values(), ids=HURTFUL)
def test_a_long_text_is_handled_to_its_end(make):
    handle(make(FULL))


def test_counting_tells_work_that_grows_with_the_square():
    def look_at_all_before(text):
        for end in range(len(text)):
            for _ in text[:end]:
                pass

    once, twice = (lines_run(look_at_all_before, "a" * size) for size in (100, 200))

    assert twice > 3.5 * once


def test_an_article_is_parsed_in_work_that_follows_its_length():
    paragraph = "The ferry – see *below* – sailed on 3 May: nobody saw it. " * 5 + "[@a, p. 3]\n\n"

    once, twice = (lines_run(handle, paragraph * count) for count in (10, 20))

    assert twice <= 2.1 * once
