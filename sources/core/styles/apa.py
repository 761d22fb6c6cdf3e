"""The style of the American Psychological Association, 7th edition (Publication Manual, 2020)."""

from __future__ import annotations

from typing import Final

from sources.core.record import SourceRecord
from sources.core.styles import dates, matter, names, rich, titles
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
    date = rich.words(f"({dates.apa(record.issued, whole=record.type in _WHOLE_DATES)})")
    authors, title = rich.words(titles.curled(names.apa(record.authors))), _title(record)
    head = (authors, date, title) if authors else (title, date)
    whole = rich.joined((*head, *_places(record)), ".")
    return rich.joined((rich.ended(whole, "."), *_found(record)), "")


def _title(record: SourceRecord) -> Rich:
    """Write a title in italics where it stands for itself, upright where it is in another."""
    english = titles.is_english(record)
    words = titles.as_a_sentence(record.title, english=english)
    part = record.type != "webpage" and bool(matter.container(record))
    upright = part or titles.is_described(record)
    title = rich.words(words) if upright else rich.italic(words)
    kind = _KINDS.get(record.type, "")
    if record.type == "thesis":
        kind = ", ".join(part for part in (kind, record.publisher) if part)
    return rich.joined((title, rich.words(f"[{kind}]" if kind else "")), "")


def _places(record: SourceRecord) -> tuple[Rich, ...]:
    container = titles.curled(matter.container(record))
    if record.type in _CAPITALISED:
        english = titles.is_english(record)
        return (rich.italic(titles.in_capitals(container, english=english)),)
    publisher = "" if record.type == "thesis" else _unless_author(record, record.publisher)
    if record.type == "webpage":
        site = _unless_author(record, container)
        return tuple(map(rich.words, matter.without_repeats((site, publisher))))
    inside = (*rich.words("In "), *rich.italic(container)) if container else rich.NOTHING
    return (inside, rich.words(titles.curled(publisher)))


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
    cited = rich.joined((title, rich.words(record.container)), ",")
    court = record.publisher if record.type == "legal_case" else ""
    day = dates.year(record.issued)
    if court and not record.container:
        day = dates.american(record.issued)
    said = " ".join(part for part in (court, day or "n.d.") if part)
    cited = rich.joined((cited, rich.words(f"({said})")), "")
    return rich.joined((rich.ended(cited, "."), *_found(record)), "")
