"""The sources of a page: each under its key, and under the names that short citations use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from encyclopedia.core.markup import tree
from encyclopedia.core.readers.wikitext import cites
from encyclopedia.core.readers.wikitext.asides import bare, item_of, pointer
from encyclopedia.core.readers.wikitext.cites import Cited, Words
from encyclopedia.core.readers.wikitext.nodes import Template
from encyclopedia.core.readers.wikitext.page import Page
from encyclopedia.core.validity import is_key
from sources.core.readers import value as bibliography
from sources.core.record import Name, SourceRecord

_MADE_UP = re.compile(r":\d+|auto\w*|ref\w{0,3}\d*|refname\d+|\d+|test|a|b", re.IGNORECASE)


def key_of(name: str) -> str:
    """Give the *name* of a reference as a key; nothing where it is none, or was made up."""
    return name if is_key(name) and not _MADE_UP.fullmatch(name) else ""


class Shelf:
    """The sources that one page cites; they get their keys as they are met."""

    def __init__(self, page: Page, words: Words) -> None:
        self._page = page
        self._words = words
        self._cited: dict[int, tuple[str, Cited]] = {}
        self._short: dict[tuple[str, ...], str] = {}
        self._by_id: dict[str, str] = {}
        self._records: dict[str, SourceRecord] = {}
        self._keys: dict[SourceRecord, str] = {}

    @property
    def records(self) -> tuple[SourceRecord, ...]:
        """The sources that were met, in the order of their keys."""
        return tuple(self._records[key] for key in sorted(self._records))

    def record(self, key: str) -> SourceRecord:
        """Give the source of *key*, which was met."""
        return self._records[key]

    def item(self, template: Template) -> tree.Item:
        """Give the citation *template* as an item of a mark."""
        key, cited = self._cited.get(template.start) or self.keep(template, "")
        return item_of(key, cited.locator, cited.quote)

    def keep(self, template: Template, name: str) -> tuple[str, Cited]:
        """Keep what the citation *template* cites; *name* is that of the reference around it."""
        cited = cites.read(template, self._words)
        cited = _valid(cited)
        wanted = cited.key if is_key(cited.key) else key_of(name)
        key = self.put(cited.record, wanted)
        for count in range(1, len(cited.names)):
            self._short.setdefault(pointer((*cited.names[:count], cited.names[-1])), key)
        if cited.key:
            self._by_id.setdefault(bare(cited.key), key)
        for target in template.get("ref"):
            if isinstance(target, Template) and target.name in ("sfnref", "harvid"):
                words = [self._words(each).strip() for each in target.positional()]
                self._short.setdefault(pointer(words), key)
        if cited.left:
            what = f"“{cited.record.title[:40] or key}”: {', '.join(cited.left)}"
            self._page.leave(template.start, what, "cannot be kept in the record of a source")
        self._cited[template.start] = (key, cited)
        return key, cited

    def put(self, record: SourceRecord, wanted: str) -> str:
        """Keep *record*, under the key *wanted* where that is free; give the key it has."""
        if record in self._keys:
            return self._keys[record]
        if wanted and wanted not in self._records:
            key = wanted
        else:
            key = bibliography.key(record, self._records)
        self._keys[record] = key
        self._records[key] = replace(record, key=key)
        return key

    def archive(self, key: str, address: str) -> None:
        """Give the source of *key* the *address* of its copy, unless it has one."""
        record = self._records.get(key)
        if record is not None and address and not record.archive_url:
            self._records[key] = replace(record, archive_url=address)

    def called(self, values: Iterable[str]) -> str | None:
        """Give the key of the source that short citations call by these names and year."""
        return self._short.get(pointer(values))

    def point(self, template: Template, values: Sequence[str], id_: str, place: str) -> tree.Item:
        """Give the source that the short citation *template* points at, as an item of a mark.

        It is found by *id_*, or by names and year in *values*, which make a source where none is.
        """
        key = self._by_id.get(bare(id_)) if id_ else None
        key = key or self.called(values) or self._by_id.get(bare("".join(values)))
        if key is None:
            names = [value for value in values if not re.fullmatch(r"\d{4}[a-z]?|n\.d\.", value)]
            year = next((value[:4] for value in values if re.fullmatch(r"\d{4}[a-z]?", value)), "")
            people = tuple(Name(literal=name[:500]) for name in names)
            record = SourceRecord(key="", authors=people, issued=year, title=" ".join(values)[:500])
            key = self.put(record, "")
            self._short[pointer(values)] = key
            said = f"the full citation of “{' '.join(values)}”"
            self._page.leave(template.start, said, "is not on the page; its names are kept")
        return item_of(key, place, "")


def _valid(cited: Cited) -> Cited:
    """Keep what is well formed of a record."""
    record = cited.record
    people = tuple(name for name in record.authors if name != Name())
    return replace(cited, record=replace(record, authors=people))
