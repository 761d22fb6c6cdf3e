"""The findings of the head: derived at every save, at the cost of what changed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from encyclopedia.core import checks
from encyclopedia.core import reading as texts_of
from encyclopedia.core.checks import Finding, Level, Seen
from encyclopedia.core.reading import Place
from encyclopedia.core.remembering import Memory
from encyclopedia.models import Article, HeadCheck, HeadFinding
from encyclopedia.store import reading, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from encyclopedia.core.checks import Case, Context, Recheck
    from encyclopedia.core.document import Document
    from encyclopedia.core.reading import Prose
    from encyclopedia.models import Edit

Side: TypeAlias = "tuple[Document, Edit, surroundings.Archive]"

_EACH_CHARACTER: Final = 5  # bytes of what was found, for each of both states, as measured
remembered: Final[Memory[tuple[tuple[Finding, ...], ...]]] = Memory(16_000_000)
_COLUMNS = tuple(field.name for field in fields(Finding) if field.name != "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reindexed:
    """How many findings came and how many went."""

    came: int
    went: int


def reindex(
    edit: Edit,
    document: Document,
    texts: Iterable[Prose],
    *,
    today: date | None = None,
    anew: bool = False,
) -> Reindexed:
    """Check *document*, the head that *edit* left, again, and write the findings that changed.

    Checked is what differs from what was looked at the last time, or everything *anew*.
    """
    last = HeadCheck.objects.filter(article=edit.article_id).first() or HeadCheck(
        article_id=edit.article_id
    )
    case, archive = surroundings.case(document, tuple(texts))
    context = surroundings.context(
        case, today=today or timezone.localdate(), declined=edit.declined
    )
    since = needed_since(edit.article_id, case, context, last.since)
    context = replace(context, needed_since=since)
    seen = Seen() if anew else Seen(parts=last.parts, rules=last.rules)
    again = checks.begin(seen, case, context)
    archive.load(again.wanted)
    rows = _rows(edit, again)
    after = checks.finish(again, rows.values())
    reindexed = _write(edit, rows, after.findings)
    last.checked_at = timezone.now()
    last.parts, last.rules = dict(after.seen.parts), dict(after.seen.rules)
    last.since = dict(context.needed_since)
    last.save()
    return reindexed


@transaction.atomic
def recheck(article: Article, *, today: date, anew: bool = False) -> Reindexed:
    """Bring the findings of *article*, unless deleted, up to *today* and to the world as it is."""
    held = Article.objects.present().select_for_update(no_key=True).filter(pk=article.pk).first()
    if held is None:
        return Reindexed(came=0, went=0)
    document = reading.current(article)
    texts = texts_of.texts(document)
    return reindex(reading.head(article), document, texts, today=today, anew=anew)


def check(document: Document, edit: Edit, *, today: date) -> tuple[Finding, ...]:
    """Check *document*, the article as it was at *edit*, all of it, and write nothing."""
    archive = surroundings.Archive(document)
    ((case, context),) = _looked_at(((document, edit, archive),), today=today)
    return checks.findings(case, context)


def check_both(old: Side, new: Side, *, today: date) -> tuple[tuple[Finding, ...], ...]:
    """Check two states of an article, each as it was at a revision, and leave out what both share.

    What it costs beyond reading both depends on what differs, and the second time on nothing.
    """
    before, after = _looked_at((old, new), today=today)
    states = tuple((case.document, _world(context)) for case, context in (before, after))
    weight = sum(map(texts_of.length, (old[0], new[0]))) * _EACH_CHARACTER

    def look() -> tuple[tuple[Finding, ...], ...]:
        rechecks = checks.between(before, after)
        for (_, _, archive), again in zip((old, new), rechecks, strict=True):
            archive.load(again.wanted)
        return tuple(checks.finish(again, ()).findings for again in rechecks)

    return remembered.recall(states, weight, look)


def _looked_at(sides: Iterable[Side], *, today: date) -> list[tuple[Case, Context]]:
    """Make states of articles ready for the checks, with what the checks know around each."""
    ready = []
    for document, edit, archive in sides:
        texts = texts_of.texts(document)
        case, _ = surroundings.case(document, texts, archive)
        ready.append((case, edit))
    contexts = surroundings.contexts([(case, e.declined) for case, e in ready], today=today)
    articles = {edit.article_id for _, edit in ready}
    last = dict(HeadCheck.objects.filter(article__in=articles).values_list("article", "since"))
    found = []
    for (case, edit), context in zip(ready, contexts, strict=True):
        since = needed_since(edit.article_id, case, context, last.get(edit.article_id, {}))
        found.append((case, replace(context, needed_since=since)))
    return found


def _world(context: Context) -> tuple[Hashable, ...]:
    """Give all of *context* as one value, the archived texts aside: the sources name those."""
    values = (getattr(context, f.name) for f in fields(context) if f.name != "snapshots")
    return tuple(frozenset(v.items()) if isinstance(v, Mapping) else v for v in values)


def needed_since(
    article: UUID, case: Case, context: Context, remembered: Mapping[str, str]
) -> dict[str, str]:
    """Tell since when each undated "citation needed" stands in an article, by fingerprint.

    What is not *remembered*, as a sentence that moves to another part is, is looked up in the
    history, with one query for all.
    """
    marks = checks.undated(case, context)
    asked = [(f.place, f.words) for f in marks if f.place and f.fingerprint not in remembered]
    seen = reading.first_seen(article, asked) if asked else {}
    days: dict[str, str] = {}
    for mark in marks:
        day = remembered.get(mark.fingerprint) or (
            mark.place and seen.get((mark.place, mark.words))
        )
        if day:
            days[mark.fingerprint] = min(day, days.get(mark.fingerprint, day))
    return days


def _rows(edit: Edit, again: Recheck) -> dict[int, Finding]:
    """Read the findings of the article of *edit* that may not stay, by the ids of their rows."""
    lines = {place.part for place in again.fresh if place.id is None}
    parts = {place.id for place in again.fresh if place.id is not None}
    fresh = Q(part__in=lines, part_id=None) | Q(part_id__in=parts)
    stays = Q(rule__in=again.kept) & fresh & Q(declined="")
    kept = HeadFinding.objects.filter(
        ~stays | Q(fingerprint__in=list(edit.declined)), article=edit.article_id
    )
    return {
        id_: Finding(
            **dict(zip(_COLUMNS, columns, strict=True)) | {"level": Level(columns[1])},
            place=Place(part, part_id) if part else None,
        )
        for id_, part, part_id, *columns in kept.values_list("id", "part", "part_id", *_COLUMNS)
    }


def _write(edit: Edit, rows: Mapping[int, Finding], found: Iterable[Finding]) -> Reindexed:
    """Write the findings that are not among *rows*, and take away the rows that are not *found*."""
    kept: dict[Finding, list[int]] = {}
    for id_, finding in rows.items():
        kept.setdefault(finding, []).append(id_)
    came = [finding for finding in found if not (kept.get(finding) and kept[finding].pop())]
    went = [id_ for ids in kept.values() for id_ in ids]
    if went:
        HeadFinding.objects.filter(id__in=went).delete()
    HeadFinding.objects.bulk_create(
        HeadFinding(
            article_id=edit.article_id,
            part=finding.place.part if finding.place else "",
            part_id=finding.place.id if finding.place else None,
            **{name: getattr(finding, name) for name in _COLUMNS},
        )
        for finding in came
    )
    return Reindexed(came=len(came), went=len(went))
