"""Panels about articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.models import User
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from encyclopedia import permissions
from encyclopedia.desk.waiting.values import FEW, SHOWN, Item, Panel, panel
from encyclopedia.models import Article, Edit, HeadCheck, HeadFinding, Publication

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from encyclopedia.models.finding import HeadFindingQuerySet

OVERDUE: Final = timedelta(days=30)
LOOKED_AT: Final = 2000  # marks, which is more than anybody mends before the next look
_SINCE: Final = re.compile(r"since\s+([^\s;\]]+)")
# Rules whose findings say that something does not rest on what it should.
EVIDENCE: Final = (
    "citation_needed",
    "cited_not_pinned",
    "quotation_altered_or_absent",
    "quotation_unpinned",
    "unarchived",
    "unborne_facts",
    "uncited_sentence",
    "unknown_key",
)
_LIST: Final = "admin:encyclopedia_article_changelist"


def findings_of_mine(user: User, today: date) -> Panel:
    """Give the articles that *user* wrote in and that have errors or warnings, the worst first."""
    mine = Edit.objects.filter(editor=user).values("article")
    grave = _found().filter(level__in=["error", "warning"], article__in=mine)
    by_article = (
        grave.values("article", "article__title")
        .annotate(
            errors=Count("pk", filter=Q(level="error")),
            warnings=Count("pk", filter=Q(level="warning")),
        )
        .order_by("-errors", "-warnings", "article__title")
    )
    rows = list(by_article[FEW])
    return panel(
        name="mine",
        heading=_("Findings in articles you wrote in"),
        empty=_("The checks found no error and nothing to warn of in your articles."),
        rows=rows,
        item=lambda row: Item(
            words=row["article__title"],
            url=_evidence(row["article"]),
            note=", ".join(_graded(row["errors"], row["warnings"])),
        ),
        more=f"{reverse(_LIST)}?found=warnings",
    )


def unpublished(user: User, today: date) -> Panel:
    """Give the articles whose newest words readers do not have, the last saved first."""
    publishes = permissions.may_publish(user, None)
    unread = _unread()
    if not publishes:
        unread = unread.filter(pk__in=Edit.objects.filter(editor=user).values("article"))
    heads = Edit.objects.filter(pk__in=unread.order_by("-head").values("head")[FEW])
    told = heads.newest_first().annotate(edited_by=_unless_hidden("editor", "editor_name"))
    columns = ("article", "article__title", "saved_at", "edited_by", "article__publication__edit")
    rows = list(told.values(*columns))
    return panel(
        name="unpublished",
        heading=_("Changes that readers do not see")
        if publishes
        else _("Your unpublished changes"),
        empty=_("Readers have the newest revision of every article."),
        rows=rows,
        item=lambda row: Item(
            words=row["article__title"],
            url=reverse("admin:encyclopedia_article_change", args=[row["article"]]),
            note=_("{state}, last saved by {name}").format(
                state=_state(row["article__publication__edit"]), name=row["edited_by"]
            ),
            when=row["saved_at"],
        ),
        more=reverse(_LIST),
    )


def recently_changed(user: User, today: date) -> Panel:
    """Give the newest revisions of all articles, one an article."""
    # From the newest revision on, one after the other: no head of any other article is looked up.
    later = Edit.objects.filter(article=OuterRef("article"), pk__gt=OuterRef("pk"))
    there = Article.objects.present().filter(pk=OuterRef("article"))
    heads = Edit.objects.filter(~Exists(later), Exists(there)).order_by("-pk")
    told = heads.annotate(
        edited_by=_unless_hidden("editor", "editor_name"),
        said=_unless_hidden("summary", "summary"),
    )
    columns = ("article__title", "article__slug", "saved_at", "edited_by", "said")
    rows = list(told.values(*columns)[:SHOWN])
    return panel(
        name="recent",
        heading=_("Recently changed"),
        empty=_("Nothing was written yet. Add the first article."),
        rows=rows,
        item=lambda row: Item(
            words=row["article__title"],
            url=reverse("history", args=[row["article__slug"]]),
            note=f"{row['edited_by']}: {row['said'] or _('no summary')}",
            when=row["saved_at"],
        ),
    )


def weakest(user: User, today: date) -> Panel:
    """Give the articles with the most findings about evidence."""
    weak = _found().filter(rule__in=EVIDENCE)
    by_article = (
        weak.values("article", "article__title")
        .annotate(count=Count("pk"), errors=Count("pk", filter=Q(level="error")))
        .order_by("-errors", "-count", "article__title")
    )
    rows = list(by_article[FEW])
    return panel(
        name="weakest",
        heading=_("Weakest evidence"),
        empty=_("Every sentence rests on what it cites, as far as the checks can tell."),
        rows=rows,
        item=lambda row: Item(
            words=row["article__title"],
            url=_evidence(row["article"]),
            note=ngettext("{number} place to mend", "{number} places to mend", row["count"]).format(
                number=row["count"]
            ),
        ),
        more=f"{reverse(_LIST)}?found=warnings",
    )


def overdue(user: User, today: date) -> Panel:
    """Give the articles in which a "citation needed" has stood for more than thirty days."""
    asked = _found().filter(rule="citation_needed").order_by("pk")
    marks = list(asked.values_list("article", "article__title", "fingerprint", "words")[:LOOKED_AT])
    noted = HeadCheck.objects.filter(article__in={article for article, *_rest in marks})
    since = dict(noted.values_list("article", "since"))
    titles = {}
    late: dict[UUID, list[str]] = {}
    for article, title, fingerprint, words in marks:
        written = _SINCE.search(words)
        day = written[1] if written else since.get(article, {}).get(fingerprint, "")
        if day and day <= (today - OVERDUE).isoformat():
            titles[article] = title
            late.setdefault(article, []).append(day)
    oldest = sorted(late.items(), key=lambda each: (min(each[1]), titles[each[0]]))
    return panel(
        name="overdue",
        heading=_("“Citation needed”, for too long"),
        empty=_("No “citation needed” has stood for more than {days} days.").format(
            days=OVERDUE.days
        ),
        rows=oldest,
        item=lambda each: Item(
            words=titles[each[0]],
            url=_evidence(each[0]),
            note=ngettext(
                "{number} mark, the oldest since {day}",
                "{number} marks, the oldest since {day}",
                len(each[1]),
            ).format(number=len(each[1]), day=min(each[1])),
        ),
        more=reverse(_LIST),
    )


def _found() -> HeadFindingQuerySet:
    """Give what is to mend, but for articles that were deleted or went into others."""
    there = HeadFinding.objects.open().filter(article__deleted_at__isnull=True)
    return there.filter(article__merger=None)


def _unread() -> QuerySet[Any]:
    """Give articles with a `head` that readers do not have.

    Which these may be is told by indexes alone: rows of articles and pages are large, and most are
    read as they are. Only of those few is it asked whether they are there, and for readers.
    """
    later = Edit.objects.filter(article=OuterRef("article"), pk__gt=OuterRef("edit"))
    behind = Publication.objects.order_by().filter(Exists(later)).values("article")
    public = Publication.objects.filter(article=OuterRef("pk"))
    drafts = Article.objects.order_by().filter(~Exists(public)).values("pk")
    newest = Edit.objects.filter(article=OuterRef("pk")).newest_first()
    there = Article.objects.present().filter(withdrawn_at=None, merger=None)
    unread = there.filter(pk__in=behind.union(drafts))
    return unread.annotate(head=Subquery(newest.values("pk")[:1]))


def _unless_hidden(what: str, column: str) -> Case:
    return Case(When(hidden__has_key=what, then=Value("(hidden)")), default=column)


def _evidence(article: object) -> str:
    return reverse("admin:encyclopedia_article_evidence", args=[article])


def _state(public: int | None) -> str:
    return _("readers have revision {public}").format(public=public) if public else _("a draft")


def _graded(errors: int, warnings: int) -> Iterator[str]:
    if errors:
        yield ngettext("{number} error", "{number} errors", errors).format(number=errors)
    if warnings:
        yield ngettext("{number} warning", "{number} warnings", warnings).format(number=warnings)
