"""Categories across articles: counted, renamed and merged, each change a revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from encyclopedia import permissions, store
from encyclopedia.core import titles
from encyclopedia.models import Article

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """What renaming a category does to one article as of its revision `head`.

    `refusal` says what keeps it from being done, if anything does.
    """

    article: UUID
    title: str
    head: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    refusal: str = ""

    @property
    def is_merge(self) -> bool:
        """Whether the article has the new name already, so that one of two goes."""
        return len(self.after) < len(self.before)


def counts() -> dict[str, int]:
    """Count the articles of each category of the heads, by name."""
    listed = Article.objects.present().exclude(categories=[]).values_list("categories", flat=True)
    found = Counter(name for names in listed.order_by() for name in names)
    return dict(sorted(found.items(), key=lambda each: titles.key(each[0])))


def changed(
    categories: Iterable[str], add: Iterable[str] = (), remove: Iterable[str] = ()
) -> list[str]:
    """Give *categories* less those to *remove* and with those to *add*, each once."""
    gone = {titles.key(name) for name in remove}
    kept = [name for name in categories if titles.key(name) not in gone]
    here = {titles.key(name) for name in kept}
    return [*kept, *(name for name in dict.fromkeys(add) if titles.key(name) not in here)]


def renamed(categories: Iterable[str], old: str, new: str) -> tuple[str, ...]:
    """Give *categories* with *new* in the place of *old*, each once."""
    return tuple(dict.fromkeys(new if name == old else name for name in categories))


def plan(old: str, new: str, *, by: User | None = None) -> tuple[Renaming, ...]:
    """Say what renaming *old* to *new* does to each article that has it, by title.

    Where *by* may not change one, it says so; None may change all.
    """
    if old == new:
        return ()
    has_it = [
        pk
        for pk, names in Article.objects.present()
        .exclude(categories=[])
        .values_list("pk", "categories")
        if old in names
    ]
    found = Article.objects.filter(pk__in=has_it).select_related("protection")
    articles = list(found.order_by("title"))
    heads = store.newest(has_it)
    return tuple(
        Renaming(
            article=article.pk,
            title=article.title,
            head=heads[article.pk],
            before=tuple(article.categories),
            after=renamed(article.categories, old, new),
            refusal=permissions.refusal(by, article) if by is not None else "",
        )
        for article in articles
    )


def rename(
    renamings: Iterable[Renaming], old: str, new: str, *, reason: store.Reason
) -> tuple[store.Saved, ...]:
    """Let *new* stand for *old* in the articles of *renamings*, a revision each.

    What others saved meanwhile stays; planned and run again, it goes on where it was stopped.
    """
    saved = []
    for each in renamings:
        article = Article.objects.get(pk=each.article)
        head = store.head(article)
        document = store.at(head)
        saved.append(
            store.save(
                article,
                replace(document, categories=renamed(document.categories, old, new)),
                base=head.pk,
                reason=reason,
            )
        )
    return tuple(saved)
