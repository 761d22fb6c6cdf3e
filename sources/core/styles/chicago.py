"""The Chicago Manual of Style, 17th edition: bibliographies of notes, and author-date."""

from __future__ import annotations

from typing import Final

from sources.core import extents
from sources.core.record import SourceRecord
from sources.core.styles import dates, details, matter, names, rich, titles
from sources.core.styles.rich import Rich

_DAILY: Final = frozenset({"article-newspaper", "article-magazine"})
_IN_BOOKS: Final = frozenset({"chapter", "paper-conference"})
_LAWS: Final = frozenset({"legislation", "legal_case"})
_KINDS: Final = {"press-release": "Press release", "interview": "Interview", "thesis": "Thesis"}


def notes(record: SourceRecord) -> Rich:
    """Write the entry of *record* in the bibliography that goes with notes."""
    if special := _special(record):
        return special
    seen = _seen(record)
    day = rich.words(_day(record) or ("" if seen else "n.d."))
    authors = rich.words(titles.curled(_authors(record))) or _instead(record, dated=False)
    standing, publisher = _standing(record, dated=False), _publisher(record)
    head, series = _head(record), _series(record)
    if _is_counted(record):
        facts: tuple[Rich, ...] = (*head, _in_journal(record, standing, _day(record)))
    elif publisher:
        facts = (*head, standing, series, rich.joined((publisher, day), ","))
    elif series:
        facts = (*head, standing, rich.joined((series, day), ","))
    elif standing:
        facts = (*head, rich.joined((standing, day, _last(record)), ","))
    else:
        facts = (rich.joined((rich.joined(head, "."), day), ","),)
    return _whole((authors, *facts), seen, record)


def author_date(record: SourceRecord) -> Rich:
    """Write the entry of *record* in a list of references with the year after the author."""
    if special := _special(record):
        return special
    year = rich.words(_in_brackets(dates.year(record.issued)) or "n.d.")
    authors = rich.words(titles.curled(_authors(record))) or _instead(record, dated=True)
    title, *rest = (*_head(record), rich.NOTHING)
    first = (authors, year, title) if authors else (title, year)
    facts = _once_more(record, authors)
    if authors and record.type in _DAILY and not _standing(record, dated=True):
        first, facts = (*first[:-1], rich.joined((first[-1], *facts), ",")), ()
    return _whole((*first, *rest, *facts), _seen(record), record)


def _authors(record: SourceRecord) -> str:
    if details.translators_lead(record):
        return f"{names.chicago(record.translators)}, trans."
    if not details.editors_lead(record):
        return names.chicago(record.authors)
    return f"{names.chicago(record.editors)}, {'eds.' if len(record.editors) > 1 else 'ed.'}"


def _head(record: SourceRecord) -> tuple[Rich, ...]:
    """Write the title, and what kind of thing it is where that is told."""
    title = titles.in_capitals(record.title, english=titles.is_english(record))
    if not title:
        return ()
    named = rich.italic(title) if record.type == "book" else rich.quoted(title)
    written = rich.words(title) if titles.is_described(record) else named
    if record.type == "book":
        volume = details.numbered(record.volume, "Vol.")
        told = (*_hands(record), details.edition(record), volume)
        return (written, *map(rich.words, map(details.capital, told)))
    hands = [] if record.type in _IN_BOOKS else [h for h in _hands(record) if "translated" in h]
    return (written, *map(rich.words, (*map(details.capital, hands), _kind(record))))


def _kind(record: SourceRecord) -> str:
    """Write "Working paper 12"; a number alone is called one."""
    if record.type == "thesis" or record.type in matter.PERIODICALS:
        return ""
    kind = record.genre or _KINDS.get(record.type, "")
    if record.type != "report":
        return kind
    return f"{kind} {record.number}".strip() if kind else details.numbered(record.number, "No.")


def _hands(record: SourceRecord) -> tuple[str, ...]:
    """Write "edited by Ivy Wood", "translated by Jan Berg"."""
    return tuple(
        titles.curled(
            f"{verb} by {names.listed(list(map(names.spoken, people)), 'and', alone=True)}"
        )
        for verb, people in details.hands(record)
    )


def _series(record: SourceRecord) -> Rich:
    """Write "Studies of the Coast 7" (14.123)."""
    if record.type in matter.PERIODICALS:
        return rich.NOTHING
    called = titles.in_capitals(record.series, english=titles.is_english(record))
    return rich.words(details.series(record, called))


def _is_counted(record: SourceRecord) -> bool:
    """Tell whether it stands in a journal that counts its volumes or issues."""
    return record.type == "article-journal" and bool(record.volume or record.issue)


def _in_journal(record: SourceRecord, standing: Rich, day: str) -> Rich:
    """Write "*Journal* 29, no. 4 (2029): 412–30" (14.171)."""
    issue = f", no. {record.issue}" if record.issue else ""
    counted = f" {record.volume}{issue}" if record.volume else issue
    dated = f" ({day})" if day else ""
    return (*standing, *rich.words(f"{counted}{dated}{_pages_after(record)}"))


def _pages_after(record: SourceRecord) -> str:
    """Write ": 412–30"; an article without pages may have a number (14.174)."""
    pages = extents.shortened(record.pages) or record.number
    return f": {pages}" if pages else ""


def _in_book(record: SourceRecord) -> str:
    """Write ", edited by Ivy Wood, 2nd ed., 3:3–17"."""
    pages = extents.shortened(record.pages)
    volume = f"{record.volume}:{pages}" if record.volume and pages else pages
    if record.volume and not pages:
        volume = details.numbered(record.volume, "vol.")
    parts = (*_hands(record), details.edition(record), volume)
    return "".join(f", {part}" for part in parts if part)


def _last(record: SourceRecord) -> Rich:
    """Say the edition of a newspaper after its day."""
    if record.type != "article-newspaper" or not record.edition:
        return rich.NOTHING
    words = record.edition
    return rich.words(words if "edition" in words.casefold() else f"{words} edition")


def _instead(record: SourceRecord, *, dated: bool) -> Rich:
    """Let a newspaper stand where nobody signed, and in notes the owner of a site."""
    if record.type == "article-newspaper":
        return rich.italic(_container(record))
    return (
        rich.words(_container(record)) if record.type in matter.WEB and not dated else rich.NOTHING
    )


def _container(record: SourceRecord) -> str:
    english = titles.is_english(record)
    return titles.in_capitals(matter.container(record), english=english)


def _standing(record: SourceRecord, *, dated: bool) -> Rich:
    """Write what the source stands in, unless it stands in the place of an author."""
    container = _container(record)
    if not container and record.event:
        return _given(record)
    if not container or (not record.authors and _instead(record, dated=dated)):
        return rich.NOTHING
    if record.type == "webpage":
        return rich.words(container)
    named = rich.italic(container)
    if record.type in _IN_BOOKS:
        return (*rich.words("In "), *named, *rich.words(_in_book(record)))
    return (*named, *rich.words(" (blog)")) if record.type == "post-weblog" else named


def _publisher(record: SourceRecord) -> Rich:
    house = titles.curled(matter.publisher(record))
    if record.type == "thesis":
        kind = record.genre or _KINDS["thesis"]
        return rich.words(", ".join(part for part in (kind, house) if part))
    if not house or house == record.container:
        return rich.NOTHING
    return rich.words(house if record.event else details.house(record))


def _given(record: SourceRecord) -> Rich:
    """Say at what a paper that stands in nothing was presented (14.217)."""
    where = ", ".join(part for part in (record.event, record.place) if part)
    presented = "Paper presented at " if record.type == "paper-conference" else ""
    return rich.words(titles.curled(f"{presented}{where}"))


def _day(record: SourceRecord) -> str:
    return _in_brackets(dates.american(record.issued))


def _in_brackets(date: str) -> str:
    """Mark a date that is about then as one that the work does not bear (14.145)."""
    return f"[{date}]" if date.startswith("ca. ") or date.endswith("?") else date


def _once_more(record: SourceRecord, authors: Rich) -> tuple[Rich, ...]:
    """Say the day, once the year has been said, of what comes out more often than by the year."""
    standing, publisher = _standing(record, dated=True), _publisher(record)
    series = _series(record)
    whole, rest = dates.american(record.issued), dates.after_year(record.issued)
    if record.type in _DAILY:
        day = whole if standing or authors else rest
        dated = rich.words(day if rest else "")
        return (rich.joined((standing, dated, _last(record)), ","),)
    if _is_counted(record):
        return (_in_journal_of_year(record, standing, rest),)
    if record.type == "article-journal":
        return (rich.joined((standing, rich.words(rest)), ","),)
    if record.type in matter.WEB:
        return (standing, series, publisher, rich.words(whole if rest else ""))
    if record.event and not record.container:
        return (rich.joined((standing, publisher, rich.words(rest)), ","), series)
    return (standing, series, publisher, rich.words(rest if record.type == "speech" else ""))


def _in_journal_of_year(record: SourceRecord, standing: Rich, rest: str) -> Rich:
    """Write "*Journal* 29 (4): 412–30"; the month stands where no issue is told (15.48)."""
    within = record.issue or rest
    counted = f" {record.volume} ({within})" if within else f" {record.volume}"
    if not record.volume:
        counted = f", no. {record.issue}"
    return (*standing, *rich.words(f"{counted}{_pages_after(record)}"))


def _seen(record: SourceRecord) -> Rich:
    seen = dates.american(record.accessed) if not record.issued else ""
    return rich.words(f"Accessed {seen}" if seen and record.type in matter.WEB else "")


def _whole(parts: tuple[Rich, ...], seen: Rich, record: SourceRecord) -> Rich:
    found = (seen, rich.link(matter.address(record)), matter.archived(record))
    return rich.ended(rich.joined((*parts, *found), "."), ".")


def _special(record: SourceRecord) -> Rich:
    """Write laws and decisions as lawyers cite them, and entries of reference works by word."""
    english = titles.is_english(record)
    if record.type == matter.ENTRY:
        day = dates.american(record.issued)
        word = rich.quoted(titles.curled(record.title))
        entry = (rich.words(record.container), (*rich.words("s.v. "), *word))
        modified = rich.words(f"last modified {day}" if day else "")
        return rich.ended(rich.joined((*entry, modified, rich.link(record.url)), ","), ".")
    if record.type not in _LAWS:
        return rich.NOTHING
    title = rich.words(titles.in_capitals(record.title, english=english))
    cited = rich.joined((title, *map(rich.words, matter.reported(record))), ",")
    court = record.publisher if record.type == "legal_case" else ""
    day = dates.american(record.issued) if court and not record.container else ""
    said = " ".join(part for part in (court, day or dates.year(record.issued) or "n.d.") if part)
    return _whole((rich.joined((cited, rich.words(f"({said})")), ""),), rich.NOTHING, record)
