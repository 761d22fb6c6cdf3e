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
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdownx.models import MarkdownxField

from encyclopedia import forms, languages, pages, permissions, presenting, store
from encyclopedia.admin import (
    addressing,
    citing,
    completing,
    deleting,
    evidence,
    keeping,
    kind,
    panel,
    picturing,
    protection,
    refusing,
    review,
    saving,
    standing,
)
from encyclopedia.admin.listing import ArticleList
from encyclopedia.admin.parts import INLINES
from encyclopedia.core.document import Document
from encyclopedia.keeping import company, tickets
from encyclopedia.models import Article, Edit, Kind
from sources import pasting


class PreviewAskedError(Exception):
    """The editor asked to see the page that the form would make."""

    def __init__(self, document: Document, article: Article | None) -> None:
        """Take the *document* to show, and the *article* it would become a revision of."""
        super().__init__()
        self.document = document
        self.article = article


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
        except PreviewAskedError as asked:
            with languages.spoken(asked.document.language):
                page = presenting.preview_page(asked.document, asked.article)
                return HttpResponse(pages.article(page))
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
            return self._only_shown(request, article)
        if article is None and (choice := self._choice_of_kind(request)):
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

    def _choice_of_kind(self, request: HttpRequest) -> HttpResponse | None:
        """Ask what a new article is about, where there is a choice and none was made yet."""
        if request.method != "GET" or "kind" in request.GET or not self.has_add_permission(request):
            return None
        kinds = [
            {"name": each.name, "starts_with": kind.in_words(each)} for each in Kind.objects.all()
        ]
        if not kinds:
            return None
        kept = request.GET.urlencode()
        page = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("New article"),
            "kinds": kinds,
            "kept": f"&{kept}" if kept else "",
        }
        return render(request, "admin/encyclopedia/article/choose_kind.html", page)

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
        page: Any = super().render_change_form(request, context, add, change, form_url, obj)
        if not {"page", "passages"} & context.keys():
            page.add_post_render_callback(_squeeze)
        return cast("HttpResponse", page)

    def _only_shown(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Lead who may view *article* but not change it to its review, which says why."""
        why = permissions.refusal(request.user, article)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        if request.method == "POST":
            raise PermissionDenied(why)
        self.message_user(request, why, messages.WARNING)
        return HttpResponseRedirect(review.url(article))

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
        if not form.cleaned_data["despite"]:
            refusing.refuse_doubts(form, formsets, document)
        try:
            saved = saving.save(request, form, document, article)
        except store.InvalidDocumentError as error:
            raise refusing.at_fields(error, form, formsets) from error
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
        return self._answer(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._answer(request, obj)

    def _answer(self, request: HttpRequest, obj: Article) -> HttpResponse:
        saved: store.Saved = request.saved  # type: ignore[attr-defined]
        self.message_user(request, _what_was_saved(saved), messages.SUCCESS)
        stays = "_continue" in request.POST or "_publish" in request.POST
        if saved.merged:
            self.message_user(request, _what_was_merged(saved, obj), messages.WARNING)
        for level, words in request.steps:  # type: ignore[attr-defined]
            self.message_user(request, words, level)
        if "_ask" in request.POST:
            return HttpResponseRedirect(review.url(obj))
        if not stays:
            company.leave(request.user, obj)  # type: ignore[arg-type]
            return HttpResponseRedirect(reverse("admin:encyclopedia_article_changelist"))
        url = reverse("admin:encyclopedia_article_change", args=[obj.pk])
        shows = saved.merged and saved.changed
        return HttpResponseRedirect(f"{url}?merged={saved.edit.pk}" if shows else url)

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


def _what_was_merged(saved: store.Saved, article: Article) -> str:
    """Tell that words of others were merged in, and lead to them."""
    if not saved.changed:
        return _("Somebody else had saved the same meanwhile.")
    met = store.before(saved.edit)
    return format_html(
        "Somebody else had saved meanwhile. Your words and theirs did not collide, and both are"
        ' kept: <a href="{}">what was merged in</a>.',
        reverse("compare", args=[article.slug, saved.edit.base_id, met.pk if met else 0]),
    )


def _what_was_saved(saved: store.Saved) -> str:
    title, number = saved.document.title, saved.edit.revision_id
    if not saved.changed:
        return _("Nothing was changed, so “{title}” is still revision {number}.").format(
            title=title, number=number
        )
    return _("“{title}” was saved as revision {number}.").format(title=title, number=number)
