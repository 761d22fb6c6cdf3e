"""The article and captures beside the project, read where they are and never copied."""

from dataclasses import replace
from pathlib import Path

import pytest

from encyclopedia.core import checks, evidence, reading
from encyclopedia.core.checks import Context
from encyclopedia.core.readers import plain
from sources.core.extract import clean
from sources.core.record import SourceRecord

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
CAPTURES = {
    "april": ("001_*.txt", "2024-04-26"),
    "march": ("002_*.txt", "2024-03-20"),
    "arrival": ("003_*.txt", "2024-05-16"),
    "announced": ("004_*.txt", "2024-05-14"),
}

pytestmark = pytest.mark.skipif(
    not SEEDS.exists(), reason="the seed article lies beside the project, and is not here"
)


def read(pattern):
    (path,) = SEEDS.glob(pattern)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def snapshots():
    return {key: clean(read(pattern)).text for key, (pattern, _) in CAPTURES.items()}


@pytest.fixture(scope="module")
def document():
    records = tuple(SourceRecord(key=key, issued=CAPTURES[key][1]) for key in sorted(CAPTURES))
    return replace(plain.read(read("000_*.txt")).document, sources=records)


def found(document, snapshots):
    context = Context(snapshots=snapshots, today="2024-06-30")
    return checks.check(document, context)


def words(findings, *rules):
    return [finding.words for finding in findings if finding.rule in rules]


def cited(document, *, part, sentence, mark):
    """Put a mark before the full stop of a sentence, by its number, of a section or the lead."""
    (prose,) = [
        prose for prose in reading.texts(document) if prose.place.part == "lead" and part == "lead"
    ] or [
        prose
        for section, prose in (
            (section, prose)
            for section in document.sections
            for prose in reading.texts(document)
            if prose.place.id == section.id
        )
        if section.heading == part
    ]
    end = evidence.wordings((prose,))[sentence].end - 1
    text = f"{prose.source[:end]} {mark}{prose.source[end:]}"
    if part == "lead":
        return replace(document, lead=text)
    sections = (replace(s, text=text) if s.heading == part else s for s in document.sections)
    return replace(document, sections=tuple(sections))


def test_quotations_are_looked_up_though_nothing_pins_them(document, snapshots):
    findings = [f for f in found(document, snapshots) if f.rule == "quotation_unpinned"]

    told = [(len(f.words.split()), str(f.level), "nearest passage" in f.message) for f in findings]

    assert told == [
        (2, "advice", False),
        (5, "error", True),
        (7, "advice", False),
        (2, "advice", False),
    ]


def test_the_nearest_passage_has_most_of_the_quotation_in_order(document, snapshots):
    (wrong,) = [
        f
        for f in found(document, snapshots)
        if (f.rule, str(f.level)) == ("quotation_unpinned", "error")
    ]

    assert "“interaction”; it puts in “key partnerships”, “cooperation”" in wrong.message


def test_a_person_an_office_and_a_number_are_in_no_source(document, snapshots):
    unborne = words(found(document, snapshots), "unborne_facts")

    assert unborne == ["official visit", "General Secretary", "Communist", "dozen", "Han Zheng"]


def test_anticipations_are_left_in_the_past(document, snapshots):
    assert words(found(document, snapshots), "stale_tense") == ["is to deepen", "were expected to"]


def test_infobox_and_lead_name_two_kinds_of_visit(document, snapshots):
    assert words(found(document, snapshots), "infobox_disagrees") == ["official visit"]


def test_two_of_four_sources_are_one_lineage(document, snapshots):
    findings = [f for f in found(document, snapshots) if f.rule == "shared_sentences"]

    assert words(findings, "shared_sentences") == ["april march"]
    assert findings[0].message.endswith("Both name Reuters. So 4 sources are at most 3 lineages.")


def test_phrases_are_rendered_differently(document, snapshots):
    assert len(words(found(document, snapshots), "differing_renderings")) == 2


def test_a_quotation_that_the_source_opens_a_word_later_is_not_wrong(document, snapshots):
    quote = " ".join(words(found(document, snapshots), "quotation_unpinned")[2].split()).strip('"')
    pinned = cited(document, part="Key events", sentence=1, mark=f'[@announced, "{quote}"]')

    (statement,) = [
        s for s in evidence.statements(reading.texts(pinned), pinned, snapshots) if s.pins
    ]

    assert (str(statement.status), str(statement.pins[0].verdict)) == ("pinned", "normalised")


def test_an_altered_quotation_is_wrong_once_it_is_cited(document, snapshots):
    quote = words(found(document, snapshots), "quotation_unpinned")[1].strip('"')
    pinned = cited(document, part="Key events", sentence=1, mark=f'[@announced, "{quote}"]')

    wrong = words(found(pinned, snapshots), "quotation_altered_or_absent")

    assert wrong == [f'@announced, "{quote}"']


def test_an_outcome_is_cited_only_to_what_was_written_before(document, snapshots):
    early = cited(document, part="Outcomes", sentence=0, mark="[@march]")
    late = cited(document, part="Outcomes", sentence=0, mark="[@march; @arrival]")

    assert len(words(found(early, snapshots), "older_than_outcome")) == 1
    assert words(found(late, snapshots), "older_than_outcome") == []


def test_an_uncited_outcome_has_only_earlier_sources_at_hand(document, snapshots):
    undated = tuple(replace(s, issued=s.issued * (s.key == "april")) for s in document.sources)
    as_imported = replace(document, sources=undated)

    for each in (document, as_imported):
        told = [f for f in found(each, snapshots) if f.rule == "older_than_outcome"]
        sections = {section.id: section.heading for section in document.sections}
        headings = [sections.get(finding.place.id, finding.place.part) for finding in told]
        assert headings == ["infobox", "Outcomes"]
        assert all("at hand" in finding.message for finding in told)


def test_facts_that_a_cited_source_bears_are_not_told(document, snapshots):
    borne = cited(document, part="lead", sentence=3, mark="[@announced]")
    borne = cited(borne, part="lead", sentence=1, mark="[@arrival]")

    assert words(found(borne, snapshots), "unborne_facts") == [
        "official visit",
        "General Secretary",
        "Communist",
        "dozen",
        "Han Zheng",
    ]
