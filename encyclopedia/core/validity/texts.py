"""What makes one text valid, and what may be mended in it without losing a word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markdown_it import MarkdownIt

from encyclopedia.core.markup import rules
from encyclopedia.core.remembering import by_words
from sources.core.saying import Said, digits, say

LINE_LIMIT = 2_000
VALUE_LIMIT = 10_000
PROSE_LIMIT = 1_000_000
# What is parsed is paid for by mark, not by letter. 100 KB of prose with citations, links and a
# table have some 4,000; many more are made to hurt.
MARKS_LIMIT = 20_000
_MARKS = "[]*_`!^<>|\\&\n"
# An item of a list is parsed again by every list around it: each costs as much as three marks.
_ITEM_COSTS = 3
_ITEMS = re.compile(r"^[ \t>]*(?:[-+*]|\d{1,9}[.)])(?=\s)[-+*\d.) \t>]*", re.MULTILINE)
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?!\S)")
# What is checked and whose author is kept is paid for by sentence: a megabyte has some 10,000.
SENTENCES_LIMIT = 20_000
_SENTENCE_END = re.compile(r"[.!?…‽](?=[\"'”’»)\]]{0,3}\s)|[。！？｡؟۔।॥]")

_NONCHARACTERS = r"\ufdd0-\ufdef" + "".join(
    rf"\U{plane + 0xFFFE:08x}\U{plane + 0xFFFF:08x}" for plane in range(0, 0x110000, 0x10000)
)
_FORBIDDEN = re.compile(rf"[\x00-\x08\x0b-\x1f\x85\u2028\u2029\ud800-\udfff{_NONCHARACTERS}]")
_OTHER_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANK_START = re.compile(r"\A(?:[ \t]*\n)+")
_SENTINEL = "\n\n# end"

_BLOCKS = MarkdownIt("commonmark", {"html": False}).enable("table")
_BLOCKS.core.ruler.enableOnly(["normalize", "block"])
_BLOCKS.block.ruler.at("table", rules.table, {"alt": ["paragraph", "reference"]})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line that CommonMark reads as a heading.

    `line` counts from 0; `nested` says that it stands inside a list or quotation, `underlined`
    that the line after it is what makes it a heading.
    """

    line: int
    nested: bool
    underlined: bool


def headings(text: str) -> tuple[Heading, ...]:
    """Find the lines of *text* that CommonMark reads as headings, which code never has."""
    return tuple(
        Heading(
            line=token.map[0] if token.map else 0,
            nested=token.level > 0,
            underlined=not token.markup.startswith("#"),
        )
        for token in _BLOCKS.parse(text)
        if token.type == "heading_open"
    )


def line_faults(text: str, *, limit: int = LINE_LIMIT, required: bool = False) -> tuple[str, ...]:
    """Say in sentences what keeps *text* from being a single line of up to *limit* characters."""
    return tuple(_line_faults(text, limit, required=required))


def value_faults(text: str, *, limit: int = VALUE_LIMIT) -> tuple[str, ...]:
    """Say in sentences what keeps *text* from being an infobox text: values, one a line."""
    return tuple(_value_faults(text, limit))


def prose_faults(text: str, *, limit: int = PROSE_LIMIT) -> tuple[str, ...]:
    """Say in sentences what keeps *text* from being prose: headings, open code, odd characters."""
    return _known_faults(text, limit)


@by_words(most=6_000_000, each=1)
def _known_faults(text: str, limit: int) -> tuple[str, ...]:
    # A form is looked at field by field and then as a whole, and most of it did not change.
    return tuple(_prose_faults(text, limit))


def marks(text: str) -> int:
    """Count the characters of *text* that may be more than letters: what parsing it costs."""
    items = sum(len(_ITEM.findall(found)) for found in _ITEMS.findall(text))
    return sum(map(text.count, _MARKS)) + _ITEM_COSTS * items


def sentence_ends(text: str) -> int:
    """Count where sentences of *text* may end: what checking it costs."""
    return sum(1 for _ in _SENTENCE_END.finditer(text))


def mended_line(text: str) -> str:
    """Give *text* in one line, without the white space around it."""
    lines = (line.strip() for line in _line_feeds(text).split("\n"))
    return " ".join(line for line in lines if line)


def mended_value(text: str) -> str:
    """Give *text* without blank lines and without the white space around each line."""
    lines = (line.strip() for line in _line_feeds(text).replace("\t", " ").split("\n"))
    return "\n".join(line for line in lines if line)


def mended_prose(text: str) -> str:
    """Give *text* with line feeds only, without outer blank lines and trailing white space."""
    return _BLANK_START.sub("", _line_feeds(text)).rstrip()


def _line_feeds(text: str) -> str:
    return _OTHER_BREAKS.sub("\n", text)


def _line_faults(text: str, limit: int, *, required: bool) -> Iterator[str]:
    yield from _any_faults(text, limit)
    if required and not text:
        yield say("This must not be empty.")
    if "\n" in text:
        yield say("This must be a single line.")
    if "\t" in text:
        yield say("This must not hold a tab.")
    if text != text.strip():
        yield say("This must not begin or end with white space.")


def _value_faults(text: str, limit: int) -> Iterator[str]:
    yield from _any_faults(text, limit)
    if "\t" in text:
        yield say("This must not hold a tab.")
    lines = text.split("\n") if text else []
    if any(not line.strip() for line in lines):
        yield say("This must not hold a blank line: each line is a value.")
    elif any(line != line.strip() for line in lines):
        yield say("No line of this may begin or end with white space.")


def _prose_faults(text: str, limit: int) -> Iterator[str]:
    yield from _any_faults(text, limit)
    if (count := marks(text)) > MARKS_LIMIT:
        yield say(
            "This has {number} marks and line breaks; at most {most} are allowed.",
            number=counted(count),
            most=counted(MARKS_LIMIT),
        )
        return  # and looking for more would cost what the limit is there to save
    if (count := sentence_ends(text)) > SENTENCES_LIMIT:
        yield say(
            "This has {number} sentences; at most {most} are allowed.",
            number=counted(count),
            most=counted(SENTENCES_LIMIT),
        )
    lines = text.split("\n")
    if text and (_is_blank(lines[0]) or _is_blank(lines[-1])):
        yield say("This must not begin or end with a blank line.")
    found = headings(text.replace("\r", " ") + _SENTINEL)
    closed = bool(found) and found[-1].line == len(lines) + 1
    if not closed:
        yield say("A block that this opens, such as code between fences, is never closed.")
    for heading in found[:-1] if closed else found:
        yield say("Line {line} is a heading: give it a section of its own.", line=heading.line + 1)


def _any_faults(text: str, limit: int) -> Iterator[str]:
    if len(text) > limit:
        yield say(
            "This has {number} characters; at most {most} are allowed.",
            number=counted(len(text)),
            most=counted(limit),
        )
    if found := _FORBIDDEN.search(text):
        sign = f"U+{ord(found[0]):04X}"
        yield say("This holds the character {sign}, which no text may hold.", sign=sign)


def counted(number: int) -> Said:
    """Write *number* as the language of the reader does."""
    return Said(partial(digits, number))


def _is_blank(line: str) -> bool:
    return not line.strip(" \t")
