"""Taking over the corrected sources of many articles, each in a revision that names them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import permissions, store
from encyclopedia.desk import adopting
from encyclopedia.desk.bulk.action import Action, Effect, Options, effect_on, heads
from encyclopedia.models import Article

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def _adopting(articles: Sequence[Article], options: Options) -> Iterable[Effect]:
    newest = heads(articles)
    stale = {each.article: each for each in adopting.behind(article.pk for article in articles)}
    for article in articles:
        found = stale.get(article.pk)
        says = (
            _("a new revision takes over {sources}").format(
                sources=", ".join(
                    f"@{source.key} ({', '.join(str(each.name) for each in source.differences)})"
                    for source in found.sources
                )
            )
            if found
            else _("it has its sources as they are today")
        )
        yield effect_on(article, newest[article.pk], says, changes=found is not None)


def adopt(article: Article, effect: Effect, user: User, options: Options) -> str:
    """Take over the corrected sources of *article* in a new revision that names them."""
    (found,) = adopting.behind([article.pk])
    keys = ", ".join(f"@{source.key}" for source in found.sources)
    reason = store.Reason(editor=user, summary=f"Take over corrected sources: {keys}", minor=True)
    return _("revision {id} has them").format(
        id=store.adopt_sources(article, reason=reason).edit.pk
    )


ADOPT: Final = Action(
    name="adopt_sources",
    label=gettext_lazy("Take over corrected sources…"),
    question=gettext_lazy("Take over the corrected sources of these?"),
    button=gettext_lazy("Take over"),
    allowed=permissions.may_write,
    refusal=permissions.refusal,
    foresee=_adopting,
    carry_out=adopt,
)
