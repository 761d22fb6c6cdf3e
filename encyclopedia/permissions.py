"""Who may see and do what: every object rule of the house, as Q objects and predicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

    Visitor = User | AnonymousUser


def works_at_the_desk(user: Visitor) -> bool:
    """Tell whether *user* may read drafts: an active member of staff who may view articles."""
    return bool(user.is_active and user.is_staff and user.has_perm("encyclopedia.view_article"))


def may_change(user: Visitor) -> bool:
    """Tell whether *user* may save revisions: edit, restore, undo, and name them."""
    return works_at_the_desk(user) and user.has_perm("encyclopedia.change_article")


def may_publish(user: Visitor) -> bool:
    """Tell whether *user* may publish and withdraw."""
    return works_at_the_desk(user) and user.has_perm("encyclopedia.publish_article")


def may_hide(user: Visitor) -> bool:
    """Tell whether *user* may hide words of revisions, and read what is hidden."""
    return works_at_the_desk(user) and user.has_perm("encyclopedia.hide_edit")


def may_delete(user: Visitor) -> bool:
    """Tell whether *user* may delete articles, read what is deleted, and bring it back."""
    return works_at_the_desk(user) and user.has_perm("encyclopedia.delete_article")


def texts_readable_by(user: Visitor) -> Q:
    """Select revisions whose words *user* may read, of those that they may see."""
    return Q() if may_hide(user) else ~Q(hidden__has_key="text")


def articles_visible_to(user: Visitor) -> Q:
    """Select articles whose public part *user* may see: published and not withdrawn, or all.

    What is deleted is there for those alone who may bring it back.
    """
    if may_delete(user):
        return Q()
    if works_at_the_desk(user):
        return Q(deleted_at__isnull=True)
    return Q(withdrawn_at__isnull=True, publication__isnull=False)


def edits_visible_to(user: Visitor) -> Q:
    """Select what *user* may see: revisions once published, of articles not withdrawn, or all.

    What is hidden in them is told by `Edit.hides_from`.
    """
    if may_delete(user):
        return Q()
    if works_at_the_desk(user):
        return Q(article__deleted_at__isnull=True)
    return Q(publication__isnull=False, article__withdrawn_at__isnull=True)


def sources_visible_to(user: Visitor) -> Q:
    """Select the sources that *user* may see: those that public articles cite, or all."""
    if works_at_the_desk(user):
        return Q()
    return Q(published_citations__isnull=False)
