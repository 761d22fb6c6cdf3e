"""References of a page: each `<ref>`, short citation and note, and the sources that they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from encyclopedia.core.markup import tree
from encyclopedia.core.readers.wikitext import cites
from encyclopedia.core.readers.wikitext.asides import (
    bare,
    bare_address,
    container_in,
    date_in,
    folded,
    is_comment,
    item_of,
    pointer,
    raw_of,
    tag_of,
    wrapped,
)
from encyclopedia.core.readers.wikitext.cites import Cited, Words
from encyclopedia.core.readers.wikitext.links import address_of
from encyclopedia.core.readers.wikitext.nodes import (
    Node,
    Nodes,
    Outward,
    Tag,
    Template,
    is_blank,
    walk,
)
from encyclopedia.core.readers.wikitext.page import Page
from encyclopedia.core.validity import is_key
from sources.core import naming
from sources.core.readers import value as bibliography
from sources.core.record import Name, SourceRecord

_SHORT = frozenset(
    {
        *("sfn", "sfnp", "sfnm", "harv", "harvnb", "harvtxt", "harvp", "harvs", "harvcol", "sfnmp"),
        *("harvcolnb", "harvcoltxt", "sfn0", "sfnref", "harvid", "harvc", "psfn", "r", "ran"),
    }
)
_NOTE_GROUPS = re.compile(
    r"(?:note|nb|n|fn|lower-|upper-|footnote|efn|decimal|expl|comment|anm|remark|[a-z]$)",
    re.IGNORECASE,
)
_MADE_UP = re.compile(r":\d+|auto\w*|ref\w{0,3}\d*|refname\d+|\d+|test|a|b", re.IGNORECASE)
_PLACE = re.compile(
    r"[,;:.\s]*(?P<place>(?:pp?\.|pages?|chap(?:ter)?\.?|ch\.|§|vol\.|ff\.)\s?.{1,60})"
)
_SHORT_WORDS = re.compile(
    r"(?:(?:see|cf\.?)\s+)?(?P<name>[^\W\d_][\w'’.-]+(?:(?:,| and| &) [^\W\d_][\w'’.-]+){0,3}),?"
    r"\s*\(?(?P<year>\d{4}[a-z]?)\)?(?:[,:]?\s*(?P<place>(?:pp?\.?|pages?|ch\.)?\s*[\dxvi][^;]{0,40}))?\.?"
)
_LONGEST_ASIDE = 24  # characters beside a citation that say no more than where it is from


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a reference comes to: sources it cites, or a note with `note` as its words."""

    items: tuple[tree.Item, ...] = ()
    note: Nodes = ()


class References:
    """All references of one page, by name and group; sources get their keys as they are met."""

    def __init__(self, page: Page, nodes: Nodes, words: Words) -> None:
        """Look through *nodes* for what references are called and what they say."""
        self._page = page
        self._words = words
        self._named: dict[tuple[str, str], Tag] = {}
        self._cited: dict[int, tuple[str, Cited]] = {}
        self._short: dict[tuple[str, ...], str] = {}
        self._by_id: dict[str, str] = {}
        self._records: dict[str, SourceRecord] = {}
        self._keys: dict[SourceRecord, str] = {}
        self._memo: dict[int, Reference] = {}
        self._pending: set[int] = set()
        self.read = 0
        self._collect(nodes)

    @property
    def records(self) -> tuple[SourceRecord, ...]:
        """The sources that were met, in the order of their keys."""
        return tuple(self._records[key] for key in sorted(self._records))

    def record(self, key: str) -> SourceRecord:
        """Give the source of *key*, which was met."""
        return self._records[key]

    def key(self, template: Template) -> str:
        """Give the key of the source that the citation *template* names."""
        return self._of(template)[0]

    def item(self, template: Template) -> tree.Item:
        """Give the citation *template* as an item of a mark."""
        key, cited = self._of(template)
        return item_of(key, cited.locator, cited.quote)

    def is_short(self, template: Template) -> bool:
        """Tell whether *template* is a short citation, which points at a full one."""
        return template.name in _SHORT

    def _collect(self, nodes: Nodes) -> None:
        templates: list[tuple[Template, str]] = []
        owners: dict[int, str] = {}
        for node in walk(nodes):
            if isinstance(node, Template) and node.name.startswith("#tag:ref"):
                node_as_tag = tag_of(node)
                self._name(node_as_tag, owners)
            if isinstance(node, Tag) and node.name == "ref":
                self._name(node, owners)
            elif isinstance(node, Template) and cites.is_citation(node):
                templates.append((node, owners.get(node.start, "")))
            elif isinstance(node, Template) and node.name in ("efn", "refn", "notetag", "efn-ua"):
                self._name_note(node)
        for template, name in templates:
            self._keep(template, name)

    def _name(self, tag: Tag, owners: dict[int, str]) -> None:
        name = folded(tag.attributes.get("name", ""))
        inner = [each for each in tag.nodes if isinstance(each, Template)]
        if name and len(inner) == 1:
            owners[inner[0].start] = name
        if name and not is_blank(tag.nodes):
            group = tag.attributes.get("group", "")
            old = self._named.setdefault((group, name), tag)
            if old is not tag and raw_of(self._page, old) != raw_of(self._page, tag):
                what = f"a second reference named “{name}”"
                self._page.leave(tag.start, what, "says something else; both are kept")

    def _name_note(self, template: Template) -> None:
        name = folded(self._words(template.get("name")))
        if name and template.get("1", "text"):
            tag = Tag(
                template.start,
                template.end,
                "ref",
                {"group": "note"},
                "",
                template.get("1", "text"),
            )
            for group in ("", "note", "ref"):
                self._named.setdefault((group, name), tag)

    def _keep(self, template: Template, name: str) -> tuple[str, Cited]:
        cited = cites.read(template, self._words)
        cited = _valid(cited)
        wanted = cited.key if is_key(cited.key) else name if is_key(name) else ""
        if _MADE_UP.fullmatch(wanted) and wanted != cited.key:
            wanted = ""
        key = self._shelve(cited.record, wanted)
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

    def _of(self, template: Template) -> tuple[str, Cited]:
        return self._cited.get(template.start) or self._keep(template, "")

    def _shelve(self, record: SourceRecord, wanted: str) -> str:
        if record in self._keys:
            return self._keys[record]
        if wanted and wanted not in self._records:
            key = wanted
        else:
            key = bibliography.key(record, self._records)
        self._keys[record] = key
        self._records[key] = replace(record, key=key)
        return key

    def of(self, tag: Tag) -> Reference:
        """Give what the reference *tag* comes to."""
        self.read += 1
        body, group = self._body(tag)
        if body is None:
            return Reference(items=(tree.Item(start=0, end=0, key="?"),))
        if body.start in self._pending:
            return Reference()
        if body.start not in self._memo:
            self._pending.add(body.start)
            self._memo[body.start] = self._read(body, group)
            self._pending.discard(body.start)
        reference = self._memo[body.start]
        details = tag.attributes.get("details", "")
        if details and reference.items:
            last = replace(reference.items[-1], locator=details)
            return Reference(items=(*reference.items[:-1], last))
        return reference

    def _body(self, tag: Tag) -> tuple[Tag | None, str]:
        group = tag.attributes.get("group", "")
        name = folded(tag.attributes.get("name", ""))
        if not is_blank(tag.nodes):
            return tag, group
        for place in (group, "", *(where for where, other in self._named if other == name)):
            if name and (place, name) in self._named:
                return self._named[place, name], group or place
        said = f"the reference named “{name}”" if name else "a reference without words"
        self._page.leave(tag.start, said, "is nowhere defined; “citation needed” stands instead")
        return None, group

    def _read(self, tag: Tag, group: str) -> Reference:
        parent = folded(tag.attributes.get("extends", ""))
        if parent:
            return self._extended(tag, parent, group)
        items, aside = self._items(tag.nodes)
        words = " ".join(self._words(aside).split()).strip(" .,;:*–—-")
        if not items:
            return self._wordy(tag, group, words)
        place = _PLACE.fullmatch(words)
        if place and not items[-1].locator:
            return Reference(items=(*items[:-1], replace(items[-1], locator=place["place"])))
        if len(words) > _LONGEST_ASIDE or (_NOTE_GROUPS.match(group) and words):
            return Reference(note=tag.nodes)
        if words and not re.fullmatch(
            r"(?i)see(?: also)?|cf|also|and|in|via|archived.*|from|\W+", words
        ):
            self._page.leave(tag.start, f"the words “{words}” beside a citation", "are not kept")
        return Reference(items=items)

    def _extended(self, tag: Tag, parent: str, group: str) -> Reference:
        """Read a sub-reference: the source of its parent, and the place that it names itself."""
        above = Tag(tag.start, tag.start, "ref", {"name": parent, "group": group})
        items = self.of(above).items
        words = " ".join(self._words(tag.nodes).split()).strip(" .")
        if not items:
            return self._wordy(tag, group, words)
        return Reference(items=(*items[:-1], replace(items[-1], locator=words[:500])))

    def _items(self, nodes: Nodes) -> tuple[tuple[tree.Item, ...], Nodes]:
        """Give the citations among *nodes*, and the words beside them."""
        items: list[tree.Item] = []
        aside: list[Node] = []
        for node in nodes:
            if isinstance(node, Template) and cites.is_citation(node):
                items.append(self.item(node))
            elif isinstance(node, Template) and node.name in _SHORT:
                items += self.short(node)
            elif isinstance(node, Template) and node.name in ("webarchive", "wayback"):
                self._archived(node, items)
            elif isinstance(node, Template) and (more := wrapped(node)):
                inner, rest = self._items(more)
                items += inner
                aside += rest
            elif not isinstance(node, Template) or not is_comment(node):
                aside.append(node)
        return tuple(items), tuple(aside)

    def _archived(self, template: Template, items: Sequence[tree.Item]) -> None:
        """Give the last source the address of the copy that `{{webarchive}}` names."""
        address = address_of(self._words(template.get("url")))
        record = self._records.get(items[-1].key) if items else None
        if record is not None and address and not record.archive_url:
            self._records[record.key] = replace(record, archive_url=address)

    def _wordy(self, tag: Tag, group: str, words: str) -> Reference:
        """Read a reference without a template: an address, a short citation, or words."""
        outward = [node for node in walk(tag.nodes) if isinstance(node, Outward)]
        address = address_of(outward[0].address) if outward else bare_address(tag.nodes)
        if address and not (_NOTE_GROUPS.match(group) and len(words) > 120):  # noqa: PLR2004
            return self._linked(tag, outward[0] if outward else None, address, words)
        if (pointed := self._pointed(words)) and not address:
            return Reference(items=(pointed,))
        if group or not words:
            return Reference(note=tag.nodes) if words else Reference()
        title = words if len(words) <= 500 else f"{words[:499]}…"  # noqa: PLR2004 -- of a title
        key = self._shelve(SourceRecord(key="", title=title), self._wanted(tag))
        return Reference(items=(item_of(key, "", ""),))

    def _wanted(self, tag: Tag) -> str:
        name = folded(tag.attributes.get("name", ""))
        return name if is_key(name) and not _MADE_UP.fullmatch(name) else ""

    def _linked(self, tag: Tag, link: Outward | None, address: str, words: str) -> Reference:
        label = " ".join(self._words(link.label).split()) if link else ""
        rest = words.replace(label, "", 1).strip(' .,;:–—-"“”()') if label else ""
        title = label or ("" if words.startswith(("http", "//")) else words.replace(address, ""))
        title = title.strip(' .,;:–—-"“”()')
        date = date_in(rest)
        archived = (
            address_of(self._words(node.get("url")))
            for node in walk(tag.nodes)
            if isinstance(node, Template) and node.name in ("webarchive", "wayback")
        )
        record = SourceRecord(
            key="",
            type="webpage",
            archive_url=next(archived, ""),
            title=title[:500],
            container=container_in(rest),
            issued=date,
            url=address,
        )
        wanted = self._wanted(tag) or ("" if title else naming.words(urlsplit(address).netloc))
        return Reference(items=(item_of(self._shelve(record, wanted), "", ""),))

    def _pointed(self, words: str) -> tree.Item | None:
        found = _SHORT_WORDS.fullmatch(words)
        if found is None:
            return None
        names = re.split(r",? and |,? & |, ", found["name"])
        key = self._short.get(pointer((*names, found["year"])))
        place = (found["place"] or "").strip()
        if place[:1].isdigit():
            place = f"p. {place}"
        return item_of(key, place, "") if key else None

    def short(self, template: Template) -> tuple[tree.Item, ...]:
        """Give what a short citation such as `{{sfn|Smith|2005|p=12}}` points at."""
        values = [" ".join(self._words(each).split()) for each in template.positional()]
        values = [value for value in values if value]

        def named(*names: str) -> str:
            return " ".join(self._words(template.get(*names)).split())

        if template.name in ("r", "ran"):
            return tuple(
                item
                for value in values
                for item in self.of(Tag(template.start, template.end, "ref", {"name": value})).items
            )
        if template.name in ("sfnm", "sfnmp"):
            return tuple(self._several(template, values, named))
        place = cites.place(lambda *names: named(*names, *(f"{name}1" for name in names)))
        place = place or named("loc", "ps")
        return (self._point(template, values, named("ref") or "", place),)

    def _several(
        self, template: Template, values: Sequence[str], named: Callable[..., str]
    ) -> Iterable[tree.Item]:
        """Read `{{sfnm|1a1=Smith|1y=2005|1p=1|2a1=…}}` and `{{sfnm|Smith|2005|1p=1|Doe|2006}}`."""
        for number in range(1, 10):
            authors = [named(f"{number}a{at}") for at in range(1, 5)]
            names = [author for author in authors if author]
            year = named(f"{number}y")
            if not names and len(values) >= 2 * number:
                names, year = [values[2 * number - 2]], values[2 * number - 1]
            if not names:
                return
            place = ""
            for name, form in (("p", "p. {}"), ("pp", "pp. {}"), ("loc", "{}")):
                if said := named(f"{number}{name}"):
                    place = form.format(said)
            yield self._point(template, [*names, year], "", place)

    def _point(self, template: Template, values: Sequence[str], id_: str, place: str) -> tree.Item:
        key = self._by_id.get(bare(id_)) if id_ else None
        key = key or self._short.get(pointer(values)) or self._by_id.get(bare("".join(values)))
        if key is None:
            names = [value for value in values if not re.fullmatch(r"\d{4}[a-z]?|n\.d\.", value)]
            year = next((value[:4] for value in values if re.fullmatch(r"\d{4}[a-z]?", value)), "")
            people = tuple(Name(literal=name[:500]) for name in names)
            record = SourceRecord(key="", authors=people, issued=year, title=" ".join(values)[:500])
            key = self._shelve(record, "")
            self._short[pointer(values)] = key
            said = f"the full citation of “{' '.join(values)}”"
            self._page.leave(template.start, said, "is not on the page; its names are kept")
        return item_of(key, place, "")

    def place(self, template: Template) -> tuple[str, str]:
        """Give the place, and the quotation, that `{{rp}}` adds to the citation before it."""
        values = [" ".join(self._words(each).split()) for each in template.positional()]

        def named(*names: str) -> str:
            return " ".join(self._words(template.get(*names)).split())

        place = cites.place(named)
        if not place and values:
            several = re.search(r"[–,-]", values[0])
            place = values[0]
            if place[:1].isdigit() or re.fullmatch("[ivxlc]+", place):
                place = f"pp. {place}" if several else f"p. {place}"
        return place or named("at", "location", "needed"), named("quote", "q", "quotation")


def _valid(cited: Cited) -> Cited:
    """Keep what is well formed of a record."""
    record = cited.record
    people = tuple(name for name in record.authors if name != Name())
    return replace(cited, record=replace(record, authors=people))
