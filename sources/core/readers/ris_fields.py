"""The lines of a RIS file, cut into entries, and what each tag of an entry says.

Files of strangers begin with a byte order mark or words of a database, indent lines, wrap long
ones, write a tag in small letters or with one blank, have tags of four letters, and leave out ER.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Final

_LINE_ENDS: Final = re.compile(r"\r\n?|\n")
_TAG: Final = re.compile(
    r"[\ufeff\s]*(?:(?P<tag>[A-Z][A-Z0-9])[ \t]{1,2}-|(?P<small>[a-z][a-z0-9])  -"
    r"|(?P<long>[A-Z]{3,5})[ \t]{0,2}-(?=\s))(?P<said>.*)"
)
_MARKUP: Final = re.compile(r"</?(?:i|b|em|strong|sub|sup|scp|inf|italic|bold)>", re.IGNORECASE)
_ENTITY: Final = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """An entry: its first line, its tags with all that they say, and whether it ends with ER.

    `cut` says that the file ends before the entry does.
    """

    line: int
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    closed: bool = True
    cut: bool = False

    def all(self, *tags: str) -> tuple[str, ...]:
        """Give all that the first of *tags* says that says something."""
        return next((self.said[tag] for tag in tags if tag in self.said), ())

    def first(self, *tags: str) -> str:
        """Give the first thing that the first of *tags* says."""
        return next(iter(self.all(*tags)), "")


def entries(text: str) -> Iterator[Fields]:
    """Cut *text* into entries, each from TY to ER or to the next TY."""
    made: _Entry | None = None
    for number, line in enumerate(_LINE_ENDS.split(text), start=1):
        found = _TAG.fullmatch(line)
        if line.strip() == "ER":
            found = _TAG.fullmatch("ER  -")
        tag = ((found["tag"] or found["small"] or found["long"]) if found else "").upper()
        said = (found["said"] if found else line).strip()
        if tag == "TY":
            if made is not None:
                yield made.fields(closed=False)
            made = _Entry(number)
        if made is None:
            continue
        if tag == "ER":
            yield made.fields()
            made = None
        else:
            made.add(tag, said)
    if made is not None:
        yield made.fields(closed=False, cut=True)


def plain(words: str) -> str:
    """Give *words* without the marks and signs of HTML that publishers leave in titles."""
    return " ".join(_ENTITY.sub(lambda sign: unescape(sign[0]), _MARKUP.sub("", words)).split())


class _Entry:
    """An entry while its lines are read."""

    def __init__(self, line: int) -> None:
        """Begin at *line*."""
        self._line = line
        self._tag = ""
        self._said: dict[str, list[list[str]]] = {}

    def add(self, tag: str, said: str) -> None:
        """Take a line: what *tag* says, or without one what the line before goes on to say."""
        if tag:
            self._said.setdefault(tag, []).append([said])
            self._tag = tag
        elif not said:
            self._tag = ""  # what follows an empty line goes on with nothing
        elif self._tag:
            self._said[self._tag][-1].append(said)

    def fields(self, *, closed: bool = True, cut: bool = False) -> Fields:
        """Give what was said; a tag without words says nothing."""
        said = {
            tag: words
            for tag, lines in self._said.items()
            if (words := tuple(filter(None, (" ".join(" ".join(each).split()) for each in lines))))
        }
        return Fields(line=self._line, said=said, closed=closed, cut=cut)
