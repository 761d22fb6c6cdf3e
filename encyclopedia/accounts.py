"""Accounts: what people may be here, and how an account is made anonymous."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from encyclopedia import publishing, purging, reporting, reviewing, second_factor, store
from encyclopedia.models import (
    Attention,
    Edit,
    KeptDraft,
    Presence,
    Publication,
    Taking,
    Watch,
)
from sources import store as source_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from encyclopedia.models.publication import PublicationQuerySet

# Every table that keeps the names of editors as text; each gives how many it signed anew.
SIGNED: Final[tuple[Callable[[User, str], int], ...]] = (
    store.sign_anew,
    source_store.sign_anew,
    reviewing.sign_anew,
    reporting.sign_anew,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What making an account anonymous comes to."""

    pseudonym: str
    revisions: int
    articles: int
    pages: tuple[str, ...]


def pseudonym(user: User) -> str:
    """Give the name that stands for *user* ever after: always the same, and it tells nothing."""
    return f"Former editor {user.pk}"


def is_anonymous(user: User) -> bool:
    """Tell whether *user* was made anonymous."""
    return user.username == _username(user)


def effect(user: User) -> Effect:
    """Say what would change if *user* were made anonymous."""
    edits = Edit.objects.filter(editor=user)
    pages = _pages(user).order_by("title_key").values_list("title", flat=True)
    return Effect(
        pseudonym=pseudonym(user),
        revisions=edits.count(),
        articles=edits.values("article").distinct().count(),
        pages=tuple(pages),
    )


def anonymise(user: User, *, watching: Callable[[Iterable[str]], Iterable[str]] = iter) -> Effect:
    """Replace the name of *user* everywhere, and close the account for good.

    Every revision stays and stays theirs, under the pseudonym. Pages that name them are made
    again, one by one as *watching* lets them pass.
    """
    slugs = list(_pages(user).values_list("slug", flat=True))
    with transaction.atomic():
        done = effect(user)
        # Where this is stopped before every page is made again, `renew_pages` makes the rest.
        Publication.objects.filter(pk__in=slugs).update(outdated=True)
        for sign in SIGNED:
            sign(user, done.pseudonym)
        _forget(user)
    purging.notice()  # pages about people are in no publication
    for slug in watching(slugs):
        for publication in Publication.objects.filter(pk=slug):
            publishing.renew(publication)
    return done


def _username(user: User) -> str:
    return f"former-editor-{user.pk}"


def _pages(user: User) -> PublicationQuerySet:
    """Give the public pages whose byline may name *user*."""
    theirs = Edit.objects.filter(editor=user)
    taking = Taking.objects.filter(taken_from__article__in=theirs.values("article"))
    written_by = Q(article__in=theirs.values("article"))
    return Publication.objects.without_pages().filter(
        written_by | Q(article__in=taking.values("edit__article"))
    )


def _forget(user: User) -> None:
    """Take from the tables what says who *user* is, and what lets anybody sign in as them."""
    user.username = _username(user)
    user.first_name = user.last_name = user.email = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    second_factor.forget(user)
    for theirs in (Watch, Attention, KeptDraft, Presence):
        theirs.objects.filter(user=user).delete()
    accounts = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=accounts, object_id=str(user.pk)).update(
        object_repr=user.username, change_message=""
    )
