"""The picture that stands for an article where its address is shared: words and key facts.

Only what the fonts beside this have signs for is drawn, and scripts that are written from right
to left only where their letters can be joined: no word stands there as boxes or back to front.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont, features

from encyclopedia import mark
from encyclopedia.core import values
from encyclopedia.core.document import Document

WIDTH: Final = 1200  # pixels
HEIGHT: Final = 630
MEDIA_TYPE: Final = "image/png"
_LOOK: Final = 1  # one more for every change of how a card looks
_FONTS: Final = Path(__file__).parent / "fonts"
_PLAIN: Final = _FONTS / "DejaVuSansCondensed.ttf"
_BOLD: Final = _FONTS / "DejaVuSansCondensed-Bold.ttf"
_INK: Final = "#1b1e23"
_MUTED: Final = "#555b65"
_RULE: Final = "#d3d7dd"
_MARGIN: Final = 72  # pixels
_ROOM: Final = WIDTH - 2 * _MARGIN
_BAR: Final = 14
_EMBLEM: Final = 64
_FACT: Final = 56  # the height of its line
_LABEL: Final = 300
_FACTS: Final = 3
_LONGEST_FACT: Final = 200  # characters that are looked at
_Font = ImageFont.FreeTypeFont
_NO_SIGN: Final = "\uffff"
_FROM_RIGHT: Final = frozenset({"R", "AL", "AN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The words of a card; `facts` are (label, value), all in one line each."""

    title: str
    description: str = ""
    kind: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    site: str = ""

    @property
    def name(self) -> str:
        """Name this card by its content: another word, another name."""
        said = json.dumps([_LOOK, asdict(self)], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    @property
    def words(self) -> str:
        """Say what the picture shows, for those who do not see it."""
        facts = "; ".join(f"{label}: {value}" for label, value in self.facts)
        return ". ".join(part for part in (self.title, self.description, facts) if part)


def of(document: Document, site: str) -> Card:
    """Give the words of the card of *document*, in the encyclopedia called *site*."""
    rows = (
        (each.label, ", ".join(filter(None, map(values.plain, each.text.split("\n")))))
        for each in document.infobox
    )
    facts = [(label, value[:_LONGEST_FACT]) for label, value in rows if label and value]
    return Card(
        title=document.title,
        description=document.short_description,
        kind=document.kind,
        facts=tuple(facts[:_FACTS]),
        site=site,
    )


def draw(card: Card) -> bytes:
    """Draw *card* as PNG, 1200 by 630 pixels; it opens where its title does, left or right.

    A title that there are no signs for gives its place to the name of the encyclopedia.
    """
    title = next(filter(can_be_drawn, (card.title, card.site)), "")
    image = Image.new("RGB", (WIDTH, HEIGHT), mark.PAPER)
    sheet = _Sheet(pen=ImageDraw.Draw(image), from_right=_is_from_right(title))
    sheet.bar((0, 0, _BAR, HEIGHT), mark.COLOUR)
    emblem = mark.drawn(_EMBLEM)
    left = WIDTH - _MARGIN - _EMBLEM if sheet.from_right else _MARGIN
    image.paste(emblem, (left, 56), emblem)
    head = " · ".join(part for part in (card.site, card.kind) if can_be_drawn(part))
    beside = _EMBLEM + 24
    sheet.write(head, _font(_PLAIN, 30), (beside, 88), room=_ROOM - beside, colour=_MUTED)
    facts = [fact for fact in card.facts if all(map(can_be_drawn, fact))]
    below = HEIGHT - 48 - _FACT * len(facts)
    _heading(sheet, title, card.description, (150, below - 24))
    if facts:
        sheet.bar((_MARGIN, below, WIDTH - _MARGIN, below + 1), _RULE)
    for place, (label, value) in enumerate(facts):
        middle = below + 42 + _FACT * place
        sheet.write(label, _font(_PLAIN, 28), (0, middle), room=_LABEL - 20, colour=_MUTED)
        sheet.write(value, _font(_BOLD, 28), (_LABEL, middle), room=_ROOM - _LABEL)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def can_be_drawn(text: str) -> bool:
    """Tell whether there are words in *text*, and a sign for each of its characters."""
    if any(unicodedata.bidirectional(sign) in _FROM_RIGHT for sign in text) and not _joins():
        return False
    return bool(text.strip()) and all(map(_has, unicodedata.normalize("NFC", text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What is drawn on; places along a line count from where it opens, inside the margin."""

    pen: ImageDraw.ImageDraw
    from_right: bool

    def bar(self, box: tuple[int, int, int, int], colour: str) -> None:
        """Fill a rectangle, mirrored where lines open at the right."""
        left, top, right, bottom = box
        if self.from_right:
            left, right = WIDTH - right, WIDTH - left
        self.pen.rectangle((left, top, right, bottom), fill=colour)

    def write(
        self, text: str, font: _Font, at: tuple[int, int], *, room: int, colour: str = _INK
    ) -> None:
        """Write one line whose middle is at the height of *at*; what has no room ends in "…"."""
        along, middle = at
        for line in _wrapped(text, font, room, 1):
            if self.from_right:
                end = (WIDTH - _MARGIN - along, middle)
                self.pen.text(end, line, colour, font, anchor="rm", direction="rtl")
            else:
                self.pen.text((_MARGIN + along, middle), line, colour, font, anchor="lm")


def _heading(sheet: _Sheet, title: str, description: str, space: tuple[int, int]) -> None:
    """Write title and description into *space*, from top to bottom, the title as large as fits."""
    top, bottom = space
    smaller = _font(_PLAIN, 34)
    told = description if can_be_drawn(description) else ""
    for size in (76, 64, 54, 46, 40):
        font, high = _font(_BOLD, size), round(1.2 * size)
        lines = _wrapped(title, font, _ROOM, 3)
        rest = bottom - top - high * len(lines)
        if rest >= 0 and not (lines and lines[-1].endswith("…")):
            break
    for place, line in enumerate(lines):
        sheet.write(line, font, (0, top + high // 2 + high * place), room=_ROOM)
    telling = _wrapped(told, smaller, _ROOM, min(2, max(0, (rest - 16) // 46)))
    for place, line in enumerate(telling):
        middle = bottom - rest + 39 + 46 * place
        sheet.write(line, smaller, (0, middle), room=_ROOM, colour=_MUTED)


def _wrapped(text: str, font: _Font, room: int, most: int) -> list[str]:
    """Break *text* into at most *most* lines that have *room* pixels each."""
    lines: list[str] = []
    words = unicodedata.normalize("NFC", text).split()
    while words and len(lines) < most:
        line = words.pop(0)
        while words and font.getlength(f"{line} {words[0]}") <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    if words:
        lines[-1:] = [f"{lines[-1]}…"] if lines else []
    return [_cut(line, font, room) for line in lines]


def _cut(line: str, font: _Font, room: int) -> str:
    if font.getlength(line) <= room:
        return line
    kept = line.rstrip("…")
    while kept and font.getlength(f"{kept}…") > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _is_from_right(text: str) -> bool:
    """Tell whether the first letter of *text* with a direction is written from right to left."""
    kinds = map(unicodedata.bidirectional, text)
    return next((kind for kind in kinds if kind == "L" or kind in _FROM_RIGHT), "L") != "L"


@cache
def _has(sign: str) -> bool:
    """Tell whether both fonts have a sign for a character, or none is needed."""
    if sign.isspace():
        return True
    return all(_shape(path, sign) != _shape(path, _NO_SIGN) for path in (_PLAIN, _BOLD))


def _shape(path: Path, sign: str) -> tuple[tuple[int, int], bytes]:
    drawn = _font(path, 24).getmask(sign)
    return drawn.size, bytes(drawn)


@cache
def _joins() -> bool:
    """Tell whether this installation turns and joins letters (raqm, with fribidi)."""
    return bool(features.check("raqm") and features.check("fribidi"))


@cache
def _font(path: Path, size: int) -> _Font:
    return ImageFont.truetype(path, size)
