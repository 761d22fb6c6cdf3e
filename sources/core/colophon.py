"""What a captured report says of itself: title, date, byline and masthead, by general rules.

Each function gives nothing where the text does not plainly say; a wrong answer is worse.
"""

import re
from datetime import date
from itertools import pairwise

_LONGEST_TITLE = 200
_FEWEST_WORDS = 3
_NEAR_THE_TOP = 10
_NEAR_THE_END = 5
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = rf"(?P<month>{'|'.join(f'{name}|{name[:3]}' for name in _MONTHS)})\.?"
_LABEL = r"\s*(?:date|dated|issued|posted|(?:first |originally )?published)(?: on)?\s*:?\s+"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_CLOCK = (
    r"(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: ?(?:GMT|UTC|BST|CES?T|E[SD]?T|P[SD]?T))?)?"
)
_FORMS = (
    r"(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)",
    rf"(?P<day>\d{{1,2}}) {_MONTH} (?P<year>\d{{4}})",
    rf"{_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})",
)
_DATES = tuple(
    re.compile(_LABEL + form + r"(?![\w/-])", re.IGNORECASE | re.ASCII) for form in _FORMS
)
_BARE_DATES = tuple(
    re.compile(_WEEKDAY + form + _CLOCK, re.IGNORECASE | re.ASCII) for form in _FORMS
)
_DATE_FIRST = re.compile(
    rf"{_WEEKDAY}(?:{'|'.join(re.sub(r'[?]P<[a-z]+>', '?:', form) for form in _FORMS)})(?!\w)",
    re.IGNORECASE | re.ASCII,
)
_NAME_WORD = r"(?:[^\W\d_][\w.'’-]*)"
_NAME = re.compile(rf"{_NAME_WORD}(?: {_NAME_WORD}){{1,3}}")
_BYLINE = re.compile(r"by\s+(.{3,120})", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le"})
_MORE_PARTICLES = frozenset({"ibn", "ten", "ter", "van", "von", "y", "zu"})
_WORK = r"(?P<name>[^\W\d_a-z][\w.&'’-]*(?: (?:of|the|and|&|[^\W\d_a-z][\w.&'’-]*)){0,5})"
_MASTHEAD = re.compile(
    rf"(?:Millions|Thousands)(?: of \w+)? (?:read|trust) (?:the |The )?{_WORK}(?=,|\.$)"
    r"(?=.*\b(?:our|us)\b)"  # a publication that speaks of itself
)
_COPYRIGHT = re.compile(rf"(?:©|\(c\)|Copyright(?: ©)?) (?:\d{{4}} ){_WORK}(?=\.|,|$)")
_SOURCE = re.compile(rf"(?:Source|Publisher|Published by):? {_WORK}")
_FURNITURE = re.compile(
    r"(?:accept|advert|become|by|click|close|comments?|cookies?|date|donate|enter|follow|gift|"
    r"goal|help|home|listen|log in|menu|more|photo|posted|published|read|register|search|share|"
    r"sign|skip|source|subscribe|support|updated|visa|watch|"
    r"this (?:article|audio|page|site|story|video|website))\b",
    re.IGNORECASE,
)
_NOT_A_HEADLINE = (".", "…", "!", ":", ";", ",", ")")
_SHORTEST_SENTENCE = 40


def issued(lines: tuple[str, ...]) -> str:
    """Read the day of a labelled date near the top ("date 2024-04-26", "Published: …").

    A date alone on its line is the day of issue where it stands right below the byline or the
    headline: further up it may be the day on which the page was captured.
    """
    top = _filled(lines)[:_NEAR_THE_TOP]
    days = {day for line in top if (day := _labelled(line)[0])}
    if not days:
        headline = title(lines)
        days = {
            day
            for above, line in pairwise(top)
            if (above == headline or _byline(above)) and (day := _alone(line))
        }
    return days.pop() if len(days) == 1 else ""


def _alone(line: str) -> str:
    found = next((found for form in _BARE_DATES if (found := form.fullmatch(line))), None)
    return _day(found) if found else ""


def title(lines: tuple[str, ...]) -> str:
    """Read the first line, if it looks like a headline and a report follows it."""
    filled = _filled(lines)
    rest = tuple(text for line in filled[:2] if (text := _labelled(line)[1]))
    first = rest[0] if rest else ""
    if len(first) > _LONGEST_TITLE or len(first.split()) < _FEWEST_WORDS:
        return ""
    if first.endswith(_NOT_A_HEADLINE) or _FURNITURE.match(first) or _DATE_FIRST.match(first):
        return ""
    return first if any(_is_report(line) for line in filled if line != first) else ""


def _is_report(line: str) -> bool:
    return len(line) > _SHORTEST_SENTENCE and line.rstrip("\"'”’)").endswith((".", "!", "?"))


def authors(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Read the names of a byline near the top ("By Jane Doe and John Roe"), as written."""
    return next(filter(None, map(_byline, _filled(lines)[:_NEAR_THE_TOP])), ())


def _byline(line: str) -> tuple[str, ...]:
    found = _BYLINE.fullmatch(line)
    return _names(found[1]) if found else ()


def names(text: str) -> tuple[str, ...]:
    """Read the names of a byline, with or without "By"; none where anything else is among them."""
    found = _BYLINE.fullmatch(text)
    return _names(found[1] if found else text)


def publisher(lines: tuple[str, ...]) -> str:
    """Read the name of the publication from its masthead or copyright line, if they agree."""
    filled = _filled(lines)
    top, end = filled[:_NEAR_THE_END], filled[-_NEAR_THE_END:]
    found = (
        *(_MASTHEAD.match(line) for line in filled),
        *(_COPYRIGHT.match(line) for line in end),  # further up it is a picture's
        *(_SOURCE.fullmatch(line) for line in (*top, *end)),
    )
    names = {match["name"].removeprefix("The ").rstrip(".") for match in found if match}
    return names.pop() if len(names) == 1 else ""


def _filled(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for line in lines if (text := " ".join(line.split())))


def _labelled(line: str) -> tuple[str, str]:
    """Cut a labelled date from the start of a line: its ISO day, and what follows it."""
    for form in _DATES:
        if found := form.match(line):
            return _day(found), line[found.end() :].strip()
    return "", line


def _day(found: re.Match[str]) -> str:
    said = found.groupdict()
    name = (said.get("month") or "")[:3].casefold()
    month = int(said.get("number") or 1 + [m[:3] for m in _MONTHS].index(name))
    try:
        return date(int(said["year"]), month, int(said["day"])).isoformat()
    except ValueError:
        return ""


def _names(text: str) -> tuple[str, ...]:
    """Give the names joined by "and"; where anything else stands among them, give none."""
    *listed, last = _AND.split(text.strip())
    names = (*(name for part in listed for name in part.split(", ")), last) if listed else (last,)
    return names if all(_is_name(name) for name in names) else ()


def _is_name(text: str) -> bool:
    particles = _PARTICLES | _MORE_PARTICLES
    words = text.split()
    return bool(_NAME.fullmatch(text)) and all(
        word[0].isupper() or word in particles for word in words
    )
