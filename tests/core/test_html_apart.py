"""Pages that tell articles of like titles apart."""

import re
from dataclasses import replace
from uuid import UUID

from encyclopedia.core import checks, evidence, reading
from encyclopedia.core.checks.context import Context
from encyclopedia.core.document import Document, SeeAlso
from encyclopedia.core.writers import html

MEANINGS = (
    SeeAlso(id=UUID(int=2), title="Mercury (planet)", note="Nearest to the Sun"),
    SeeAlso(id=UUID(int=3), title="Mercury (god)"),
)
MERCURY = Document(
    id=UUID(int=1),
    title="Mercury (disambiguation)",
    hatnote="For the metal see [[Quicksilver]].",
    disambiguation=True,
    see_also=MEANINGS,
)
KNOWN = {"mercury (planet)": "mercury-planet", "quicksilver": "quicksilver"}


def plain(written):
    return " ".join(re.sub(r"<[^>]+>", " ", written).split())


def test_it_says_what_the_name_may_mean_and_lists_the_meanings_first():
    written = html.write(MERCURY, KNOWN)

    assert plain(written) == (
        "For the metal see Quicksilver . “ Mercury ” may refer to:"
        " Mercury (planet) Nearest to the Sun Mercury (god) Not written yet"
        " This page tells articles of like titles apart."
    )
    assert '<ul class="meanings"><li><a href="/articles/mercury-planet/">' in written


def test_its_editors_may_begin_it_in_their_own_words():
    written = html.write(replace(MERCURY, lead="Mercury has **many** meanings."), KNOWN)

    assert ("may refer to" in written, "many</strong> meanings" in written) == (False, True)


def test_red_links_of_its_prose_are_told_in_words_too():
    document = replace(MERCURY, lead="- [[Mercury (film)]], 2018", see_also=())

    assert "Mercury (film) (not written yet)" in re.sub(r"<[^>]+>", "", html.write(document))
    assert "not written yet" not in html.write(replace(document, disambiguation=False))


def test_no_sentence_of_it_needs_a_source_and_no_infobox_is_missed():
    document = replace(MERCURY, lead="Mercury is a planet. It is also a god.")
    context = Context(required_fields=("Date",))

    found = {f.rule for f in checks.check(document, context)}

    assert found & {"uncited_sentence", "missing_required_field"} == set()
    statements = evidence.statements(reading.texts(document), document, {})
    assert {str(statement.status) for statement in statements} == {"exempt"}


def test_the_same_words_elsewhere_need_both():
    document = replace(MERCURY, lead="Mercury is a planet.", disambiguation=False)

    found = {f.rule for f in checks.check(document, Context(required_fields=("Date",)))}

    assert found >= {"uncited_sentence", "missing_required_field"}


def test_it_says_what_articles_are_about_where_its_editors_did_not():
    said = {"mercury (planet)": "Unsaid", "mercury (god)": "Roman god", "ada": "Ship of 1888"}
    known = {**KNOWN, "mercury (god)": "mercury-god", "ada": "ada"}
    document = replace(MERCURY, lead="- [[Ada]]\n- [[Ada]], a ship\n")

    written = html.write(document, known, descriptions=said)

    assert "<p>Nearest to the Sun</p>" in re.sub(' dir="auto"', "", written)
    assert "<p>Roman god</p>" in re.sub(' dir="auto"', "", written)
    assert plain(written).count("Ship of 1888") == 1
    assert "Ada</a> – <bdi>Ship of 1888</bdi></li>" in written


def test_other_pages_say_no_more_than_their_editors_did():
    document = replace(MERCURY, lead="- [[Ada]]", disambiguation=False)
    said = {"mercury (god)": "Roman god", "ada": "Ship of 1888"}

    assert html.write(document, KNOWN, descriptions=said) == html.write(document, KNOWN)
