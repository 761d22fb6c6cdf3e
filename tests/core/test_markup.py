import re
from pathlib import Path

import pytest

from encyclopedia.core import markup
from encyclopedia.core.markup import emphasis, rules, tree, walking

CASES = Path(__file__).parent / "cases" / "markup.md"


def cases():
    for case in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, source, outline = re.split(r"\n+~~~(?:text)?\n", case, maxsplit=2)
        lines = [line[4:] for line in outline.splitlines() if line.strip()]
        yield pytest.param(source, lines, id=name)


def outline(source):
    return [line for node in markup.parse(source) for line in lines(source, node)]


def lines(source, node):
    yield " ".join((type(node).__name__, *traits(source, node)))
    inside = node.items if isinstance(node, tree.Mark) else walking.inside(node)
    for child in inside:
        yield from ("  " + line for line in lines(source, child))


def traits(source, node):  # noqa: C901, PLR0911 -- one case for each kind of node
    match node:
        case tree.Text() | tree.Unclosed() | tree.Code():
            return [repr(node.text)]
        case tree.Mark():
            return [repr(source[node.start : node.end])]
        case tree.Item():
            named = [(name, getattr(node, name)) for name in ("locator", "quote", "since")]
            return [node.key, *(f"{name}={value!r}" for name, value in named if value)]
        case tree.WikiLink():
            section = f"#{node.section}" * bool(node.section)
            return [node.title + section + f"|{node.label}" * bool(node.label)]
        case tree.Link():
            return [node.href, *([f"title={node.title!r}"] if node.title else [])]
        case tree.Picture():
            return [node.key, repr(node.alt)]
        case tree.Break():
            return ["hard"] * node.hard
        case tree.Listing():
            order = ["ordered", f"first={node.first}"] * node.ordered
            return [*order, *["tight"] * node.tight]
        case tree.CodeBlock():
            return [*([node.language] if node.language else []), repr(node.text)]
        case tree.Cell():
            return [node.align] if node.align else []
        case _:
            return []


@pytest.mark.parametrize(("source", "expected"), tuple(cases()))
def test_text_means_what_the_cases_say(source, expected):
    assert outline(source) == expected


def text(start, end, words):
    return tree.Text(start=start, end=end, text=words)


def test_positions_in_a_list_and_a_quotation_are_those_of_the_source():
    source = "> 1. one\n>    *two*\n"

    (quotation,) = markup.parse(source)

    words = (
        text(5, 8, "one"),
        tree.Break(start=8, end=9),
        tree.Emphasis(start=14, end=19, children=(text(15, 18, "two"),)),
    )
    paragraph = tree.Paragraph(start=5, end=19, children=words)
    item = tree.ListItem(start=2, end=19, blocks=(paragraph,))
    listing = tree.Listing(start=2, end=19, ordered=True, first=1, tight=True, items=(item,))
    assert quotation == tree.Quotation(start=0, end=19, blocks=(listing,))


def test_positions_in_a_table_are_those_of_the_source():
    source = "| a |\n|---|\n| b\\|c |\n|"

    (table,) = markup.parse(source)

    head = tree.Cell(start=2, end=3, children=(text(2, 3, "a"),))
    words = (text(14, 15, "b"), text(15, 17, "|"), text(17, 18, "c"))
    assert table == tree.Table(
        start=0,
        end=22,
        head=(head,),
        rows=(
            (tree.Cell(start=14, end=18, children=words),),
            (tree.Cell(start=22, end=22, children=()),),
        ),
    )


def test_the_parts_of_a_mark_know_their_places():
    (paragraph,) = markup.parse("> so\n> [@a, p. 3 ; @b]")

    assert paragraph.blocks[0].children[-1] == tree.Mark(
        start=7,
        end=22,
        items=(
            tree.Item(start=8, end=16, key="a", locator="p. 3"),
            tree.Item(start=19, end=21, key="b"),
        ),
    )


def test_an_empty_item_and_an_empty_quotation_end_after_their_signs():
    assert markup.parse("12.\n\n>") == (
        tree.Listing(
            start=0,
            end=3,
            ordered=True,
            first=12,
            tight=True,
            items=(tree.ListItem(start=0, end=3, blocks=()),),
        ),
        tree.Quotation(start=5, end=6, blocks=()),
    )


def test_a_line_has_no_blocks_and_every_line_end_is_hard():
    assert markup.parse_inline("  - a \n\n# b[@a]\n ") == (
        text(2, 5, "- a"),
        tree.Break(start=5, end=7, hard=True),
        tree.Break(start=7, end=8, hard=True),
        text(8, 11, "# b"),
        tree.Mark(start=11, end=15, items=(tree.Item(start=12, end=14, key="a"),)),
    )


def test_nothing_is_nothing():
    assert (markup.parse(""), markup.parse_inline(""), markup.parse_inline(" \n ")) == ((), (), ())
    assert (markup.plain(()), markup.escape("")) == ("", "")


def test_old_line_ends_and_nul_move_nothing():
    assert markup.parse("a\r\nb\rc\0")[0].children == (
        text(0, 1, "a"),
        tree.Break(start=1, end=3),
        text(3, 4, "b"),
        tree.Break(start=4, end=5),
        text(5, 7, "c\ufffd"),
    )


def test_walking_goes_depth_first_in_reading_order():
    source = "[*a* b][@x]\n\n- c\n\n> d\n\n| e | f |\n|---|---|\n| g | h |\n\n^[i]"

    nodes = list(markup.walk(markup.parse(source)))

    assert [n.text for n in nodes if isinstance(n, tree.Text)] == [
        *("a", " b", "c", "d", "e", "f", "g", "h", "i")
    ]
    assert [type(n).__name__ for n in nodes[:6]] == [
        *("Paragraph", "Claim", "Emphasis", "Text", "Text", "Mark")
    ]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("*One* [two](http://e.org) `three`.", "One two three."),
        ("[[T#S|label]] [[T#S]] [[#S]]", "label T S"),
        ("One [@a]. Two.[@b] Three[@c]^[n] four [@d]", "One. Two. Three four"),
        ("[One][@a] two", "One two"),
        ("![alt](picture:k) one", " one"),
        ("one\ntwo\\\nthree", "one two\nthree"),
        ("One [@bad. Two [[x", "One [@bad. Two [[x"),
        ("- one\n- two\n  - three\n\n> four\n\n---\n\n    five", "one\ntwo\nthree\nfour\nfive"),
        ("| a | b |\n|---|---|\n| c |\n\nd", "a\tb\nc\t\nd"),
        ("&lt;b&gt; \\*c\\*", "<b> *c*"),
    ],
)
def test_plain_text_is_what_a_reader_reads(source, words):
    assert markup.plain(markup.parse(source)) == words


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (
            "1. Nothing* [here] is `code` & <b>",
            "1\\. Nothing\\* \\[here\\] is \\`code\\` \\& \\<b>",
        ),
        ("- one", "\\- one"),
        ("> one", "\\> one"),
        ("@a", "\\@a"),
        (" one\ntwo ", "&#32;one&#10;two&#32;"),
        ("7 - 5 = 2. Yes!", "7 - 5 = 2. Yes!"),
    ],
)
def test_words_are_escaped_where_they_must_be(words, written):
    assert markup.escape(words) == written


def test_a_mark_is_written_as_one_would_write_it_by_hand():
    items = (
        tree.Item(start=0, end=0, key="a", locator="p. 3;  4", quote='so "he"\nsaid \\'),
        tree.Item(start=0, end=0, key="b-2"),
        tree.Item(start=0, end=0, key="?"),
        tree.Item(start=0, end=0, key="?", since="2024-05"),
    )

    assert markup.mark(items) == (
        r'[@a, p. 3\; 4, "so \"he\" said \\"; @b-2; @?; @? since 2024-05]'
    )


@pytest.mark.parametrize("key", ["", "A", "a.", "a b", "-a"])
def test_a_mark_without_a_well_formed_key_is_not_written(key):
    with pytest.raises(ValueError, match=re.escape(f"{key!r} is not the key of a source.")):
        markup.mark((tree.Item(start=0, end=0, key=key),))


def test_a_mark_without_items_is_not_written():
    with pytest.raises(ValueError, match="at least one item"):
        markup.mark(())


def test_quotations_too_deep_are_shown_as_they_stand():
    source = ">" * (rules.DEEPEST + 3) + " a"

    nodes = list(markup.walk(markup.parse(source)))

    assert [n for n in nodes if isinstance(n, tree.Quotation)][rules.DEEPEST :] == []
    assert markup.plain(nodes[:1]) == ">>> a"


def test_emphasis_too_deep_is_shown_as_it_stands():
    source = "*a **b " * emphasis.DEEPEST + "c" + "** *" * emphasis.DEEPEST

    depth = 0
    nodes = markup.parse(source)
    while nodes := [n for node in nodes for n in walking.inside(node)]:
        depth += 1

    assert depth <= emphasis.DEEPEST + 2


def test_pictures_too_deep_lend_their_description_as_it_stands():
    source = "![" * 30 + "a" + "](picture:b)" * 30

    ((picture,),) = [paragraph.children for paragraph in markup.parse(source)]

    assert picture.alt == "![" * 5 + "a" + "](picture:b)" * 5


def test_a_reference_label_longer_than_commonmark_allows_is_none():
    label = "a" * 1000
    source = f"[{label}]\n\n[{label}]: http://e.org"

    assert markup.parse(source)[0].children == (text(0, 1002, f"[{label}]"),)


def test_rows_with_too_many_cells_missing_are_shown_as_they_stand():
    width = 100
    source = "|a" * width + "\n" + "|-" * width + "\n" + "|b\n" * 100

    table, rest = markup.parse(source)

    assert len(table.rows) < (len(source) // 2 + rules.SPARE_CELLS) // width
    assert markup.plain((rest,)).split() == ["|b"] * (100 - len(table.rows))
