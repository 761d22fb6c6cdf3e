"""Tokens of the API at the desk: everybody's own, made, shown once, revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from encyclopedia import permissions, tokens
from encyclopedia.models import ApiToken
from encyclopedia.models.token import SCOPES

LASTING: Final = (
    ("30", gettext_lazy("30 days")),
    ("90", gettext_lazy("90 days")),
    ("365", gettext_lazy("a year")),
    ("", gettext_lazy("no end")),
)


class TokenForm(forms.Form):
    """What a new token is called, may do, and how long it lasts."""

    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=100,
        help_text=gettext_lazy("Such as “Nightly import of captures”."),
        error_messages={"required": gettext_lazy("Say what the token is for.")},
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=SCOPES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one thing.")},
    )
    lasting = forms.ChoiceField(
        label=gettext_lazy("Valid for"), choices=LASTING, required=False, initial="90"
    )


class RevokeForm(forms.Form):
    """Which token is to open nothing any more."""

    revoke = forms.IntegerField(min_value=1, max_value=10**18 - 1)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """List one's tokens, make one and show its secret this once, or revoke one."""
    if not permissions.works_at_the_desk(request.user):
        raise PermissionDenied
    user: Any = request.user
    if "revoke" in request.POST:
        asked = RevokeForm(request.POST)
        if asked.is_valid() and tokens.revoke(user, asked.cleaned_data["revoke"]):
            messages.success(request, _("Revoked: it opens nothing any more."))
        return HttpResponseRedirect(reverse("own_tokens"))
    form = TokenForm(request.POST if request.method == "POST" else None, initial={"lasting": "90"})
    made = None
    if request.method == "POST" and form.is_valid():
        made = _made(user, form)
    context = {
        **admin.site.each_context(request),
        "title": _("Tokens of the API"),
        "form": TokenForm(initial={"lasting": "90"}) if made else form,
        "secret": made,
        "tokens": [_line(each) for each in ApiToken.objects.filter(user=user)],
    }
    return render(request, "admin/encyclopedia/tokens.html", context)


def _made(user: Any, form: TokenForm) -> str | None:
    typed = form.cleaned_data
    days = typed["lasting"]
    ends = timezone.now() + timedelta(days=int(days)) if days else None
    try:
        _token, secret = tokens.make(user, typed["name"], typed["scopes"], ends)
    except tokens.TooManyError as error:
        form.add_error(None, str(error))
        return None
    return secret


def _line(token: ApiToken) -> dict[str, Any]:
    now = timezone.now()
    expired = token.expires_at is not None and token.expires_at <= now
    return {
        "id": token.pk,
        "name": token.name,
        "hint": token.hint,
        "scopes": ", ".join(token.scopes),
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "used_on": token.used_on,
        "state": _("revoked") if token.revoked_at else _("expired") if expired else "",
    }
