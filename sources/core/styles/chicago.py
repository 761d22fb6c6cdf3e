"""The Chicago Manual of Style, 17th edition: bibliographies of notes, and author-date."""

from __future__ import annotations

from typing import Final

from sources.core.record import SourceRecord
from sources.core.styles import dates, matter, names, rich, titles
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
    authors = rich.words(titles.curled(names.chicago(record.authors))) or _instead(
        record, dated=False
    )
    standing, publisher = _standing(record, dated=False), _publisher(record)
    head = _head(record)
    if publisher:
        facts: tuple[Rich, ...] = (*head, standing, rich.joined((publisher, day), ","))
    elif standing:
        facts = (*head, rich.joined((standing, day), ","))
    else:
        facts = (rich.joined((rich.joined(head, "."), day), ","),)
    return _whole((authors, *facts), seen, record)


def author_date(record: SourceRecord) -> Rich:
    """Write the entry of *record* in a list of references with the year after the author."""
    if special := _special(record):
        return special
    year = rich.words(_in_brackets(dates.year(record.issued)) or "n.d.")
    authors = rich.words(titles.curled(names.chicago(record.authors))) or _instead(
        record, dated=True
    )
    title, *rest = (*_head(record), rich.NOTHING)
    first = (authors, year, title) if authors else (title, year)
    facts = _once_more(record, authors)
    if authors and record.type in _DAILY and not _standing(record, dated=True):
        first, facts = (*first[:-1], rich.joined((first[-1], *facts), ",")), ()
    return _whole((*first, *rest, *facts), _seen(record), record)


def _head(record: SourceRecord) -> tuple[Rich, ...]:
    """Write the title, and what kind of thing it is where that is told."""
    title = titles.in_capitals(record.title, english=titles.is_english(record))
    if not title:
        return ()
    named = rich.italic(title) if record.type == "book" else rich.quoted(title)
    written = rich.words(title) if titles.is_described(record) else named
    kind = _KINDS.get(record.type, "") if record.type != "thesis" else ""
    return (written, rich.words(kind))


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
    if not container or (not record.authors and _instead(record, dated=dated)):
        return rich.NOTHING
    if record.type == "webpage":
        return rich.words(container)
    named = rich.italic(container)
    if record.type in _IN_BOOKS:
        return (*rich.words("In "), *named)
    return (*named, *rich.words(" (blog)")) if record.type == "post-weblog" else named


def _publisher(record: SourceRecord) -> Rich:
    house = titles.curled(matter.publisher(record))
    if record.type == "thesis":
        return rich.words(", ".join(part for part in ("Thesis", house) if part))
    return rich.words("" if house == record.container else house)


def _day(record: SourceRecord) -> str:
    return _in_brackets(dates.american(record.issued))


def _in_brackets(date: str) -> str:
    """Mark a date that is about then as one that the work does not bear (14.145)."""
    return f"[{date}]" if date.startswith("ca. ") or date.endswith("?") else date


def _once_more(record: SourceRecord, authors: Rich) -> tuple[Rich, ...]:
    """Say the day, once the year has been said, of what comes out more often than by the year."""
    standing, publisher = _standing(record, dated=True), _publisher(record)
    whole, rest = dates.american(record.issued), dates.after_year(record.issued)
    if record.type in _DAILY:
        day = whole if standing or authors else rest
        return (rich.joined((standing, rich.words(day if rest else "")), ","),)
    if record.type == "article-journal":
        return (rich.joined((standing, rich.words(rest)), ","),)
    if record.type in matter.WEB:
        return (standing, publisher, rich.words(whole if rest else ""))
    return (standing, publisher, rich.words(rest if record.type == "speech" else ""))


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
    cited = rich.joined((title, rich.words(record.container)), ",")
    court = record.publisher if record.type == "legal_case" else ""
    day = dates.american(record.issued) if court and not record.container else ""
    said = " ".join(part for part in (court, day or dates.year(record.issued) or "n.d.") if part)
    return _whole((rich.joined((cited, rich.words(f"({said})")), ""),), rich.NOTHING, record)
