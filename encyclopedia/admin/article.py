"""Articles at the desk. The forms validate; only the store writes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from markdownx.models import MarkdownxField

from encyclopedia import forms, pages, permissions, presenting, publishing, store
from encyclopedia.admin import bulk, citing, evidence
from encyclopedia.admin.parts import INLINES
from encyclopedia.core.document import Document
from encyclopedia.models import Article, Edit, HeadCheck, HeadFinding


class PreviewAskedError(Exception):
    """The editor asked to see the page that the form would make."""

    def __init__(self, document: Document, article: Article | None) -> None:
        """Take the *document* to show, and the *article* it would become a revision of."""
        super().__init__()
        self.document = document
        self.article = article


LEVELS = {"errors": "error", "warnings": "warning", "advice": "advice"}


def _count(level: str) -> Coalesce:
    """Count the findings of *level* of each article that nobody declined."""
    found = HeadFinding.objects.open().of_level(LEVELS[level]).filter(article=OuterRef("pk"))
    counted = found.order_by().values("article").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _counted(number: int, words: str) -> str:
    return f"{number} {LEVELS[words] if number == 1 else words}"


class FindingsFilter(admin.SimpleListFilter):
    """Articles by what the checks found in them."""

    title = "checks found"
    parameter_name = "found"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("errors", "errors"), ("warnings", "warnings"), ("none", "neither")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        grave = HeadFinding.objects.open().filter(level__in=["error", "warning"])
        match self.value():
            case "errors" | "warnings" as level:
                return queryset.filter(pk__in=grave.of_level(LEVELS[level]).values("article"))
            case "none":
                return queryset.exclude(pk__in=grave.values("article"))
        return queryset


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    """One page holds the whole article; saving it is one revision, whatever was touched."""

    form = forms.ArticleForm
    inlines = INLINES
    formfield_overrides = {MarkdownxField: {"widget": forms.MarkdownWidget}}
    list_display = ("title", "kind", "state", "findings", "last_edit", "last_editor")
    list_filter = (FindingsFilter, "kind", "language")
    show_facets = admin.ShowFacets.NEVER  # they fail where a kind's name, its key, has a blank
    search_fields = ("title", "short_description", "lead")
    ordering = ("title",)
    fieldsets = (
        (None, {"fields": ("title", "kind", "short_description")}),
        (
            "Details",
            {
                "classes": ("collapse",),
                "fields": ("language", "hatnote", "series", "categories", "disambiguation"),
            },
        ),
        ("Lead", {"fields": ("lead",)}),
    )

    def get_urls(self) -> list[URLPattern]:
        return [*evidence.urls(self), *citing.urls(self), *super().get_urls()]

    # The list

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return bulk.descriptions(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        newest = Edit.objects.filter(article=OuterRef("pk")).newest_first()
        checked = HeadCheck.objects.filter(article=OuterRef("pk"))
        articles: QuerySet[Article] = super().get_queryset(request)
        return (
            articles.select_related("publication", "kind", "merger__into")
            .defer("publication__page", "merger__into__lead")
            .annotate(
                head_id=Subquery(newest.values("revision_id")[:1]),
                edited_at=Subquery(newest.values("saved_at")[:1]),
                edited_by=Subquery(newest.values("editor_name")[:1]),
                checked_at=Subquery(checked.values("checked_at")[:1]),
                **{level: _count(level) for level in LEVELS},
            )
        )

    @admin.display(description="Readers see")
    def state(self, article: Article) -> str:
        publication = getattr(article, "publication", None)
        if merger := getattr(article, "merger", None):
            return f"“{merger.into}”, into which it was merged"
        if article.withdrawn_at is not None:
            return "nothing: withdrawn"
        if publication is None:
            return "nothing yet: a draft"
        if publication.edit_id == article.head_id:  # type: ignore[attr-defined]
            return f"revision {publication.edit_id}, the newest"
        return f"revision {publication.edit_id}; newer changes wait"

    @admin.display(description="Checks found", ordering="errors")
    def findings(self, article: Article) -> str:
        if article.checked_at is None:  # type: ignore[attr-defined]
            return "not checked yet"
        numbers = ((getattr(article, level), level) for level in LEVELS)
        said = [_counted(number, words) for number, words in numbers if number]
        return format_html(
            '<a href="{}">{}</a>',
            reverse("admin:encyclopedia_article_evidence", args=[article.pk]),
            ", ".join(said) or "nothing",
        )

    @admin.display(description="Last edit", ordering="edited_at")
    def last_edit(self, article: Article) -> Any:
        return article.edited_at  # type: ignore[attr-defined]

    @admin.display(description="By", ordering="edited_by")
    def last_editor(self, article: Article) -> str:
        return str(article.edited_by)  # type: ignore[attr-defined]

    # The form

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Give the form its starting values, and the store's refusal if there was one."""
        kwargs["fields"] = None
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"language": "en", **super().get_changeform_initial_data(request)}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show and take the form; what the store refuses comes back with everything typed."""
        if (
            object_id
            and request.method == "GET"
            and (shown := self._only_shown(request, object_id))
        ):
            return HttpResponseRedirect(shown)
        context = {**(extra_context or {}), "may_publish": permissions.may_publish(request.user)}
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except PreviewAskedError as asked:
            return HttpResponse(
                pages.article(presenting.preview_page(asked.document, asked.article))
            )
        except store.CollidedError as error:
            request.refusal = str(error)  # type: ignore[attr-defined]
            context |= {"collisions": error.collisions, "collided_with": error.head}
        except store.StoreError as error:
            request.refusal = str(error)  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, context)

    def _only_shown(self, request: HttpRequest, object_id: str | None) -> str:
        """Give the page to read for who may view the article but not change it, else nothing."""
        article = self.get_object(request, unquote(object_id)) if object_id else None
        if article is None or self.has_change_permission(request, article):
            return ""
        may_view = self.has_view_permission(request, article)
        return store.head(article).get_absolute_url() if may_view else ""

    def save_form(
        self, request: HttpRequest, form: BaseModelForm[Article], change: bool
    ) -> Article:
        return form.instance

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Leave the tables alone: the store writes when all parts are known."""

    def save_related(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Iterable[forms.PartFormSet],
        change: bool,
    ) -> None:
        """Save the whole form as one revision, or show what it would make."""
        article = Article.objects.get(pk=form.instance.pk) if change else None
        document = forms.document(form, formsets)
        if "_preview" in request.POST:
            raise PreviewAskedError(document, article)
        reason = store.Reason(
            editor=request.user,  # type: ignore[arg-type]
            summary=form.cleaned_data["summary"],
            minor=form.cleaned_data["minor"],
        )
        if article is None:
            saved = store.create(document, reason=reason)
        else:
            saved = store.save(
                article,
                document,
                base=form.cleaned_data["base"],
                reason=reason,
                seen=form.cleaned_data["seen"] if form.cleaned_data["keep_mine"] else None,
            )
        request.saved = saved  # type: ignore[attr-defined]
        if "_publish" in request.POST and permissions.may_publish(request.user):
            request.published = publishing.publish(saved.edit, publisher=request.user)  # type: ignore[attr-defined, arg-type]

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        saved: store.Saved = request.saved  # type: ignore[attr-defined]
        return [{"changed": {"name": "revision", "object": str(saved.edit.revision_id)}}]

    # What happens after a save

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._answer(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._answer(request, obj)

    def _answer(self, request: HttpRequest, obj: Article) -> HttpResponse:
        saved: store.Saved = request.saved  # type: ignore[attr-defined]
        self.message_user(request, _what_was_saved(saved), messages.SUCCESS)
        if saved.merged:
            self.message_user(
                request,
                "Somebody else had saved meanwhile. Your words and theirs did not collide, and"
                " both are kept.",
                messages.WARNING,
            )
        if getattr(request, "published", False):
            self.message_user(request, "Readers see it now.", messages.SUCCESS)
        if "_continue" in request.POST or "_publish" in request.POST:
            return HttpResponseRedirect(reverse("admin:encyclopedia_article_change", args=[obj.pk]))
        return HttpResponseRedirect(reverse("admin:encyclopedia_article_changelist"))

    # Other pages

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        article = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        return HttpResponseRedirect(reverse("history", args=[article.slug]))

    def view_on_site(self, obj: Article) -> str:
        """Lead to what readers see or, for a draft, to the page its newest revision makes."""
        if getattr(obj, "publication", None) is not None and obj.withdrawn_at is None:
            return obj.get_absolute_url()
        return store.head(obj).get_absolute_url()


def _what_was_saved(saved: store.Saved) -> str:
    title, number = saved.document.title, saved.edit.revision_id
    if not saved.changed:
        return f"Nothing was changed, so “{title}” is still revision {number}."
    return f"“{title}” was saved as revision {number}."
