"""Merging and splitting at the desk: chosen, shown, then saved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from encyclopedia import (
    audit,
    comparing,
    languages,
    moving,
    pages,
    permissions,
    presenting,
    reviewing,
    store,
)
from encyclopedia.admin import evidence
from encyclopedia.core import titles
from encyclopedia.core.document import Document
from encyclopedia.models import Article, AuditEntry, Edit, Merger, Publication

Plan = moving.MergePlan | moving.SplitPlan


class MergeForm(forms.Form):
    """Where an article goes, and which of its parts go along."""

    into = forms.CharField(
        max_length=255,
        label=gettext_lazy("Merge into"),
        help_text=gettext_lazy("The title of the article that stays."),
        error_messages={"required": gettext_lazy("Name the article that stays.")},
    )
    lead = forms.CharField(
        max_length=255,
        required=False,
        label=gettext_lazy("Keep the lead as a section called"),
        help_text=gettext_lazy("Leave it empty to leave the lead behind."),
    )
    parts = forms.TypedMultipleChoiceField(
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Parts that go along"),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, max_value=evidence.LARGEST_NUMBER)
    seen = forms.IntegerField(
        widget=forms.HiddenInput, required=False, max_value=evidence.LARGEST_NUMBER
    )
    summary = forms.CharField(
        max_length=400,
        required=False,
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("It joins the edit summary."),
    )

    def __init__(
        self, *args: Any, user: User, publishes: bool, parts: Iterable[Any], **options: Any
    ) -> None:
        """Take who merges, whether readers have the article, and the *parts* that it has."""
        super().__init__(*args, **options)
        self._user, self._publishes = user, publishes
        self.fields["parts"].choices = list(parts)  # type: ignore[attr-defined]

    def clean_into(self) -> Article:
        named = Article.objects.present().titled([titles.key(self.cleaned_data["into"])])
        found = named.select_related("protection").first()
        if found is None:
            raise forms.ValidationError(_("There is no article with this title."))
        why = permissions.refusal(self._user, found)
        if not why and self._publishes:
            why = permissions.refusal_to_publish(self._user, found)
        if why:
            raise forms.ValidationError(why)
        return found


class SplitForm(forms.Form):
    """Which sections become an article, and what it is called."""

    title = forms.CharField(
        max_length=titles.LONGEST,
        label=gettext_lazy("Title of the new article"),
        error_messages={"required": gettext_lazy("Give the new article a title.")},
    )
    parts = forms.TypedMultipleChoiceField(
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Sections that move"),
        error_messages={"required": gettext_lazy("Choose the sections that move.")},
    )
    base = forms.IntegerField(widget=forms.HiddenInput, max_value=evidence.LARGEST_NUMBER)
    summary = forms.CharField(
        max_length=400,
        required=False,
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("It joins the edit summary."),
    )

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        if Article.objects.titled([titles.key(title)]).exists():
            raise forms.ValidationError(
                _("There is already an article called “{title}”.").format(title=title)
            )
        return title


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, desk: ModelAdmin, article: Article) -> HttpResponse:
    """Choose what of an article goes where, show what that makes, and save it."""
    head = store.head(article)
    document = store.at(head)
    user = cast("User", request.user)
    is_public = Publication.objects.filter(article=article).exists()
    if is_public and (why := permissions.refusal_to_publish(user, article)):
        raise PermissionDenied(why)
    usual = [section.id for section in document.sections]
    usual += [event.id for event in document.events]
    form = MergeForm(
        request.POST or None,
        initial={"base": head.pk, "parts": usual, "into": request.GET.get("into", "")},
        user=user,
        publishes=is_public,
        parts=_parts(document),
    )
    plan = _merge_plan(form, head) if request.method == "POST" and form.is_valid() else None
    if plan and "_page" in request.POST:
        return _page(plan.moved.document, plan.into.article)
    if plan and "_confirm" in request.POST and (answer := _merge(request, form, plan)):
        return answer
    context = {
        "form": form,
        "head": head.pk,
        "is_public": is_public,
        "effect": _effect(plan.before, plan.moved.document) if plan else None,
        "plan": plan,
        "unpublished": plan and _is_behind(plan.into),
        "merged": Merger.objects.filter(article=article).select_related("into").first(),
    }
    return _answer(
        request,
        desk,
        article,
        "merge",
        _("Merge “{article}” into another").format(article=article),
        context,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, desk: ModelAdmin, article: Article) -> HttpResponse:
    """Choose the sections that become an article, show what that makes, and save it."""
    head = store.head(article)
    document = store.at(head)
    form = SplitForm(request.POST or None, initial={"base": head.pk})
    form.fields["parts"].choices = [  # type: ignore[attr-defined]
        (section.id, _indented(section.heading, section.level)) for section in document.sections
    ]
    plan = _split_plan(form, head) if request.method == "POST" and form.is_valid() else None
    if plan and "_page" in request.POST:
        return _page(plan.moved.document, None)
    if plan and "_confirm" in request.POST and (answer := _split(request, form, plan)):
        return answer
    context = {
        "form": form,
        "head": head.pk,
        "effect": _effect(plan.before, plan.left) if plan else None,
        "plan": plan,
    }
    return _answer(
        request, desk, article, "split", _("Split “{article}”").format(article=article), context
    )


@require_POST
def part_again(request: HttpRequest, desk: ModelAdmin, article: Article) -> HttpResponse:
    """Take a merge back: the article is one of its own again, a draft."""
    if why := permissions.refusal_to_publish(request.user, article):
        raise PermissionDenied(why)
    if moving.part_again(article):
        messages.success(
            request,
            _("“{article}” is an article of its own again, a draft.").format(article=article),
        )
    return HttpResponseRedirect(reverse("admin:encyclopedia_article_change", args=[article.pk]))


def _answer(
    request: HttpRequest,
    desk: ModelAdmin,
    article: Article,
    name: str,
    title: str,
    context: dict[str, Any],
) -> HttpResponse:
    around = evidence.around(request, desk, article, title)
    template = f"admin/encyclopedia/article/{name}.html"
    return render(request, template, {**around, "article": article, **context})


def _merge_plan(form: MergeForm, head: Edit) -> moving.MergePlan | None:
    asked = form.cleaned_data
    into = store.head(asked["into"])
    if asked["base"] != head.pk or asked["seen"] not in (None, into.pk):
        form.add_error(None, _("One of the two was saved meanwhile. Look again before you go on."))
    try:
        return moving.plan_merge(into, head, asked["parts"], lead=asked["lead"].strip())
    except moving.MoveError as error:
        form.add_error("into", str(error))
    return None


def _split_plan(form: SplitForm, head: Edit) -> moving.SplitPlan | None:
    asked = form.cleaned_data
    if asked["base"] != head.pk:
        form.add_error(None, _("The article was saved meanwhile. Look again before you go on."))
    return moving.plan_split(head, asked["parts"], asked["title"])


def _merge(request: HttpRequest, form: MergeForm, plan: moving.MergePlan) -> HttpResponse | None:
    if form.errors or form.cleaned_data["seen"] is None:
        return None
    reason = _reason(request, form, plan.summary)
    try:
        saved = moving.merge(plan, reason=reason)
    except (store.StoreError, reviewing.ReviewingError) as error:
        form.add_error(None, _("Nothing was saved. {error}").format(error=error))
        if isinstance(error, reviewing.NotApprovedError):
            form.add_error(
                None,
                _("Or withdraw “{article}” first; it is a draft then.").format(
                    article=plan.other.article
                ),
            )
        audit.say(request, AuditEntry.REFUSED, "The store refused it.")
        return None
    said = _("“{article}” was merged into “{article2}”").format(
        article=plan.other.article, article2=plan.into.article
    )
    messages.success(request, _("{said}: revision {id}.").format(said=said, id=saved.edit.pk))
    if not saved.changed:
        return HttpResponseRedirect(reverse("history", args=[plan.into.article.slug]))
    sides = [plan.into.article.slug, plan.into.pk, saved.edit.pk]
    return HttpResponseRedirect(reverse("compare", args=sides))


def _split(request: HttpRequest, form: SplitForm, plan: moving.SplitPlan) -> HttpResponse | None:
    if form.errors:
        return None
    title = plan.moved.document.title
    try:
        saved = moving.split(
            plan,
            reason=_reason(request, form, plan.summary),
            left_reason=_reason(request, form, f"Split to “{title}”"),
        )
    except store.StoreError as error:
        form.add_error(None, _("Nothing was saved. {error}").format(error=error))
        audit.say(request, AuditEntry.REFUSED, "The store refused it.")
        return None
    messages.success(
        request,
        _("“{title}” is an article of its own, a draft: revision {id}.").format(
            title=title, id=saved.edit.pk
        ),
    )
    url = reverse("admin:encyclopedia_article_change", args=[saved.edit.article.pk])
    return HttpResponseRedirect(url)


def _reason(request: HttpRequest, form: forms.Form, summary: str) -> store.Reason:
    why = " ".join(form.cleaned_data["summary"].split())
    said = f"{summary}: {why}" if why else summary
    return store.Reason(editor=cast("User", request.user), summary=said)


def _page(document: Document, article: Article | None) -> HttpResponse:
    with languages.spoken(document.language):
        return HttpResponse(pages.article(presenting.preview_page(document, article)))


def _effect(before: Document, after: Document) -> dict[str, Any]:
    """Say what differs, in words: the sentence of a comparison, and the sections by heading."""
    then = {section.id for section in before.sections}
    return {
        "summary": comparing.documents(before, after).comparison.summary,
        "sections": [section.heading for section in after.sections if section.id not in then],
        "identical": before == after,
    }


def _is_behind(edit: Edit) -> bool:
    """Tell whether readers do not have *edit*, the newest revision of its article."""
    return not Publication.objects.filter(edit=edit).exists()


def _parts(document: Document) -> Any:
    rows = (
        (
            _("Sections"),
            [(each.id, _indented(each.heading, each.level)) for each in document.sections],
        ),
        (_("Infobox"), [(field.id, field.label) for field in document.infobox]),
        (_("Timeline"), [(e.id, f"{e.date} {e.title}".strip()) for e in document.events]),
        (_("See also"), [(entry.id, entry.title) for entry in document.see_also]),
    )
    yield from ((name, choices) for name, choices in rows if choices)


def _indented(heading: str, level: int) -> str:
    return "– " * (level - 2) + heading
