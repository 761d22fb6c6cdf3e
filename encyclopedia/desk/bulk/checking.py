"""Checking many articles again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.dateformat import format as date_in_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import permissions, store
from encyclopedia.desk.bulk.action import Action, Effect, Options, effect_on, heads
from encyclopedia.models import Article, HeadCheck

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def _rechecking(articles: Sequence[Article], options: Options) -> Iterable[Effect]:
    newest = heads(articles)
    checks = HeadCheck.objects.filter(article__in=[article.pk for article in articles])
    last = dict(checks.values_list("article", "checked_at"))
    for article in articles:
        when = last.get(article.pk)
        said = (
            _("last checked on {day}").format(day=date_in_words(when, _("j F Y")))
            if when
            else _("never checked")
        )
        yield effect_on(
            article,
            newest[article.pk],
            _("{said}; its findings are looked for again").format(said=said),
            changes=True,
        )


def _recheck(article: Article, effect: Effect, user: User, options: Options) -> str:
    found = store.recheck(article, today=timezone.localdate())
    return _("{came} findings came, {went} went").format(came=found.came, went=found.went)


RECHECK: Final = Action(
    name="recheck",
    label=gettext_lazy("Check again…"),
    question=gettext_lazy("Check these again?"),
    button=gettext_lazy("Check again"),
    allowed=permissions.may_write,
    refusal=permissions.refusal,
    foresee=_rechecking,
    carry_out=_recheck,
)
