"""The lines of a plain-text article: title, headings, infobox rows, list items and prose."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sources.core.saying import say

TOP = 2
SEPARATOR = re.compile(r":(?= )| [–—-] ")

_DEEPEST = 4
_LONGEST_TITLE = 255
_LINE_END = re.compile(r"\r\n|[\r\n\u2028\u2029\x85]")
_ITEM = re.compile(r"[-*•](?:\s+(.*))?")
_NUMBERED = re.compile(r"(\d{1,9})[.)]\s+(.*)", re.ASCII)
_TITLE = re.compile(r"=(?!=)(.*)(?<!=)=|=")
_NOTE = re.compile(r"(.+?) [–—-] (.+)")
_INLINE = re.compile(r"[\\`*_\[\]~|]|!(?=\[)|<(?=[A-Za-z/!?])|&(?=#|[A-Za-z][A-Za-z0-9]*;)")
_LEADING = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))|(?=[#>+=-]|:-)", re.ASCII)
_ESCAPED = r"\\\g<0>"
_SPACES = re.compile(r"[ \t]+")
_LINK_MARKS = re.compile(r"[#|\]]")
_NO_TEXT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
    + "]"
)


class PlainError(ValueError):
    """What is wrong with the text, as one sentence, and the `line` (from 1) where it stands."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(say("Line {line}: {sentence}", line=line, sentence=sentence))
        self.line = line
        self.sentence = sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without white space at its ends, and its number from 1."""

    number: int
    text: str


def split(text: str) -> tuple[Line, ...]:
    """Cut *text* into lines, whatever ends them; control characters are refused."""
    cut = _LINE_END.split(text.removeprefix("\ufeff"))
    lines = tuple(Line(number=n, text=line.strip()) for n, line in enumerate(cut, 1))
    for line in lines:
        if found := _NO_TEXT.search(line.text):
            raise PlainError(
                line.number,
                say(
                    "The character U+{code} is a control character, not text.",
                    code=f"{ord(found[0]):04X}",
                ),
            )
    return lines


def title(lines: tuple[Line, ...]) -> tuple[str, tuple[Line, ...]]:
    """Read the title line; the lines after it are the article."""
    first = next((i for i, line in enumerate(lines) if line.text), None)
    if first is None:
        raise PlainError(1, say("The file is empty."))
    line = lines[first]
    found = _TITLE.fullmatch(line.text)
    if found is None:
        raise PlainError(line.number, say('An article begins with its title, as in "= Title =".'))
    name = " ".join((found[1] or "").split())
    if not name:
        raise PlainError(line.number, say("The title is empty."))
    return _short(name, line), lines[first + 1 :]


def is_heading(line: Line) -> bool:
    """Whether *line* opens as a heading does, well formed or not."""
    return line.text.startswith("==") or bool(_TITLE.fullmatch(line.text) and line.text != "=")


def heading(line: Line) -> tuple[str, int]:
    """Read a heading and its level, 2 to 4."""
    name = " ".join(line.text.strip("=").split())
    level = len(line.text) - len(line.text.lstrip("="))
    if not name:
        raise PlainError(line.number, say("The heading is empty."))
    if len(line.text) - len(line.text.rstrip("=")) != level:
        raise PlainError(
            line.number,
            say('The heading "{name}" does not close with {signs}.', name=name, signs="=" * level),
        )
    if level < TOP:
        raise PlainError(
            line.number, say('"{name}" is a second title; headings begin with "==".', name=name)
        )
    if level > _DEEPEST:
        raise PlainError(
            line.number, say('The heading "{name}" is too deep; "====" is the deepest.', name=name)
        )
    return _short(name, line), level


def _short(name: str, line: Line) -> str:
    if len(name) > _LONGEST_TITLE:
        raise PlainError(
            line.number, say("A title has at most {number} characters.", number=_LONGEST_TITLE)
        )
    return name


def opening(
    lines: tuple[Line, ...],
) -> tuple[Line | None, tuple[Line, ...], tuple[Line, ...]]:
    """Cut what stands above the first heading into infobox caption, infobox rows and lead."""
    first, second = (*blocks(lines), (), ())[:2]
    if first and is_item(first[0]):
        return None, _rows(first), _after(lines, first)
    if len(first) > 1 and is_item(first[1]) and _is_caption(first[0]):
        return first[0], _rows(first[1:]), _after(lines, first)
    if len(first) == 1 and _is_caption(first[0]) and second and all(map(_is_row, second)):
        return first[0], _rows(second), _after(lines, second)
    return None, (), lines


def _is_caption(line: Line) -> bool:
    return not line.text.endswith((".", ":"))


def _is_row(line: Line) -> bool:
    return is_item(line) and ":" in item(line)


def _after(lines: tuple[Line, ...], block: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.number > block[-1].number)


def _rows(block: tuple[Line, ...]) -> tuple[Line, ...]:
    for line in block:
        label, _, value = item(line).partition(":")
        if not _is_row(line):
            raise PlainError(line.number, say('A row of the infobox reads "- Label: value".'))
        if not label.strip() or not value.strip():
            raise PlainError(line.number, say("A row of the infobox needs a label and a value."))
    return block


def blocks(lines: Iterable[Line]) -> tuple[tuple[Line, ...], ...]:
    """Group lines into blocks, which blank lines part."""
    groups = groupby(lines, key=lambda line: bool(line.text))
    return tuple(tuple(group) for filled, group in groups if filled)


def is_item(line: Line) -> bool:
    """Whether *line* is a list item with a bullet."""
    return bool(_ITEM.fullmatch(line.text))


def item(line: Line) -> str:
    """Give the words of a list item; nothing for a line that is none."""
    found = _ITEM.fullmatch(line.text)
    return (found[1] or "") if found else ""


def pointer(line: Line) -> tuple[str, str]:
    """Read a list item of See also: a title and, after a dash between spaces, a note."""
    words = " ".join(item(line).split())
    if not words:
        raise PlainError(
            line.number, say('See also lists titles, as in "- Title" or "- Title – note".')
        )
    found = _NOTE.fullmatch(words)
    name, note = (found[1], found[2]) if found else (words, "")
    return _short(name, line), note


def prose(lines: tuple[Line, ...]) -> str:
    """Write paragraphs and lists as Markdown that says the very same words."""
    return "\n\n".join(_list_or_paragraph(run) for block in blocks(lines) for run in _runs(block))


def _runs(block: tuple[Line, ...]) -> tuple[tuple[Line, ...], ...]:
    """Part the list items of a block from its other lines; a numbered list is whole."""
    if _numbered(block):
        return (block,)
    return tuple(tuple(group) for _, group in groupby(block, key=is_item))


def _numbered(run: tuple[Line, ...]) -> tuple[str, ...]:
    """Give the words of a list that counts from 1, or nothing where *run* is no such list."""
    found = [_NUMBERED.fullmatch(line.text) for line in run]
    words = [n[2] for i, n in enumerate(found, 1) if n and int(n[1]) == i]
    return tuple(words) if len(words) == len(run) else ()


def _list_or_paragraph(run: tuple[Line, ...]) -> str:
    if words := _numbered(run):
        return "\n".join(f"{n}. {literal(text)}" for n, text in enumerate(words, 1))
    if is_item(run[0]):
        return "\n".join(f"- {literal(item(line))}".rstrip() for line in run)
    return "\n".join(literal(line.text) for line in run)


def literal(text: str) -> str:
    """Escape one line so that Markdown reads it as the very words that it is."""
    escaped = inside(_SPACES.sub(" ", text.strip()))
    leading = _LEADING.match(escaped)
    return f"{escaped[: leading.end()]}\\{escaped[leading.end() :]}" if leading else escaped


def inside(text: str) -> str:
    """Escape what stands inside a line: all but what is markup at its start alone."""
    return _INLINE.sub(_ESCAPED, text)


def link(name: str) -> str:
    """Write a link to the article *name*, or the bare words where no title is so written."""
    if "[" in name or "\\" in name:
        return literal(name)
    return f"[[{_LINK_MARKS.sub(_ESCAPED, name)}]]"
