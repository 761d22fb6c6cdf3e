"""Lines of wikitext to blocks of Markdown: paragraphs, lists, tables, quotations, code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from encyclopedia.core import markup, validity
from encyclopedia.core.document import Section
from encyclopedia.core.readers.wikitext import spelling, tables
from encyclopedia.core.readers.wikitext.cutting import cut, lines_of, start_of, without_start
from encyclopedia.core.readers.wikitext.inline import Inline
from encyclopedia.core.readers.wikitext.nodes import Nodes, Tag, is_blank
from encyclopedia.core.readers.wikitext.page import Page, first
from encyclopedia.core.readers.wikitext.pieces import Block

_PREFIX = re.compile(r"[*#:;]+")
_DEFINITION = re.compile(r"\s?:\s")
_DEEPEST = 8  # lists within lists
_RULE = re.compile(r"-{4,}\s*")


class Blocks:
    """Writes lines as blocks; what stands in a line as a block of its own is asked of it too."""

    def __init__(self, page: Page, inline: Inline) -> None:
        """Take what writes single lines."""
        self._page = page
        self._inline = inline
        inline.block = self._block
        self._depth = 0

    def write(self, lines: Sequence[Nodes]) -> str:
        """Write *lines* as prose that is valid."""
        return sound("\n\n".join(self.blocks(lines)))

    def blocks(self, lines: Sequence[Nodes]) -> list[str]:
        """Write *lines* as blocks."""
        blocks: list[str] = []
        waiting: list[str] = []
        number = 0
        while number < len(lines):
            line = lines[number]
            end = self._end_of_group(lines, number)
            if end == number and not is_blank(line) and not _RULE.fullmatch(start_of(line)):
                draft = self._inline.draft(line)
                if draft.strip():
                    waiting.append(draft)
                number += 1
                continue
            blocks += self._inline.paragraph(waiting)
            waiting = []
            if end == number:
                if not is_blank(line):
                    blocks.append("---")
                number += 1
            elif tables.starts(line):
                blocks += tables.write(self._page, lines[number:end], self._inline.line)
                number = end + 1
            else:
                blocks += self._listing(lines[number:end])
                number = end
        return [block for block in (*blocks, *self._inline.paragraph(waiting)) if block]

    def _end_of_group(self, lines: Sequence[Nodes], number: int) -> int:
        """Give where the table or list ends that begins here, or *number* where none does."""
        if tables.starts(lines[number]):
            return self._end_of_table(lines, number)
        end = number
        while end < len(lines) and _PREFIX.match(start_of(lines[end])):
            end += 1
        return end

    def _end_of_table(self, lines: Sequence[Nodes], number: int) -> int:
        depth = 0
        for at in range(number, len(lines)):
            depth += tables.starts(lines[at])
            depth -= tables.ends(lines[at])
            if depth == 0:
                return at
        self._page.leave(
            first(lines[number]), "a table", "is never closed; it ends with its section"
        )
        return len(lines)

    def _listing(self, lines: Sequence[Nodes]) -> list[str]:
        """Write a run of lines that begin with `*`, `#`, `:` or `;`."""
        blocks: list[str] = []
        items: list[tuple[str, str]] = []

        def flush() -> None:
            if items:
                blocks.append("\n".join(_items(items)))
                items.clear()

        for prefix, nodes in self._entries(lines):
            marks = prefix.lstrip(":")
            if not marks:
                flush()
                blocks += self._inline.paragraph([self._inline.draft(nodes)])
            elif marks[0] == ";":
                flush()
                term = self._inline.line(nodes)
                blocks.append(term if "*" in term or not term else f"**{term}**")
            else:
                text = self._inline.line(nodes, break_=spelling.BREAK)
                if text:
                    items.append((marks.replace(";", "*"), text))
        flush()
        return blocks

    def _entries(self, lines: Sequence[Nodes]) -> Iterator[tuple[str, Nodes]]:
        """Give each item with its prefix; definitions below a term are items of a list."""
        defining = False
        for line in lines:
            found = _PREFIX.match(start_of(line))
            prefix = found[0] if found else ""
            rest = without_start(line, len(prefix))
            if prefix == ";":
                term, *definition = cut(rest, _DEFINITION, most=1)
                yield ";", term
                defining = True
                if definition:
                    yield "*", definition[0]
            elif prefix == ":" and defining:
                yield "*", rest
            else:
                defining = False
                yield prefix, rest

    def _block(self, tag: Tag) -> Block:
        """Write what a tag encloses as a block."""
        match tag.name:
            case "blockquote":
                return self._quotation(tag.nodes)
            case "poem":
                lines = [self._inline.line(line) for line in lines_of(tag.nodes)]
                return Block(_verse(lines), " / ".join(line for line in lines if line))
            case "gallery":
                return self._gallery(tag)
            case "pre" | "math" | "chem" | "syntaxhighlight" | "source":
                language = re.sub(r"[^\w+#-]", "", tag.attributes.get("lang", ""))
                raw = spelling.unescaped(tag.raw) if tag.name == "pre" else tag.raw
                if not raw.strip():
                    return Block("", "")
                return Block(spelling.fenced(raw, language), spelling.code(raw))
            case _:
                words = spelling.literal(self._inline.words(tag.nodes) or tag.raw)
                return Block(words, words)

    def _quotation(self, nodes: Nodes) -> Block:
        if self._depth > _DEEPEST:
            words = self._inline.line(nodes)
            return Block(words, words)
        self._depth += 1
        inner = sound("\n\n".join(self.blocks(lines_of(nodes))))
        self._depth -= 1
        quoted = "\n".join(f"> {line}".rstrip() for line in inner.split("\n")) if inner else ""
        return Block(quoted, self._inline.line(nodes) if self._depth else " ".join(inner.split()))

    def _gallery(self, tag: Tag) -> Block:
        captions = []
        for line in tag.raw.split("\n"):
            name, _, caption = line.partition("|")
            if not name.strip():
                continue
            said = spelling.tidy(
                spelling.words(re.sub(r"\[\[(?:[^|\]]*\|)?([^\]]*)\]\]", r"\1", caption))
            )
            self._page.leave(tag.start, f"the file “{name.strip()}”", "does not come with the text")
            captions.append(said)
        said_ = [caption for caption in captions if caption]
        return Block("\n".join(f"- {spelling.leading(each)}" for each in said_), "; ".join(said_))


def _verse(lines: Sequence[str]) -> str:
    verse = "\n".join(f"{spelling.leading(line)}\\" if line else "" for line in lines).strip("\n")
    return re.sub(r"\\(?=\n\n|\Z)", "", re.sub(r"\n{3,}", "\n\n", verse))


def _items(items: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Write items as a list; a prefix that is longer stands below the item before it."""
    levels: list[tuple[str, int]] = []
    for prefix, text in items:
        marks = prefix.rstrip(":")[:_DEEPEST].replace(":", "*")
        continued = prefix.endswith(":") and bool(levels)
        while len(levels) > len(marks) or (levels and levels[-1][0] != marks[len(levels) - 1]):
            levels.pop()
        if continued and levels:
            indent = " " * sum(_width(level) for level in levels)
            yield f"\n{indent}{_continued(text, indent)}"
            continue
        if len(levels) < len(marks):
            levels.append((marks[len(levels)], 0))
        mark, number = levels[-1]
        levels[-1] = (mark, number + 1)
        indent = " " * sum(_width(level) for level in levels[:-1])
        bullet = "-" if mark == "*" else f"{number + 1}."
        inner = indent + " " * _width(levels[-1])
        yield f"{indent}{bullet} {_continued(text, inner)}"


def _width(level: tuple[str, int]) -> int:
    mark, number = level
    return 2 if mark == "*" else len(f"{number}. ")


def _continued(text: str, indent: str) -> str:
    parts = [part.strip() for part in text.split(spelling.BREAK)]
    kept = [spelling.leading(part) for part in parts if part]
    return f"\\\n{indent}".join(kept)


def sound(prose: str) -> str:
    """Give *prose* if it is valid, or else its blocks that are, and the words of the others."""
    prose = validity.mended_prose(prose)
    if not validity.prose_faults(prose):
        return prose
    blocks = [
        block if not validity.prose_faults(block) else literal_block(block)
        for block in prose.split("\n\n")
    ]
    mended = validity.mended_prose("\n\n".join(blocks))
    return mended if not validity.prose_faults(mended) else literal_block(prose)


def literal_block(text: str) -> str:
    """Give the words of *text* as paragraphs that are nothing but words."""
    lines = markup.plain(markup.parse(text)).split("\n")
    words = (spelling.leading(spelling.literal(line.strip())) for line in lines)
    return "\n\n".join(line for line in words if line)[: validity.limit(Section, "text")]
