"""Twice the article makes about twice the work of comparing it: counted, not clocked."""

import os
from dataclasses import replace
from itertools import count
from random import Random

import pytest

from encyclopedia.core import comparison
from encyclopedia.core.document import Document, Section
from encyclopedia.core.identity import derive
from tests.work import lines_run

WORDS = [f"{start}{end}" for start in ("har", "tre", "win", "coun") for end in range(40)]
IS_FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
FULL = 500_000  # characters; twice that is compared too
SECTION = 2_500  # characters of a section where there are many
MOST = 2.2  # times the work that twice the text may make; 4 where it grows with the square

SEEDS = count()


def article(size, sections):
    """Make an article of *size* characters, in other words than any before."""
    random = Random(next(SEEDS))  # noqa: S311 -- repeatable text, no secret
    return Document(
        id=derive("Long"),
        title="Long",
        sections=tuple(
            Section(
                id=derive(f"Section {n}"),
                heading=f"Section {n}",
                anchor=f"s-{n}",
                text=prose(random, size // sections),
            )
            for n in range(sections)
        ),
    )


def prose(random, length):
    """Write paragraphs of marked sentences, about *length* characters in all."""
    written, size = [], 0
    while size < length:
        sentences = (
            f"{' '.join(random.choices(WORDS, k=10)).capitalize()}. [@a]" for _ in range(4)
        )
        written.append(" ".join(sentences))
        size += len(written[-1])
    return "\n\n".join(written)


def with_texts(document, texts):
    sections = zip(document.sections, texts, strict=True)
    return replace(document, sections=tuple(replace(s, text=text) for s, text in sections))


def one_word(document):
    """Change a word in the middle of the article."""
    texts = [section.text for section in document.sections]
    middle = len(texts) // 2
    texts[middle] = texts[middle].replace(" ", " altogether ", 1)
    return with_texts(document, texts)


def a_fifth_of_all_words(document):
    random = Random(1)  # noqa: S311 -- the same
    return with_texts(
        document,
        (
            " ".join(
                f"x{random.randrange(99)}" if random.random() < 0.2 and word[0] != "[" else word
                for word in section.text.split(" ")
            )
            for section in document.sections
        ),
    )


def every_paragraph(document):
    """Rewrite each paragraph so far that none can be taken for another."""
    random = Random(next(SEEDS))  # noqa: S311 -- the same
    return with_texts(document, (prose(random, len(s.text)) for s in document.sections))


def moved_sections(document):
    """Let the first half of the sections stand behind the second."""
    half = len(document.sections) // 2
    return replace(document, sections=(*document.sections[half:], *document.sections[:half]))


def moved_paragraphs(document):
    """Let the paragraphs of all sections stand in others."""
    paragraphs = [text for section in document.sections for text in section.text.split("\n\n")]
    moved = paragraphs[len(paragraphs) // 2 :] + paragraphs[: len(paragraphs) // 2]
    each = -(-len(moved) // len(document.sections))
    places = range(0, each * len(document.sections), each)
    return with_texts(document, ("\n\n".join(moved[at : at + each]) for at in places))


SIZES = {
    one_word: 50_000,
    a_fifth_of_all_words: 20_000,
    every_paragraph: 20_000,
    moved_sections: 50_000,
    moved_paragraphs: 150_000,
}


@pytest.mark.parametrize("shape", ["many sections", "one long section"])
@pytest.mark.parametrize("edit", SIZES, ids=lambda edit: edit.__name__)
def test_twice_the_article_makes_about_twice_the_work(edit, shape):
    works = []
    once = FULL if IS_FULL else SIZES[edit]
    for size in (once, 2 * once):
        old = article(size, size // SECTION if shape == "many sections" else 1)
        works.append(lines_run(comparison.read, old, edit(old)))

    assert works[1] <= MOST * works[0]
