"""Every valid Document, for Hypothesis: small ones, odd ones, and small changes to them."""

from dataclasses import replace
from functools import cache
from itertools import count
from uuid import UUID

from hypothesis import strategies as st

from encyclopedia.core import validity
from encyclopedia.core.document import (
    Document,
    FieldType,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from sources.core.record import Access, Name, Reliability, SourceRecord, Standing

NONCHARACTERS = "".join(map(chr, range(0xFDD0, 0xFDF0))) + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)

# Plain lines that formats are known to trip over.
LINES = (
    "State visit",
    "16 May 2024",
    "2024-05-16",
    "yes",
    "No",
    "null",
    "~",
    "true",
    "1e3",
    "0x1F",
    "12:30:45",
    "---",
    "...",
    "%YAML 1.1",
    "@home",
    "*star",
    "&anchor",
    "!tag",
    "- item",
    "? key",
    "key: value",
    "a # comment",
    "# not a heading",
    "C#",
    "closed ##",
    "{braces}",
    "open {",
    "shut }",
    "{#purpose}",
    "{event}",
    "a {#b kind=own}",
    'a "quoted" word',
    "it's",
    "“curly” ‘quotes’",
    "back\\slash",
    "ends in \\",
    "\\{",
    "a | b",
    "<b>bold</b> & more",
    "&amp;",
    "[a](b)",
    "[[Link|label]]",
    "``code``",
    "_under_score",
    "two  spaces",
    "non\u00a0breaking",
    "soft\u00adhyphen",
    "\u200fمؤتمر السلام\u200f",
    "ועידה",
    "和平会议",
    "👩‍👩‍👧‍👦🇺🇦",
    "e\u0301 beside é",
    "\u007f\u0080\u009f",
    "\ufeffmark",
    "Purpose",
    "Key events",
    "OUTCOMES",
    "x" * 255,
)

# Blocks of prose, each closed, none a heading.
BLOCKS = (
    "The leaders met in the capital.",
    'Talks began at noon. [@kyiv-2024, p. 2, "the words; [exactly]"] They ended late.[@a; @b]',
    "[these very words][@a] and [[Peace summit#Aims|aims]]^[a note] [@? since 2024-05]",
    "First line\nsecond line  \nthird after a hard break\\\nfourth",
    "- one\n- two\n  - three\n\n  a second paragraph",
    "1. one\n2. two",
    "* * *",
    "> quoted\n> twice",
    "| a | b |\n| --- | :-: |\n| 1 \\| 2 | [@a] |",
    "```\n## not a heading\n---\n```",
    "~~~python\n# a comment\n\n```\n~~~",
    "````\n```\n````",
    "    ## indented code\n\n    ##### 16 May 2024",
    "- ```\n  open in a list",
    "<!--\nshown, not obeyed\n-->",
    "[label]: https://example.org 'title'",
    "\\# escaped and #hashtag",
    "![A room](picture:room)",
    "\tcode after a tab",
    "trailing spaces  ",
    "“Quotes”, naïve — 和平 — مؤتمر — 👩‍🚀 \u00a0.",
    "***",
    "{event}",
    "key: value",
    "%",
    "*a* **b** `c ``` d`",
)

_CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc", "Zl", "Zp"),
    include_characters="\u007f\u0080\u009f",
    exclude_characters=NONCHARACTERS,
)
_SIGNS = "#=-`~ >*1.)\\{}[]|:@_<!+\n\n\t  a\"'é"
_WORDS = st.text(_CHARACTERS, max_size=12)
_KEYS = st.one_of(
    st.sampled_from(("a", "b", "kyiv-2024", "0", "x.y", "x:y_z", "null", "1e3", "room")),
    st.from_regex(r"[a-z0-9]([a-z0-9_.:-]{0,6}[a-z0-9_-])?", fullmatch=True),
)
_ANCHORS = st.one_of(
    st.sampled_from(("purpose", "key-events", "outcomes", "目的", "a_b", "-", "_2")),
    st.from_regex(r"[\w-]{1,8}", fullmatch=True),
)
_HEX = "0123456789abcdef"


@cache
def lines(*, required=False, limit=255):
    """A single line without outer white space."""
    words = _WORDS.map(validity.mended_line)
    odd = st.sampled_from([line for line in LINES if len(line) <= limit])
    if required:
        return st.one_of(odd, words.map(lambda text: text or "x"))
    return st.one_of(st.just(""), odd, words)


@cache
def values():
    """The text of an infobox field: one line a value."""
    return st.lists(lines(required=True), max_size=3).map("\n".join)


@cache
def prose():
    """Blocks of markup that are closed and hold no heading."""
    odd = st.text(_SIGNS, max_size=24)
    blocks = st.lists(st.one_of(st.sampled_from(BLOCKS), odd, _WORDS), max_size=4)
    return blocks.map("\n\n".join).map(_closed)


def _closed(text):
    text = validity.mended_prose(text)
    return "A plain paragraph." if validity.prose_faults(text) else text


_NO_ID = UUID(int=0)
_ID = st.just(_NO_ID)


@cache
def infobox_fields():
    return st.builds(
        InfoboxField,
        id=_ID,
        label=lines(required=True),
        text=values(),
        type=st.sampled_from(FieldType),
    )


@cache
def sections():
    """A section; `documents` gives levels and anchors that fit together."""
    return st.builds(
        Section,
        id=_ID,
        heading=lines(required=True),
        anchor=_ANCHORS,
        text=prose(),
        kind=st.sampled_from(SectionKind),
        level=st.integers(2, 4),
    )


@cache
def key_events():
    return st.builds(KeyEvent, id=_ID, date=lines(required=True), title=lines(), text=prose())


@cache
def see_also():
    return st.builds(SeeAlso, id=_ID, title=lines(required=True), note=lines())


@cache
def illustrations():
    return st.builds(
        Illustration,
        id=_ID,
        key=_KEYS,
        file=st.sampled_from(_HEX).map(lambda digit: digit * 64),
        media_type=st.sampled_from(validity.MEDIA_TYPES),
        width=st.integers(1, 9_999),
        height=st.integers(1, 9_999),
        alt=lines(required=True),
        caption=lines(),
        credit=lines(),
    )


@cache
def names():
    return st.builds(Name, family=lines(), given=lines(), literal=lines())


@cache
def sources():
    return st.builds(
        SourceRecord,
        key=_KEYS,
        type=st.sampled_from(("article-newspaper", "book", "webpage", "document", "")),
        title=lines(),
        authors=st.lists(names(), max_size=2).map(tuple),
        editors=st.lists(names(), max_size=2).map(tuple),
        translators=st.lists(names(), max_size=2).map(tuple),
        standing=st.sampled_from(Standing),
        container=lines(),
        volume=lines(limit=50),
        issue=lines(limit=50),
        pages=st.sampled_from(("", "", "7", "12–34", "e12", "xii–xv", "12–34, 40", "1 & 2")),
        edition=lines(limit=50),
        number=lines(limit=50),
        genre=lines(limit=50),
        event=lines(),
        place=lines(),
        series=lines(),
        series_number=st.one_of(st.sampled_from(("", "7", "12/3")), lines(limit=50)),
        publisher=lines(),
        issued=st.sampled_from(("", "2024-05-16", "2024", "-0043~", "2024-05/2024-06")),
        url=st.sampled_from(("", "https://example.org/?a=1&b=#c", "http://例え.jp/")),
        archive_url=st.sampled_from(("", "https://archive.example/1")),
        doi=st.sampled_from(("", "10.1000/182")),
        isbn=st.sampled_from(("", "0", "978-3-16-148410-0")),
        issn=st.sampled_from(("", "2049-3630", "2434-561X")),
        language=st.sampled_from(("", "en", "no", "uk")),
        accessed=st.sampled_from(("", "2024-05-17")),
        reliability=st.sampled_from(Reliability),
        reliability_reason=lines(),
        reviewed_on=st.sampled_from(("", "2024-06")),
        state_run=st.booleans(),
        wire=st.booleans(),
        opinion=st.booleans(),
        access=st.sampled_from(Access),
        snapshot=st.sampled_from(("", "a" * 64)),
        captured_at=st.sampled_from(("", "2024-05-17T08:00:00Z")),
        aliases=st.lists(_KEYS, max_size=2).map(tuple),
    )


def _few(part, size=3):
    return st.lists(part, max_size=size).map(tuple)


_SEEDS = st.integers(1, 2**64)


def documents():
    """Every valid Document, parts and sources included."""
    return st.builds(_fitted, _SEEDS, _loose_documents())


@cache
def _loose_documents():
    return st.builds(
        Document,
        id=_ID,
        title=lines(required=True),
        kind=lines(limit=100),
        short_description=lines(),
        language=st.sampled_from(("en", "no", "pt-BR", "zh-Hant-TW", "uk")),
        hatnote=lines(),
        series=lines(),
        disambiguation=st.booleans(),
        lead=prose(),
        infobox=_few(infobox_fields()),
        sections=_few(sections()),
        events=_few(key_events()),
        see_also=_few(see_also(), size=2),
        categories=_few(lines(required=True)),
        illustrations=_few(illustrations(), size=2),
        sources=_few(sources(), size=2),
    )


@st.composite
def edits(draw, document):
    """A valid Document that differs from *document* in one small thing, as after one edit."""
    change = draw(st.sampled_from((*_FIELDS, *_PARTS, "categories", "sources")))
    if change in _FIELDS:
        edited = replace(document, **{change: draw(_FIELDS[change](getattr(document, change)))})
    else:
        edited = replace(document, **{change: draw(_edited_parts(document, change))})
    edited = _fitted(draw(_SEEDS), edited)
    turned = replace(document, disambiguation=not document.disambiguation)
    return turned if _without_ids(edited) == _without_ids(document) else edited


def _without_ids(document):
    """Give what readers have of *document*; of two pictures with one key `_fitted` keeps one."""
    return replace(
        document,
        **{
            group: tuple(replace(part, id=_NO_ID) for part in getattr(document, group))
            for group in _PARTS
        },
    )


def edited_prose(text):
    """A paragraph more at either end, another word, or a word less."""
    words = text.split(" ")
    place = st.integers(0, len(words) - 1)
    return st.one_of(
        st.sampled_from(BLOCKS).map(lambda block: f"{text}\n\n{block}"),
        st.sampled_from(BLOCKS).map(lambda block: f"{block}\n\n{text}"),
        place.map(lambda at: " ".join((*words[:at], "another", *words[at + 1 :]))),
        place.map(lambda at: " ".join((*words[:at], *words[at + 1 :]))),
    ).map(_closed)


def _edited_parts(document, group):
    """A part more, a part less, a part changed, or the parts in another order."""
    parts = getattr(document, group)
    if not parts:
        return _added(group, parts)
    at = st.integers(0, len(parts) - 1)
    return st.one_of(
        _added(group, parts),
        at.map(lambda at: (*parts[:at], *parts[at + 1 :])),
        at.map(lambda at: (parts[at], *parts[:at], *parts[at + 1 :])),
        at.flatmap(lambda at: _changed(group, parts, at)),
    )


def _added(group, parts):
    place = st.integers(0, len(parts))
    return st.builds(lambda at, part: (*parts[:at], part, *parts[at:]), place, _new(group))


def _changed(group, parts, at):
    """One part with a new text, or written anew; its id and key stay."""
    part = parts[at]
    if group in {"sections", "events"}:
        new = edited_prose(part.text).map(lambda text: replace(part, text=text))
    else:
        new = _new(group)
    kept = {name: getattr(part, name) for name in ("id", "key") if hasattr(part, name)}
    return new.map(
        lambda new: (*parts[:at], replace(new, **kept) if kept else new, *parts[at + 1 :])
    )


def _new(group):
    strategies = {**_PARTS, "categories": lambda: lines(required=True), "sources": sources}
    return strategies[group]()


_PARTS = {
    "infobox": infobox_fields,
    "sections": sections,
    "events": key_events,
    "see_also": see_also,
    "illustrations": illustrations,
}
_FIELDS = {
    "title": lambda _: lines(required=True),
    "kind": lambda _: lines(limit=100),
    "short_description": lambda _: lines(),
    "hatnote": lambda _: lines(),
    "disambiguation": lambda old: st.just(not old),
    "lead": edited_prose,
}


def _fitted(seed, document):
    """Make parts that are valid alone valid together."""
    sections = _told_apart(document.sections)
    timeline = any(section.kind is SectionKind.KEY_EVENTS for section in sections)
    sources = {source.key: source for source in document.sources}
    pictures = {picture.key: picture for picture in document.illustrations}
    fitted = replace(
        document,
        sections=sections,
        events=document.events if timeline else (),
        categories=tuple(dict.fromkeys(document.categories)),
        illustrations=tuple(pictures.values()),
        sources=tuple(sources[key] for key in sorted(sources)),
    )
    return _named(seed, fitted)


def _named(seed, document):
    """Give an id to the article and to each part that has none."""
    groups = {group: getattr(document, group) for group in _PARTS}
    taken = {document.id, *(part.id for parts in groups.values() for part in parts)}
    made = (UUID(int=(seed << 16) + number) for number in count())
    free = (id_ for id_ in made if id_ not in taken)

    def named(part):
        return replace(part, id=next(free)) if part.id == _NO_ID else part

    parts = {group: tuple(map(named, parts)) for group, parts in groups.items()}
    return replace(named(document), **parts)


def _told_apart(sections):
    """Let levels follow each other, anchors differ, and one section at most hold key events."""
    above, anchors, timeline, kept = 1, set(), False, []
    for section in sections:
        anchor, kind = section.anchor, section.kind
        while anchor in anchors:
            anchor += "_2"
        if kind is SectionKind.KEY_EVENTS and timeline:
            kind = SectionKind.OWN
        timeline = timeline or kind is SectionKind.KEY_EVENTS
        above = min(section.level, above + 1)
        anchors.add(anchor)
        kept.append(replace(section, anchor=anchor, kind=kind, level=above))
    return tuple(kept)
