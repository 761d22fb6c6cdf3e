"""Sources as they stand at their addresses today, held against what articles quote of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from encyclopedia.models import Citation, PublishedCitation
from sources import fetching, store, visiting
from sources.core import altered
from sources.core.altered import Altered
from sources.core.saying import say
from sources.fetching import FetchError, Page
from sources.models import Alteration, Source, Visit

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CITED: Final = Q(citations__isnull=False) | Q(published_citations__isnull=False)


class ChangedMeanwhileError(ValueError):
    """The copy that somebody decided on is not the one that waits, as one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of asking one source: `name` counts it, `sentence` tells it."""

    key: str
    name: str
    sentence: str


def quotes(source: Source) -> list[str]:
    """Give what the newest revisions and the public pages quote of *source*, each once."""
    heads = Citation.objects.filter(source=source, article__deleted_at=None).exclude(quote="")
    public = PublishedCitation.objects.filter(source=source).exclude(quote="")
    found = (rows.order_by("pk").values_list("quote", flat=True) for rows in (heads, public))
    return list(dict.fromkeys(quote for each in found for quote in each))


def compared(source: Source, text: str, full: str = "") -> tuple[Altered, ...]:
    """Give the pinned passages of *source* that its page, with *text* now, changed or lost."""
    if source.snapshot is None or source.snapshot.text == text:
        return ()
    return altered.compare(quotes(source), source.snapshot.text, text, full)


def check(source: Source, *, began: datetime) -> Outcome:
    """Ask *source* at its address and note what came of it, in a run that *began* then."""
    if not visiting.take(source, began=began, now=timezone.now()):
        return Outcome(key=source.key, name="left", sentence="left: it, or its host, is asked now")
    try:
        page: Page | FetchError = fetching.page(source.url)
    except FetchError as error:
        page = error
    return _noted(source.pk, source.key, page)


@transaction.atomic
def _noted(pk: int, key: str, page: Page | FetchError) -> Outcome:
    source = Source.objects.select_for_update(no_key=True).filter(pk=pk).first()
    visit = Visit.objects.select_for_update().filter(pk=pk).first()
    if source is None or visit is None:
        return Outcome(key=key, name="left", sentence="left: it was merged with another meanwhile")
    if isinstance(page, FetchError):
        name, sentence = _failed(source, visit, page)
    else:
        back = visiting.answered(visit, source, timezone.now())
        name, sentence = _answered(source, page)
        sentence = f"it answers again; {sentence}" if back else sentence
    return Outcome(key=key, name=name, sentence=sentence)


def _failed(source: Source, visit: Visit, error: FetchError) -> tuple[str, str]:
    now = timezone.now()
    if not error.lost:
        visiting.turned_away(visit, source, str(error), now)
        return "unread", f"not read: {error}"
    if visiting.failed(visit, source, str(error), now):
        return "unreachable", f"unreachable since {source.unreachable_since}: {error}"
    return "failing", f"failure {visit.failures} of {visiting.FAILURES}: {error}"


def _answered(source: Source, page: Page) -> tuple[str, str]:
    if source.snapshot is None:
        return "unchanged", "it answers, and no copy of it is archived to compare"
    captured = page.captured
    found = compared(source, captured.text, captured.extracted.full)
    waiting = Alteration.objects.select_for_update().filter(pk=source.pk).first()
    if not found:
        if waiting is not None:
            # The page says again what articles quote: there is nothing left to decide.
            waiting.delete()
        if source.snapshot.text == captured.text:
            return "unchanged", "unchanged"
        return "elsewhere", "changed, but in no passage that articles pin"
    count = f"{len(found)} pinned passage{'' if len(found) == 1 else 's'} changed or vanished"
    if waiting is None or _words(compared(source, waiting.text, waiting.full)) != _words(found):
        copy = store.archived(page.data, captured, page.name)
        store.hold(source, copy, [each.quote for each in found])
        return "altered", count
    if waiting.dismissed:
        return "elsewhere", f"{count}, as was seen and dismissed"
    return "altered", f"{count}, which waits at the desk"


def _words(found: tuple[Altered, ...]) -> list[tuple[str, str]]:
    return [(each.quote, each.now.words if each.now else "") for each in found]


def archive(source: Source, *, editor: User) -> Outcome:
    """Archive a copy of *source* from its address; one that changes pinned passages waits first.

    Raises FetchError, or AlreadyArchivedError of the store.
    """
    if not source.url:
        raise FetchError(say("This source has no address to fetch a copy from."))
    page = fetching.page(source.url)
    with transaction.atomic():
        locked = Source.objects.select_for_update(no_key=True).select_related(None)
        source = locked.get(pk=source.pk)
        visit, _ = Visit.objects.select_for_update().get_or_create(source=source)
        visiting.answered(visit, source, timezone.now())
        if source.snapshot_id == page.captured.sha256:
            return Outcome(
                key=source.key, name="unchanged", sentence=say("the page is as archived")
            )
        copy = store.archived(page.data, page.captured, page.name)
        found = compared(source, page.captured.text, page.captured.extracted.full)
        if found:
            store.hold(source, copy, [each.quote for each in found])
            return Outcome(
                key=source.key,
                name="altered",
                sentence=say(
                    "the page changed passages that articles pin: look at both, and decide"
                ),
            )
        _keep(source, copy, editor=editor)
        return Outcome(key=source.key, name="archived", sentence=say("a copy is archived"))


def _keep(source: Source, copy: store.Archived, *, editor: User) -> None:
    day = copy.captured_at.date().isoformat()
    record = replace(store.current(source), accessed=day)
    store.keep(record, copy, editor=editor, summary="Archived a copy from its address")


@transaction.atomic
def adopt(source: Source, seen: str, *, editor: User) -> None:
    """Take the copy of *source* that waits, *seen* by its SHA-256, for its archived one.

    Raises ChangedMeanwhileError, or AlreadyArchivedError of the store.
    """
    waiting = _waiting(source, seen)
    _keep(source, store.held(waiting), editor=editor)
    waiting.delete()


@transaction.atomic
def dismiss(source: Source, seen: str) -> None:
    """Leave *source* with the copy that it has; raises ChangedMeanwhileError."""
    waiting = _waiting(source, seen)
    waiting.dismissed = True
    waiting.save(update_fields=["dismissed"])


def _waiting(source: Source, seen: str) -> Alteration:
    locked = Alteration.objects.select_for_update()
    waiting = locked.filter(pk=source.pk, sha256=seen, dismissed=False).first()
    if waiting is None:
        raise ChangedMeanwhileError(say("The copy that waits is another one now, or none."))
    return waiting
