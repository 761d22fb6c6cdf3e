"""Twice the text must take about twice the time, however it is made to hurt."""

import time

import pytest

from encyclopedia.core import markup
from encyclopedia.core.sentences import sentences

SIZE = 20_000
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
    "backticks": lambda n: "`" * n,
    "backticks of all lengths": lambda n: "".join(
        "`" * i + " " for i in range(int((2 * n) ** 0.5))
    ),
    "escapes": lambda n: "\\" * n,
    "ampersands": lambda n: "&" * n,
    "angles": lambda n: "<a:" * n,
    "blanks": lambda n: "a" + " " * n + "\n b",
    "lines": lambda n: "a\n" * n,
    "blank lines": lambda n: "a" + " \n" * n + "b",
    "quotations": lambda n: ">" * n,
    "lines of quotations": lambda n: (">" * 60 + "\n") * (n // 60),
    "lists": lambda n: "* - " * n,
    "stairs": lambda n: "".join("  " * i + "- a\n" for i in range(int(n**0.5))),
    "rows": lambda n: "|a|b|\n|-|-|\n" + "|x\\|y|z\n" * (n // 8),
    "missing cells": lambda n: (
        ("|a" * 99 + "\n" + "|-" * 99 + "\n" + "|\n" * 99 + "\n") * (n // 1000)
    ),
    "definitions": lambda n: "[a]: http://x\n" * (n // 4) + "[a]" * (n // 4),
    "full stops": lambda n: "a. " * n,
    "only full stops": lambda n: ". " * n,
    "sentences and marks": lambda n: "a.[@b] \t" * (n // 4),
}


def seconds(source):
    """Give the best of three, since the machine has other things to do."""
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        blocks = markup.parse(source)
        markup.plain(blocks)
        sentences(blocks)
        sentences(markup.parse_inline(source))
        taken.append(time.perf_counter() - start)
    return min(taken)


@pytest.mark.parametrize("make", HURTFUL.values(), ids=HURTFUL)
def test_time_grows_with_the_text_and_no_faster(make):
    small, large = seconds(make(SIZE // 8)), seconds(make(SIZE // 2))

    # Four times the text: 4 if linear, 16 if quadratic; below 20 ms noise says more than growth.
    assert large < max(10 * small, 0.02)


def test_an_article_of_a_hundred_thousand_characters_is_parsed_at_once():
    paragraph = "The ferry – see *below* – sailed on 3 May: nobody saw it. " * 5 + "[@a, p. 3]\n\n"
    source = paragraph * (100_000 // len(paragraph))

    taken = seconds(source)

    assert taken < 2  # seconds for four passes; about 0.2 on an idle machine
