"""Who watches what, and what changed there since they were last told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from encyclopedia import permissions, store
from encyclopedia.models import Attention, Edit, KeyEvent, Section, Watch

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import User

    from encyclopedia.models import Article
    from encyclopedia.models.edit import EditQuerySet

MANY: Final = 99  # more than this many news are "99+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What somebody watches: an article, or a section of it; a section may be gone."""

    id: int
    article: Article
    section: UUID | None
    heading: str
    is_gone: bool


def watch(user: User, article: Article, section: Section | None = None) -> Watch:
    """Let *user* know of changes from now on, of all of *article* or of one *section*."""
    newest = store.head(article).pk
    Attention.objects.get_or_create(
        user=user, defaults={"seen": newest, "sent": newest, "sent_at": timezone.now()}
    )
    began, _ = Watch.objects.get_or_create(
        user=user,
        article=article,
        section=section.pk if section else None,
        defaults={"since": newest, "heading": section.heading if section else ""},
    )
    return began


def unwatch(user: User, watch_id: int) -> bool:
    """End one of the watches of *user*; tell whether there was such a one."""
    return Watch.objects.filter(user=user, pk=watch_id).delete()[0] > 0


def watched(user: User) -> tuple[Watched, ...]:
    """Give what *user* watches, by title."""
    watches = list(
        Watch.objects.filter(user=user, article__deleted_at__isnull=True)
        .select_related("article")
        .order_by("article__title", "pk")
    )
    live = _live({each.section for each in watches if each.section is not None})
    return tuple(
        Watched(
            id=each.pk,
            article=each.article,
            section=each.section,
            heading=live.get(each.section, each.heading) if each.section else "",
            is_gone=bool(each.section) and each.section not in live,
        )
        for each in watches
    )


def news(user: User, *, after: int) -> EditQuerySet:
    """Give what others saved after the revision *after* where *user* watches, newest first.

    It is drafts too, so who works at the desk no more has no news.
    """
    if not permissions.works_at_the_desk(user):
        return Edit.objects.none()
    watches = Watch.objects.filter(user=user)
    chosen = watches.filter(section__isnull=False).values_list("section", flat=True)
    sections = {section for section in chosen if section is not None}
    # Who watched a section that is gone is told of the whole article: it may have moved.
    live = _live(sections) if sections else {}
    here = watches.filter(article=OuterRef("article"), since__lt=OuterRef("pk"))
    wanted = Q(Exists(here.filter(Q(section__isnull=True) | Q(section__in=sections - live.keys()))))
    if live:
        parts = [*live, *_events_below(live)]
        wanted |= Q(
            Exists(here.filter(section__in=live)),
            pk__in=store.revisions_of(parts, after=after),
        )
    edits = Edit.objects.filter(wanted, pk__gt=after, article__deleted_at__isnull=True)
    return edits.exclude(editor=user).select_related("article").defer("manifest").newest_first()


def told(edit: Edit, what: str, user: User | None) -> str:
    """Give the editor or the summary of *edit* as *user*, or everybody for None, may read it."""
    if edit.hides_from(user, what):
        return "(hidden)"
    return edit.editor_name if what == "editor" else edit.summary


def seen(user: User) -> int:
    """Give the revision up to which *user* has seen the news."""
    return Attention.objects.filter(user=user).values_list("seen", flat=True).first() or 0


def see(user: User, up_to: int) -> None:
    """Note that *user* has seen the news up to the revision *up_to*; it never goes back."""
    Attention.objects.filter(user=user, seen__lt=up_to).update(seen=up_to)


def unread(user: User) -> str:
    """Count the news that *user* has not seen: "", "3", "99+"."""
    if not Watch.objects.filter(user=user).exists():
        return ""
    found = news(user, after=seen(user)).order_by().values("pk")[: MANY + 1].count()
    return f"{MANY}+" if found > MANY else str(found or "")


def _live(sections: set[UUID]) -> dict[UUID, str]:
    """Give the headings of those of *sections* that are still there."""
    return dict(Section.objects.filter(pk__in=sections).values_list("pk", "heading"))


def _events_below(sections: dict[UUID, str]) -> list[UUID]:
    """Give the events of the timelines that stand in *sections*."""
    timelines = Section.objects.filter(pk__in=list(sections), kind="key-events")
    return list(
        KeyEvent.objects.filter(article__in=timelines.values("article")).values_list(
            "pk", flat=True
        )
    )
