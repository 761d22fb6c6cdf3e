from pathlib import Path
from uuid import UUID

import pytest

from encyclopedia.core.document import (
    Document,
    FieldType,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from encyclopedia.core.readers import plain as reader
from encyclopedia.core.writers import plain

SEED = Path(__file__).parents[3] / "shared" / "seeds" / "000_20635fa57f9391db.txt"
ID = UUID(int=0)


def test_a_whole_article_is_written_as_words():
    document = Document(
        id=ID,
        title="River ferry",
        hatnote="For the bridge, see [[Bridge]].",
        lead="The *ferry*[@a] crosses.\n\n- one\n- two\n  1. deep\n\n> said^[a note]\n\n-",
        infobox=(
            InfoboxField(id=ID, label="Crew", text="[[Ann]]\nBob[@a]", type=FieldType.PEOPLE),
        ),
        sections=(
            Section(id=ID, heading="Timeline", anchor="t", text="In:", kind=SectionKind.KEY_EVENTS),
            Section(id=ID, heading="Trade", anchor="u", level=3),
        ),
        events=(
            KeyEvent(id=ID, date="2031", title="Return", text="It *came*\n\nback."),
            KeyEvent(id=ID, date="2032", text="It left."),
        ),
        see_also=(SeeAlso(id=ID, title="Bridge", note="older"), SeeAlso(id=ID, title="Mole")),
    )

    assert plain.write(document) == (
        "= River ferry =\n\nFor the bridge, see Bridge.\n\n"
        "River ferry\n- Crew: Ann, Bob\n\n"
        "The ferry crosses.\n\n- one\n- two\n  1. deep\n\n> said\n\n-\n\n"
        "==Timeline==\nIn:\n\n- 2031: Return – It came back.\n- 2032: It left.\n\n"
        "===Trade===\n\n"
        "==See also==\n- Bridge – older\n- Mole\n"
    )


def test_an_empty_article_is_its_title():
    assert plain.write(Document(id=ID, title="River ferry")) == "= River ferry =\n"


def test_what_was_read_is_written_so_that_it_reads_the_same():
    text = (
        "= Ferry =\n\nFerry\n- Date: 2–3 May 2031\n- Crew: A_b, *c*\n\n"
        "It [came] back.\n\n- a\n- b\n\n"
        "==Key events==\nTwo days.\n\n- 2 May 2031: It left.\n\n==See also==\n- Bridge – older\n"
    )
    document = reader.read(text).document

    assert plain.write(document) == text
    assert reader.read(plain.write(document)).document == document


@pytest.mark.skipif(not SEED.exists(), reason="the article is not beside this checkout")
def test_the_article_in_plain_text_reads_the_same_after_writing():
    document = reader.read(SEED.read_text(encoding="utf-8")).document

    assert reader.read(plain.write(document)).document == document
