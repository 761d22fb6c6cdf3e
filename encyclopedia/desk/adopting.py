"""Sources that were corrected or captured anew, and the articles that still keep them as before."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import permissions
from encyclopedia.core.writers.html import name_in_words
from encyclopedia.models import Article, Citation, Edit
from sources import store as source_store
from sources.core.record import PEOPLE, SourceRecord

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from encyclopedia.models.edit import EditQuerySet

MOST: Final = 500  # articles looked at together
_NAMES: Final = {
    "authors": gettext_lazy("authors"),
    "archive_url": gettext_lazy("address of another archive’s copy"),
    "captured_at": "",
    "container": gettext_lazy("stands in"),
    "doi": "DOI",
    "edition": gettext_lazy("edition"),
    "editors": gettext_lazy("editors"),
    "event": gettext_lazy("event"),
    "genre": gettext_lazy("genre"),
    "isbn": "ISBN",
    "issn": "ISSN",
    "issue": gettext_lazy("issue"),
    "number": gettext_lazy("number"),
    "pages": gettext_lazy("pages"),
    "place": gettext_lazy("place"),
    "reliability_reason": gettext_lazy("reason for the reliability"),
    "reviewed_on": gettext_lazy("reviewed on"),
    "series": gettext_lazy("series"),
    "series_number": gettext_lazy("number in the series"),
    "snapshot": gettext_lazy("archived copy"),
    "standing": gettext_lazy("standing"),
    "state_run": gettext_lazy("state-run"),
    "translators": gettext_lazy("translators"),
    "url": gettext_lazy("address"),
    "volume": gettext_lazy("volume"),
    "wire": gettext_lazy("wire service"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that a record says otherwise now."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A source as an article keeps it, and how it differs now."""

    key: str
    title: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """An article that keeps sources as they were, as of its revision `head`."""

    article: UUID
    title: str
    slug: str
    head: int
    sources: tuple[Corrected, ...]
    refusal: str = ""


def changeable(behind: Iterable[Behind], user: User) -> tuple[Behind, ...]:
    """Give *behind* with what keeps *user* from changing each of them, if anything does."""
    found = tuple(behind)
    articles = Article.objects.select_related("protection")
    kept = articles.in_bulk([each.article for each in found])
    return tuple(
        replace(each, refusal=permissions.refusal(user, kept[each.article])) for each in found
    )


def citing(keys: Collection[str], *, by: User | None = None) -> tuple[Behind, ...]:
    """Give the articles that cite any of the sources *keys* as it was, by title.

    Only those that *by* may write in, protections aside, or all for None.
    """
    allowed = permissions.articles_changed_by(by) if by is not None else Q()
    articles = Article.objects.present().filter(allowed)
    uses = Citation.objects.filter(source__key__in=list(keys), article__in=articles.order_by())
    cited = uses.values("article").distinct()
    return behind([row["article"] for row in cited.order_by()[:MOST]], about=frozenset(keys))


def behind(articles: Iterable[UUID], *, about: frozenset[str] = frozenset()) -> tuple[Behind, ...]:
    """Give those of *articles* that keep sources as they were; *about* any, or some of these."""
    heads = list(_heads(articles))
    kept = {pk: tuple(edit.manifest["sources"]) for edit in heads for pk in [edit.pk]}
    then = source_store.records({id_ for ids in kept.values() for id_ in ids})
    newest = source_store.latest({record.key for record in then.values()})
    stale = {id_ for id_, record in then.items() if newest.get(record.key, id_) != id_}
    now = source_store.records({newest[then[id_].key] for id_ in stale})
    differing = {
        id_: Corrected(
            key=then[id_].key,
            title=now[newest[then[id_].key]].title or then[id_].key,
            differences=tuple(differences(then[id_], now[newest[then[id_].key]])),
        )
        for id_ in stale
    }
    found = []
    for edit in heads:
        sources = [differing[id_] for id_ in kept[edit.pk] if id_ in differing]
        changed = tuple(source for source in sources if source.differences)
        if changed and (not about or any(source.key in about for source in changed)):
            found.append(
                Behind(
                    article=edit.article.pk,
                    title=edit.article.title,
                    slug=edit.article.slug,
                    head=edit.pk,
                    sources=changed,
                )
            )
    return tuple(found)


def differences(old: SourceRecord, new: SourceRecord) -> Iterable[Difference]:
    """Say in which fields *new* differs from *old*, in words."""
    for field in fields(SourceRecord):
        name = _NAMES.get(field.name, field.name.replace("_", " "))
        before, after = getattr(old, field.name), getattr(new, field.name)
        if name and before != after:
            yield Difference(
                name=str(name),
                before=_in_words(field.name, before, old),
                after=_in_words(field.name, after, new),
            )


def _heads(articles: Iterable[UUID]) -> EditQuerySet:
    newest = Edit.objects.filter(article=OuterRef("pk")).newest_first().values("pk")[:1]
    heads = (
        Article.objects.present()
        .filter(pk__in=list(articles), merger=None)
        .annotate(head_id=Subquery(newest))
    )
    edits = Edit.objects.filter(pk__in=heads.values("head_id")).select_related("article")
    return edits.order_by("article__title", "pk")


def _in_words(name: str, value: Any, record: SourceRecord) -> str:  # noqa: ANN401 -- the fields of a record are of many types
    if name == "snapshot":
        return (
            _("captured on {day} ({sha256})").format(day=record.captured_at[:10], sha256=value[:8])
            if value
            else ""
        )
    if name in PEOPLE:
        return "; ".join(map(name_in_words, value))
    if name == "aliases":
        return ", ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
