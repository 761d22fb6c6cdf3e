"""Public revisions of all articles in the order in which readers got them, and who wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    F,
    Field,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
)
from django.urls import reverse

from encyclopedia import presenting
from encyclopedia.models import Edit, PublishedRevision
from encyclopedia.pages import Change, Contributor, Day

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from encyclopedia.models.edit import EditQuerySet

ANYBODY: Final = AnonymousUser()
COUNTED: Final = 100
"""How many revisions of each contributor a list of them looks at."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR: Final = re.compile(r"(\d{1,17})-(\d{1,18})", re.ASCII)
# What a line does not tell, and may be long.
_HEAVY: Final = (
    *("manifest", "declined", "restores__manifest", "undoes__manifest"),
    *("article__lead", "article__hatnote", "article__categories"),
    *("article__publication__page", "article__publication__brotli"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """A place in the list of recent changes: that of one revision, and when it was published."""

    published_at: datetime
    revision: int

    @property
    def text(self) -> str:
        """The cursor as an address has it: microseconds since 1970, and the revision."""
        since = (self.published_at - _EPOCH) // timedelta(microseconds=1)
        return f"{since}-{self.revision}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of the list of recent changes: those published from `since` on, and after `before`."""

    since: datetime | None = None
    before: Cursor | None = None

    def chosen(self, by: str = "") -> Q:
        """Choose what is in it, where *by* leads from a revision to its publication."""
        found = Q()
        if self.since is not None:
            found &= Q((f"{by}published_at__gte", self.since))
        if self.before is not None:
            at, earlier = self.before.published_at, Q(pk__lt=self.before.revision)
            found &= Q((f"{by}published_at__lte", at))
            found &= Q((f"{by}published_at__lt", at)) | earlier
        return found


def cursor(typed: str) -> Cursor | None:
    """Read a cursor, or give None where *typed* is none."""
    found = _CURSOR.fullmatch(typed)
    if found is None:
        return None
    try:
        at = _EPOCH + timedelta(microseconds=int(found[1]))
    except OverflowError:
        return None
    return Cursor(published_at=at, revision=int(found[2]))


def cursor_of(change: Change) -> Cursor:
    """Give the place of *change* in the list."""
    return Cursor(published_at=change.published_at, revision=change.line.id)


def public() -> EditQuerySet:
    """Give every revision that all may see, in no order."""
    return Edit.objects.visible_to(ANYBODY)


def newest_first(edits: EditQuerySet) -> EditQuerySet:
    """Order *edits* by the moment at which readers got them."""
    return edits.order_by("-publication__published_at", "-pk")


def newest(edits: EditQuerySet, span: Span, most: int, *, few: bool = False) -> EditQuerySet:
    """Give the newest *most* of *edits* that are in *span*, newest first.

    Goes along all published revisions from the newest on and asks of each whether it is one of
    *edits*: as quick among many as among a few, where most of them are. Where *few* are, it begins
    with them. Which they are is asked first: PostgreSQL joins very many rows otherwise.
    """
    if few:
        return newest_first(edits.filter(span.chosen(by="publication__")))[:most]
    along = PublishedRevision.objects.filter(span.chosen(), Exists(edits.filter(pk=OuterRef("pk"))))
    chosen = along.order_by("-published_at", "-pk").values_list("pk", flat=True)[:most]
    return newest_first(Edit.objects.filter(pk__in=list(chosen)))


def changes(edits: EditQuerySet) -> tuple[Change, ...]:
    """Give the few *edits* as lines of a list, with what each changed in size."""
    earlier = _earlier().order_by("-pk")
    related = edits.select_related(
        *("article__publication", "article__merger", "publication"),
        *("restores__publication", "undoes__publication"),
    )
    told = related.defer(*_HEAVY).annotate(before_id=Subquery(earlier.values("pk")[:1]))
    listed = list(presenting.with_takings(told))
    ids = [edit.before_id for edit in listed]  # type: ignore[attr-defined]
    before = {edit.pk: edit for edit in Edit.objects.filter(pk__in=ids).only("size", "hidden")}
    return tuple(
        _change(edit, before.get(edit.before_id))  # type: ignore[attr-defined]
        for edit in listed
    )


def _change(edit: Edit, before: Edit | None) -> Change:
    article = edit.article
    return Change(
        title=title(edit),
        url=article.get_absolute_url(),
        history_url=reverse("history", args=[article.slug]),
        published_at=edit.publication.published_at,
        line=presenting.revision_line(edit, before=before),
    )


def title(edit: Edit) -> str:
    """Give the title by which readers know, or knew, the article of *edit*."""
    publication = getattr(edit.article, "publication", None)
    return str(publication.title if publication is not None else edit.article.merger.title)


def days(changes: Iterable[Change]) -> tuple[Day, ...]:
    """Put *changes*, newest first, under their days (UTC)."""
    by_day = groupby(changes, key=lambda change: change.published_at.astimezone(UTC).date())
    return tuple(Day(date=day, changes=tuple(found)) for day, found in by_day)


def signed(edits: EditQuerySet) -> EditQuerySet:
    """Give those of *edits* of which readers may know who wrote them."""
    return edits.showing("editor").exclude(editor_name="")


def signed_publicly() -> EditQuerySet:
    """Give every public revision of which readers may know who wrote it, in no order.

    That is asked of one after the other, along whichever index leads to them: joined to their
    articles, SQLite looks through all articles first.
    """
    return Edit.objects.filter(Exists(signed(public()).filter(pk=OuterRef("pk"))))


def firsts(edits: EditQuerySet) -> EditQuerySet:
    """Give those of *edits* that are the first that readers ever had of their article."""
    return edits.filter(~Exists(_earlier()))


def contributors(after: str, most: int) -> list[Contributor]:
    """Give *most* who wrote public revisions, by name, from behind the name *after* on.

    Of each the newest `COUNTED` revisions are looked at, so a page costs the same however much
    they wrote.
    """
    theirs = signed_publicly()
    newest = theirs.filter(pk__in=theirs.newest_by_name(after, most))
    # From the name to the name, so that it is gone along the index of names, not of revisions.
    name = OuterRef("editor_name")
    seen = theirs.filter(editor_name__range=(name, name)).order_by("editor_name", "-pk")
    told = newest.annotate(
        revisions=_Over(seen.values("pk")[: COUNTED + 1], "COUNT(*)", IntegerField()),
        begun=_Over(
            seen.values(first=~Exists(_earlier()))[:COUNTED],
            "COUNT(*) FILTER (WHERE seen.first)",
            IntegerField(),
        ),
        last_at=_Over(
            seen.values(at=F("publication__published_at"))[:COUNTED],
            "MAX(seen.at)",
            DateTimeField(),
        ),
    )
    columns = ("editor_name", "revisions", "begun", "last_at")
    return [_contributor(row, COUNTED) for row in told.order_by("editor_name").values(*columns)]


def contributor(name: str) -> Contributor | None:
    """Tell how much *name* wrote of what is public, if anything: all of it is counted."""
    theirs = signed_publicly().filter(editor_name=name).order_by("editor_name")
    row = (
        theirs.values("editor_name")
        .annotate(
            revisions=Count("pk"),
            begun=Count("pk", filter=~Exists(_earlier())),
            last_at=Max("publication__published_at"),
        )
        .first()
    )
    return _contributor(row, row["revisions"]) if row is not None else None


def _earlier() -> QuerySet[PublishedRevision]:
    """Give what readers had before of the article of a public revision, which is asked about.

    Whether they have it still is the same of all revisions of an article.
    """
    return PublishedRevision.objects.filter(
        edit__article=OuterRef("article"), pk__lt=OuterRef("pk")
    )


class _Over(Subquery):
    """What *function* makes of the rows `seen`, which are as many as a query gives at most."""

    template = "(SELECT %(function)s FROM (%(subquery)s) AS seen)"

    def __init__(self, rows: QuerySet[Any, Any], function: str, output: Field[Any, Any]) -> None:
        super().__init__(rows, output_field=output, function=function)


def _contributor(row: Mapping[str, Any], most: int) -> Contributor:
    more = row["revisions"] > most
    return Contributor(
        name=row["editor_name"],
        url=presenting.contributor_url(row["editor_name"]),
        revisions=min(row["revisions"], most),
        has_more=more,
        begun=0 if more else row["begun"],
        last_at=row["last_at"],
    )
