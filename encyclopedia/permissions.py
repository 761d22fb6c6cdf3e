"""Who may see and do what: every object rule of the house, as Q objects and predicates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.dateformat import format as date_in_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser, User

    Visitor = User | AnonymousUser

    class Protecting(Protocol):
        """What keeps people out of an article."""

        level: str
        expires_at: datetime | None
        reason: str

        def holds(self, now: datetime) -> bool:
            """Tell whether it still does."""

    class Kept(Protocol):
        """An article, as far as these rules look at it."""

        begun_by_id: int | None

        @property
        def protection(self) -> Protecting | None:
            """What keeps people out of it, if anything ever did."""


# Who passes a protection of each level: who has this right.
PASSES: Final = {
    "editors": "encyclopedia.change_any_article",
    "publishers": "encyclopedia.publish_article",
    "administrators": "encyclopedia.pass_protection",
}
_ONLY: Final = {
    "editors": gettext_lazy("only editors, publishers and administrators may change it"),
    "publishers": gettext_lazy("only publishers and administrators may change it"),
    "administrators": gettext_lazy("only administrators may change it"),
}


def works_at_the_desk(user: Visitor) -> bool:
    """Tell whether *user* may read drafts: an active member of staff who may view articles."""
    return bool(user.is_active and user.is_staff and user.has_perm("encyclopedia.view_article"))


def may_write(user: Visitor) -> bool:
    """Tell whether *user* may save revisions of some articles, their own at least."""
    return works_at_the_desk(user) and user.has_perm("encyclopedia.change_article")


def may_begin(user: Visitor) -> bool:
    """Tell whether *user* may begin articles."""
    return works_at_the_desk(user) and user.has_perm("encyclopedia.add_article")


def may_change(user: Visitor, article: Kept) -> bool:
    """Tell whether *user* may save revisions of *article*: edit, restore, undo, and name them."""
    return not refusal(user, article)


def refusal(user: Visitor, article: Kept) -> str:
    """Say in a sentence what keeps *user* from changing *article*; "" where nothing does.

    Authors change what they began; a protection keeps out whoever lacks the right it asks for.
    Those who write nothing here are told no more than that.
    """
    if not may_write(user):
        return _("You may read this, but not change it.")
    if kept_out := _kept_out(user, article):
        return kept_out
    began = article.begun_by_id is not None and article.begun_by_id == user.pk
    if not began and not user.has_perm("encyclopedia.change_any_article"):
        return _("Authors change the articles that they began; this one is somebody else’s.")
    return ""


def _kept_out(user: Visitor, article: Kept) -> str:
    protection = article.protection
    if protection is None or not protection.holds(timezone.now()):
        return ""
    if user.has_perm(PASSES[protection.level]):
        return ""
    level, why = _ONLY[protection.level], protection.reason
    if protection.expires_at is None:
        return _("This article is protected: {level} ({why}).").format(level=level, why=why)
    until = date_in_words(timezone.localtime(protection.expires_at), _("j F Y, H:i"))
    return _("This article is protected until {until}: {level} ({why}).").format(
        until=until, level=level, why=why
    )


def may_publish(user: Visitor, article: Kept | None) -> bool:
    """Tell whether *user* may publish, schedule and withdraw *article*, or a new one for None."""
    allowed = works_at_the_desk(user) and user.has_perm("encyclopedia.publish_article")
    return allowed and (article is None or not _kept_out(user, article))


def refusal_to_publish(user: Visitor, article: Kept) -> str:
    """Say in a sentence what keeps *user* from publishing *article*; "" where nothing does."""
    if not may_publish(user, None):
        return _("You may not publish or withdraw articles.")
    return _kept_out(user, article)


def may_review(user: Visitor) -> bool:
    """Tell whether *user* may answer reviews: approve revisions, ask for changes."""
    return works_at_the_desk(user) and user.has_perm("encyclopedia.review_article")


def may_approve(user: Visitor, writers: Collection[int | None]) -> bool:
    """Tell whether *user* may approve what *writers* (ids of accounts) wrote.

    Nobody approves their own, unless the setting SELF_APPROVAL lets them.
    """
    return may_review(user) and (settings.SELF_APPROVAL or user.pk not in writers)


def reviews_for(user: Visitor) -> Q:
    """Select the reviews that *user* is asked for: theirs by name, or anybody's but their own."""
    anybody = Q(reviewer__isnull=True)
    return Q(reviewer=user.pk) | (anybody if settings.SELF_APPROVAL else anybody & ~Q(by=user.pk))


def may_comment(user: Visitor) -> bool:
    """Tell whether *user* may comment on passages, answer, and resolve comments."""
    return works_at_the_desk(user) and user.has_perm("encyclopedia.add_comment")


def may_settle(user: Visitor) -> bool:
    """Tell whether *user* may settle reports of readers, answer them and open them again."""
    return works_at_the_desk(user) and user.has_perm("encyclopedia.settle_report")


def may_protect(user: Visitor, article: Kept) -> bool:
    """Tell whether *user* may protect *article*, or lift a protection that lets them pass."""
    allowed = works_at_the_desk(user) and user.has_perm("encyclopedia.protect_article")
    return allowed and not _kept_out(user, article)


def levels_for(user: Visitor) -> tuple[str, ...]:
    """Give the levels of protection that *user* passes: nobody locks themselves out."""
    return tuple(level for level, right in PASSES.items() if user.has_perm(right))


def may_hide(user: Visitor) -> bool:
    """Tell whether *user* may hide words of revisions, and read what is hidden."""
    return works_at_the_desk(user) and user.has_perm("encyclopedia.hide_edit")


def may_delete(user: Visitor) -> bool:
    """Tell whether *user* may delete articles, read what is deleted, and bring it back."""
    return works_at_the_desk(user) and user.has_perm("encyclopedia.delete_article")


def may_free_titles(user: Visitor) -> bool:
    """Tell whether *user* may let others take the title of a deleted article: administrators."""
    return may_delete(user) and user.has_perm(PASSES["administrators"])


def texts_readable_by(user: Visitor) -> Q:
    """Select revisions whose words *user* may read, of those that they may see."""
    return Q() if may_hide(user) else ~Q(hidden__has_key="text")


def may_add_sources(user: Visitor) -> bool:
    """Tell whether *user* may record sources."""
    return works_at_the_desk(user) and user.has_perm("sources.add_source")


def may_change_sources(user: Visitor) -> bool:
    """Tell whether *user* may archive copies of sources, decide on those that wait, and merge."""
    return works_at_the_desk(user) and user.has_perm("sources.change_source")


def may_read_audit(user: Visitor) -> bool:
    """Tell whether *user* may read who did what: administrators."""
    return bool(user.is_active and user.is_staff and user.has_perm("encyclopedia.view_auditentry"))


def may_administer(user: Visitor) -> bool:
    """Tell whether *user* may change accounts, and make them anonymous."""
    return bool(user.is_active and user.is_staff and user.has_perm("auth.change_user"))


def articles_visible_to(user: Visitor) -> Q:
    """Select articles whose public part *user* may see: published and not withdrawn, or all.

    What is deleted is there for those alone who may bring it back.
    """
    if may_delete(user):
        return Q()
    if works_at_the_desk(user):
        return Q(deleted_at__isnull=True)
    return Q(withdrawn_at__isnull=True, publication__isnull=False)


def articles_changed_by(user: Visitor) -> Q:
    """Select the articles that *user* may write in, protections aside: their own, or all."""
    if not may_write(user):
        return Q(pk__in=())
    return Q() if user.has_perm("encyclopedia.change_any_article") else Q(begun_by=user.pk)


def histories_visible_to(user: Visitor) -> Q:
    """Select articles whose past *user* may see: those they may see, and those merged since."""
    if works_at_the_desk(user):
        return articles_visible_to(user)
    there = Q(withdrawn_at__isnull=True, deleted_at__isnull=True)
    return articles_visible_to(user) | there & Q(merger__isnull=False) & ~Q(merger__title="")


def edits_visible_to(user: Visitor) -> Q:
    """Select what *user* may see: revisions once published, of articles not withdrawn, or all.

    An article that was merged and made one of its own again is a draft, all its past with it.
    What is hidden in them is told by `Edit.hides_from`.
    """
    if may_delete(user):
        return Q()
    if works_at_the_desk(user):
        return Q(article__deleted_at__isnull=True)
    there = Q(article__withdrawn_at__isnull=True, article__deleted_at__isnull=True)
    read = Q(article__publication__isnull=False) | Q(article__merger__title__gt="")
    return there & read & Q(publication__isnull=False)


def sources_visible_to(user: Visitor) -> Q:
    """Select the sources that *user* may see: those that public articles cite, or all."""
    if works_at_the_desk(user):
        return Q()
    return Q(published_citations__isnull=False)


def sources_listed_for(user: Visitor) -> Q:
    """Select the same from what is noted of each source, as a list of very many can ask it."""
    return Q() if works_at_the_desk(user) else Q(listed=True)
