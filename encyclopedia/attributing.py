"""Who wrote which words of an article, and the life of a sentence, as pages and JSON give them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from encyclopedia import languages, permissions, presenting, store
from encyclopedia.core import authorship
from encyclopedia.core.authorship import Said, Stretch, Written
from encyclopedia.core.document import Document
from encyclopedia.models import Edit
from encyclopedia.models.edit import EditQuerySet
from encyclopedia.pages import PageLink, RevisionLine, Weighed
from encyclopedia.pages.authorship import Author, Brought, Chapter, Credit, Line, Stint

TINTS: Final = 5
DAYS: Final = {"year": 365, "month": 30, "week": 7}
NAMELESS: Final = gettext_lazy("No name")
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
EVERY: Final = slice(0, None)
_FRAME: Final = 120  # characters, about, of what stands around a line, words of others, or a source

_CHAPTERS: Final = {
    "title": gettext_lazy("Title and description"),
    "short_description": gettext_lazy("Title and description"),
    "hatnote": gettext_lazy("Hatnote"),
    "lead": gettext_lazy("Lead"),
    "infobox": gettext_lazy("Infobox"),
    "see also": gettext_lazy("See also"),
    "picture": gettext_lazy("Pictures"),
}
_NAMES: Final = {
    ("article", "title"): gettext_lazy("Title"),
    ("article", "short_description"): gettext_lazy("Description"),
    ("infobox", "label"): gettext_lazy("Label"),
    ("section", "heading"): gettext_lazy("Heading"),
    ("event", "date"): gettext_lazy("Date"),
    ("event", "title"): gettext_lazy("Event"),
    ("see also", "title"): gettext_lazy("Article"),
    ("see also", "note"): gettext_lazy("Note"),
    ("picture", "alt"): gettext_lazy("Description"),
    ("picture", "caption"): gettext_lazy("Caption"),
    ("picture", "credit"): gettext_lazy("Credit"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """An article at one revision, the authors of its words, and the revisions these are from."""

    edit: Edit
    document: Document
    texts: tuple[Written, ...]
    said: tuple[Said, ...]
    revisions: Mapping[int, RevisionLine]

    def name(self, revision: int) -> str:
        """Give the editor of *revision* as the reader may know them."""
        return self.revisions[revision].editor or str(NAMELESS)


def attribute(edit: Edit, edits: EditQuerySet, visitor: User | AnonymousUser) -> Attributed:
    """Say who wrote the words of the article at *edit*, by the revisions that *visitor* may see.

    *edits* are those. Readers are told the first public revision that shows a word.
    """
    document = store.at(edit)
    public = not permissions.works_at_the_desk(visitor)
    texts = authorship.written(document, store.authors(edit, public=public))
    named = {revision for text in texts for revision, _ in text.authors}
    return Attributed(
        edit=edit,
        document=document,
        texts=texts,
        said=authorship.attribute(texts),
        revisions=lines(edits, named | {edit.pk}),
    )


def lines(edits: EditQuerySet, wanted: Iterable[int]) -> dict[int, RevisionLine]:
    """Give the revisions *wanted* among *edits*, each with the way to what it changed."""
    chain = list(edits.order_by("revision_id").values_list("pk", flat=True))
    before = dict(zip(chain[1:], chain, strict=False))
    ids = set(wanted)
    chosen = presenting.with_takings(edits.filter(pk__in=ids | {before.get(id_) for id_ in ids}))
    found = {edit.pk: edit for edit in chosen}
    return {
        id_: presenting.revision_line(found[id_], before=found.get(before.get(id_, 0)))
        for id_ in ids
        if id_ in found
    }


def authors(
    attributed: Attributed, chosen: str = "", kept: Mapping[str, str] = NOTHING
) -> tuple[Author, ...]:
    """Count what each editor wrote, the most first; their addresses ask what is *kept* too."""
    words: Counter[str] = Counter()
    revisions: dict[str, set[int]] = {}
    for stretch in (stretch for said in attributed.said for stretch in said.stretches):
        name = attributed.name(stretch.revision)
        words[name] += stretch.count
        revisions.setdefault(name, set()).add(stretch.revision)
    total = sum(words.values())
    return tuple(
        Author(
            name=name,
            words=count,
            share=_share(count, total),
            revisions=len(revisions[name]),
            url=f"?{urlencode({**kept, 'editor': name})}",
            chosen=name == chosen,
        )
        for name, count in sorted(words.items(), key=lambda each: (-each[1], each[0]))
    )


def by_editor(attributed: Attributed, chosen: str) -> tuple[Said, ...]:
    """Give the lines of an article, those alone that the *chosen* editor wrote if there is one."""
    return tuple(said for said in attributed.said if _is_by(attributed, said, chosen))


def weighed(attributed: Attributed, shown: Iterable[Said]) -> tuple[Weighed, ...]:
    """Say how much a page shows of each line, and under which heading."""
    headings = _headings(attributed.document)
    return tuple(
        Weighed(
            heading=_chapter(said, headings),
            weight=_FRAME * (1 + len(said.sources))
            + len(said.text)
            + sum(_FRAME + len(each.words) for each in said.others),
        )
        for said in shown
    )


def chapters(
    attributed: Attributed, now: datetime, shown: Sequence[Said], here: slice = EVERY
) -> tuple[Chapter, ...]:
    """Put the lines that are *shown* of an article, or those *here* of them, under its headings.

    Lines after one another that are mostly from one revision stand together.
    """
    headings = _headings(attributed.document)
    tints = _tints(attributed)
    before = _chapter(shown[here.start - 1], headings) if here.start else None
    under = groupby(shown[here], key=lambda said: _chapter(said, headings))
    return tuple(
        Chapter(
            heading=heading,
            stints=tuple(
                Stint(
                    revision=attributed.revisions[revision],
                    age=age(attributed.revisions[revision].date, now),
                    tint=tints[revision],
                    lines=tuple(_line(attributed, said) for said in together),
                )
                for revision, together in groupby(inside, key=lambda said: said.revision)
            ),
            goes_on=at == 0 and heading == before,
        )
        for at, (heading, inside) in enumerate(under)
    )


def age(then: datetime, now: datetime) -> str:
    """Say how long ago *then* was, in the largest unit that fits."""
    days = (now - then) // timedelta(days=1)
    if days >= DAYS["year"]:
        count = days // DAYS["year"]
        return ngettext("{number} year ago", "{number} years ago", count).format(number=count)
    if days >= DAYS["month"]:
        count = days // DAYS["month"]
        return ngettext("{number} month ago", "{number} months ago", count).format(number=count)
    if days >= DAYS["week"]:
        count = days // DAYS["week"]
        return ngettext("{number} week ago", "{number} weeks ago", count).format(number=count)
    if days:
        return ngettext("{number} day ago", "{number} days ago", days).format(number=days)
    return _("today") if now.date() == then.date() else _("yesterday")


def as_dict(attributed: Attributed) -> dict[str, Any]:
    """Give all of it as dicts, lists, strings and numbers, ready for JSON.

    `texts` has the authors of every code point, `lines` the words of each sentence by revision.
    """
    return {
        "revision": attributed.edit.pk,
        "editors": [
            {"editor": each.name, "words": each.words, "revisions": each.revisions}
            for each in authors(attributed)
        ],
        "revisions": {id_: revision(line) for id_, line in sorted(attributed.revisions.items())},
        "texts": [
            {
                "part": text.part,
                "id": str(text.id),
                "field": text.field,
                "text": text.text,
                "runs": _runs(text),
            }
            for text in attributed.texts
        ],
        "lines": [_said(attributed, said) for said in attributed.said],
    }


def revision(line: RevisionLine) -> dict[str, Any]:
    """Give what JSON says of a revision."""
    return {
        "id": line.id,
        "url": line.url,
        "date": line.date,
        "editor": line.editor,
        "summary": line.summary,
        "minor": line.minor,
        "changes_url": line.changes_url,
    }


def biography_url(attributed: Attributed, said: Said) -> str:
    """Give the address of the life of a sentence."""
    return reverse("biography", args=[attributed.edit.article.slug, said.locator])


def source_link(document: Document, key: str) -> PageLink:
    """Lead to the source *key* of *document* by its title."""
    for record in document.sources:
        if key in (record.key, *record.aliases):
            url = reverse("source", args=[record.key])
            return PageLink(words=record.title or record.key, url=url)
    return PageLink(words=f"@{key}", url="")


def _share(count: int, total: int) -> str:
    percent = round(100 * count / total) if total else 0
    return _("{number} %").format(number=percent) if percent else _("under 1 %")


def _headings(document: Document) -> dict[object, str]:
    """Name the parts of the body as readers know them; the timeline goes with its section."""
    named: dict[object, str] = {section.id: section.heading for section in document.sections}
    events = next((s.heading for s in document.sections if s.kind == "key-events"), _("Key events"))
    return named | {event.id: events for event in document.events}


def _chapter(said: Said, headings: Mapping[object, str]) -> str:
    name = said.field if said.part == "article" else said.part
    return headings.get(said.id) or str(_CHAPTERS[name])


def _tints(attributed: Attributed) -> dict[int, int]:
    """Spread the tints over the revisions that wrote something, from the oldest to the newest."""
    wrote = sorted({s.revision for said in attributed.said for s in said.stretches})
    last = max(1, len(wrote) - 1)
    return {id_: 1 + (TINTS - 1) * at // last for at, id_ in enumerate(wrote)}


def _is_by(attributed: Attributed, said: Said, chosen: str) -> bool:
    return not chosen or any(attributed.name(each.revision) == chosen for each in said.stretches)


def _line(attributed: Attributed, said: Said) -> Line:
    return Line(
        text=said.text,
        url=biography_url(attributed, said),
        name=str(_NAMES.get((said.part, said.field), "")),
        credits=tuple(_credit(attributed, each) for each in said.others),
        sources=tuple(
            Brought(
                source=source_link(attributed.document, key),
                revision=attributed.revisions[revision],
            )
            for key, revision in said.sources
        ),
    )


def _credit(attributed: Attributed, stretch: Stretch) -> Credit:
    phrase = (
        ngettext("{number} word of a note", "{number} words of a note", stretch.count)
        if stretch.note
        else ngettext("{number} word", "{number} words", stretch.count)
    )
    return Credit(
        phrase=phrase.format(number=languages.number(stretch.count)),
        words=stretch.words,
        revision=attributed.revisions[stretch.revision],
    )


def _runs(text: Written) -> list[dict[str, int]]:
    runs, at = [], 0
    for id_, length in text.authors:
        runs.append({"revision": id_, "start": at, "end": at + length})
        at += length
    return runs


def _said(attributed: Attributed, said: Said) -> dict[str, Any]:
    return {
        "part": said.part,
        "id": str(said.id),
        "field": said.field,
        "start": said.start,
        "end": said.end,
        "text": said.text,
        "revision": said.revision,
        "words": said.words,
        "stretches": [
            {
                "revision": each.revision,
                "words": each.count,
                "text": each.words,
                "note": each.note,
            }
            for each in said.stretches
        ],
        "sources": [{"key": key, "revision": id_} for key, id_ in said.sources],
        "biography_url": biography_url(attributed, said),
    }
