import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml

from encyclopedia.core import markup
from encyclopedia.core.markup import links, tree, walking

ATOMS = (
    *("a", "é", "“", " ", "  \n", "\n", "\n\n", "*", "**", "_", "`", "``", "[", "]", "(", ")"),
    *("<", ">", "\\", "&amp;", "&#0;", "&nope;", '"', "!", ".", "|", "\\|", "    ", "\t"),
    *("- ", "1. ", "> ", "~~~\n", "---\n", "|a|b|\n|-|:-:|\n", "[a]: http://d.ef\n", "[a]"),
    *("[[", "]]", "[[T#S|l]]", "[@", "[@a]", '[@b, p. 3, "q"]', "][@c]", "[@?]", "^[", "#"),
    *("](http://x.yz)", "](javascript:x)", "![", "](picture:k)", "<http://a.b>", "<a@b.cd>"),
    *("\r\n", "\0"),
)
texts = st.lists(st.sampled_from(ATOMS), max_size=24).map("".join)
PARSERS = {"prose": markup.parse, "a line": markup.parse_inline}


def assert_in_order(parent, children):
    edges = [parent.start, *(edge for n in children for edge in (n.start, n.end)), parent.end]
    assert all(first <= second for first, second in pairwise(edges)), (parent, children)


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@given(source=texts)
def test_the_children_of_a_node_lie_within_it_one_after_the_other(parse, source):
    nodes = parse(source)

    assert_in_order(tree.Node(start=0, end=len(source)), nodes)
    for node in markup.walk(nodes):
        assert_in_order(node, walking.inside(node))


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@given(source=texts)
def test_words_stand_in_the_source_as_they_are_unless_they_are_one_escape(parse, source):
    nodes = [node for node in markup.walk(parse(source)) if isinstance(node, tree.Text)]

    for node in nodes:
        written = source[node.start : node.end].replace("\0", "\ufffd").replace("\r", " ")
        is_escape = written[:1] in {"\\", "&", "!"}
        assert node.text == written or is_escape, (node, written)


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@given(source=texts)
def test_what_cites_begins_and_ends_with_its_brackets(parse, source):
    for node in markup.walk(parse(source)):
        written = source[node.start : node.end]
        match node:
            case tree.Mark():
                assert (written[:2], written[-1:]) == ("[@", "]")
                for item in node.items:
                    assert source[item.start : item.end].startswith(f"@{item.key}")
            case tree.WikiLink():
                assert (written[:2], written[-2:]) == ("[[", "]]")
            case tree.Claim():
                assert (written[:1], node.end) == ("[", node.mark.end)
                assert source[node.mark.start - 1] == "]"
            case tree.Note():
                assert (written[:2], written[-1:]) == ("^[", "]")
            case tree.Unclosed():
                assert written == node.text


@given(source=texts)
def test_no_claim_holds_a_claim_and_no_note_a_note(source):
    for node in markup.walk(markup.parse(source)):
        if isinstance(node, tree.Claim | tree.Note):
            inside = markup.walk(node.children)
            assert not [n for n in inside if type(n) is type(node)]


@given(source=texts)
def test_no_link_holds_anything_that_a_reader_can_follow(source):
    followed = (tree.Link, tree.WikiLink, tree.Mark, tree.Claim, tree.Note)
    for node in markup.walk(markup.parse(source)):
        if isinstance(node, tree.Link):
            assert not [n for n in markup.walk(node.children) if isinstance(n, followed)]


@given(source=texts)
def test_words_side_by_side_are_one_node_unless_one_is_an_escape(source):
    for node in markup.walk(markup.parse(source)):
        for one, other in pairwise(walking.inside(node)):
            if isinstance(one, tree.Text) and isinstance(other, tree.Text):
                joint = source[one.start : one.end], source[other.start : other.end]
                assert {"\\", "&"} & {written[0] for written in joint}


words = st.text(
    st.sampled_from("ab \n\t\\`*_[]<>&|^!~+-.)1#@\"“'é中\xa0;")
    | st.characters(codec="utf-8", exclude_characters="\0")
)


@given(text=words)
def test_escaped_words_read_as_they_were_in_a_line(text):
    assert markup.plain(markup.parse_inline(markup.escape(text))) == text


@given(text=words)
def test_escaped_words_read_as_they_were_where_a_paragraph_starts(text):
    parsed = markup.parse(markup.escape(text))

    assert [type(block) for block in parsed] == [tree.Paragraph] * bool(text)
    assert all(isinstance(node, tree.Text) for block in parsed for node in block.children)
    assert "".join(node.text for block in parsed for node in block.children) == text


def html(nodes):
    """Write just as much HTML as it takes to compare with markdown-it's own."""
    return "".join(map(_html, nodes))


def _html(node, *, tight=False):  # noqa: C901, PLR0911, PLR0912 -- a case for each kind of node
    match node:
        case tree.Text() | tree.Unclosed():
            return escapeHtml(node.text)
        case tree.Code():
            return f"<code>{escapeHtml(node.text)}</code>"
        case tree.Break():
            return "<br />\n" if node.hard else "\n"
        case tree.Emphasis():
            return f"<em>{html(node.children)}</em>"
        case tree.Strong():
            return f"<strong>{html(node.children)}</strong>"
        case tree.Link():
            title = f' title="{escapeHtml(node.title)}"' if node.title else ""
            return f'<a href="{escapeHtml(node.href)}"{title}>{html(node.children)}</a>'
        case tree.Paragraph():
            return html(node.children) if tight else f"<p>{html(node.children)}</p>"
        case tree.Quotation():
            return f"<blockquote>{html(node.blocks)}</blockquote>"
        case tree.Divider():
            return "<hr />"
        case tree.CodeBlock():
            language = f' class="language-{escapeHtml(node.language)}"' if node.language else ""
            return f"<pre><code{language}>{escapeHtml(node.text)}</code></pre>"
        case tree.Listing():
            tag = "ol" if node.ordered else "ul"
            start = f' start="{node.first}"' if node.first != 1 else ""
            items = (
                "".join(_html(block, tight=node.tight) for block in item.blocks)
                for item in node.items
            )
            return f"<{tag}{start}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
        case tree.Table():
            rows = (node.head, *node.rows)
            cells = ("".join(f"<td>{html(c.children)}</td>" for c in row) for row in rows)
            return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
        case _:
            raise AssertionError(node)


def without_layout(written):
    written = re.sub(r"</?(thead|tbody)>|\s+", "", written)
    return re.sub(r"<(/?)t[hd][^>]*>", r"<\1td>", written)


class OtherParser(MarkdownIt):
    def validateLink(self, url):  # noqa: N802 -- markdown-it's own name
        return links.is_followed(url)


OTHER = OtherParser("commonmark", {"html": False}).enable("table")
OTHER.disable(["heading", "lheading", "html_block", "image"])
ORDINARY = (
    *("a", "b", "é", "“", " ", "  \n", "\n", "\n\n", "*", "**", "_", "`", "``", "[", "]", "(", ")"),
    *("<", ">", "\\", "&amp;", "&#42;", '"', "!", ".", "|", "\\|", "    ", "- ", "2. ", "> ", "#"),
    *("~~~ py\n", "---\n", "===\n", "|a|b|\n|-|-|\n", "[a]: http://d.ef 'T'\n", "[a]", "[b][a]"),
    *("](http://x.yz)", '](<https://x.yz> "T")', "<http://a.b>", "<a@b.cd>", "<i>", "a@b.cd"),
)
# What is ours; where an empty address is no link here; and two places where markdown-it itself
# leaves the specification: a backslash before a hard break, and a link around an address.
ELSEWHERE = re.compile(r"\[\[|\[@|!\[|\^\[|\]\(\s*\)|\]\([^)]*$|\\ +\n|<(http|a@)", re.MULTILINE)


@given(source=st.lists(st.sampled_from(ORDINARY), max_size=24).map("".join))
def test_ordinary_commonmark_reads_as_markdown_it_reads_it(source):
    assume(not ELSEWHERE.search(source.replace("](<http", "](")))

    written = html(markup.parse(source))

    assert without_layout(written) == without_layout(OTHER.render(source))


def one_line(text):
    return re.sub(r"\s*[\r\n]\s*", " ", text)


items = st.one_of(
    st.builds(
        tree.Item,
        start=st.just(0),
        end=st.just(0),
        key=st.from_regex(r"[a-z0-9]([a-z0-9_.:-]{0,5}[a-z0-9_-])?", fullmatch=True),
        locator=words.map(lambda text: " ".join(text.split())),
        quote=words.map(one_line),
    ),
    st.builds(
        tree.Item,
        start=st.just(0),
        end=st.just(0),
        key=st.just("?"),
        since=st.sampled_from(["", "2024-05"]),
    ),
)


def placeless(found):
    return [(item.key, item.locator, item.quote, item.since) for item in found]


@given(wanted=st.lists(items, min_size=1, max_size=3))
def test_a_written_mark_reads_as_its_items(wanted):
    (paragraph,) = markup.parse(markup.mark(wanted))

    (mark,) = paragraph.children
    assert placeless(mark.items) == placeless(wanted)
