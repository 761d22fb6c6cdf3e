"""The list of articles at the desk: where each stands, what was found, who was there last."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from encyclopedia import permissions, reviewing
from encyclopedia.admin import bulk, standing
from encyclopedia.admin.filtering import titled
from encyclopedia.models import OF_PUBLICATIONS, Article, Edit, HeadCheck, HeadFinding

LEVELS = {"errors": "error", "warnings": "warning", "advice": "advice"}


def _count(level: str) -> Coalesce:
    """Count the findings of *level* of each article that nobody declined."""
    found = HeadFinding.objects.open().of_level(LEVELS[level]).filter(article=OuterRef("pk"))
    counted = found.order_by().values("article").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _counted(number: int, words: str) -> str:
    said = {
        "errors": ngettext("{number} error", "{number} errors", number),
        "warnings": ngettext("{number} warning", "{number} warnings", number),
        "advice": ngettext("{number} advice", "{number} advice", number),
    }
    return said[words].format(number=number)


class FindingsFilter(admin.SimpleListFilter):
    """Articles by what the checks found in them."""

    title = gettext_lazy("checks found")
    parameter_name = "found"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("errors", _("errors")), ("warnings", _("warnings")), ("none", _("neither"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        grave = HeadFinding.objects.open().filter(level__in=["error", "warning"])
        match self.value():
            case "errors" | "warnings" as level:
                return queryset.filter(pk__in=grave.of_level(LEVELS[level]).values("article"))
            case "none":
                return queryset.exclude(pk__in=grave.values("article"))
        return queryset


class ArticleList(admin.ModelAdmin):
    """The articles that are there, with filters and what can be done to many."""

    list_display = ("title", "kind", "stands", "state", "findings", "last_edit", "last_editor")
    list_filter = (
        standing.StandingFilter,
        FindingsFilter,
        "kind",
        ("language", titled(admin.AllValuesFieldListFilter, gettext_lazy("language"))),
    )
    show_facets = admin.ShowFacets.NEVER  # they fail where a kind's name, its key, has a blank
    search_fields = ("title", "short_description", "lead")
    ordering = ("title",)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return bulk.descriptions(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        newest = Edit.objects.filter(article=OuterRef("pk")).newest_first()
        named = newest.annotate(
            shown_name=Case(
                When(hidden__has_key="editor", then=Value("(hidden)")), default="editor_name"
            )
        )
        checked = HeadCheck.objects.filter(article=OuterRef("pk"))
        articles: QuerySet[Article] = super().get_queryset(request)
        return (
            reviewing.with_standing(articles.filter(deleted_at__isnull=True))
            .select_related("publication", "kind", "merger__into")
            .defer(*OF_PUBLICATIONS, "merger__into__lead")
            .annotate(
                edited_at=Subquery(newest.values("saved_at")[:1]),
                edited_by=Subquery(named.values("shown_name")[:1]),
                checked_at=Subquery(checked.values("checked_at")[:1]),
                **{level: _count(level) for level in LEVELS},
            )
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead those who may bring articles back to the deleted ones."""
        may_delete = permissions.may_delete(request.user)
        return super().changelist_view(request, {**(extra_context or {}), "may_delete": may_delete})

    @admin.display(description=gettext_lazy("Readers see"))
    def state(self, article: Article) -> str:
        if merger := getattr(article, "merger", None):
            return _("“{into}”, into which it was merged").format(into=merger.into)
        return reviewing.stands(article).readers_see

    @admin.display(description=gettext_lazy("Where it stands"), ordering="work")
    def stands(self, article: Article) -> str:
        return standing.cell(article)

    @admin.display(description=gettext_lazy("Checks found"), ordering="errors")
    def findings(self, article: Article) -> str:
        if article.checked_at is None:  # type: ignore[attr-defined]
            return _("not checked yet")
        numbers = ((getattr(article, level), level) for level in LEVELS)
        said = [_counted(number, words) for number, words in numbers if number]
        return format_html(
            '<a href="{}">{}</a>',
            reverse("admin:encyclopedia_article_evidence", args=[article.pk]),
            ", ".join(said) or _("nothing"),
        )

    @admin.display(description=gettext_lazy("Last edit"), ordering="edited_at")
    def last_edit(self, article: Article) -> Any:
        return article.edited_at  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("By"), ordering="edited_by")
    def last_editor(self, article: Article) -> str:
        return str(article.edited_by)  # type: ignore[attr-defined]
