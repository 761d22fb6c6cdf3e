"""Revisions as the lines of a history, each for its visitor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import permissions
from encyclopedia.models import Edit, Taking
from encyclopedia.models.edit import EditQuerySet
from encyclopedia.pages import PageLink, RevisionLine
from encyclopedia.presenting import surroundings

HIDDEN: Final = ("text", "summary", "editor")
THINGS: Final = {
    "text": gettext_lazy("text"),
    "summary": gettext_lazy("summary"),
    "editor": gettext_lazy("editor"),
}
# What a revision can touch, in the words of its history.
KINDS: Final = {
    "new": gettext_lazy("new article"),
    "text": gettext_lazy("text"),
    "infobox": gettext_lazy("infobox"),
    "timeline": gettext_lazy("timeline"),
    "see-also": gettext_lazy("see also"),
    "pictures": gettext_lazy("pictures"),
    "sources": gettext_lazy("sources"),
    "title": gettext_lazy("title"),
    "details": gettext_lazy("details"),
    "findings": gettext_lazy("findings set aside"),
    "back": gettext_lazy("brought back after deletion"),
}


def revision_line(
    edit: Edit,
    *,
    before: Edit | None = None,
    newest: Edit | None = None,
    current: int = 0,
    visitor: User | AnonymousUser | None = None,
    said: tuple[str, ...] = (),
) -> RevisionLine:
    """Give *edit* as a line of its history; *before* precedes it there, *newest* heads it.

    What *visitor* may do with it has an address; what is hidden from them is left out;
    *said* is what the desk knows of its review.
    """
    slug = edit.article.slug
    here = [slug, edit.pk]
    withheld = tuple(what for what in HIDDEN if edit.hides_from(visitor, what))
    shown = "text" not in withheld
    compared = shown and not (before and before.hides_from(visitor, "text"))
    lasting = shown and not (newest and newest.hides_from(visitor, "text"))
    may_change = visitor is not None and permissions.may_change(visitor, edit.article)
    may_hide = visitor is not None and permissions.may_hide(visitor)
    is_newest = newest is not None and newest.pk == edit.pk
    is_public, named_not = getattr(edit, "publication", None) is not None, edit.hides("editor")
    return RevisionLine(
        id=edit.pk,
        url=edit.get_absolute_url(),
        date=edit.saved_at,
        editor="" if "editor" in withheld else edit.editor_name,
        editor_url=surroundings.contributor_url(edit.editor_name)
        if is_public and not named_not
        else "",
        summary="" if "summary" in withheld else edit.summary,
        minor=edit.minor,
        size=edit.size if shown else 0,
        delta=edit.size - (before.size if before else 0) if compared else 0,
        hidden=tuple(said_of_hidden(edit, what) for what in HIDDEN if edit.hides(what)),
        withheld=withheld,
        measured=compared,
        published=is_public,
        name=edit.name,
        current=edit.pk == current,
        changes_url=reverse("compare", args=[slug, before.pk, edit.pk])
        if before and compared
        else "",
        since_url=(
            reverse("compare", args=[*here, newest.pk])
            if newest is not None and not is_newest and lasting
            else ""
        ),
        said=said,
        kinds=tuple(str(KINDS.get(kind, kind)) for kind in edit.kinds),
        taken_back=(*_taken_back(edit, visitor), *taken_from(edit, visitor)),
        restore_url=reverse("restore", args=here) if may_change and shown and not is_newest else "",
        undo_url=reverse("undo", args=here) if may_change and before and compared else "",
        name_url=reverse("name", args=here) if may_change else "",
        hide_url=reverse("hide", args=here) if may_hide else "",
    )


def with_takings(edits: EditQuerySet) -> EditQuerySet:
    """Read along what *edits* took from other articles, which their lines tell."""
    return edits.prefetch_related(Prefetch("takings", Taking.objects.with_origins()))


def said_of_hidden(edit: Edit, what: str) -> str:
    """Say by whom, when and why *what* of *edit* is hidden, in words for everybody."""
    note = edit.hidden[what]
    said = {
        "text": _("text hidden by {name} on {day}: {why}"),
        "summary": _("summary hidden by {name} on {day}: {why}"),
        "editor": _("editor hidden by {name} on {day}: {why}"),
    }
    return said[what].format(name=note["by"], day=note["at"][:10], why=note["why"])


def _taken_back(edit: Edit, visitor: User | AnonymousUser | None) -> Iterator[PageLink]:
    """Say what *edit* took back; of a draft only to those who may read it."""
    at_desk = visitor is not None and permissions.works_at_the_desk(visitor)
    ways = (
        (_("restores revision {id}"), edit.restores),
        (_("undoes revision {id}"), edit.undoes),
    )
    for words, other in ways:
        if other is not None and (at_desk or getattr(other, "publication", None) is not None):
            url = reverse("revision", args=[edit.article.slug, other.pk])
            yield PageLink(words=words.format(id=other.pk), url=url)


def taken_from(edit: Edit, visitor: User | AnonymousUser | None) -> Iterator[PageLink]:
    """Say from which articles *edit* took words; readers are told of public ones alone.

    Deleted ones are named to those alone who may bring them back.
    """
    at_desk = visitor is not None and permissions.works_at_the_desk(visitor)
    may_delete = visitor is not None and permissions.may_delete(visitor)
    for taking in edit.takings.all():
        other = taking.taken_from
        if other.article.deleted_at is not None and not may_delete:
            continue
        known = getattr(other.article, "publication", None) or getattr(
            other.article, "merger", None
        )
        is_public = getattr(other, "publication", None) and other.article.withdrawn_at is None
        title = other.article.title if at_desk else known.title if known and is_public else ""
        if title:
            yield PageLink(
                words=_("takes words from “{title}”, revision {id}").format(
                    title=title, id=other.pk
                ),
                url=reverse("revision", args=[other.article.slug, other.pk]),
            )
