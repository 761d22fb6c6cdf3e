"""Adding categories to many articles, or removing them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import categorising, permissions, store
from encyclopedia.desk.bulk.action import Action, Effect, Options, effect_on, heads
from encyclopedia.models import Article, Edit

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def _categorising(articles: Sequence[Article], options: Options) -> Iterable[Effect]:
    newest = heads(articles)
    for article in articles:
        after = categorising.changed(article.categories, options["add"], options["remove"])
        changes = after != article.categories
        says = (
            _("categories: {names}").format(names=", ".join(after) or _("none"))
            if changes
            else _("stays as it is")
        )
        yield effect_on(article, newest[article.pk], says, changes=changes)


def _categorise(article: Article, effect: Effect, user: User, options: Options) -> str:
    said = [_("add {names}").format(names=", ".join(options["add"]))] if options["add"] else []
    said += (
        [_("remove {names}").format(names=", ".join(options["remove"]))]
        if options["remove"]
        else []
    )
    reason = store.Reason(editor=user, summary=f"Categories: {'; '.join(said)}", minor=True)
    edit = Edit.objects.get(pk=effect.head)
    document = store.at(edit)
    after = categorising.changed(document.categories, options["add"], options["remove"])
    saved = store.save(
        article, replace(document, categories=tuple(after)), base=edit.pk, reason=reason
    )
    return _("revision {id} says so").format(id=saved.edit.pk)


CATEGORISE: Final = Action(
    name="categorise",
    label=gettext_lazy("Add or remove categories…"),
    question=gettext_lazy("Change the categories of these?"),
    button=gettext_lazy("Change categories"),
    allowed=permissions.may_write,
    refusal=permissions.refusal,
    foresee=_categorising,
    carry_out=_categorise,
    asks=("add", "remove"),
)
