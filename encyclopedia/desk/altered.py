"""A source at its address, as values: when it was asked, and what changed of what articles pin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from encyclopedia import altering
from encyclopedia.models import Citation
from sources import fetching, visiting
from sources.core.altered import Altered
from sources.core.differences import Change, Kind
from sources.models import Alteration, Source, Visit

MOST = 300_000  # characters of a whole version that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """An article that pins a passage."""

    title: str
    pk: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A pinned passage before and now, each in its context, and who pins it.

    `gone` are the words before with those marked that are there no more, `come` those now with
    those marked that are new; nothing stands `now` where the passage vanished.
    """

    altered: Altered
    gone: tuple[tuple[str, bool], ...]
    come: tuple[tuple[str, bool], ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The archived text and that of the page now, cut where they are very long."""

    sha256: str
    before: str
    now: str
    archived_at: datetime
    captured_at: datetime
    is_cut: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtItsAddress:
    """What is known of a source at its address."""

    pk: int
    key: str
    title: str
    url: str
    fetches: bool
    unreachable_since: date | None = None
    visited_at: datetime | None = None
    failures: int = 0
    says: str = ""
    versions: Versions | None = None


def of(source: Source) -> AtItsAddress:
    """Give *source* as it stands at its address, with the copy that waits if one does."""
    visit = Visit.objects.filter(pk=source.pk).first() or Visit(source=source)
    waiting = Alteration.objects.filter(pk=source.pk, dismissed=False).first()
    return AtItsAddress(
        pk=source.pk,
        key=source.key,
        title=str(source),
        url=source.url,
        fetches=fetching.is_on(),
        unreachable_since=source.unreachable_since,
        visited_at=visit.visited_at,
        failures=min(visit.failures, visiting.FAILURES),
        says=visit.says,
        versions=_versions(source, waiting) if waiting else None,
    )


def _versions(source: Source, waiting: Alteration) -> Versions | None:
    if source.snapshot is None:
        return None
    before, now = source.snapshot.text, waiting.text
    uses = _uses(source)
    return Versions(
        sha256=waiting.sha256,
        before=before[:MOST],
        now=now[:MOST],
        archived_at=source.snapshot.captured_at,
        captured_at=waiting.captured_at,
        is_cut=max(len(before), len(now)) > MOST,
        passages=tuple(
            Passage(
                altered=each,
                gone=_marked(each.changes, Kind.MISSING, each.before.words),
                come=_marked(each.changes, Kind.ADDED, each.now.words if each.now else ""),
                uses=tuple(uses.get(each.quote, ())),
            )
            for each in altering.compared(source, now, waiting.full)
        ),
    )


def _marked(changes: Sequence[Change], marked: Kind, whole: str) -> tuple[tuple[str, bool], ...]:
    """Give the runs of one side, each with whether the other side lacks it."""
    runs = [(c.text, c.kind is marked) for c in changes if c.kind in (Kind.SAME, marked)]
    return tuple(runs) or ((whole, True),)


def _uses(source: Source) -> dict[str, list[Use]]:
    rows = Citation.objects.filter(source=source, article__deleted_at=None).exclude(quote="")
    found: dict[str, list[Use]] = {}
    told = rows.order_by("article__title", "pk").values_list("quote", "article__title", "article")
    for quote, title, pk in told:
        use = Use(title=title, pk=pk)
        if use not in found.setdefault(quote, []):
            found[quote].append(use)
    return found
