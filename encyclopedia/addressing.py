"""The addresses of articles: they follow the title that readers know, and old ones lead there.

Nothing here is of a draft: a name is remembered when readers lose it, not when an editor types.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from encyclopedia import store
from encyclopedia.core import titles
from encyclopedia.models import Article, Edit, Merger, Publication, Redirect
from encyclopedia.models.article import RedirectQuerySet
from encyclopedia.store import naming

LONGEST = titles.LONGEST


class AddressError(ValueError):
    """An article cannot have this address, or another name: a sentence that says why."""


def follow(article: Article, title: str, old: Publication | None) -> None:
    """Let the address of *article* follow the *title* that readers are to know it by.

    An address that fits the title, or that was chosen for it, stays or comes back. The caller
    holds the article.
    """
    key = titles.key(title)
    if old is not None and old.title_key != key:
        remember(article, old)
    slug = _slug(article, title, old)
    own = Redirect.objects.filter(article=article, slug=slug).first()
    article.redirects.filter(title_key=key).update(title_key=None)
    if own is not None:
        own.delete()
        if own.title_key not in (None, key):
            _remember_title(article, own)
    if slug != article.slug:
        _take(article, slug)


def _slug(article: Article, title: str, old: Publication | None) -> str:
    key = titles.key(title)
    last = Redirect.objects.filter(article=article, slug=article.slug).first()
    known = last.title_key if last else old.title_key if old else None
    if known == key or _fits(article.slug, title):
        return article.slug
    again = Redirect.objects.filter(article=article, title_key=key).first()
    return again.slug if again else naming.free_slug(title, article)


def _remember_title(article: Article, name: Redirect) -> None:
    """Keep the old title of *name*, whose address the article has now, at another one."""
    Redirect.objects.create(
        slug=naming.free_slug(name.title),
        title=name.title,
        title_key=name.title_key,
        article=article,
    )


def remember(article: Article, public: Publication) -> None:
    """Remember the name and address that readers knew *article* by, before *public* goes."""
    article.redirects.filter(title_key=public.title_key).update(title_key=None)
    Redirect.objects.update_or_create(
        slug=public.slug,
        defaults={"title": public.title, "title_key": public.title_key, "article": article},
    )


def hand_over(article: Article, into: Article) -> None:
    """Let all old names of *article* lead to *into*, which took its words."""
    article.redirects.update(article=into)


def take_back(article: Article) -> list[str]:
    """Let the address of *article* lead elsewhere no more; give the folded titles that did."""
    names = Redirect.objects.filter(slug=article.slug).exclude(article=article)
    keys = names.named()
    names.update(article=article)
    return keys


def leading_here(article: Article) -> RedirectQuerySet:
    """Give the old names and addresses that lead to *article*, not its own."""
    return article.redirects.exclude(slug=article.slug).order_by("title", "slug")


def move(article: Article, slug: str) -> bool:
    """Give *article*, which the caller holds, the address *slug*; tell whether it is new."""
    if slug == article.slug:
        return False
    if titles.slug(slug) != slug or len(slug) > LONGEST:
        raise AddressError(
            _("An address is small letters, digits and hyphens; “{slug}” would do.").format(
                slug=titles.slug(slug)
            )
        )
    if naming.is_taken(slug, article):
        raise AddressError(
            _("“{slug}” is or was the address of another article.").format(slug=slug)
        )
    Redirect.objects.filter(article=article, slug=slug).delete()
    public = Publication.objects.filter(article=article).first()
    if public is not None:
        Redirect.objects.create(slug=article.slug, title=public.title, article=article)
    _take(article, slug)
    return True


def add(article: Article, title: str) -> bool:
    """Let *title* lead to *article*, which the caller holds; tell whether it did not yet."""
    key = naming.free_title(article, title)
    own = Publication.objects.filter(article=article).values_list("title_key", flat=True)
    if key in {article.title_key, *own}:
        raise AddressError(_("The article has this title itself: a name cannot lead to itself."))
    if article.redirects.filter(title_key=key).exists():
        return False
    slug = titles.slug(title)
    if slug == article.slug or naming.is_taken(slug) or len(slug) > LONGEST:
        slug = naming.free_slug(title)
    Redirect.objects.create(slug=slug, title=title, title_key=key, article=article)
    return True


def led_to(article: Article) -> list[Article]:
    """Give *article* and, where it was merged, those that its readers are led to, the last last."""
    found = [article]
    while merger := Merger.objects.filter(article=found[-1]).select_related("into").first():
        found.append(merger.into)
    return found


def hide_names(article: Article, edits: Iterable[Edit], *, hidden: bool) -> list[str]:
    """Take away the names that only hidden revisions had, or give them back; give their keys.

    The names of a merged article are with the one that its readers are led to.
    """
    public = Edit.objects.filter(article=article, publication__isnull=False)
    at = store.titles(article, [*public.values_list("pk", flat=True)])
    changed = {edit.pk for edit in edits} & at.keys()
    shown = set(public.showing("text").values_list("pk", flat=True))
    led = led_to(article)
    if hidden:
        kept = {titles.key(at[edit]) for edit in shown}
        keys = {titles.key(at[edit]) for edit in changed} - kept
        for name in Redirect.objects.filter(article__in=led):
            if titles.key(name.title) in keys:
                name.delete()
        done = sorted(keys)
    else:
        names = {titles.key(at[edit]): at[edit] for edit in changed & shown}
        done = sorted(key for key, title in names.items() if _give_back(article, title, led[-1]))
    if done and len(led) > 1 and article.withdrawn_at is None:
        _be_known_by(article, at[max(shown)] if shown else "", led[-1])
    return done


def _give_back(article: Article, title: str, into: Article) -> bool:
    try:
        return add(article, title) if article == into else _lead_on(article, title, into)
    except (AddressError, store.TitleTakenError):
        return False


def _lead_on(article: Article, title: str, into: Article) -> bool:
    """Let *title*, a name of the merged *article*, lead to *into*."""
    key = naming.free_title(article, title)
    Redirect.objects.update_or_create(
        slug=naming.free_slug(title, article),
        defaults={"title": title, "title_key": key, "article": into},
    )
    return True


def _be_known_by(article: Article, title: str, into: Article) -> None:
    """Let readers know the merged *article* by *title*, and an address that is of it."""
    Merger.objects.filter(article=article).update(title=title)
    if not title or Redirect.objects.filter(slug=article.slug).exists():
        return
    _give_back(article, title, into)
    name = Redirect.objects.filter(article=into, title_key=titles.key(title)).first()
    if name is not None:
        _take(article, name.slug)


def _fits(slug: str, title: str) -> bool:
    """Tell whether *slug* is the address that *title* makes, or that with a number."""
    return bool(re.fullmatch(rf"{re.escape(titles.slug(title))}(-[0-9]+)?", slug))


def _take(article: Article, slug: str) -> None:
    article.slug = slug
    Article.objects.filter(pk=article.pk).update(slug=slug)
