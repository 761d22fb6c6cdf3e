"""Articles at the desk. The forms validate; only the store writes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdownx.models import MarkdownxField

from encyclopedia import forms, permissions, store
from encyclopedia.admin import (
    addressing,
    answering,
    citing,
    completing,
    deleting,
    evidence,
    keeping,
    kind,
    panel,
    picturing,
    previewing,
    protection,
    refusing,
    review,
    saving,
    standing,
)
from encyclopedia.admin.listing import ArticleList
from encyclopedia.admin.parts import INLINES
from encyclopedia.keeping import tickets
from encyclopedia.models import Article, Edit
from sources import pasting

_BETWEEN_TAGS = re.compile(rb">\s*\n\s*<")


@admin.register(Article)
class ArticleAdmin(ArticleList):
    """One page holds the whole article; saving it is one revision, whatever was touched."""

    form = forms.ArticleForm
    inlines = INLINES
    formfield_overrides = {MarkdownxField: {"widget": forms.MarkdownWidget}}
    fieldsets = (
        (None, {"fields": ("title", "kind", "short_description")}),
        (
            gettext_lazy("Details"),
            {
                "classes": ("collapse",),
                "fields": ("language", "hatnote", "series", "categories", "disambiguation"),
            },
        ),
        (gettext_lazy("Lead"), {"fields": ("lead",)}),
    )

    def get_urls(self) -> list[URLPattern]:
        own = (
            *(completing, picturing, panel, evidence, citing),
            *(keeping, review, protection, addressing, deleting),
        )
        return [*(url for pages in own for url in pages.urls(self)), *super().get_urls()]

    # The form

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Ask the rules of the house: of one article, or of any."""
        user = request.user
        return permissions.may_write(user) if obj is None else permissions.may_change(user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Give the form its starting values, and the store's refusal if there was one."""
        kwargs["fields"] = None
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        form.refused = getattr(request, "refused", {})
        form.held = getattr(request, "held", False)
        form.began = getattr(request, "began", None)
        form.issued = tickets.issue(request.user.pk or 0)
        return form

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Article, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Give each formset what was sent as it is: Django copies all of it for each of them.

        A new article starts with the rows of its kind.
        """
        kwargs = {"instance": obj, "prefix": prefix, "queryset": inline.get_queryset(request)}
        if request.method == "POST":
            kwargs |= {"data": request.POST, "files": request.FILES}
        elif obj._state.adding:  # noqa: SLF001 -- documented by Django
            kwargs["initial"] = kind.rows(kind.asked(request), prefix)
        return kwargs

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"language": "en", **super().get_changeform_initial_data(request)}

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        """Give the article, once, that was looked up before Django's view looks it up again."""
        found: Article | None = request.__dict__.pop("found", None)
        if found is not None and from_field is None and str(found.pk) == object_id:
            return found
        return super().get_object(request, object_id, from_field)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show and take the form; what the store refuses comes back with everything typed."""
        request.began = _newest(object_id) if object_id else None  # type: ignore[attr-defined]
        article = self.get_object(request, unquote(object_id)) if object_id else None
        request.found = article  # type: ignore[attr-defined]
        if (other := self._instead_of_the_form(request, article)) is not None:
            return other
        context = {**(extra_context or {}), **self._beside_the_form(request, article)}
        request.held = saving.wants(request, saving.HOLDS)  # type: ignore[attr-defined]
        if request.held:  # type: ignore[attr-defined]
            saving.advance(request, article)
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except previewing.PreviewAskedError as asked:
            return previewing.answer(asked)
        except store.CollidedError:
            request.held = True  # type: ignore[attr-defined]
            saving.advance(request, article)
        except refusing.RefusedError as error:
            request.refused = error.sentences  # type: ignore[attr-defined]
            request.refusal = error.refusal  # type: ignore[attr-defined]
            context["doubted"] = error.doubted
        except store.StoreError as error:
            request.refusal = str(error)  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, context)

    def _instead_of_the_form(
        self, request: HttpRequest, article: Article | None
    ) -> HttpResponse | None:
        """Give what is answered before the form is looked at, or None."""
        if article is not None and not self.has_change_permission(request, article):
            return review.instead(self, request, article)
        if article is None and (choice := kind.choice(self, request)):
            return choice
        if "_restore" in request.POST and not saving.restored(request):
            messages.warning(request, _("That draft is not kept any more."))
            return HttpResponseRedirect(request.get_full_path())
        return None

    def _beside_the_form(self, request: HttpRequest, article: Article | None) -> dict[str, Any]:
        """Give what the template shows and needs around the form of *article*, or of a new one."""
        return {
            **standing.over_the_form(request, article),
            "may_delete": permissions.may_delete(request.user),
            "asks": completing.addresses(),
            "may_add_sources": permissions.may_add_sources(request.user),
            "new_source_form": pasting.NewSourceForm(auto_id="new-source-%s"),
        }

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Article | None = None,
    ) -> HttpResponse:
        """Put around the form what was typed and not saved, who else is here, what collides."""
        article = obj if change else None
        context |= saving.around(request, article)
        if request.method == "POST":
            shows = saving.wants(request, ("_changes", "_restore"))
            context |= saving.panels(request, article, shows=shows)
            groups = context["inline_admin_formsets"]
            context["wrong"] = refusing.wrong(context["adminform"].form, groups)
        page: Any = super().render_change_form(request, context, add, change, form_url, obj)
        if not {"page", "passages"} & context.keys():
            page.add_post_render_callback(_squeeze)
        return cast("HttpResponse", page)

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
            raise previewing.PreviewAskedError(document, article)
        refusing.refuse(form, formsets, document)
        try:
            saved = saving.save(request, form, document, article)
        except store.InvalidDocumentError as error:
            raise refusing.at_fields(error.faults, form, formsets) from error
        form.instance.pk = saved.edit.article_id  # a form sent twice has made it already
        request.saved = saved  # type: ignore[attr-defined]
        request.steps = review.after_a_save(request, saved.edit)  # type: ignore[attr-defined]

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        saved: store.Saved = request.saved  # type: ignore[attr-defined]
        return [{"changed": {"name": "revision", "object": str(saved.edit.revision_id)}}]

    # What happens after a save

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        return answering.answer(self, request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return answering.answer(self, request, obj)

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


def _newest(object_id: str) -> Edit | None:
    """Give the newest revision of the article that an address names, if it names one."""
    try:
        article = UUID(unquote(object_id))
    except ValueError:
        return None
    return Edit.objects.filter(article=article).newest_first().first()


def _squeeze(page: HttpResponse) -> None:
    """Take the indentation between tags out of a page; text that was typed has no tags."""
    page.content = _BETWEEN_TAGS.sub(b">\n<", page.content)
