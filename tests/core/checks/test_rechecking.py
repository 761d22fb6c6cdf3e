"""Checking again what changed finds what checking everything finds."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise, product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from encyclopedia import demo
from encyclopedia.core import checks, citations
from encyclopedia.core.checks import RULES, Case, Checked, Context, Seen
from tests.core.checks.notation import TODAY, article
from tests.strategies import documents, edits

TEXTS = (
    "The lamp was first lit in 1887 by Ada Stevenson, and “the most pressing of issues” was oil.",
    "They said that “the most urgent of issues” was oil. The lamp was lit in 1887, not 1888. "
    + (SHARED := "It was lit again by Ada Stevenson when the keepers came home from the sea."),
    f"{SHARED} Then 14 boats sank near the reef. Then the lamp was lit again.",
    "Then 15 boats sank near the reef. Harold Finch is expected to come. The reef is long.",
    "-",
)
SENTENCES = (
    "The lamp was lit in 1887. [@a]",
    "The lamp was lit in 1889. [@b]",
    'It was first lit. [@a, "first lit in 1887"]',
    'It was first lit then. [@b, "first lit in 1887"; @c]',
    'It was lit again. [@c, "lit again"]',
    'It burned. [@d, "nine queens were not amused"]',
    "Ada Stevenson lit it. [@a] Bera Finch did not. [@b]",
    "Finch came to the reef.",
    "Stevensen saw it first. [@c; @e]",
    "The keeper is expected to visit Finch. [@?]",
    "Somebody wrote so. [@? since 2029-05]",
    "He spoke of “the most pressing of issues” there.",
    "He spoke of “the least of all evils” there. [@b]",
    "It is a remarkable lamp. [@zz]",
    "See [[Reef]] and [[#Nowhere]] and [@a",
    "![](picture:lamp) It shines.",
    "The state visit followed. [@e]",
)
QUOTED = frozenset(re.findall(r'"([^"]+)"', " ".join(SENTENCES)))
LINES = st.lists(st.sampled_from(SENTENCES), max_size=4).map(" ".join)
FIELDS = st.sampled_from(
    (
        "| Date = 1 May 1887",
        "| Date = some day",
        "| People = Ada Stevenson",
        "| Kind = official visit",
        "| Lamp = The lamp was lit in 1887",
        "| Outcome = The lamp was lit [@b]",
    )
)
EVENTS = st.builds(
    "+ {} = {}".format,
    st.sampled_from(("2 May 1887", "3 May 2032", "whenever")),
    st.sampled_from(SENTENCES),
)


@st.composite
def articles(draw):
    """An article in which the rules find something, and the world around it."""
    texts = draw(st.permutations(TEXTS))
    sources = [
        f"@{key} {draw(st.sampled_from(('1886', '1887-06', '', 'soon')))} = {text}"
        for key, text in zip("abcde", texts, strict=True)
    ]
    kept = draw(st.integers(0, 5))
    lines = [
        *sources[:kept],
        *[""] * (5 - kept),  # so that parts keep their ids, which are those of their lines
        *draw(st.lists(FIELDS, max_size=3)),
        draw(LINES),
        *(line for name in ("Purpose", "Outcomes") for line in (f"== {name}", draw(LINES))),
        *draw(st.lists(EVENTS, max_size=2)),
    ]
    document, snapshots = article("@z 1886 = Nothing.\n" + "\n".join(lines))
    return document, Context(
        snapshots=snapshots,
        today=draw(st.sampled_from((TODAY, "2033-01-01", ""))),
        known_titles=draw(st.sampled_from((None, frozenset(), frozenset({"reef"})))),
        required_fields=draw(st.sampled_from(((), ("Height",)))),
        unreachable=draw(st.sampled_from((frozenset(), frozenset({"a", "b"})))),
        altered=draw(st.sampled_from(({}, {"a": QUOTED}, dict.fromkeys("abcde", QUOTED)))),
    )


def checked(document, context):
    return checks.recheck(Checked(), document, context)


def agree(old, new):
    """Tell whether checking *new* again after *old* finds what checking it anew finds."""
    again = checks.recheck(checked(*old), *new)
    assert again == checked(*new)
    assert again.findings == checks.check_all(*new)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(old=articles(), new=articles())
def test_what_is_checked_again_is_as_if_checked_anew(old, new):
    agree(old, new)


@st.composite
def one_change(draw):
    """An article and itself with one thing changed: a part, a text, or the world."""
    old, other = draw(articles()), draw(articles())
    document, context = old
    name = draw(st.sampled_from(("lead", "infobox", "sections", "events", "sources", "context")))
    if name == "context":
        return old, (document, replace(other[1], snapshots=context.snapshots))
    changed = replace(document, **{name: getattr(other[0], name)})
    parts = [part.id for part in (*changed.infobox, *changed.sections, *changed.events)]
    assume(len(set(parts)) == len(parts))  # no part ever has the id of another
    snapshots = other[1].snapshots if name == "sources" else context.snapshots
    return old, (changed, replace(context, snapshots=snapshots))


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(one_change())
def test_after_one_change_too(pair):
    agree(*pair)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents().flatmap(lambda d: edits(d).map(lambda e: (d, e))))
def test_after_any_edit_of_any_document_too(pair):
    snapshots = {record.key: "Words that it has in 1999." for record in pair[0].sources[:1]}
    context = Context(snapshots=snapshots, today=TODAY, known_titles=frozenset())

    agree((pair[0], context), (pair[1], context))


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(articles())
def test_nothing_is_checked_again_where_nothing_changed(pair):
    before = checked(*pair)

    again = checks.begin(before.seen, Case(document=pair[0], snapshots=pair[1].snapshots), pair[1])

    assert (again.stale, again.wanted) == (frozenset(), ())


@pytest.mark.parametrize("slug", sorted({each.slug for each in demo.revisions()}))
def test_all_pairs_of_revisions_of_the_demonstration_agree(slug):
    texts = {s.record.key: s.document.read_text() for s in demo.sources() if s.document}
    records = {s.record.key: s.record for s in demo.sources()}
    context = Context(snapshots=texts, today=TODAY, known_titles=frozenset({"reef"}))
    history = []
    for each in demo.revisions():
        if each.slug == slug:
            keys = citations.cited_keys(checks.Case(document=each.document, snapshots={}).texts)
            cited = tuple(records[key] for key in sorted({*keys} & records.keys()))
            history.append((replace(each.document, sources=cited), context))
    found = [checked(*each) for each in history]

    again = {
        (old, new): checks.recheck(found[old], *history[new])
        for old, new in product(range(len(history)), repeat=2)
    }

    assert again == {(old, new): found[new] for old, new in again}


class Counted(Mapping):
    """Texts that remember which of them were read."""

    def __init__(self, texts):
        self.texts, self.read = texts, set()

    def __getitem__(self, key):
        self.read.add(key)
        return self.texts[key]

    def __contains__(self, key):
        return key in self.texts

    def __iter__(self):
        return iter(self.texts)

    def __len__(self):
        return len(self.texts)


def test_a_changed_section_reads_the_archived_texts_that_it_cites_and_no_others():
    document, texts = article("""
@a 1888 = The lamp was lit in 1887.
@b 1889 = It fell.
@c 1890 = It rose.
It rose. [@c, "It rose"]
== Purpose
The lamp was lit in 1887. [@a, "lit in 1887"]
== Later
It fell. [@b, "It fell"]
""")
    context = Context(snapshots=texts, today=TODAY)
    captures = {key: f"capture of {key}" for key in texts}
    case = Case(document=document, snapshots=texts, captures=captures)
    before = checks.finish(checks.begin(Seen(), case, context), ())
    purpose, later = document.sections
    edited = replace(purpose, text=purpose.text.replace("1887. ", "1887 at last. "))
    counted = Counted(texts)
    changed = replace(document, sections=(edited, later))
    case = Case(document=changed, snapshots=counted, captures=captures)

    again = checks.begin(before.seen, case, replace(context, snapshots=counted))
    after = checks.finish(again, before.findings)

    assert {place.id for place in again.stale} == {purpose.id}
    assert again.wanted == ("a",)
    assert counted.read == {"a"}
    assert after.findings == checks.check_all(changed, context)


def test_the_articles_of_these_tests_show_every_rule():
    found = {
        finding.rule
        for first, second in pairwise((*SENTENCES, *SENTENCES[:1]))
        for finding in checks.check_all(*full(first, second))
    }
    alone, texts = article("@a = It fell.\nIt fell. [@a] It fell. [@a] It fell. [@a]")
    found |= {finding.rule for finding in checks.check_all(alone, Context(snapshots=texts))}

    assert found == RULES.keys()


def full(first, second):
    texts = "\n".join(f"@{key} 1886 = {text}" for key, text in zip("abcde", TEXTS, strict=True))
    events = "+ whenever = It was."
    document, snapshots = article(
        f"{texts}\n@f = -\n@g = It.\n| Date = 1 May 1888\n| People = Zed Zod\n"
        f"| Type = official visit\n{first} {second}\n== Outcomes\n{first}\n{second}\n{events}"
    )
    context = Context(
        snapshots=snapshots,
        today=TODAY,
        known_titles=frozenset(),
        required_fields=("Height",),
        unreachable=frozenset("abcde"),
        altered=dict.fromkeys("abcde", QUOTED),
    )
    return document, context
