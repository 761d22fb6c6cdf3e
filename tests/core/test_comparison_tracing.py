"""What is traced and checked of two states is what differs, and it tells what the whole tells."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from work import forget

from encyclopedia.core import checks, comparison, evidence, markup, reading
from encyclopedia.core.checks import Case
from encyclopedia.core.checks.reach import Scope
from tests.core.checks.notation import article
from tests.core.checks.test_rechecking import articles, one_change

SOURCES = """
@a 1888 = The lamp was first lit in 1887. Seven kings came to see it.
"""


def whole(document, snapshots):
    return evidence.statements(reading.texts(document), document, snapshots)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(one_change())
def test_evidence_of_what_differs_tells_what_the_evidence_of_all_tells(pair):
    (old, before), (new, after) = pair
    sides = whole(old, before.snapshots), whole(new, after.snapshots)
    assume(all(len({s.text for s in side}) == len(side) for side in sides))
    # A record names its archived text, so that one which stayed has the text that it had.
    stayed = {record.key for record in set(old.sources) & set(new.sources)}
    assume(all(before.snapshots.get(key) == after.snapshots.get(key) for key in stayed))

    traced = comparison.trace(old, new, before.snapshots, after.snapshots)

    assert evidence.compare(traced.old, traced.new) == evidence.compare(*sides)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(one_change())
def test_checks_of_what_differs_tell_the_problems_that_checks_of_all_tell(pair):
    cases = [
        (Case(document=document, snapshots=context.snapshots), context)
        for document, context in pair
    ]
    found = (checks.check_all(*each) for each in pair)

    both = (checks.finish(again, ()).findings for again in checks.between(*cases))

    told, all_told = (counted(comparison.problems(*sides)) for sides in (both, found))
    assert words_aside(told) == words_aside(all_told)
    assert all(few <= many for few, many in zip(told, all_told, strict=True))


def counted(problems):
    return tuple(
        Counter((finding.rule, finding.fingerprint) for finding in side)
        for side in (problems.introduced, problems.mended)
    )


def words_aside(told):
    """Leave out what sources say among themselves, which may move in the article and is no news."""
    return [
        {each for each in side if checks.REACHES[each[0]].scope is not Scope.SOURCES}
        for side in told
    ]


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(articles())
def test_nothing_is_traced_or_checked_where_nothing_differs(pair):
    document, context = pair
    case = (Case(document=document, snapshots=context.snapshots), context)

    traced = comparison.trace(document, document, context.snapshots, context.snapshots)

    assert (traced.old, traced.new) == ((), ())
    assert [again.stale for again in checks.between(case, case)] == [frozenset(), frozenset()]


def test_what_did_not_change_is_neither_parsed_nor_traced(monkeypatch):
    sections = "\n".join(f"== Part {n}\nThe reef number {n} is long. [@a]" for n in range(30))
    old, snapshots = article(f"{SOURCES}\nIt is tall. [@a]\n{sections}")
    parsed, parse = [], markup.parse
    monkeypatch.setattr(markup, "parse", lambda text: parsed.append(text) or parse(text))
    forget()
    changed = replace(old.sections[7], text="The reef is short. [@a]")

    comparison.trace(
        old,
        replace(old, sections=(*old.sections[:7], changed, *old.sections[8:])),
        snapshots,
        snapshots,
    )

    assert sorted(parsed) == sorted([old.lead, old.sections[7].text, changed.text])


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("It was lit. [@a]", "It was lit. [@a]", "none", "none"),
        (
            "It was lit. [@a]",
            'It was lit. [@a, "first lit in 1887"]',
            "1 sentence, 1 cited, 0 pinned",
            "1 sentence, 1 cited, 1 pinned",
        ),
        (
            "It stays. [@a]",
            'It stays. [@a] It rose. [@a, "nine queens"] Why?',
            "none",
            "2 sentences, 1 cited, 0 pinned, 1 with a wrong quotation, 1 that needs no citation",
        ),
    ],
)
def test_sentences_whose_words_or_evidence_changed_are_counted(old, new, before, after):
    (first, texts), (second, _) = (article(f"{SOURCES}\n{words}") for words in (old, new))

    traced = comparison.trace(first, replace(second, id=first.id), texts, texts)

    assert (traced.before, traced.after) == (before, after)


def test_a_sentence_of_the_lead_that_lost_what_it_sums_up_is_told():
    text = "Ada Stevenson lit the lamp in spring.\n== Past\n{}"
    old, texts = article(
        SOURCES
        + text.format("Ada Stevenson lit the lamp in the spring. [@a]")
        + "\n== More\nA. [@a]"
    )
    new = replace(
        old, sections=(replace(old.sections[0], text="No one did. [@a]"), *old.sections[1:])
    )

    traced = comparison.trace(old, new, texts, texts)

    assert evidence.compare(traced.old, traced.new).unsupported == (
        "Ada Stevenson lit the lamp in spring.",
    )
