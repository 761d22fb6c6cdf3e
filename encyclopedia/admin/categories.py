"""Categories at the desk: all of them, and renaming one across articles."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from encyclopedia import audit, categorising, permissions, store
from encyclopedia.models import Article

AT_ONCE = 200


class RenameForm(forms.Form):
    """A category, and what it shall be called."""

    old = forms.CharField(max_length=255, label=gettext_lazy("Category"), widget=forms.Select)
    new = forms.CharField(
        max_length=255,
        label=gettext_lazy("New name"),
        help_text=gettext_lazy("Where a category has this name already, the two become one."),
        error_messages={"required": gettext_lazy("Say what it shall be called.")},
    )

    def __init__(self, *args: Any, counts: dict[str, int], **options: Any) -> None:
        """Take the categories that there are."""
        super().__init__(*args, **options)
        self._counts = counts
        choices = [(name, f"{name} ({number})") for name, number in counts.items()]
        self.fields["old"].widget.choices = choices

    def clean_old(self) -> str:
        old = str(self.cleaned_data["old"])
        if old not in self._counts:
            raise forms.ValidationError(_("No article has this category any more."))
        return old

    def clean_new(self) -> str:
        new = " ".join(self.cleaned_data["new"].split())
        if new == self.cleaned_data.get("old"):
            raise forms.ValidationError(_("This is its name already."))
        return new


@require_http_methods(["GET", "HEAD", "POST"])
def categories(request: HttpRequest) -> HttpResponse:
    """List the categories, show what renaming one does to each article, and do it."""
    if not permissions.may_write(request.user):
        raise PermissionDenied
    counts = categorising.counts()
    form = RenameForm(request.POST or None, counts=counts)
    plan: tuple[categorising.Renaming, ...] = ()
    left: tuple[categorising.Renaming, ...] = ()
    if request.method == "POST" and form.is_valid():
        asked, user = form.cleaned_data, cast("User", request.user)
        found = categorising.plan(asked["old"], asked["new"], by=user)
        plan = tuple(each for each in found if not each.refusal)
        left = tuple(each for each in found if each.refusal)
        if "_confirm" in request.POST:
            return _rename(request, asked, plan, left)
    context = {
        **admin.site.each_context(request),
        "title": _("Categories"),
        "opts": Article._meta,  # noqa: SLF001 -- Django documents _meta
        "counts": counts,
        "form": form,
        "plan": plan[:AT_ONCE],
        "total": len(plan),
        "left": left,
        "merges": form.is_bound and form.is_valid() and form.cleaned_data["new"] in counts,
    }
    return render(request, "admin/encyclopedia/article/categories.html", context)


def _rename(
    request: HttpRequest,
    asked: dict[str, str],
    plan: tuple[categorising.Renaming, ...],
    left: tuple[categorising.Renaming, ...],
) -> HttpResponse:
    old, new = asked["old"], asked["new"]
    reason = store.Reason(
        editor=cast("User", request.user), summary=f"Category “{old}” is “{new}” now", minor=True
    )
    saved = categorising.rename(plan[:AT_ONCE], old, new, reason=reason)
    audit.each(
        request, "rename_category", [(str(each.edit.article_id), "done", "") for each in saved]
    )
    count = ngettext("{number} article", "{number} articles", len(saved)).format(number=len(saved))
    messages.success(
        request,
        _("“{old}” is “{new}” now in {count}, a revision each.").format(
            old=old, new=new, count=count
        ),
    )
    if len(plan) > AT_ONCE:
        messages.warning(
            request,
            _("{number} more wait: rename it once more.").format(number=len(plan) - AT_ONCE),
        )
    for each in left[:AT_ONCE]:
        messages.warning(
            request,
            _("“{title}” stays as it is. {refusal}").format(title=each.title, refusal=each.refusal),
        )
    return HttpResponseRedirect(reverse("desk-categories"))
