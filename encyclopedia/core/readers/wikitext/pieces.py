"""What lines are put together from: marks held back, blocks between, sources in words, signs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from encyclopedia.core import markup
from encyclopedia.core.markup import tree
from encyclopedia.core.readers.wikitext import known, links, spelling
from encyclopedia.core.readers.wikitext.nodes import (
    Nodes,
    Tag,
    Text,
)
from encyclopedia.core.readers.wikitext.spelling import BREAK
from sources.core.record import SourceRecord

_SINCE = re.compile(r"(?:\d{1,2} )?([A-Za-z]+) (\d{4})|(\d{4})-(\d\d)(?:-\d\d)?|(\d{4})")


_SUPER = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")


_SUB = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


_QUOTED = re.compile(r"\A('{2,5})(.*?)('{2,5})\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """The place that `{{rp}}` adds to the mark before it."""

    locator: str
    quote: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block that stands within a line: Markdown, and its words for where no block can stand."""

    markdown: str
    words: str


Held = tuple[tree.Item, ...] | Place | Block | str


class Paragraphs:
    """Lines put together as paragraphs; two breaks side by side begin another."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self._kept: list[str] = []

    def block(self, markdown: str) -> None:
        self.end()
        if markdown.strip():
            self.blocks.append(markdown)

    def line(self, text: str) -> None:
        parts = [part.strip() for part in text.split(BREAK)]
        for number, part in enumerate(parts):
            if not part:
                if 0 < number < len(parts) - 1:
                    self.end()
                continue
            if self._kept and number and not self._kept[-1].endswith("\\"):
                self._kept[-1] += "\\"
            self._kept.append(spelling.leading(part))

    def end(self) -> None:
        if any(line.strip() not in ("", "\\") for line in self._kept):
            self.blocks.append("\n".join(self._kept))
        self._kept.clear()


def linked(target: links.Target, shown: str) -> str:
    if target.kind == "outside":
        return links.outward(target.address, spelling.literal(shown))
    if target.kind == "elsewhere":
        return spelling.literal(shown)
    return links.to_article(target.title, target.section, shown)


def is_code(tag: Tag) -> bool:
    """Tell whether *tag* is code within a line."""
    if tag.name in ("math", "chem", "ce"):
        return tag.attributes.get("display") != "block"
    if tag.name in ("syntaxhighlight", "source"):
        return "inline" in tag.attributes or "\n" not in tag.raw
    return tag.name in ("code", "tt", "kbd", "samp")


def is_exact(tag: Tag) -> bool:
    """Tell whether all that *tag* encloses is marked to be taken as it is written."""
    inner = tag.nodes[0] if len(tag.nodes) == 1 else None
    return isinstance(inner, Tag) and inner.name == "nowiki"


def add_place(items: list[tree.Item], place: Place) -> None:
    if items:
        last = items[-1]
        items[-1] = replace(
            last, locator=place.locator or last.locator, quote=place.quote or last.quote
        )


def raised(name: str, words: str) -> str:
    """Write digits and signs that stand higher or lower with the characters for that."""
    table = _SUPER if name == "sup" else _SUB
    return words.translate(table) if words and all(ord(sign) in table for sign in words) else words


def is_whole(note: str) -> bool:
    """Tell whether the words of a note close within it."""
    found = markup.parse_inline(f"^[{note}]")
    return len(found) == 1 and isinstance(found[0], tree.Note)


def since_of(text: str) -> str:
    found = _SINCE.search(text)
    if found is None:
        return ""
    if found[1]:
        months = {name[:3].casefold(): at for at, name in enumerate(known.MONTHS, 1)}
        month = months.get(found[1][:3].casefold())
        return f"{found[2]}-{month:02}" if month else found[2]
    return f"{found[3]}-{found[4]}" if found[3] else found[5]


def emphasis_around(label: Nodes) -> tuple[str, str]:
    """Give the runs of apostrophes that stand around the whole of *label*."""
    if len(label) != 1 or not isinstance(label[0], Text):
        return "", ""
    found = _QUOTED.match(label[0].text.strip())
    if found is None or len(found[1]) != len(found[3]) or "''" in found[2]:
        return "", ""
    return spelling.QUOTE * len(found[1]), spelling.QUOTE * len(found[3])


def described(record: SourceRecord) -> str:
    """Write *record* in words: whose it is and of when, its title, and what it stands in."""
    names = [
        f"{name.family}, {name.given}" if name.family else name.literal for name in record.authors
    ]
    words = "; ".join(names)
    if record.issued:
        words = f"{words} ({record.issued})".strip()
    words = f"{words}. " if words else ""
    said = spelling.literal(words)
    if record.title:
        said += f"{spelling.EMPHASIS}{spelling.literal(record.title)}{spelling.EMPHASIS_END}."
    rest = ". ".join(part for part in (record.container, record.publisher) if part)
    if rest:
        said += spelling.literal(f" {rest}.")
    return said
