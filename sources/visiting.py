"""Sources are asked at their addresses: who is due, who asks, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from sources import store
from sources.models import Source, Visit

FAILURES: Final = 3
APART: Final = timedelta(days=3)
# A daily timer that is early by hours asks all the same; a run that was stopped asks nobody twice.
AGAIN_AFTER: Final = timedelta(hours=20)
_TAKEN_FOR: Final = timedelta(minutes=2)
_LONGEST: Final = 500


class NoSuchSourceError(ValueError):
    """A source that was named is not there, or has no address: one sentence."""


def named(keys: Collection[str]) -> list[Source]:
    """Give the sources called *keys*, aliases too, or raise NoSuchSourceError."""
    ids = store.ids(keys)
    if missing := sorted(set(keys) - ids.keys()):
        raise NoSuchSourceError(f"There is no source with the key “{missing[0]}”.")
    found = list(_longest_ago(Source.objects.filter(pk__in=ids.values())))
    for source in found:
        if not source.url:
            raise NoSuchSourceError(f"The source @{source.key} has no address to ask.")
    return found


def due(now: datetime, among: Q, limit: int | None = None) -> list[Source]:
    """Give the sources *among* all that nobody asked lately, those asked longest ago first."""
    # What was asked later than now was asked before the clock was set back.
    lately = Q(visit__visited_at__gt=now - AGAIN_AFTER, visit__visited_at__lte=now + _TAKEN_FOR)
    wanted = Source.objects.filter(among).order_by().values("pk")
    found = Source.objects.filter(pk__in=wanted).exclude(url="").exclude(lately)
    return list(_longest_ago(found)[:limit])


def _longest_ago(found: QuerySet[Source]) -> QuerySet[Source]:
    return found.order_by(F("visit__visited_at").asc(nulls_first=True), "key")


def in_turn(sources: Iterable[Source]) -> list[Source]:
    """Put *sources* in an order in which each host is asked once before one is asked again."""
    seen: Counter[str] = Counter()
    rounds = []
    for source in sources:
        rounds.append((seen[host(source)], source))
        seen[host(source)] += 1
    return [source for _, source in sorted(rounds, key=lambda each: each[0])]


def host(source: Source) -> str:
    """Give the host of the address of *source*."""
    try:
        return (urlsplit(source.url).hostname or "")[:255]
    except ValueError:
        return ""


def take(source: Source, *, began: datetime, now: datetime) -> bool:
    """Take *source* to ask it; false where another does, asks its host, or did since *began*."""
    Visit.objects.get_or_create(source=source)
    at = host(source)
    latest = now + _TAKEN_FOR
    taken = Q(taken_until__gt=now, taken_until__lte=latest)
    busy = Visit.objects.filter(taken, host=at).exclude(pk=source.pk)
    asked = Q(visited_at__gte=began, visited_at__lte=latest)
    mine = Visit.objects.filter(~taken & ~asked, pk=source.pk)
    return not busy.exists() and bool(mine.update(taken_until=now + _TAKEN_FOR, host=at))


def answered(visit: Visit, source: Source, now: datetime) -> bool:
    """Note that *source* answered; tell whether it had been taken for lost."""
    visit.answered_at = now
    visit.failures, visit.failed_first, visit.failed_last = 0, None, None
    _done(visit, source, "", now)
    was_lost = source.unreachable_since is not None
    if was_lost:
        store.note_reachability(source, None)
    return was_lost


def failed(visit: Visit, source: Source, sentence: str, now: datetime) -> bool:
    """Note that *source* did not answer; tell whether it is lost, by the third failure.

    Failures count where they are three days apart; a new address begins anew.
    """
    today = timezone.localdate(now)
    if visit.url != source.url:
        visit.failures, visit.failed_first, visit.failed_last = 0, None, None
    if visit.failed_last is None or today - visit.failed_last >= APART:
        visit.failures += 1
        visit.failed_first = visit.failed_first or today
        visit.failed_last = today
    _done(visit, source, sentence, now)
    if visit.failures >= FAILURES and source.unreachable_since is None:
        store.note_reachability(source, visit.failed_first)
    return visit.failures >= FAILURES


def turned_away(visit: Visit, source: Source, sentence: str, now: datetime) -> None:
    """Note that somebody is there at the address of *source*, who gave nothing to read."""
    _done(visit, source, sentence, now)


def _done(visit: Visit, source: Source, sentence: str, now: datetime) -> None:
    visit.url, visit.says = source.url, sentence[:_LONGEST]
    visit.visited_at, visit.taken_until = now, None
    visit.save()
