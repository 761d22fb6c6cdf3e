"""Who alone may change an article: protected, until when and why, and what was before."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from encyclopedia import permissions, reviewing
from encyclopedia.admin import evidence
from encyclopedia.admin.steps import LONGEST_NOTE
from encyclopedia.models import Article, Protection


class ProtectionForm(forms.Form):
    """Level, end and reason; only the levels that its user passes are offered."""

    level = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Who may change and publish it"),
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": gettext_lazy("Choose one of the levels that you pass yourself.")
        },
    )
    expires_at = forms.DateTimeField(
        required=False,
        label=gettext_lazy("Until"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": gettext_lazy("Write day and time as 2031-12-01T09:00.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Shown to those who are kept out."),
        error_messages={"required": gettext_lazy("Say why, for those who are kept out.")},
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        """Offer what *user* may choose."""
        super().__init__(*args, **kwargs)
        passed = permissions.levels_for(user)
        field: Any = self.fields["level"]
        field.choices = [each for each in Protection.LEVELS if not each[0] or each[0] in passed]

    def clean_expires_at(self) -> Any:
        until = self.cleaned_data["expires_at"]
        if until is not None and until <= timezone.now():
            raise ValidationError(_("This time is past. Choose one to come, or none."))
        return until


def urls(desk: ModelAdmin) -> list[URLPattern]:
    """Give the address of this page, below that of the article."""
    asked_or_saved = require_http_methods(["GET", "HEAD", "POST"])(protect)
    return [
        path(
            "<uuid:pk>/protect/",
            evidence.at_the_desk(desk, asked_or_saved, asks_itself=True),
            name="encyclopedia_article_protect",
        )
    ]


def protect(request: HttpRequest, desk: ModelAdmin, article: Article) -> HttpResponse:
    """Show how an article is protected and was; protect it, or lift that."""
    user = cast("User", request.user)
    allowed = permissions.may_protect(user, article)
    if request.method == "POST":
        if not allowed:
            raise PermissionDenied(permissions.refusal(user, article))
        form = ProtectionForm(user, request.POST)
        if form.is_valid():
            return _save(request, article, form.cleaned_data)
    else:
        form = ProtectionForm(user, initial=_initial(article))
    found = reviewing.stands(article)
    context = {
        **evidence.around(
            request, desk, article, _("Protection of “{title}”").format(title=article.title)
        ),
        "form": form,
        "may_protect": allowed,
        "badges": reviewing.badges(found),
        "stands": found,
        "past": reviewing.protections(article.pk),
    }
    return render(request, "admin/encyclopedia/article/protect.html", context)


def _initial(article: Article) -> dict[str, Any]:
    protection = article.protection
    if protection is None or not protection.holds(timezone.now()):
        return {}
    return {"level": protection.level, "expires_at": protection.expires_at}


def _save(request: HttpRequest, article: Article, asked: dict[str, Any]) -> HttpResponse:
    level = asked["level"]
    reviewing.protect(
        article,
        level,
        by=cast("User", request.user),
        reason=asked["reason"],
        expires_at=asked["expires_at"] if level else None,
    )
    said = (
        _("The article is protected.")
        if level
        else _("Everybody who may write may change it again.")
    )
    messages.success(request, said)
    return HttpResponseRedirect(reverse("admin:encyclopedia_article_protect", args=[article.pk]))
