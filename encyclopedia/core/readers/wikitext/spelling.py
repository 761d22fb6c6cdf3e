"""Words to Markdown that says the very same words, and apostrophes to emphasis.

While a line is put together, what is not words yet stands in it as signs that no text holds.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from encyclopedia.core.readers.plain_lines import inside

BREAK = "\ufdd0"  # a line break that was asked for
QUOTE = "\ufdd1"  # an apostrophe of a run that may be emphasis
STRONG, STRONG_END = "\ufdd2", "\ufdd3"
EMPHASIS, EMPHASIS_END = "\ufdd4", "\ufdd5"
HELD = "\ufdd6"  # around the number of a mark or block that was put aside
FIXED = "\ufdd7"  # around what stands as it is

_URL = re.compile(r"https?://[^\s<>\[\]\"|{}\ufdd0-\ufdef\\`]{3,2000}", re.IGNORECASE)
_URL_END = ".,;:!?'*"
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x85\u2028\u2029\ud800-\udfff]")
_QUOTES = re.compile(r"'{2,}")
_MAGIC = re.compile(r"__[A-Z]{3,25}__")
_ENDS = re.compile(r"([!&<])\Z")
_LEADING = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))|(?=[#>+=~-]|:-)", re.ASCII)
_RUNS = re.compile(f"{QUOTE}{{2,}}")
_SPACES = re.compile(r"[ \t\n]+")
_MARKERS = re.compile(f"[{STRONG}{STRONG_END}{EMPHASIS}{EMPHASIS_END}]")
_SIGNS = {STRONG: "**", STRONG_END: "**", EMPHASIS: "*", EMPHASIS_END: "*"}
_CLOSES = {STRONG_END: STRONG, EMPHASIS_END: EMPHASIS}
_ALONE = re.compile(f"[{STRONG}{EMPHASIS}]|[{STRONG_END}{EMPHASIS_END}]")


def unescaped(text: str) -> str:
    """Give *text* with its entities as the signs that they stand for."""
    if "&" not in text:
        return text
    return _CONTROL.sub(" ", _ENTITY.sub(lambda found: html.unescape(found[0]), text))


def literal(text: str) -> str:
    """Write *text* as words that are nothing but words."""
    words = inside(text)
    words = words.replace("^", r"\^") if "^" in words else words
    return _ENDS.sub(r"\\\1", words) if words.endswith(("!", "&", "<")) else words


def words(text: str) -> str:
    """Write wikitext without brackets: entities, addresses, and apostrophes as signs."""
    text = _MAGIC.sub("", text) if "__" in text else text
    if "://" not in text:
        return _quoted(text)
    pieces: list[str] = []
    begin = 0
    for found in _URL.finditer(text):
        end = found.start() + _length(found[0])
        pieces += [_quoted(text[begin : found.start()]), fixed(f"<{text[found.start() : end]}>")]
        begin = end
    return "".join((*pieces, _quoted(text[begin:])))


def _length(address: str) -> int:
    """Give how much of *address* is one: not the signs that end a sentence around it."""
    end = len(address)
    while end and (
        address[end - 1] in _URL_END
        or (address[end - 1] == ")" and address.count("(", 0, end) < address.count(")", 0, end))
    ):
        end -= 1
    return end


def _quoted(text: str) -> str:
    if "''" not in text:
        return literal(unescaped(text))
    pieces: list[str] = []
    begin = 0
    for found in _QUOTES.finditer(text):
        pieces += [literal(unescaped(text[begin : found.start()])), QUOTE * len(found[0])]
        begin = found.end()
    return "".join((*pieces, literal(unescaped(text[begin:]))))


def fixed(text: str) -> str:
    """Keep *text* from being looked into."""
    return f"{FIXED}{text}{FIXED}"


def code(text: str, *, exact: bool = False) -> str:
    """Write *text* as code within a line, with the spaces around it where it is *exact*."""
    plain = re.sub(r"\s+", " ", text) if exact else " ".join(text.split())
    if not plain.strip():
        return fixed("` `") if exact and plain else ""
    longest = max((len(run) for run in re.findall("`+", plain)), default=0)
    fence = "`" * (longest + 1)
    # A space at both ends is taken for part of the marks.
    spaced = plain.startswith(" ") and plain.endswith(" ")
    space = " " if spaced or plain.startswith("`") or plain.endswith("`") else ""
    return fixed(f"{fence}{space}{plain}{space}{fence}")


def fenced(text: str, language: str = "") -> str:
    """Write *text* as a block of code."""
    lines = text.strip("\n").rstrip()
    longest = max((len(run) for run in re.findall("`+", lines)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{lines}\n{fence}"


def leading(line: str) -> str:
    """Escape what would be read as a list, a rule or a quotation at the start of *line*."""
    found = _LEADING.match(line)
    return f"{line[: found.end()]}\\{line[found.end() :]}" if found else line


def tidy(line: str) -> str:
    """Give a line put together with its white space joined and its emphasis written."""
    pieces = line.split(FIXED)
    pieces[::2] = [_SPACES.sub(" ", loose) for loose in pieces[::2]]
    line = FIXED.join(pieces).strip(" ")
    if QUOTE in line:
        line = _balanced(line)
    return _emphasised(line) if _MARKERS.search(line) else line.replace(FIXED, "")


def _balanced(line: str) -> str:
    """Make pairs of the runs of apostrophes in one line, as MediaWiki's `doQuotes` does."""
    pieces = _RUNS.split(line)
    runs = [len(run) for run in _RUNS.findall(line)]
    for number, length in enumerate(runs):
        kept = {4: 3}.get(length, min(length, 5))
        pieces[number] += "'" * (length - kept)
        runs[number] = kept
    bold = sum(length in (3, 5) for length in runs)
    italic = sum(length in (2, 5) for length in runs)
    if bold % 2 and italic % 2:
        _undo_one_bold(pieces, runs)
    return "".join(_paired(pieces, runs))


def _undo_one_bold(pieces: list[str], runs: list[int]) -> None:
    """Read one run of three as an apostrophe and emphasis: the likeliest, in MediaWiki's order."""
    bolds = [number for number, length in enumerate(runs) if length == 3]  # noqa: PLR2004 -- '''
    if not bolds:
        return

    def rank(number: int) -> int:
        before = pieces[number]
        if before.endswith(" "):
            return 2
        return 0 if before[-2:-1] == " " else 1

    chosen = min(bolds, key=rank)
    pieces[chosen] += "'"
    runs[chosen] = 2


def _paired(pieces: list[str], runs: list[int]) -> Iterator[str]:
    opened: list[str] = []
    yield pieces[0]
    for length, piece in zip(runs, pieces[1:], strict=True):
        # Of five, what was opened last closes first.
        both = "".join(reversed(opened)) if len(opened) == 2 else _other(opened)  # noqa: PLR2004
        for kind in {2: "i", 3: "b"}.get(length, both):
            opening, closing = (STRONG, STRONG_END) if kind == "b" else (EMPHASIS, EMPHASIS_END)
            if kind in opened:
                opened.remove(kind)
                yield closing
            else:
                opened.append(kind)
                yield opening
        yield piece


def _other(opened: list[str]) -> str:
    """Give in which order five apostrophes close what is open and open what is not."""
    return "bi" if opened == ["b"] else "ib"


def _emphasised(line: str) -> str:
    """Write what CommonMark reads as emphasis, and leave out what it would show as asterisks."""
    tokens = [token for token in re.split(f"({_MARKERS.pattern})", line) if token]
    kept = _nested(tokens)
    text = _moved_outside("".join(kept))
    return _flanked(text).replace(FIXED, "")


def _nested(tokens: list[str]) -> list[str]:
    """Drop what never opened or closed, and let the rest be within each other."""
    open_at: list[tuple[str, int]] = []
    kept: list[str] = []
    for token in tokens:
        if token in (STRONG, EMPHASIS):
            if all(token != other for other, _ in open_at):
                open_at.append((token, len(kept)))
                kept.append(token)
        elif token in _CLOSES:
            if open_at and open_at[-1][0] == _CLOSES[token]:
                open_at.pop()
                kept.append(token)
            else:
                _close_across(token, open_at, kept)
        else:
            kept.append(token)
    for _, at in reversed(open_at):
        kept[at] = ""
    return kept


def _close_across(token: str, open_at: list[tuple[str, int]], kept: list[str]) -> None:
    """Close what was opened before something that is open still: the inner one is given up."""
    names = [name for name, _ in open_at]
    if _CLOSES[token] not in names:
        return
    while open_at[-1][0] != _CLOSES[token]:
        _, at = open_at.pop()
        kept[at] = ""
    open_at.pop()
    kept.append(token)


_BLANK_INSIDE = re.compile(f"([{STRONG}{EMPHASIS}])([ {BREAK}]+)")
_BLANK_AT_END = re.compile(f"([ {BREAK}]+)([{STRONG_END}{EMPHASIS_END}])")
_EMPTY = re.compile(f"{STRONG}{STRONG_END}|{EMPHASIS}{EMPHASIS_END}")


def _moved_outside(text: str) -> str:
    before = ""
    while before != text:
        before = text
        text = _BLANK_INSIDE.sub(r"\2\1", text)
        text = _BLANK_AT_END.sub(r"\2\1", text)
        text = _EMPTY.sub("", text)
    return text


def _flanked(text: str) -> str:
    """Write the signs of emphasis where CommonMark takes them for that, section 6.2."""
    signs = list(text)
    stack: list[int] = []
    for at, sign in enumerate(text):
        if sign in (STRONG, EMPHASIS):
            stack.append(at)
        elif sign in _CLOSES and stack:
            start = stack.pop()
            good = _may_open(text, start) and _may_close(text, at)
            signs[start] = _SIGNS[sign] if good else ""
            signs[at] = _SIGNS[sign] if good else ""
    return _MARKERS.sub("", "".join(signs))


def _may_open(text: str, at: int) -> bool:
    before, after = _beside(text, at, -1), _beside(text, at, 1)
    if at and text[at - 1] in _CLOSES:
        return False
    return not _is_sign(after) or before == " " or _is_sign(before)


def _may_close(text: str, at: int) -> bool:
    before, after = _beside(text, at, -1), _beside(text, at, 1)
    if text[at + 1 : at + 2] in (STRONG, EMPHASIS):
        return False
    return not _is_sign(before) or after == " " or _is_sign(after)


def _beside(text: str, at: int, step: int) -> str:
    at += step
    while 0 <= at < len(text) and (_ALONE.match(text[at]) or text[at] == FIXED):
        at += step
    if not 0 <= at < len(text):
        return " "
    sign = text[at]
    if sign in (BREAK, "\u00a0") or sign.isspace():
        return " "
    return "[" if sign == HELD else sign


def _is_sign(sign: str) -> bool:
    return sign != " " and unicodedata.category(sign)[0] in "PS"
