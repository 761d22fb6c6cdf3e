"""What styles ask of a record: where it stands, who brought it out, and where it is found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sources.core.record import SourceRecord
from sources.core.styles import rich
from sources.core.styles.rich import Rich

PERIODICALS: Final = frozenset(
    {"article-newspaper", "article-magazine", "article-journal", "post-weblog"}
)
WEB: Final = frozenset({"webpage", "post-weblog"})
ENTRY: Final = "entry-encyclopedia"


def address(record: SourceRecord) -> str:
    """Give where the source is found: its DOI as an address, else its address."""
    return f"https://doi.org/{record.doi}" if record.doi else record.url


def container(record: SourceRecord) -> str:
    """Give what the source stands in; a report of an agency stands in what it brought out."""
    if record.type in PERIODICALS and not record.container:
        return "" if is_author(record, record.publisher) else record.publisher
    return record.container


def publisher(record: SourceRecord) -> str:
    """Give who brought it out, where styles name the publisher of its type."""
    return "" if record.type in PERIODICALS else record.publisher


def is_author(record: SourceRecord, house: str) -> bool:
    """Tell whether *house* is the author, who is not named twice."""
    return house in [name.literal for name in record.authors if name.literal]


def reported(record: SourceRecord) -> tuple[str, ...]:
    """Give where a law or decision stands as lawyers cite it: "12 Sea Reports 345"."""
    number = f"No. {record.number}" if record.number[:1].isdigit() else record.number
    report = " ".join(part for part in (record.volume, record.container, record.pages) if part)
    return (number, report)


def archived(record: SourceRecord) -> Rich:
    """Say where another archive has a copy."""
    if not record.archive_url or record.archive_url == record.url:
        return rich.NOTHING
    return (*rich.words("Archived at "), *rich.link(record.archive_url))


def without_repeats(houses: Iterable[str]) -> tuple[str, ...]:
    """Give what is there of *houses*, each once."""
    return tuple(dict.fromkeys(house for house in houses if house))
