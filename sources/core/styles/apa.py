"""The style of the American Psychological Association, 7th edition (Publication Manual, 2020)."""

from __future__ import annotations

from typing import Final

from sources.core.record import Name, SourceRecord
from sources.core.styles import dates, details, matter, names, rich, titles
from sources.core.styles.rich import Rich

_WHOLE_DATES: Final = frozenset(
    {
        *("article-newspaper", "article-magazine", "webpage", "post-weblog", "press-release"),
        *("speech", "interview", "broadcast", matter.ENTRY),
    }
)
_KINDS: Final = {
    "press-release": "Press release",
    "interview": "Interview",
    "dataset": "Data set",
    "thesis": "Thesis",
}
_CAPITALISED: Final = frozenset({*matter.PERIODICALS, "paper-conference"})


def write(record: SourceRecord) -> Rich:
    """Write the reference of *record*."""
    if record.type in ("treaty", "legislation", "legal_case"):
        return _law(record)
    given = record.type == "paper-conference" and not record.container
    whole_date = record.type in _WHOLE_DATES or given
    date = rich.words(f"({dates.apa(record.issued, whole=whole_date)})")
    authors, title = rich.words(titles.curled(_authors(record))), _title(record)
    head = (authors, date, title) if authors else (title, date)
    whole = rich.joined((*head, *_places(record)), ".")
    return rich.joined((rich.ended(whole, "."), *_found(record)), "")


def _authors(record: SourceRecord) -> str:
    if details.editors_lead(record):
        return f"{names.apa(record.editors)} ({_ed(record)})"
    return names.apa(record.authors)


def _ed(record: SourceRecord) -> str:
    return "Eds." if len(record.editors) > 1 else "Ed."


def _title(record: SourceRecord) -> Rich:
    """Write a title in italics where it stands for itself, upright where it is in another."""
    english = titles.is_english(record)
    words = titles.as_a_sentence(record.title, english=english)
    part = record.type != "webpage" and bool(matter.container(record))
    upright = part or titles.is_described(record)
    title = rich.words(words) if upright else rich.italic(words)
    kind = _KINDS.get(record.type, "")
    if record.type == "thesis":
        named = record.genre or kind
        kind = ", ".join(part for part in (named, record.publisher) if part)
    told = "; ".join(part for part in _identified(record, apart=not part) if part)
    said = (f"({told})" if told else "", f"[{kind}]" if kind else "")
    return rich.joined((title, *map(rich.words, said)), "")


def _identified(record: SourceRecord, *, apart: bool) -> tuple[str, ...]:
    """Say beside the title what a work that stands *apart* is known by (section 9.19)."""
    if record.type in matter.PERIODICALS:
        return _hands(record, apart=False)
    number = details.numbered(record.number, "No.")
    genre = "" if record.type == "thesis" else titles.in_capitals(record.genre, english=True)
    number = " ".join(part for part in (genre, number) if part)
    series = details.series(record) if record.type == "report" else ""
    told = (*_hands(record, apart=apart), number, series)
    return (*told, _in_volume(record)) if apart else told


def _hands(record: SourceRecord, *, apart: bool) -> tuple[str, ...]:
    """Say who edited a work that stands *apart*, and who translated any."""
    editors = details.edited(record) if apart else ()
    if editors and editors == record.translators:
        return (f"{_inverted(editors)}, {_ed(record)} & Trans.",)
    translated = f"{_inverted(record.translators)}, Trans." if record.translators else ""
    return (f"{_inverted(editors)}, {_ed(record)}" if editors else "", translated)


def _in_volume(record: SourceRecord) -> str:
    """Write "2nd ed., Vol. 3, pp. 3–17"."""
    volume = details.numbered(record.volume, "Vol.")
    parts = (details.edition(record), volume, details.pages(record.pages))
    return ", ".join(part for part in parts if part)


def _inverted(people: tuple[Name, ...]) -> str:
    """Write names as they are spoken, with initials: "I. Wood & J. van der Berg"."""
    return names.listed([names.with_initials(name) for name in people], "&", alone=True)


def _places(record: SourceRecord) -> tuple[Rich, ...]:
    container = titles.curled(matter.container(record))
    if record.type in _CAPITALISED and (container or not record.event) and not record.editors:
        return (_in_periodical(record, container),)
    publisher = "" if record.type == "thesis" else _unless_author(record, record.publisher)
    if record.type == "webpage":
        site = _unless_author(record, container)
        return tuple(map(rich.words, matter.without_repeats((site, publisher))))
    event = ", ".join(part for part in (record.event, record.place) if part)
    held = rich.words(titles.curled(event) if record.event and not container else "")
    return (_inside(record, container), held, rich.words(titles.curled(publisher)))


def _in_periodical(record: SourceRecord, container: str) -> Rich:
    """Write "*Journal*, *29*(4), 412–430"."""
    english = titles.is_english(record)
    named = rich.italic(titles.in_capitals(container, english=english))
    issue = f"({record.issue})" if record.issue and record.volume else ""
    volume = (*rich.italic(record.volume or record.issue), *rich.words(issue))
    pages = record.pages or (f"Article {record.number}" if record.number else "")
    return rich.joined((named, volume, rich.words(pages)), ",")


def _inside(record: SourceRecord, container: str) -> Rich:
    """Write "In I. Wood (Ed.), *A history of light* (2nd ed., pp. 3–17)"."""
    if not container:
        return rich.NOTHING
    if record.type in _CAPITALISED:
        container = titles.in_capitals(container, english=titles.is_english(record))
    editors = f"{titles.curled(_inverted(record.editors))} ({_ed(record)}), "
    told = _in_volume(record)
    ending = rich.words(f" ({told})" if told else "")
    within = rich.words(f"In {editors if record.editors else ''}")
    return (*within, *rich.italic(container), *ending)


def _unless_author(record: SourceRecord, house: str) -> str:
    """Leave out whoever is the author too (section 9.29)."""
    return "" if matter.is_author(record, house) else house


def _found(record: SourceRecord) -> tuple[Rich, ...]:
    """Say where it is found, and when it was seen where nothing dates it."""
    address, archive = rich.link(matter.address(record)), matter.archived(record)
    if record.accessed and not record.issued and record.type in matter.WEB and address:
        seen = f"Retrieved {dates.american(record.accessed)}, from"
        address = rich.joined((rich.words(seen), address), "")
    if not archive:
        return (address,)
    return (rich.ended(address, "."), archive)


def _law(record: SourceRecord) -> Rich:
    """Write laws, treaties and decisions as lawyers cite them (chapter 11)."""
    title = rich.words(titles.in_capitals(record.title, english=titles.is_english(record)))
    if record.type == "treaty":
        parties = "-".join(map(names.spoken, record.authors))
        day = dates.american(record.issued) or "n.d."
        cited = rich.joined((title, rich.words(parties), rich.words(day)), ",")
        return rich.joined((cited, *_found(record)), ",")
    cited = rich.joined((title, *map(rich.words, matter.reported(record))), ",")
    court = record.publisher if record.type == "legal_case" else ""
    day = dates.year(record.issued)
    if court and not record.container:
        day = dates.american(record.issued)
    said = " ".join(part for part in (court, day or "n.d.") if part)
    cited = rich.joined((cited, rich.words(f"({said})")), "")
    return rich.joined((rich.ended(cited, "."), *_found(record)), "")
