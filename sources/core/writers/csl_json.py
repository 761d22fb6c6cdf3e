"""Records → CSL-JSON (csl-data.json of CSL 1.0.2).

It says all that a bibliography can; a press release, which CSL has no type for, is a report of
that genre.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sources.core import moments
from sources.core.moments import FIRST_SEASON, Moment
from sources.core.record import Name, SourceRecord

PRESS_RELEASE = {"type": "report", "genre": "Press release"}


def write(records: Iterable[SourceRecord]) -> str:
    """Write a list of items, one a record, in their order."""
    return json.dumps([item(record) for record in records], ensure_ascii=False, indent=2) + "\n"


def item(record: SourceRecord) -> dict[str, Any]:
    """Give *record* as an item; what it does not say is left out."""
    type_ = _kind(record)
    said: dict[str, Any] = {
        "id": record.key,
        **type_,
        "title": _flat(record.title),
        "author": [made for name in record.authors if (made := _name(name))],
        "editor": [made for name in record.editors if (made := _name(name))],
        "translator": [made for name in record.translators if (made := _name(name))],
        "container-title": _flat(record.container),
        "volume": _flat(record.volume),
        "issue": _flat(record.issue),
        "page": _flat(record.pages),
        "edition": _flat(record.edition),
        "number": _flat(record.number),
        "event-title": _flat(record.event),
        "collection-title": _flat(record.series),
        "collection-number": _flat(record.series_number),
        "publisher-place": _flat(record.place),
        "publisher": _flat(record.publisher),
        "issued": _date(record.issued),
        "accessed": _date(record.accessed),
        "URL": record.url,
        "archive_location": record.archive_url,
        "DOI": record.doi,
        "ISBN": record.isbn,
        "ISSN": record.issn,
        "language": record.language,
    }
    return {name: value for name, value in said.items() if value}


def _kind(record: SourceRecord) -> dict[str, Any]:
    """Say the type and the genre; a press release is a genre, so its own stands apart."""
    genre = _flat(record.genre)
    if record.type != "press-release":
        return {"type": record.type, "genre": genre}
    return {**PRESS_RELEASE, "custom": {"genre": genre} if genre else {}}


def _name(name: Name) -> dict[str, str]:
    if literal := _flat(name.literal):
        return {"literal": literal}
    given, comma, suffix = _flat(name.given).partition(", ")
    said = {"family": _flat(name.family), "given": given, "suffix": suffix if comma else ""}
    return {part: words for part, words in said.items() if words}


def _date(edtf: str) -> dict[str, Any]:
    """Say a date in numbers where they say it whole, else as EDTF."""
    ends = moments.read(edtf)
    if not ends:
        return {"raw": edtf} if edtf else {}
    if len(ends) == 1 and ends[0] is not None:
        return _point(ends[0], edtf)
    plain = [end for end in ends if end and not end.mark and not end.is_season and end.year > 0]
    if len(plain) < len(ends):
        return {"raw": edtf}
    return {"date-parts": [list(end.numbers) for end in plain]}


def _point(moment: Moment, edtf: str) -> dict[str, Any]:
    if moment.mark in ("?", "%"):
        return {"raw": edtf}
    circa = {"circa": True} if moment.mark else {}
    if moment.is_season:
        season = moment.month - FIRST_SEASON + 1
        return {"date-parts": [[moment.year]], "season": season, **circa}
    # CSL counts years as people do: the one before the first is -1, which is 0 in EDTF.
    year, *rest = moment.numbers
    return {"date-parts": [[year if year > 0 else year - 1, *rest]], **circa}


def _flat(words: str) -> str:
    return " ".join(words.split())
