from uuid import UUID

from encyclopedia.core import reading
from encyclopedia.core.document import Document, InfoboxField, KeyEvent, Section, SectionKind
from encyclopedia.core.markup import tree
from encyclopedia.core.reading import Place, Prose

ONE, TWO, THREE, FOUR, FIVE = (UUID(int=n) for n in range(1, 6))


def places(document):
    return [prose.place for prose in reading.texts(document)]


def test_an_empty_article_has_a_hatnote_and_a_lead_without_words():
    assert reading.texts(Document(id=ONE, title="Ferry")) == (
        Prose(place=Place("hatnote"), source="", blocks=()),
        Prose(place=Place("lead"), source="", blocks=()),
    )


def test_the_timeline_follows_the_text_of_the_key_events():
    document = Document(
        id=ONE,
        title="Ferry",
        infobox=(InfoboxField(id=ONE, label="Built", text="1999"),),
        sections=(
            Section(id=TWO, heading="Key events", anchor="a", kind=SectionKind.KEY_EVENTS),
            Section(id=THREE, heading="Later", anchor="b"),
        ),
        events=(KeyEvent(id=FOUR, date="1999"), KeyEvent(id=FIVE, date="2000")),
    )

    assert places(document) == [
        Place("hatnote"),
        Place("lead"),
        Place("infobox", ONE),
        Place("section", TWO),
        Place("event", FOUR),
        Place("event", FIVE),
        Place("section", THREE),
    ]


def test_a_timeline_without_its_section_comes_last():
    document = Document(
        id=ONE,
        title="Ferry",
        sections=(Section(id=TWO, heading="Later", anchor="b"),),
        events=(KeyEvent(id=FOUR, date="1999"),),
    )

    assert places(document)[2:] == [Place("section", TWO), Place("event", FOUR)]


def test_a_lead_on_its_own_is_parsed_as_in_its_article():
    document = Document(id=ONE, title="Ferry", lead="It sails.\n\n- daily")

    assert reading.lead(document.lead) == reading.texts(document)[1]


def test_a_line_of_the_infobox_is_one_paragraph_without_blocks():
    field = InfoboxField(id=ONE, label="Built", text="- one\n# two")
    document = Document(id=ONE, title="Ferry", infobox=(field,))

    prose = reading.texts(document)[2]

    assert prose == Prose(
        place=Place("infobox", ONE),
        source="- one\n# two",
        blocks=(
            tree.Paragraph(
                start=0,
                end=11,
                children=(
                    tree.Text(start=0, end=5, text="- one"),
                    tree.Break(start=5, end=6, hard=True),
                    tree.Text(start=6, end=11, text="# two"),
                ),
            ),
        ),
    )
