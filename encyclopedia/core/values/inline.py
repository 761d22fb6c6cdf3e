"""What a reader sees of a line of inline markup: links by their label, no marks, no notes."""

import re
from collections.abc import Iterator

_MARK = r'\[@(?>(?:"(?:\\.|[^"\\\n])*"|“(?:\\.|[^”\\\n])*”|\\.|[^\]"“\\\n]){1,1000})\]'  # items
_CLAIM = re.compile(rf"\[([^\[\]\n]{{1,1000}})\](?={_MARK})")
_MARKS = re.compile(_MARK)
_NOTE = re.compile(r"\^\[(?>(?:\\.|[^\[\]\\\n]){0,1000})\]")
_LINK = re.compile(
    r"\[\[(?P<title>(?>(?:\\.|[^\[\]|#\\\n]){1,300}))"
    r"(?:#(?>(?:\\.|[^\[\]|\\\n]){0,300}))?"
    r"(?:\|(?P<label>(?>(?:\\.|[^\[\]\\\n]){0,300})))?\]\]"
)
_EMPHASIS = re.compile(r"(?<!\\)[*`]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """Give the words of inline *text*: `[[title|label]]` as its label, marks and notes gone."""
    text = _MARKS.sub("", _CLAIM.sub(r"\1", text))
    text = _LINK.sub(lambda link: link["label"] or link["title"], _NOTE.sub("", text))
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub("", text)).strip()


def targets(text: str) -> Iterator[str]:
    """Give the titles that the `[[ ]]` of inline *text* point at, in order."""
    for link in _LINK.finditer(_MARKS.sub("", text)):
        yield _ESCAPE.sub(r"\1", link["title"]).strip()
