from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from encyclopedia.core import merge
from encyclopedia.core.diff import weave
from encyclopedia.core.document import (
    Document,
    FieldType,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from sources.core.record import Name, SourceRecord


def uid(number):
    return UUID(int=number)


def section(number, heading="Purpose", text="", **more):
    anchor = more.pop("anchor", f"{heading}-{number}".lower())
    return Section(id=uid(number), heading=heading, anchor=anchor, text=text, **more)


def article(**parts):
    return Document(id=uid(0), title="Visit", **parts)


_text = st.text(st.sampled_from("ab .\n[]@é"), max_size=30)
_ids = st.integers(1, 6).map(uid)


def _some(build, least=0):
    return st.lists(build, min_size=least, max_size=4, unique_by=lambda part: part.id).map(tuple)


documents = st.builds(
    Document,
    id=st.just(uid(0)),
    title=_text,
    lead=_text,
    disambiguation=st.booleans(),
    infobox=_some(
        st.builds(InfoboxField, id=_ids, label=_text, text=_text, type=st.sampled_from(FieldType))
    ),
    sections=_some(
        st.builds(
            Section,
            id=_ids,
            heading=_text,
            anchor=_text,
            text=_text,
            kind=st.sampled_from(SectionKind),
            level=st.integers(2, 4),
        )
    ),
    events=_some(st.builds(KeyEvent, id=_ids, date=_text, title=_text, text=_text)),
    see_also=_some(st.builds(SeeAlso, id=_ids, title=_text, note=_text)),
    categories=st.lists(st.sampled_from("abcdef"), unique=True).map(tuple),
    sources=st.lists(
        st.builds(SourceRecord, key=st.sampled_from("abcd"), title=_text), unique_by=lambda s: s.key
    ).map(lambda records: tuple(sorted(records, key=lambda record: record.key))),
)


@given(documents, documents)
def test_a_side_that_changed_nothing_gives_way_to_the_other(base, other):
    assert merge.merge(base, base, other) == merge.Merged(document=other)
    assert merge.merge(base, other, base) == merge.Merged(document=other)


@given(documents, documents)
def test_the_same_edit_made_twice_is_made_once(base, other):
    assert merge.merge(base, other, other) == merge.Merged(document=other)


@given(documents, documents, documents)
def test_any_three_documents_merge_into_one_with_parts_told_apart(base, mine, theirs):
    merged = merge.merge(base, mine, theirs).document

    for parts in (merged.infobox, merged.sections, merged.events, merged.see_also):
        assert len({part.id for part in parts}) == len(parts)
    assert len({source.key for source in merged.sources}) == len(merged.sources)


@st.composite
def disjoint_edits(draw):
    """Give a text, and two edits of it that leave a word between them alone."""
    words = [f"word{n}" for n in range(draw(st.integers(3, 20)))]
    at = draw(st.integers(1, len(words) - 2))
    separators = draw(
        st.lists(
            st.sampled_from([" ", ", ", "\n\n", ". "]), min_size=len(words), max_size=len(words)
        )
    )

    def edit(piece, name):
        kinds = draw(
            st.lists(
                st.sampled_from(["keep", "keep", "drop", "change", "add"]),
                min_size=len(piece),
                max_size=len(piece),
            )
        )
        made = []
        for word, kind in zip(piece, kinds, strict=True):
            made += {
                "keep": [word],
                "drop": [],
                "change": [f"{name}-{word}"],
                "add": [word, f"{name}-after-{word}"],
            }[kind]
        return made

    left, right = words[:at], words[at + 1 :]
    mine, theirs = edit(left, "mine"), edit(right, "theirs")

    def text(pieces):
        known = dict(zip(words, separators, strict=True))
        return "".join(piece + known.get(piece, " ") for piece in pieces)

    middle = words[at]
    return (
        text(words),
        text([*mine, middle, *right]),
        text([*left, middle, *theirs]),
        text([*mine, middle, *theirs]),
    )


@given(disjoint_edits())
def test_edits_with_an_untouched_word_between_them_always_merge(edits):
    base, mine, theirs, both = edits

    assert weave.texts(base, mine, theirs) == weave.Woven(text=both)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12, unique=True), st.data())
def test_a_word_changed_by_both_is_always_reported(numbers, data):
    words = [f"w{n}" for n in numbers]
    at = data.draw(st.integers(0, len(words) - 1))

    def changed(word):
        return " ".join([*words[:at], word, *words[at + 1 :]])

    woven = weave.texts(" ".join(words), changed("mine"), changed("theirs"))

    assert woven.text == changed("mine")
    assert woven.clashes == (weave.Clash(base=words[at], mine="mine", theirs="theirs"),)


_words = st.lists(st.sampled_from("abcdefgh"), max_size=12)


@given(_words, _words, _words, st.sampled_from([" ", "\n\n", ". "]))
def test_no_inserted_word_is_lost(base, mine, theirs, space):
    mine = [word.upper() if n % 3 == 0 else word for n, word in enumerate(mine)]
    theirs = [word * 2 if n % 3 == 0 else word for n, word in enumerate(theirs)]

    woven = weave.texts(space.join(base), space.join(mine), space.join(theirs))

    kept = set(woven.text.replace(".", "").split())
    reported = {word for clash in woven.clashes for word in clash.theirs.replace(".", "").split()}
    assert set(mine) - set(base) <= kept
    assert set(theirs) - set(base) <= kept | reported


def test_two_insertions_at_one_point_collide():
    woven = weave.texts("a z", "a b z", "a c z")

    assert woven == weave.Woven(
        text="a b z", clashes=(weave.Clash(base="", mine="b ", theirs="c "),)
    )


def test_a_change_inside_what_the_other_deleted_collides():
    woven = weave.texts("one two three four five", "one five", "one two 3 four five")

    assert woven.text == "one five"
    assert woven.clashes == (weave.Clash(base="two three four ", mine="", theirs="two 3 four "),)


def test_words_beside_a_deletion_collide_but_beside_a_replacement_they_stay():
    beside_deletion = weave.texts("a b c", "a c", "a b x c")
    beside_replacement = weave.texts("a word.", "a term.", "a word[@s].")

    assert len(beside_deletion.clashes) == 1
    assert beside_replacement == weave.Woven(text="a term[@s].")


def test_a_joined_paragraph_keeps_the_words_put_in_nearby():
    woven = weave.texts("One two.\n\nThree four.", "One two. Three four.", "One 2.\n\nThree 4.")

    assert woven == weave.Woven(text="One 2. Three 4.")


def test_prose_and_fields_of_different_parts_merge():
    base = article(
        lead="He came to Beijing.",
        sections=(section(1, text="Trade grew."), section(2, "Outcomes", "Talks ended.")),
        infobox=(InfoboxField(id=uid(3), label="Place", text="Beijing"),),
    )
    mine = replace(
        base,
        lead="He flew to Beijing.",
        sections=(base.sections[0], section(2, "Results", "Talks ended.")),
    )
    theirs = replace(
        base,
        lead="He came to Beijing and Harbin.",
        sections=(
            base.sections[0],
            section(2, "Outcomes", "Talks ended in May.", anchor="outcomes-2"),
        ),
        infobox=(InfoboxField(id=uid(3), label="Place", text="Beijing and Harbin"),),
    )

    merged = merge.merge(base, mine, theirs)

    assert merged == merge.Merged(
        document=replace(
            base,
            lead="He flew to Beijing and Harbin.",
            sections=(
                base.sections[0],
                section(2, "Results", "Talks ended in May."),
            ),
            infobox=theirs.infobox,
        )
    )


def test_a_collision_says_where_it_is():
    base = article(sections=(section(1, "Outcomes", "Talks ended well."),))
    mine = article(sections=(section(1, "Outcomes", "Talks ended badly."),))
    theirs = article(sections=(section(1, "Outcomes", "Talks ended soon."),))

    merged = merge.merge(base, mine, theirs)

    assert merged.document == mine
    assert merged.collisions == (
        merge.Collision(
            place=merge.Place(
                part="section", id=str(uid(1)), field="text", label="section “Outcomes”, text"
            ),
            base="well",
            mine="badly",
            theirs="soon",
        ),
    )


def test_titles_and_dates_merge_as_a_whole():
    def row(text):
        return (InfoboxField(id=uid(1), label="Date", text=text, type=FieldType.DATE),)

    base = article(infobox=row("16 May 2024"), kind="Visit")
    mine = article(infobox=row("17 May 2024"), kind="State visit")
    theirs = replace(article(infobox=row("16 June 2024"), kind="Visit"), title="The visit")

    merged = merge.merge(base, mine, theirs)

    assert merged.document == replace(mine, title="The visit")
    assert [(c.place.label, c.mine, c.theirs) for c in merged.collisions] == [
        ("infobox row “Date”, text", "17 May 2024", "16 June 2024")
    ]


def test_what_one_side_deleted_and_the_other_left_alone_is_deleted():
    base = article(events=(KeyEvent(id=uid(1), date="2024"), KeyEvent(id=uid(2), date="2025")))
    mine = replace(base, events=base.events[1:])
    theirs = replace(base, lead="New.")

    assert merge.merge(base, mine, theirs).document == replace(mine, lead="New.")
    assert merge.merge(base, theirs, mine).document == replace(mine, lead="New.")


def test_what_one_side_deleted_and_the_other_edited_stays_and_is_reported():
    base = article(sections=(section(1, text="Old."), section(2)))
    edited = replace(base, sections=(section(1, text="Old and new."), section(2)))
    deleted = replace(base, sections=(section(2),))

    one, other = merge.merge(base, edited, deleted), merge.merge(base, deleted, edited)

    assert one.document == other.document == edited
    assert [c.place.field for c in one.collisions] == ["changed by me, removed by them"]
    assert [c.place.field for c in other.collisions] == ["removed by me, changed by them"]
    assert other.collisions[0].mine == ""
    assert other.collisions[0].theirs.startswith("Old and new.")


def test_additions_of_both_sides_stand_after_their_neighbours():
    first, second = section(1, "A"), section(2, "B")
    base = article(sections=(first, second))
    mine = article(sections=(first, section(3, "Mine"), second))
    theirs = article(sections=(first, section(4, "Theirs"), second, section(5, "Last")))

    merged = merge.merge(base, mine, theirs)

    assert [part.heading for part in merged.document.sections] == [
        "A",
        "Mine",
        "Theirs",
        "B",
        "Last",
    ]


def test_moves_of_both_sides_are_kept():
    order, contradictory = weave.orders("abcdef", "bacdef", "abcdfe", "abcdef")

    assert "".join(order) == "bacdfe"
    assert not contradictory


def test_what_one_side_moved_and_the_other_added_is_kept():
    assert weave.orders("abc", "cab", "abxc", "abcx") == (list("cabx"), False)
    assert weave.orders("abc", "cab", "cab", "abc") == (list("cab"), False)


def test_moves_that_contradict_leave_my_order_and_are_reported():
    base = article(sections=(section(1, "A"), section(2, "B"), section(3, "C")))
    a, b, c = base.sections
    mine, theirs = replace(base, sections=(a, c, b)), replace(base, sections=(b, a, c))

    merged = merge.merge(base, mine, theirs)

    assert merged.document == mine
    assert [(c.base, c.mine, c.theirs) for c in merged.collisions] == [
        ("A\nB\nC", "A\nC\nB", "B\nA\nC")
    ]


def test_one_row_added_by_both_is_one_row():
    base = article()
    mine = article(see_also=(SeeAlso(id=uid(1), title="Harbin", note="city"),))
    same = article(see_also=(SeeAlso(id=uid(2), title="harbin", note="city"),), lead="More.")
    other = article(see_also=(SeeAlso(id=uid(2), title="Harbin", note="the town"),))

    assert [c.place.label for c in merge.merge(base, mine, same).collisions] == [
        "see also “Harbin”, title"
    ]
    merged = merge.merge(base, mine, other)
    assert merged.document == mine
    assert [(c.mine, c.theirs) for c in merged.collisions] == [("city", "the town")]


def test_sections_added_with_one_anchor_get_one_each():
    base = article()
    mine = article(sections=(section(1, "Outcomes", anchor="outcomes"),))
    theirs = article(sections=(section(2, "Outcomes", anchor="outcomes"),))

    merged = merge.merge(base, mine, theirs)

    assert [part.anchor for part in merged.document.sections] == ["outcomes", "outcomes_2"]


def test_only_one_section_of_key_events_remains():
    base = article()
    mine = article(sections=(section(1, "Events", kind=SectionKind.KEY_EVENTS),))
    theirs = article(sections=(section(2, "Timeline", kind=SectionKind.KEY_EVENTS),))

    merged = merge.merge(base, mine, theirs)

    assert [part.kind for part in merged.document.sections] == [
        SectionKind.KEY_EVENTS,
        SectionKind.OWN,
    ]
    assert [c.place.label for c in merged.collisions] == ["section “Timeline”, kind"]


def test_categories_merge_as_a_set_in_order():
    base, mine, theirs = ("a", "b"), ("x", "a", "b"), ("b", "y")

    merged = merge.merge(
        article(categories=base), article(categories=mine), article(categories=theirs)
    )

    assert merged == merge.Merged(document=article(categories=("x", "b", "y")))


def test_a_source_that_the_other_side_came_to_cite_stays():
    record = SourceRecord(key="a-2024", authors=(Name(family="Li", given="Wei"),))
    base = article(sources=(record,), lead="Old.")
    mine = article(sources=(), lead="Old.")
    citing = article(sources=(record,), lead="Old.[@a-2024, p. 3]")
    silent = article(sources=(record,), lead="Older.")

    assert merge.merge(base, mine, citing) == merge.Merged(document=citing)
    assert merge.merge(base, mine, silent).document.sources == ()


def test_fields_of_one_source_changed_by_both_are_reported():
    def source(**more):
        return article(sources=(SourceRecord(key="a", **more),))

    merged = merge.merge(
        source(),
        source(authors=(Name(family="Li", given="Wei"),), wire=True),
        source(authors=(Name(literal="News Agency"),), title="Talks"),
    )

    assert merged.document == source(
        authors=(Name(family="Li", given="Wei"),), wire=True, title="Talks"
    )
    assert [(c.place.label, c.mine, c.theirs) for c in merged.collisions] == [
        ("source “a”, authors", "Wei Li", "News Agency")
    ]


def test_the_file_of_a_picture_changes_with_its_size():
    def picture(file, width):
        shown = Illustration(
            id=uid(1), key="hall", file=file, media_type="image/png", width=width, height=9, alt=""
        )
        return article(illustrations=(shown,))

    merged = merge.merge(picture("f0", 1), picture("f1", 2), picture("f2", 3))

    assert merged.document == picture("f1", 2)
    assert [c.theirs for c in merged.collisions] == ["f2\nimage/png\n3\n9"]


def test_a_flag_set_by_one_side_is_spelt_in_words():
    def record(**more):
        return SourceRecord(key="a", title="T", **more)

    base, edited = article(sources=(record(),)), article(sources=(record(wire=True),))
    deleted = article()

    merged = merge.merge(base, edited, deleted)

    assert "yes" in merged.collisions[0].mine.splitlines()
    assert merged.document == edited
