"""Publishing and withdrawing under the rules of reviews, with reasons that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import publishing
from encyclopedia.models import Article, Edit, Publication, Schedule, Withdrawal
from encyclopedia.reviewing import approvals, people
from encyclopedia.reviewing.errors import NotApprovedError, ReasonWantedError, ReviewingError

if TYPE_CHECKING:
    from django.contrib.auth.models import User


WITHDRAWN = gettext_lazy("This article is withdrawn. Say why readers get it again.")


def refuse_unready(edit: Edit) -> None:
    """Raise NotApprovedError where the setting wants an approval that *edit* does not have."""
    if settings.APPROVAL_REQUIRED and (parts := approvals.unapproved(edit)):
        raise NotApprovedError(parts)


@transaction.atomic
def publish(edit: Edit, *, publisher: User | None, because: str = "") -> bool:
    """Make *edit* what the public reads; tell whether that changed anything.

    An article that was withdrawn for a reason comes back only *because* of something. What was
    scheduled of it up to this revision is done with. Raises NotApprovedError,
    ReasonWantedError, TitleTakenError.
    """
    article = people.held(edit.article_id)
    refuse_unready(edit)
    if article.withdrawn_at is not None:
        _come_back(article, publisher, because)
    changed = publishing.publish(edit, publisher=publisher)
    overtaken = Schedule.objects.filter(article=article, edit__lte=edit.pk)
    overtaken.end(Schedule.OVERTAKEN, _("Revision {id} was published instead.").format(id=edit.pk))
    return changed


def bring_back(article: Article, *, publisher: User, because: str) -> Edit:
    """Give a withdrawn article back to its readers as they had it; raises ReviewingError."""
    withdrawal = Withdrawal.objects.filter(article=article, ended_at__isnull=True).first()
    edit = withdrawal.edit if withdrawal else _last_public(article)
    if edit is None or article.withdrawn_at is None:
        raise ReviewingError(_("This article is not withdrawn."))
    publish(edit, publisher=publisher, because=because)
    return edit


def _last_public(article: Article) -> Edit | None:
    published = Edit.objects.filter(article=article, publication__isnull=False)
    return published.order_by("-publication__published_at", "-pk").first()


def _come_back(article: Article, publisher: User | None, because: str) -> None:
    """End the withdrawal of *article*; one that was deleted and brought back has none."""
    withdrawals = Withdrawal.objects.filter(article=article, ended_at__isnull=True)
    if withdrawals and not because.strip():
        raise ReasonWantedError(WITHDRAWN)
    withdrawals.update(
        ended_at=timezone.now(),
        ended_reason=because,
        ended_by=publisher,
        ended_by_name=people.signature(publisher),
    )


@transaction.atomic
def withdraw(article: Article, *, by: User, reason: str) -> bool:
    """Take *article* from the public for a *reason*, and what was scheduled of it with it.

    Tell whether that changed anything. Raises ReasonWantedError.
    """
    if not reason.strip():
        raise ReasonWantedError(_("Say why it is withdrawn, for those who come after you."))
    article = people.held(article.pk)
    publication = Publication.objects.filter(article=article).only("edit").first()
    if publication is None or not publishing.withdraw(article):
        return False
    Withdrawal.objects.create(
        article=article,
        edit_id=publication.edit_id,
        reason=reason,
        by=by,
        by_name=people.signature(by),
    )
    scheduled = Schedule.objects.filter(article=article)
    scheduled.end(Schedule.TAKEN_BACK, _("The article was withdrawn."))
    return True
