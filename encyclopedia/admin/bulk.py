"""Actions on the articles chosen in the list: a page says what each would do, and asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import audit
from encyclopedia.desk import bulk
from encyclopedia.models import Article

LONGEST = 255  # characters of a category, as titles have


class OptionsForm(forms.Form):
    """What an action needs to be told: a reason, or categories, one a line."""

    reason = forms.CharField(
        max_length=500,
        required=False,
        label=gettext_lazy("Reason"),
        error_messages={"required": gettext_lazy("Say why, for those who come after you.")},
    )
    add = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Add, one a line"),
    )
    remove = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Remove, one a line"),
    )

    def __init__(self, action: bulk.Action, *args: Any, **options: Any) -> None:
        """Ask what *action* asks, and insist on it where the action does."""
        super().__init__(*args, **options)
        for name in self.fields.keys() - set(action.asks):
            del self.fields[name]
        for field in self.fields.values():
            field.required = action.insists

    def clean_reason(self) -> str:
        return " ".join(self.cleaned_data["reason"].split())

    def clean_add(self) -> list[str]:
        return self._lines("add")

    def clean_remove(self) -> list[str]:
        return self._lines("remove")

    def _lines(self, name: str) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data[name].splitlines()]
        if any(len(line) > LONGEST for line in lines):
            raise forms.ValidationError(
                _("A category has at most {number} characters.").format(number=LONGEST)
            )
        return list(dict.fromkeys(line for line in lines if line))


def descriptions(request: HttpRequest) -> dict[str, tuple[Callable[..., Any], str, str]]:
    """Give the actions that the member of *request* may take, as the list of Django takes them."""
    return {
        action.name: (_answering(action), action.name, str(action.label))
        for action in bulk.ACTIONS
        if action.allowed(request.user)
    }


def _answering(action: bulk.Action) -> Callable[..., HttpResponse | None]:
    def answer(
        desk: ModelAdmin, request: HttpRequest, chosen: QuerySet[Article]
    ) -> HttpResponse | None:
        return act(action, request, chosen)

    return answer


def act(
    action: bulk.Action, request: HttpRequest, chosen: QuerySet[Article]
) -> HttpResponse | None:
    """Show what *action* would do to the *chosen* articles; where that was seen, do it."""
    if not action.allowed(request.user):
        raise PermissionDenied
    ids = list(chosen.order_by("title").values_list("pk", flat=True)[: bulk.MOST + 1])
    if len(ids) > bulk.MOST:
        messages.error(
            request, _("Choose at most {number} articles at once.").format(number=bulk.MOST)
        )
        return None
    found = Article.objects.present().filter(pk__in=ids).order_by("title")
    articles = list(found.select_related("merger", "protection"))
    asked = "_look" in request.POST or "_confirm" in request.POST
    form = OptionsForm(action, request.POST if asked else None)
    options: dict[str, Any] = {"add": [], "remove": [], "reason": ""}
    if asked and form.is_valid():
        options |= form.cleaned_data
    if "_confirm" in request.POST and form.is_valid():
        return _carry_out(action, request, articles, options)
    return _question(action, request, articles, form, options)


def _carry_out(
    action: bulk.Action, request: HttpRequest, articles: list[Article], options: dict[str, Any]
) -> HttpResponse:
    numbers = {pk: request.POST.get(f"seen-{pk}", "") for pk in (a.pk for a in articles)}
    seen = {pk: int(text) for pk, text in numbers.items() if text.isdecimal()}
    done = bulk.carry_out(action, articles, seen, cast("User", request.user), options)
    audit.each(
        request, f"bulk:{action.name}", [(str(each.article), each.outcome, "") for each in done]
    )
    for each in done:
        level = messages.SUCCESS if each.outcome == "done" else messages.WARNING
        messages.add_message(request, level, f"“{each.title}”: {each.says}.")
    return HttpResponseRedirect(reverse("admin:encyclopedia_article_changelist"))


def _question(
    action: bulk.Action,
    request: HttpRequest,
    articles: list[Article],
    form: OptionsForm,
    options: dict[str, Any],
) -> HttpResponse:
    effects = bulk.foresee(action, articles, request.user, options)
    context = {
        **admin.site.each_context(request),
        "title": action.question,
        "action": action,
        "form": form if action.asks else None,
        "effects": effects,
        "changing": sum(effect.changes for effect in effects),
        "opts": Article._meta,  # noqa: SLF001 -- Django documents _meta
    }
    return render(request, "admin/encyclopedia/article/bulk.html", context)
