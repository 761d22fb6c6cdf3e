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


def may_read_audit(user: Visitor) -> bool:
    """Tell whether *user* may read who did what: administrators."""
    return bool(user.is_active and user.is_staff and user.has_perm("encyclopedia.view_auditentry"))


def may_administer(user: Visitor) -> bool:
    """Tell whether *user* may change accounts, and make them anonymous."""
    return bool(user.is_active and user.is_staff and user.has_perm("auth.change_user"))


def articles_visible_to(user: Visitor) -> Q:
    """Select articles whose public part *user* may see: published and not withdrawn, or all."""
    if works_at_the_desk(user):
        return Q()
    return Q(withdrawn_at__isnull=True, publication__isnull=False)


def histories_visible_to(user: Visitor) -> Q:
    """Select articles whose past *user* may see: those they may see, and those merged since."""
    if works_at_the_desk(user):
        return Q()
    merged = Q(withdrawn_at__isnull=True, merger__isnull=False) & ~Q(merger__title="")
    return articles_visible_to(user) | merged


def edits_visible_to(user: Visitor) -> Q:
    """Select what *user* may read: revisions once published, of articles not withdrawn, or all."""
    if works_at_the_desk(user):
        return Q()
    return Q(publication__isnull=False, article__withdrawn_at__isnull=True)


def sources_visible_to(user: Visitor) -> Q:
    """Select the sources that *user* may see: those that public articles cite, or all."""
    if works_at_the_desk(user):
        return Q()
    return Q(published_citations__isnull=False)
