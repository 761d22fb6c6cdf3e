from uuid import UUID

from encyclopedia.core import mentions, reading
from encyclopedia.core.document import Document, InfoboxField, KeyEvent, Section, SeeAlso

ONE, TWO = UUID(int=1), UUID(int=2)


def mentioned(**parts):
    document = Document(id=ONE, title="Skerry Lighthouse", **parts)
    return mentions.title_keys(document, reading.texts(document))


def test_an_article_without_links_mentions_nothing():
    assert mentioned(lead="The reef. [Out](https://example.org/) [@almanac]") == frozenset()


def test_every_text_of_an_article_may_mention_others():
    found = mentioned(
        hatnote="Not [[Skerry Ferry]].",
        lead="Off *[[the Holm|an island]]*.",
        infobox=(InfoboxField(id=TWO, label="Built by", text="[[Bo Reef]]\n[[Ann Skerry]]"),),
        sections=(Section(id=TWO, heading="Now", anchor="now", text="- ^[See [[Fog]].]"),),
        events=(KeyEvent(id=TWO, date="1887", text="[Lit by [[Oil]]][@almanac]"),),
        see_also=(SeeAlso(id=TWO, title="Reef of Teeth"),),
    )

    assert found == {
        "skerry ferry",
        "the holm",
        "bo reef",
        "ann skerry",
        "fog",
        "oil",
        "reef of teeth",
    }


def test_spellings_of_one_title_are_one_mention():
    assert mentioned(lead="[[Reef of Teeth]], [[reef_of  teeth#North|its north]]") == {
        "reef of teeth"
    }


def test_an_article_does_not_mention_itself():
    assert mentioned(lead="[[skerry lighthouse]] [[Skerry Lighthouse#Now|below]]") == frozenset()
