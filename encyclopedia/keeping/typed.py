"""The fields of an article's form as they were typed, valid or not, and the Document they say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeAlias
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from encyclopedia import forms
from encyclopedia.core import citations, reading, validity
from encyclopedia.core.document import Document, FieldType, SectionKind
from encyclopedia.core.readers import fields as field_reader
from encyclopedia.models import Picture
from sources import store as source_store

Fields: TypeAlias = dict[str, list[str]]

LARGEST = 4_000_000
"""Characters of all fields together beyond which nothing is kept."""

MOST_ROWS = 5_000
_ROWS = {
    "infobox": ("label", "type", "text"),
    "sections": ("heading", "kind", "level", "text"),
    "events": ("date", "title", "text"),
    "see_also": ("title", "note"),
    "illustrations": ("picture", "key", "alt", "caption", "credit"),
}
_ASIDE = ("csrfmiddlewaretoken", "ticket")
_LINES = ("title", "short_description", "language", "hatnote", "series")


class TooLargeError(ValueError):
    """More was typed than is kept."""


def fields(post: QueryDict) -> Fields:
    """Give what was typed: no buttons, no tokens, no blank row that the script copies.

    Raises TooLargeError.
    """
    found = {
        name: [value.replace("\r\n", "\n") for value in values]
        for name, values in post.lists()
        if not name.startswith("_") and name not in _ASIDE and "__prefix__" not in name
    }
    if sum(len(name) + sum(map(len, values)) for name, values in found.items()) > LARGEST:
        raise TooLargeError(
            _("More than {LARGEST:,} characters cannot be kept.").format(LARGEST=LARGEST)
        )
    return found


def digest(told: Fields) -> str:
    """Give 32 hexadecimal digits that are the same for the same fields alone."""
    data = json.dumps(sorted(told.items()), ensure_ascii=False)
    return hashlib.sha256(data.encode()).hexdigest()[:32]


def post(told: Fields, **others: str) -> QueryDict:
    """Give *told* as a browser would send it, with some *others*."""
    sent = QueryDict(mutable=True)
    for name, values in told.items():
        sent.setlist(name, values)
    for name, value in others.items():
        sent[name] = value
    return sent


def number(told: Mapping[str, list[str]], name: str) -> int | None:
    """Read the field *name* as a number."""
    return forms.number(_last(told, name))


def document(told: Fields, before: Document | None, *, own_id: UUID, ticket: str) -> Document:
    """Read what was typed as a Document, whatever may be wrong with it.

    What the form does not show is as it is in *before*; sources that are newly cited are there.
    """
    article: dict[str, Any] = {name: _last(told, name) for name in _LINES}
    article |= {
        "kind": _last(told, "kind"),
        "disambiguation": "disambiguation" in told,
        "lead": _last(told, "lead"),
        "categories": forms.categories(_last(told, "categories")),
    }
    rows = {prefix: _rows(told, prefix, ticket) for prefix in _ROWS}
    rows["illustrations"] = _with_pictures(rows["illustrations"], before)
    new = validity.normalise(field_reader.read(article, rows, own_id=own_id, before=before))
    if before is not None:
        kept = set(told.get("unused_sources", ()))
        cited = {note.source.key for note in citations.footnotes(before)}
        stays = (r for r in before.sources if r.key in cited or r.key in kept)
        new = replace(new, sources=tuple(stays))
    return _with_cited(new)


def fields_of(document: Document, told: Fields) -> Fields:
    """Give the fields that say *document*; what is no part of it stays as it was *told*."""
    found = {name: values for name, values in told.items() if name.partition("-")[0] not in _ROWS}
    article = {name: getattr(document, name) for name in (*_LINES, "kind", "lead")}
    article["categories"] = ", ".join(document.categories)
    found |= {name: [value] for name, value in article.items()}
    found.pop("disambiguation", None)
    if document.disambiguation:
        found["disambiguation"] = ["on"]
    parts: dict[str, Iterable[Any]] = {
        "infobox": document.infobox,
        "sections": document.sections,
        "events": document.events,
        "see_also": document.see_also,
        "illustrations": document.illustrations,
    }
    for prefix, listed in parts.items():
        rows = list(listed)
        for name in ("TOTAL", "INITIAL"):
            found[f"{prefix}-{name}_FORMS"] = [str(len(rows))]
        for at, row in enumerate(rows):
            own = {name: _text(row, name) for name in ("id", *_ROWS[prefix])}
            for name, value in {**own, "position": str(at + 1)}.items():
                found[f"{prefix}-{at}-{name}"] = [value]
    return found


def _text(row: Any, name: str) -> str:  # noqa: ANN401 -- a part of whichever kind
    """Give what the field *name* of a row holds: of a picture, the name of its file."""
    return str(getattr(row, "file" if name == "picture" else name))


def _with_pictures(rows: list[dict[str, Any]], before: Document | None) -> list[dict[str, Any]]:
    """Put in the place of each file what is known of it; a row whose file is not here is none."""
    known: dict[str, Any] = {each.file: each for each in (before.illustrations if before else ())}
    new = {row["picture"] for row in rows} - known.keys()
    if new:
        known |= {each.file: each for each in Picture.objects.filter(file__in=new)}
    found = ({**row, "picture": known.get(row["picture"])} for row in rows)
    return [row for row in found if row["picture"] is not None]


def _last(told: Mapping[str, list[str]], name: str) -> str:
    values = told.get(name)
    return values[-1] if values else ""


def _rows(told: Fields, prefix: str, ticket: str) -> list[dict[str, Any]]:
    total = min(number(told, f"{prefix}-TOTAL_FORMS") or 0, MOST_ROWS)
    found: list[tuple[int, dict[str, Any]]] = []
    for at in range(total):
        if f"{prefix}-{at}-DELETE" in told:
            continue
        row = {name: _last(told, f"{prefix}-{at}-{name}") for name in _ROWS[prefix]}
        id_ = _id(_last(told, f"{prefix}-{at}-id"))
        wordless = not any(v.strip() for k, v in row.items() if k not in ("type", "kind", "level"))
        if id_ is None and wordless:
            continue
        place = number(told, f"{prefix}-{at}-position")
        typed = _typed(row) | {"id": id_ or forms.new_id(ticket, f"{prefix}-{at}")}
        found.append((total + MOST_ROWS if place is None else place, typed))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def _typed(row: dict[str, str]) -> dict[str, Any]:
    """Give the columns of a row in the types that they have, by their defaults where they lie."""
    found: dict[str, Any] = dict(row)
    if "type" in row:
        found["type"] = row["type"] if row["type"] in set(FieldType) else FieldType.TEXT.value
    if "kind" in row:
        found["kind"] = row["kind"] if row["kind"] in set(SectionKind) else SectionKind.OWN.value
    if "level" in row:
        found["level"] = int(row["level"]) if row["level"] in {"2", "3", "4"} else 2
    return found


def _id(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None


def _with_cited(document: Document) -> Document:
    """Give *document* with the records of the sources that it newly cites, as they are now."""
    known = {key for r in document.sources for key in (r.key, *r.aliases)}
    new = set(citations.cited_keys(reading.texts(document))) - known
    if not new:
        return document
    records = source_store.records(source_store.latest(new).values()).values()
    by_key = {record.key: record for record in (*document.sources, *records)}
    return replace(document, sources=tuple(by_key[key] for key in sorted(by_key)))


def blank() -> Document:
    """Give what a new article begins from."""
    return Document(id=UUID(int=0), title="")
