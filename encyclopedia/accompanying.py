"""Sources that come with an article: found among ours, or recorded under a key of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Q

from encyclopedia.core import markup, reading
from encyclopedia.core.markup import tree
from sources import store as source_store
from sources.core import naming
from sources.core.record import SINCE, SourceRecord
from sources.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from encyclopedia.core.document import Document
    from encyclopedia.core.reading import Place

_MARK = "[@"
_TRIED = range(2, 12)  # the numbers tried after a key that another source has


def record(document: Document, *, editor: User | None, summary: str) -> Document:
    """Record the sources of *document* that nobody has yet; give it with the keys they have here.

    A source is one of ours where DOI or address is the same, or all that is said of it. What we
    know of it then stays as it is. Raises InvalidRecordError.
    """
    found = _known(document.sources)
    keys: dict[str, str] = {}
    for each in document.sources:
        ours = found.get(each.key) or _record(each, set(keys.values()), editor, summary)
        keys[each.key] = ours.key
    records = {keys[each.key]: replace(each, key=keys[each.key]) for each in document.sources}
    if any(old != new for old, new in keys.items()):
        document = rekeyed(document, keys)
    return replace(document, sources=tuple(records[key] for key in sorted(records)))


def _record(each: SourceRecord, taken: set[str], editor: User | None, summary: str) -> SourceRecord:
    """Record a source under its key, or the first like it that nothing else has."""
    names = [each.key, *(f"{each.key[:90]}-{number}" for number in _TRIED)]
    at_hand = {source.key: source for source in Source.objects.filter(key__in=names)}
    for source in at_hand.values():
        ours = source_store.current(source)
        if _says_the_same(ours, each):
            return ours
    key = next((name for name in names if name not in at_hand and name not in taken), "")
    if not key:
        like = Source.objects.filter(key__startswith=each.key[:90])
        key = naming.unlike(each.key[:90], {*like.values_list("key", flat=True), *taken})
    new = replace(each, key=key)
    source_store.save(new, editor=editor, summary=summary[:500])
    return new


def _says_the_same(ours: SourceRecord, theirs: SourceRecord) -> bool:
    """Tell whether all that a citation can say is the same in both."""
    names = ("type", "title", "authors", "container", "publisher", "issued", "url", "doi", "isbn")
    told = (*names, *(name for name in SINCE if name != "standing"))
    return all(getattr(ours, name) == getattr(theirs, name) for name in told)


def _known(records: Iterable[SourceRecord]) -> Mapping[str, SourceRecord]:
    """Find ours by DOI, else by address: one query, however many there are."""
    wanted = list(records)
    dois = {each.doi for each in wanted if each.doi}
    urls = {each.url for each in wanted if each.url}
    if not dois and not urls:
        return {}
    ours = [
        source_store.current(source)
        for source in Source.objects.filter(Q(doi__in=dois) | Q(url__in=urls)).order_by("-pk")
    ]
    by_doi = {each.doi: each for each in ours if each.doi}
    by_address = {(each.url, each.title): each for each in ours if each.url}
    found = (
        (each.key, by_doi.get(each.doi) or by_address.get((each.url, each.title)))
        for each in wanted
    )
    return {key: known for key, known in found if known is not None}


def rekeyed(document: Document, keys: Mapping[str, str]) -> Document:
    """Give *document* with its marks naming sources by their new *keys*."""
    typed: dict[Place, str] = {}
    for place, text in reading.sources(document):
        if _MARK in text:
            typed[place] = _rekeyed(reading.parsed(place, text), text, keys)
    return reading.with_texts(document, typed)


def _rekeyed(prose: reading.Prose, text: str, keys: Mapping[str, str]) -> str:
    pieces: list[str] = []
    begin = 0
    for node in markup.walk(prose.blocks):
        for item in node.items if isinstance(node, tree.Mark) else ():
            if item.key in keys:
                start = text.index("@", item.start) + 1
                pieces += [text[begin:start], keys[item.key]]
                begin = start + len(item.key)
    return "".join((*pieces, text[begin:]))
