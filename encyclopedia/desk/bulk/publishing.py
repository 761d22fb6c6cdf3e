"""Giving readers the newest revisions of many articles, or taking them away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import permissions, reviewing
from encyclopedia.desk.bulk.action import Action, Effect, Options, as_clause, effect_on, heads
from encyclopedia.models import Article, Edit, Publication

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser, User


def _public(articles: Sequence[Article]) -> dict[UUID, int]:
    ids = [article.pk for article in articles]
    found = Publication.objects.filter(article__in=ids)
    return dict(found.values_list("article", "edit"))


def _publishing(articles: Sequence[Article], options: Options) -> Iterable[Effect]:
    newest, public = heads(articles), _public(articles)
    for article in articles:
        head, now = newest[article.pk], public.get(article.pk)
        if getattr(article, "merger", None) is not None:
            yield effect_on(article, head, _("was merged: its readers go elsewhere"), changes=False)
        elif now == head:
            yield effect_on(
                article,
                head,
                _("readers have revision {head} already").format(head=head),
                changes=False,
            )
        elif why := _unready(head):
            yield effect_on(article, head, why, changes=False)
        elif article.withdrawn_at and not options["reason"]:
            says = _("is withdrawn: say why readers get it again")
            yield effect_on(article, head, says, changes=False)
        elif now:
            yield effect_on(
                article,
                head,
                _("readers get revision {head} instead of {now}").format(head=head, now=now),
                changes=True,
            )
        else:
            says = (
                _("readers get revision {head} again")
                if article.withdrawn_at
                else _("readers get revision {head}, for the first time")
            )
            yield effect_on(article, head, says.format(head=head), changes=True)


def _publish(article: Article, effect: Effect, user: User, options: Options) -> str:
    edit = Edit.objects.get(pk=effect.head)
    reviewing.publish(edit, publisher=user, because=options["reason"])
    return _("readers have revision {head} now").format(head=effect.head)


def _unready(head: int) -> str:
    """Say what a reviewer must approve first, where the setting wants that."""
    if not settings.APPROVAL_REQUIRED:
        return ""
    try:
        reviewing.refuse_unready(Edit.objects.get(pk=head))
    except reviewing.NotApprovedError as error:
        return as_clause(str(error))
    return ""


def _withdrawing(articles: Sequence[Article], options: Options) -> Iterable[Effect]:
    newest, public = heads(articles), _public(articles)
    for article in articles:
        is_public = article.pk in public
        says = (
            _("readers lose the page and its history until it is published again")
            if is_public
            else _("readers do not have it")
        )
        yield effect_on(article, newest[article.pk], says, changes=is_public)


def _withdraw(article: Article, effect: Effect, user: User, options: Options) -> str:
    reviewing.withdraw(article, by=user, reason=options["reason"])
    return "withdrawn"


def _may_publish(user: User | AnonymousUser) -> bool:
    return permissions.may_publish(user, None)


PUBLISH: Final = Action(
    name="publish_newest",
    label=gettext_lazy("Publish the newest revision…"),
    question=gettext_lazy("Publish these?"),
    button=gettext_lazy("Publish"),
    allowed=_may_publish,
    refusal=permissions.refusal_to_publish,
    foresee=_publishing,
    carry_out=_publish,
    asks=("reason",),
)

WITHDRAW: Final = Action(
    name="withdraw",
    label=gettext_lazy("Withdraw from readers…"),
    question=gettext_lazy("Withdraw these?"),
    button=gettext_lazy("Withdraw"),
    allowed=_may_publish,
    refusal=permissions.refusal_to_publish,
    foresee=_withdrawing,
    carry_out=_withdraw,
    asks=("reason",),
    insists=True,
)
