"""Actions on many articles: what each would do to each, and doing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as date_in_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import categorising, permissions, reviewing, store
from encyclopedia.desk import adopting
from encyclopedia.models import Article, Edit, HeadCheck, Publication

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser, User
    from django_stubs_ext import StrPromise

MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an action would do to one article as of its revision `head`, in a sentence."""

    article: UUID
    title: str
    head: int
    says: str
    changes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of one article: `outcome` is one of the audit log."""

    article: UUID
    title: str
    outcome: str
    says: str


Options = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something that can be done to many articles at once.

    `allowed` asks for the role, `refusal` says what keeps somebody from one article; `foresee`
    gives the effect on articles, `carry_out` does it to one and says what was done; `asks` names
    what it needs to be told, all of which it must be told if it `insists`.
    """

    name: str
    label: StrPromise
    question: StrPromise
    button: StrPromise
    allowed: Callable[[User | AnonymousUser], bool]
    refusal: Callable[[User | AnonymousUser, Article], str]
    foresee: Callable[[Sequence[Article], Options], Iterable[Effect]]
    carry_out: Callable[[Article, Effect, User, Options], str]
    asks: tuple[str, ...] = ()
    insists: bool = False


def foresee(
    action: Action, articles: Sequence[Article], user: User | AnonymousUser, options: Options
) -> tuple[Effect, ...]:
    """Say what *action* of *user* would do to each of *articles*, or what keeps it from that."""
    refused = {each.pk: why for each in articles if (why := action.refusal(user, each))}
    return tuple(
        replace(effect, says=_as_clause(refused[effect.article]), changes=False)
        if effect.article in refused
        else effect
        for effect in action.foresee(articles, options)
    )


def _as_clause(sentence: str) -> str:
    return sentence.removesuffix(".")


def carry_out(
    action: Action,
    articles: Iterable[Article],
    seen: Mapping[UUID, int],
    user: User,
    options: Options,
) -> tuple[Done, ...]:
    """Do *action* to each of *articles* still as it was *seen*; one refusal stops no other."""
    found = []
    for article in articles:
        (effect,) = foresee(action, [article], user, options)
        outcome, says = "refused", _("somebody saved it meanwhile; look at it again")
        if why := action.refusal(user, article):
            says = _as_clause(why)
        elif effect.head == seen.get(article.pk):
            if not effect.changes:
                outcome, says = "not taken", effect.says
            else:
                try:
                    outcome, says = "done", action.carry_out(article, effect, user, options)
                except (store.StoreError, reviewing.ReviewingError) as error:
                    says = _as_clause(str(error))
        found.append(Done(article=article.pk, title=article.title, outcome=outcome, says=says))
    return tuple(found)


def _effect(article: Article, head: int, says: str, *, changes: bool) -> Effect:
    return Effect(article=article.pk, title=article.title, head=head, says=says, changes=changes)


def _heads(articles: Sequence[Article]) -> dict[UUID, int]:
    return store.newest(article.pk for article in articles)


def _public(articles: Sequence[Article]) -> dict[UUID, int]:
    ids = [article.pk for article in articles]
    found = Publication.objects.filter(article__in=ids)
    return dict(found.values_list("article", "edit"))


def _publishing(articles: Sequence[Article], options: Options) -> Iterable[Effect]:
    newest, public = _heads(articles), _public(articles)
    for article in articles:
        head, now = newest[article.pk], public.get(article.pk)
        if getattr(article, "merger", None) is not None:
            yield _effect(article, head, _("was merged: its readers go elsewhere"), changes=False)
        elif now == head:
            yield _effect(
                article,
                head,
                _("readers have revision {head} already").format(head=head),
                changes=False,
            )
        elif why := _unready(head):
            yield _effect(article, head, why, changes=False)
        elif article.withdrawn_at and not options["reason"]:
            says = _("is withdrawn: say why readers get it again")
            yield _effect(article, head, says, changes=False)
        elif now:
            yield _effect(
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
            yield _effect(article, head, says.format(head=head), changes=True)


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
        return _as_clause(str(error))
    return ""


def _withdrawing(articles: Sequence[Article], options: Options) -> Iterable[Effect]:
    newest, public = _heads(articles), _public(articles)
    for article in articles:
        is_public = article.pk in public
        says = (
            _("readers lose the page and its history until it is published again")
            if is_public
            else _("readers do not have it")
        )
        yield _effect(article, newest[article.pk], says, changes=is_public)


def _withdraw(article: Article, effect: Effect, user: User, options: Options) -> str:
    reviewing.withdraw(article, by=user, reason=options["reason"])
    return "withdrawn"


def _adopting(articles: Sequence[Article], options: Options) -> Iterable[Effect]:
    newest = _heads(articles)
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
        yield _effect(article, newest[article.pk], says, changes=found is not None)


def adopt(article: Article, effect: Effect, user: User, options: Options) -> str:
    """Take over the corrected sources of *article* in a new revision that names them."""
    (found,) = adopting.behind([article.pk])
    keys = ", ".join(f"@{source.key}" for source in found.sources)
    reason = store.Reason(editor=user, summary=f"Take over corrected sources: {keys}", minor=True)
    return _("revision {id} has them").format(
        id=store.adopt_sources(article, reason=reason).edit.pk
    )


def _rechecking(articles: Sequence[Article], options: Options) -> Iterable[Effect]:
    newest = _heads(articles)
    checks = HeadCheck.objects.filter(article__in=[article.pk for article in articles])
    last = dict(checks.values_list("article", "checked_at"))
    for article in articles:
        when = last.get(article.pk)
        said = (
            _("last checked on {day}").format(day=date_in_words(when, _("j F Y")))
            if when
            else _("never checked")
        )
        yield _effect(
            article,
            newest[article.pk],
            _("{said}; its findings are looked for again").format(said=said),
            changes=True,
        )


def _recheck(article: Article, effect: Effect, user: User, options: Options) -> str:
    found = store.recheck(article, today=timezone.localdate())
    return _("{came} findings came, {went} went").format(came=found.came, went=found.went)


def _categorising(articles: Sequence[Article], options: Options) -> Iterable[Effect]:
    newest = _heads(articles)
    for article in articles:
        after = categorising.changed(article.categories, options["add"], options["remove"])
        changes = after != article.categories
        says = (
            _("categories: {names}").format(names=", ".join(after) or _("none"))
            if changes
            else _("stays as it is")
        )
        yield _effect(article, newest[article.pk], says, changes=changes)


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


def _may_publish(user: User | AnonymousUser) -> bool:
    return permissions.may_publish(user, None)


ACTIONS: Final[tuple[Action, ...]] = (
    Action(
        name="publish_newest",
        label=gettext_lazy("Publish the newest revision…"),
        question=gettext_lazy("Publish these?"),
        button=gettext_lazy("Publish"),
        allowed=_may_publish,
        refusal=permissions.refusal_to_publish,
        foresee=_publishing,
        carry_out=_publish,
        asks=("reason",),
    ),
    Action(
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
    ),
    Action(
        name="adopt_sources",
        label=gettext_lazy("Take over corrected sources…"),
        question=gettext_lazy("Take over the corrected sources of these?"),
        button=gettext_lazy("Take over"),
        allowed=permissions.may_write,
        refusal=permissions.refusal,
        foresee=_adopting,
        carry_out=adopt,
    ),
    Action(
        name="recheck",
        label=gettext_lazy("Check again…"),
        question=gettext_lazy("Check these again?"),
        button=gettext_lazy("Check again"),
        allowed=permissions.may_write,
        refusal=permissions.refusal,
        foresee=_rechecking,
        carry_out=_recheck,
    ),
    Action(
        name="categorise",
        label=gettext_lazy("Add or remove categories…"),
        question=gettext_lazy("Change the categories of these?"),
        button=gettext_lazy("Change categories"),
        allowed=permissions.may_write,
        refusal=permissions.refusal,
        foresee=_categorising,
        carry_out=_categorise,
        asks=("add", "remove"),
    ),
)
