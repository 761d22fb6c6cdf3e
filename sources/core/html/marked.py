"""What a page marks of itself by older customs: microformats, `rel`, lines of class “date”.

Nothing is taken from comments, side columns and lists of other reports, and nothing where what
is marked does not agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from sources.core import colophon, dates

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST: Final = 200  # elements that are looked at
_MOST_INSIDE: Final = 20  # elements of a line
_LONGEST_NAMED: Final = 500  # characters of an element's classes and id
_LONGEST: Final = 120  # characters of a line that says a date or a name
_MONTH = r"(?P<name>[A-Za-z]{3,9})"
_CLOCK = r"\d\d?:\d\d(?::\d\d)?(?: [A-Z]{2,5})?"
_SHAPES: Final = (
    re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
    re.compile(rf"\b{_MONTH}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})(?!\d)"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.? {_MONTH}\.?,? (?P<year>\d{{4}})(?!\d)"),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}}) {_CLOCK} (?P<year>\d{{4}})(?!\d)"),
    re.compile(r"^(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)"),
)
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_FEW: Final = 12  # of two numbers, the one over it is the day
_IN_THE_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:/|-|$)")
_ASIDE_TAGS: Final = frozenset({"aside", "footer", "nav"})
_ASIDE = re.compile(
    r"comment|related|sidebar|widget|recent|footer|promo|trending|popular|teaser|recommend|"
    r"disqus|most[-_]|more[-_]|also[-_]|rail|archive",
    re.IGNORECASE,
)
_PUBLISHED = (
    "//time[@pubdate]|//*[@itemprop='datePublished']|//*[@property='dc:date']|"
    "//*[@property='dc:created']|//*[@property='schema:datePublished']|//abbr[@class]|//time[@class]"
    "|//span[@class]"
)
_DAY_CLASSES: Final = frozenset({"published", "dt-published", "entry-date"})
_LINES = "//*[self::div or self::p or self::span or self::time or self::li or self::em][@class]"
_PREFIXES = r"(?:[a-z0-9]{1,20}[-_]{1,2}){0,3}"  # as in "c-article__byline"
_LINE_OF_A_DATE = re.compile(
    rf"(?!.*(?:updat|modif)){_PREFIXES}(?:pub|post|posted|publish|published)?"
    r"(?:date|time|datestamp|timestamp|datetime|dateline)",
    re.IGNORECASE,
)
_BY = re.compile(rf"{_PREFIXES}(?:by[-_]?line|author|author[-_]?name|story[-_]by)", re.IGNORECASE)


def day(text: str) -> str:
    """Read the first day that *text* names: "Thu, 06 Oct 2011 08:10", "posted on May 3rd, 2031".

    Of figures alone, "05/29/2031" is one, and "05/06/2031" may be two, so neither is read.
    """
    short = " ".join(text.split())[:_LONGEST]
    for shape in _SHAPES:
        if (found := shape.search(short)) and (read := _day(found.groupdict())):
            return read
    if found := _SLASHED.search(short):
        one, other, year = (int(number) for number in found.groups())
        if (one > _FEW) != (other > _FEW) or one == other:
            return dates.parts([year, min(one, other), max(one, other)])
    return ""


def _day(said: dict[str, str | None]) -> str:
    month = dates.month(said.get("month") or said.get("name") or "")
    return dates.parts([int(said["year"] or 0), month, int(said["day"] or 0)]) if month else ""


def issued(root: HtmlElement) -> str:
    """Give the day that the page marks as that of publication."""
    marked = (
        _moment(element)
        for element in _standing(root.xpath(_PUBLISHED))
        if element.get("class") is None
        or _DAY_CLASSES & set(element.get("class").split())
        or not {"pubdate", "itemprop", "property"}.isdisjoint(element.attrib)
    )
    return next(filter(None, marked), "") or _agreed(root)


def _agreed(root: HtmlElement) -> str:
    """Give the day of the lines that are marked as dates, where they name one alone."""
    lines = (
        element
        for element in _standing(root.xpath(_LINES))
        if any(map(_LINE_OF_A_DATE.fullmatch, element.get("class").split()))
    )
    days = {found for element in lines if (found := _moment(element))}
    return days.pop() if len(days) == 1 else ""


def _moment(element: HtmlElement) -> str:
    said = (element.get(name) or "" for name in ("datetime", "content", "title"))
    return next(filter(None, map(day, said)), "") or day(_text(element))


def in_the_address(url: str) -> str:
    """Give the day that an address has in its path: "https://gazette.example/2031/05/03/ferry"."""
    found = _IN_THE_PATH.search(urlsplit(url).path)
    return dates.parts([int(number) for number in found.groups()]) if found else ""


def authors(root: HtmlElement) -> tuple[str, ...]:
    """Give the names that the page marks as those of who wrote it, by the first custom it keeps."""
    customs: tuple[Iterable[HtmlElement], ...] = (
        root.xpath("//*[@itemprop='author']"),
        root.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')]"),
        (e for e in root.xpath("//*[@class]") if any(map(_BY.fullmatch, e.get("class").split()))),
    )
    for elements in customs:
        read = [(each, names) for each in _standing(elements) if (names := _names(each))]
        # The report's own stand together; further ones are of reports that it leads to.
        together = (names for each, names in read if _is_beside(each, read[0][0]))
        if read:
            return tuple(dict.fromkeys(name for names in together for name in names))
    return ()


def _names(element: HtmlElement) -> tuple[str, ...]:
    return colophon.names(_text(element))


def _is_beside(one: HtmlElement, other: HtmlElement) -> bool:
    """Tell whether both are in one line: children or grandchildren of the same element."""
    above = [list(each.iterancestors())[:2] for each in (one, other)]
    return above[0][:1] == above[1][:1] or above[0][1:] == above[1][1:]


def _text(element: HtmlElement) -> str:
    """Give the words of a line; "" for what is more than one."""
    if next(islice(element.iter(), _MOST_INSIDE, None), None) is not None:
        return ""
    words = " ".join(element.text_content().split()).strip(" |,·•")
    return words if len(words) <= _LONGEST else ""


def _standing(elements: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    """Give those of *elements* that are of the report itself."""
    for number, element in enumerate(elements):
        if number >= _MOST:
            return
        if not any(map(_is_aside, (element, *element.iterancestors()))):
            yield element


def _is_aside(element: HtmlElement) -> bool:
    if element.tag in ("html", "body"):
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _ASIDE_TAGS or bool(_ASIDE.search(named[:_LONGEST_NAMED]))
