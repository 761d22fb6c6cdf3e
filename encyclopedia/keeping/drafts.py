"""Drafts kept while somebody types: taken, offered again, put away. They are no revisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils import timezone

from encyclopedia import languages, permissions, store
from encyclopedia.core.comparison.touched import touched
from encyclopedia.core.document import Document
from encyclopedia.keeping import tickets, typed
from encyclopedia.models import Article, Edit, KeptDraft

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import QueryDict

    from encyclopedia.keeping.tickets import Ticket
    from encyclopedia.keeping.typed import Fields

MOST_EACH = 20
"""How many drafts of one user are kept; the oldest go first."""

OFFERED = 3
A_MOMENT = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A kept draft as it is offered: when it was typed, and the places that it would change.

    That of a new article has its title, or nothing yet.
    """

    ticket: UUID
    typed_at: datetime
    places: tuple[str, ...]
    title: str = ""


def keep(ticket: Ticket, article: Article | None, told: Fields) -> KeptDraft | None:
    """Keep *told*, or nothing where the form of this ticket has been saved meanwhile."""
    if _is_spent(ticket, told):
        return None
    draft = KeptDraft(
        user_id=ticket.user_id,
        ticket=ticket.id,
        article=article,
        base=typed.number(told, "base"),
        fields=told,
        typed_at=timezone.now(),
    )
    KeptDraft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["user", "ticket"],
        update_fields=["article", "base", "fields", "typed_at"],
    )
    mine = KeptDraft.objects.of(ticket.user_id)
    mine.expired().delete()
    newest = mine.order_by("-typed_at").values_list("pk", flat=True)[:MOST_EACH]
    mine.exclude(pk__in=list(newest)).delete()
    return draft


def _is_spent(ticket: Ticket, told: Fields) -> bool:
    """Tell whether these words, or words of this form a moment ago, were saved.

    What was on its way while the form was saved is older than what was saved.
    """
    saved = Edit.objects.filter(submission__startswith=f"{ticket.id.hex}-")
    just_now = timezone.now() - A_MOMENT
    return any(
        edit.submission == submission(ticket, told) or edit.saved_at > just_now
        for edit in saved.only("submission", "saved_at")
    )


def is_saved(ticket: Ticket, told: Fields) -> bool:
    """Tell whether exactly these words of this form were saved."""
    return Edit.objects.filter(submission=submission(ticket, told)).exists()


def submission(ticket: Ticket, told: Fields) -> str:
    """Name what was sent: the same words of the same form have the same name."""
    return f"{ticket.id.hex}-{typed.digest(told)}"


def discard(user_id: int, ticket: UUID) -> bool:
    """Put a draft of this user away, with others of the same words; tell whether there was one."""
    mine = KeptDraft.objects.of(user_id)
    draft = mine.filter(ticket=ticket).first()
    if draft is None:
        return False
    words = _words(draft)
    beside = mine.filter(article=draft.article_id)
    mine.filter(pk__in=[each.pk for each in beside if _words(each) == words]).delete()
    return True


def offers(user_id: int, article: Article | None) -> tuple[Offer, ...]:
    """Offer what this user typed in forms of *article*, or of new articles, and did not save.

    The same words are offered once, as they were typed last.
    """
    kept = KeptDraft.objects.of(user_id).fresh().filter(article=article)
    by_words: dict[str, KeptDraft] = {}
    for draft in kept.select_related("article"):
        by_words.setdefault(_words(draft), draft)
    found = map(_offer, islice(by_words.values(), OFFERED))
    return tuple(offer for offer in found if offer.places)


def _words(draft: KeptDraft) -> str:
    """Give what is the same for the same words alone, whichever revision they began from."""
    return typed.digest({name: said for name, said in draft.fields.items() if name != "base"})


def _offer(draft: KeptDraft) -> Offer:
    before, now = read(draft)
    return Offer(
        ticket=draft.ticket,
        typed_at=draft.typed_at,
        places=languages.told(touched(before, now)),
        title="" if draft.article else now.title,
    )


def find(user_id: int, ticket: UUID) -> KeptDraft | None:
    """Find a draft of this user."""
    return KeptDraft.objects.of(user_id).fresh().filter(ticket=ticket).first()


def read(draft: KeptDraft) -> tuple[Document, Document]:
    """Give what *draft* began from, and what it says."""
    return _read(draft.article, draft.base, draft.fields, draft.ticket.hex)


def _read(
    article: Article | None, base: int | None, told: Fields, ticket: str
) -> tuple[Document, Document]:
    if article is None:
        blank = typed.blank()
        return blank, typed.document(told, None, own_id=blank.id, ticket=ticket)
    before = store.at(began(article, base))
    return before, typed.document(told, before, own_id=article.pk, ticket=ticket)


def began(article: Article, base: int | None) -> Edit:
    """Give the revision *base* of *article* or, where it is none, the newest."""
    return store.history(article).showing("text").filter(pk=base).first() or store.head(article)


def _may_keep(owner: User, article: Article | None) -> bool:
    if article is None:
        return permissions.may_write(owner)
    return permissions.may_change(owner, article)


def rescue(post: QueryDict, article: Article | None) -> KeptDraft | None:
    """Keep the words of a form that could not be taken, for the person whose ticket it has.

    It gives None where the ticket is none, or its owner may not write any more.
    """
    ticket = tickets.read(post.get("ticket", ""))
    users = get_user_model().objects
    owner: User | None = users.filter(pk=ticket.user_id).first() if ticket else None
    if ticket is None or owner is None or not _may_keep(owner, article):
        return None
    try:
        return keep(ticket, article, typed.fields(post))
    except typed.TooLargeError:
        return None
