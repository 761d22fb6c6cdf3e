"""An action on many articles, what it would do to each, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from encyclopedia import reviewing, store
from encyclopedia.models import Article

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser, User
    from django_stubs_ext import StrPromise


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
        replace(effect, says=as_clause(refused[effect.article]), changes=False)
        if effect.article in refused
        else effect
        for effect in action.foresee(articles, options)
    )


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
            says = as_clause(why)
        elif effect.head == seen.get(article.pk):
            if not effect.changes:
                outcome, says = "not taken", effect.says
            else:
                try:
                    outcome, says = "done", action.carry_out(article, effect, user, options)
                except (store.StoreError, reviewing.ReviewingError) as error:
                    says = as_clause(str(error))
        found.append(Done(article=article.pk, title=article.title, outcome=outcome, says=says))
    return tuple(found)


def as_clause(sentence: str) -> str:
    """Give *sentence* as a part of another one."""
    return sentence.removesuffix(".")


def effect_on(article: Article, head: int, says: str, *, changes: bool) -> Effect:
    """Say in *says* what an action would do to *article* as of its revision *head*."""
    return Effect(article=article.pk, title=article.title, head=head, says=says, changes=changes)


def heads(articles: Sequence[Article]) -> dict[UUID, int]:
    """Give the newest revision of each of *articles*."""
    return store.newest(article.pk for article in articles)
