"""The style of this encyclopedia: author, title, where it stands and who brought it out, day."""

from __future__ import annotations

from sources.core.record import SourceRecord
from sources.core.styles import dates, details, matter, names, rich, titles
from sources.core.styles.rich import Rich


def write(record: SourceRecord) -> Rich:
    """Write the reference of *record* as the encyclopedia does; titles stay as they are."""
    lead = details.editors_lead(record)
    authors = ", ".join(map(names.spoken, record.editors if lead else record.authors))
    if lead:
        authors = f"{authors} ({'eds.' if len(record.editors) > 1 else 'ed.'})"
    words = titles.curled(record.title)
    title = rich.words(words) if titles.is_described(record) else rich.italic(words)
    house = "" if record.publisher == record.container else details.house(record)
    standing = (record.container, *details.facts(record), house or record.place)
    facts = [*matter.without_repeats(standing), dates.day_first(record.issued)]
    facts[0] = details.capital(facts[0])
    parts = (
        rich.words(titles.curled(authors)),
        title,
        rich.words(record.genre),
        rich.words(", ".join(fact for fact in facts if fact)),
        rich.words(f"DOI {record.doi}" if record.doi else ""),
        rich.words(f"ISBN {record.isbn}" if record.isbn else ""),
        rich.words(_issn(record)),
        rich.link(record.url),
        rich.words(f"Read on {dates.day_first(record.accessed)}" if record.accessed else ""),
        matter.archived(record),
    )
    return rich.ended(rich.joined(parts, "."), ".")


def _issn(record: SourceRecord) -> str:
    """Name the ISSN of what is found by nothing else, as on paper."""
    found = record.doi or record.isbn or record.url
    return f"ISSN {record.issn}" if record.issn and not found else ""
