"""What a comparison shows as readers read it: styles, links, citations, notes."""

from dataclasses import replace

import examples
import pytest

from encyclopedia.core import comparison
from encyclopedia.core.checks import Finding, Level
from encyclopedia.core.comparison import prose, readable
from encyclopedia.core.diff.words import Kind
from encyclopedia.core.writers.html import changes
from encyclopedia.core.writers.html.changes import Look

SIGNS = {Kind.SAME: "{}", Kind.INSERTED: "{{+{}+}}", Kind.DELETED: "[-{}-]"}
OLD = "The lamp was *lit* in 1887.\n\nIt still works."


def article(lead, **more):
    return replace(examples.lighthouse(), lead=lead, **more)


def compared(old, new):
    words, notes = prose.compare(readable.read(old), readable.read(new))
    return "".join(SIGNS[word.kind].format(word.text) for word in words), notes


def entries(old, new):
    return [e for e in comparison.read(article(old), article(new)).text if e.kind != "same"]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a *b* **c** `d` \\* &amp;", "a b c d * &"),
        ("see [[Reef of Teeth|the reef]], [a page](https://example.org/)", "see the reef, a page"),
        ("lit [@almanac, p. 3, “then”; @b]", "lit [cites almanac, p. 3; cites b]"),
        ("lit [@?] [@? since 2024]", "lit [citation needed] [citation needed since 2024]"),
        ("[so it is][@a] ^[or *not*]", "so it is[cites a] [note: or not]"),
        ("- a\n- b\n  1. c\n\n  d", "• a\n• b\n  1. c\n  d"),
        ("> a\n> b\n\n***\n\n```\nc *d*\n```", "> a b\n\n* * *\n\nc *d*"),
        ("| a | b |\n| - | - |\n| c | d |", "a | b\nc | d"),
        ("![A hall](picture:hall)", "[picture: A hall]"),
        ("a  \nb\nc", "a\nb c"),
    ],
)
def test_prose_reads_as_readers_see_it(source, shown):
    assert "".join(p.label or p.text for p in readable.read(source)) == shown


def test_a_word_inside_emphasis_changes_alone_and_keeps_its_style():
    old, new = readable.read("It was *very old*."), readable.read("It was *very new*.")

    words, notes = prose.compare(old, new)

    assert [(w.kind, w.text, w.styles) for w in words] == [
        (Kind.SAME, "It was ", ()),
        (Kind.SAME, "very ", ("em",)),
        (Kind.DELETED, "old", ("em",)),
        (Kind.INSERTED, "new", ("em",)),
        (Kind.SAME, ".", ()),
    ]
    assert notes == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("See [[Reef|the reef]].", "See [[Rock|the reef]].", ("See the reef.", ())),
        ("It *is*.", "It is.", ("It is.", ("Formatting changed: “is”",))),
        (
            "It is [so][@a].",
            "It [is so][@a].",
            ("It is so[cites a].", ("Words that a citation claims changed: “is”",)),
        ),
        ("Old. [@a, p. 3]", "Old. [@a, p. 4]", ("Old. [-[cites a, p. 3]-]{+[cites a, p. 4]+}", ())),
        ("a b", "a\u00a0b", ("a[-␣-]{+⟨NBSP⟩+}b", ())),
    ],
)
def test_what_changed_besides_the_words_is_said(old, new, expected):
    assert compared(old, new) == expected


def test_a_link_that_leads_elsewhere_is_a_note_under_words_that_stayed():
    old, new = (f"Ships that call should see [[{name}|the reef]]." for name in ("Reef", "Rock"))

    (entry,) = entries(old, new)

    assert [(w.kind, w.text) for w in entry.words] == [
        (Kind.SAME, "Ships that call should see the reef.")
    ]
    assert entry.notes == ("Link removed: [[Reef|the reef]]", "Link added: [[Rock|the reef]]")


def test_a_list_that_goes_on_after_a_blank_line_is_read_as_one():
    (entry,) = entries("- a\n\n  Ships *called* here.", "- a\n\n  Ships *call* here.")

    assert "".join(SIGNS[w.kind].format(w.text) for w in entry.words) == (
        "Ships [-called-]{+call+} here."
    )


def test_the_infobox_is_read_too():
    old = examples.lighthouse()
    row = replace(old.infobox[1], text="*31* m")

    read = comparison.read(old, replace(old, infobox=(old.infobox[0], row)))

    (detail,) = read.before[1].rows[0].details
    assert [word.text for word in detail.words] == ["31", " m"]
    assert detail.styling == ("Formatting changed: “31”",)


def test_words_are_html_that_cannot_be_mistaken():
    (entry,) = entries("A *quiet* day at sea.", "A *<loud>* [@a] day at sea.")

    shown = changes.words(entry.words)

    assert shown == (
        'A <del><bdi class="vh"> [deleted: </bdi><em>quiet</em><bdi class="vh">] </bdi></del>'
        '<ins><bdi class="vh"> [inserted: </bdi><em>&lt;loud&gt;</em> '
        '<span class="cites">[cites a]</span><bdi class="vh">] </bdi></ins> day at sea.'
    )


def test_the_source_is_shown_on_demand():
    found = entries(OLD, OLD.replace("*lit*", "*dark*"))

    assert "<em>" in changes.prose(found, Look())
    assert "<em>" not in changes.prose(found, Look(source=True))
    assert "*" in changes.prose(found, Look(source=True))


def test_two_columns_hold_a_side_each():
    found = entries(OLD, OLD.replace("1887", "1888"))

    shown = changes.prose(found, Look(split=True))

    before, after = shown.split('<span class="part">After:</span>')
    assert ("1887" in before, "1888" in before) == (True, False)
    assert ("1887" in after, "1888" in after) == (False, True)


def finding(words, declined=""):
    return Finding(
        rule="r",
        level=Level.WARNING,
        place=None,
        start=0,
        end=0,
        words=words,
        message=f"{words} is <odd>.",
        mend="Mend it.",
        fingerprint=words,
        declined=declined,
    )


def test_problems_are_introduced_and_mended_as_often_as_they_stand():
    a, b, c = finding("a"), finding("b"), finding("c", declined="so")

    found = comparison.problems((a, b), (b, b, c))

    assert (found.introduced, found.mended) == ((b,), (a,))
    assert comparison.problems((a, b), (b, a)).is_empty


def test_a_problem_names_the_words_that_its_message_does_not():
    long = replace(finding("It was <b> " + "so " * 60), message="Not cited.")

    shown = changes.problems(comparison.problems((), (long,)))

    assert shown == (
        '<dt>Introduced (1)</dt><dd dir="auto"><span class="tag">warning</span> '
        f"“<bdi>It was &lt;b&gt; {'so ' * 36}s…</bdi>” Not cited. Mend it.</dd>"
    )


def test_a_problem_is_shown_with_how_to_mend_it():
    shown = changes.problems(comparison.problems((finding("a"),), (finding("b"),)))

    assert shown == (
        '<dt>Introduced (1)</dt><dd dir="auto"><span class="tag">warning</span>'
        " b is &lt;odd&gt;. Mend it.</dd>"
        '<dt>Mended (1)</dt><dd dir="auto"><span class="tag">warning</span> a is &lt;odd&gt;.</dd>'
    )
