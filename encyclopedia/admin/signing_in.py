"""Signing in: a password, slowed where it failed, and a second factor where there is one."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any, Final, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView, PasswordResetView
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from encyclopedia import audit, guarding, second_factor
from encyclopedia.models import AuditEntry, SecondFactor
from encyclopedia.running import letters

PENDING: Final = "waits_for_second_factor"
PENDING_FOR: Final = 600  # seconds between the password and the code
MAILS_APART: Final = 300  # seconds between two letters to one account
_KEPT: Final = "encyclopedia.second_factor"
TOO_MANY: Final = "too_many"


def _patience(wait: timedelta) -> str:
    seconds = math.ceil(wait.total_seconds())
    if seconds > 90:  # noqa: PLR2004 -- from there on, minutes are easier to read
        return _("Too many attempts. Try again in {number} minutes.").format(
            number=math.ceil(seconds / 60)
        )
    said = ngettext(
        "Too many attempts. Try again in {number} second.",
        "Too many attempts. Try again in {number} seconds.",
        seconds,
    )
    return said.format(number=seconds)


class SignInForm(AdminAuthenticationForm):
    """Name and password; every attempt is counted before it is looked at."""

    def clean(self) -> dict[str, Any]:
        name = str(self.cleaned_data.get("username") or "")
        wait = guarding.attempt(name, audit.address(cast("HttpRequest", self.request)))
        if wait:
            raise forms.ValidationError(_patience(wait), code=TOO_MANY)
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class CodeForm(forms.Form):
    """A code of the second factor."""

    code = forms.CharField(
        max_length=40,
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Six digits of your app, or one of your recovery codes."),
        error_messages={"required": gettext_lazy("Type the code.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )


class SetUpForm(CodeForm):
    """A code of an app that has just learnt the secret."""

    kept = forms.CharField(widget=forms.HiddenInput)

    def secret(self) -> str:
        """Give the secret that the form was shown with, or nothing where it is no such."""
        try:
            return str(signing.loads(self.data.get("kept", ""), salt=_KEPT, max_age=3600))
        except signing.BadSignature:
            return ""


class ResetForm(PasswordResetForm):
    """Where a link goes that sets a new password; an account gets few of them."""

    def get_users(self, email: str) -> Any:
        for user in super().get_users(email):
            if cache.add(f"password_reset:{user.pk}", 1, MAILS_APART):
                yield user


class AnsweredFirst(HttpResponseRedirect):
    """Leads on, and does what is left to do when the answer is on its way: it takes no time."""

    def __init__(self, url: str, then: Callable[[], object]) -> None:
        """Take where to lead, and what to do *then*."""
        super().__init__(url)
        self._then = then

    def close(self) -> None:
        """Do what is left: the server calls this once the answer was sent, and logs what fails."""
        try:
            self._then()
        finally:
            super().close()


class ResetPassword(PasswordResetView):
    """Ask where the letter goes. Whether anybody has that address is looked up after the answer."""

    form_class = ResetForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say that no letter would come, where none leaves this site."""
        if letters.leave():
            return super().dispatch(request, *args, **kwargs)
        context = {"title": _("Forgotten password"), **(self.extra_context or {})}
        return render(request, "admin/no_letters.html", context)

    def form_valid(self, form: Any) -> HttpResponse:
        return AnsweredFirst(str(self.success_url), partial(super().form_valid, form))


class _SignIn(LoginView):
    form_class = SignInForm
    template_name = "admin/login.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in, or go on to the second factor first."""
        user: User = form.get_user()
        if second_factor.has(user) or second_factor.is_required(user):
            self.request.session[PENDING] = {
                "user": user.pk,
                "hash": user.get_session_auth_hash(),
                "backend": user.backend,
                "at": timezone.now().timestamp(),
            }
            asked = urlencode({"next": self.get_success_url()})
            return HttpResponseRedirect(f"{reverse('second_step')}?{asked}")
        guarding.succeeded(user.get_username(), audit.address(self.request))
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say no, and 429 where it was for the number of attempts."""
        response = super().form_invalid(form)
        if form.has_error("__all__", TOO_MANY):
            response.status_code = 429
        audit.say(self.request, AuditEntry.REFUSED, "Signing in failed.")
        return response

    def get_default_redirect_url(self) -> str:
        return reverse("admin:index")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password, or lead on whoever is signed in."""
    if request.method != "POST" and admin.site.has_permission(request):
        return HttpResponseRedirect(reverse("admin:index"))
    around = {
        **admin.site.each_context(request),
        "title": _("Sign in"),
        "subtitle": None,
        "app_path": request.get_full_path(),
        "username": request.user.get_username(),
    }
    return cast("HttpResponse", _SignIn.as_view(extra_context=around)(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the code after the password; who must have a second factor and has none makes one."""
    user = _pending(request)
    if user is None:
        return HttpResponseRedirect(reverse("admin:login"))
    if not second_factor.has(user):
        return _set_up(request, user, entering=True)
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        wait = guarding.attempt(user.get_username(), audit.address(request))
        if wait:
            form.add_error("code", _patience(wait))
            status = 429
        elif second_factor.verify(user, form.cleaned_data["code"]):
            return _enter(request, user)
        else:
            form.add_error("code", _("This code is wrong, or was used already."))
        audit.say(request, AuditEntry.REFUSED, "The second factor failed.")
    context = {"title": _("Second factor"), "form": form, "site_header": admin.site.site_header}
    return render(request, "admin/second_step.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_factor(request: HttpRequest) -> HttpResponse:
    """Set up, renew or turn off the second factor of whoever is signed in."""
    user = cast("User", request.user)
    factor = SecondFactor.objects.filter(pk=user.pk).first()
    if factor is None:
        return _set_up(request, user, entering=False)
    required = second_factor.is_required(user)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if guarding.attempt(user.get_username(), audit.address(request)):
            form.add_error("code", _("Too many attempts. Try again later."))
        elif not second_factor.verify(user, form.cleaned_data["code"]):
            form.add_error("code", _("This code is wrong, or was used already."))
        else:
            guarding.succeeded(user.get_username(), audit.address(request))
            if "_renew" in request.POST:
                return _codes(request, second_factor.renew_codes(user), "")
            if not required:
                second_factor.forget(user)
                messages.success(request, _("The second factor is turned off."))
            return HttpResponseRedirect(reverse("own_factor"))
        audit.say(request, AuditEntry.REFUSED, "The second factor failed.")
    context = {
        **admin.site.each_context(request),
        "title": _("Second factor"),
        "form": form,
        "since": factor.since,
        "left": len(factor.recovery),
        "required": required,
    }
    return render(request, "admin/own_factor.html", context)


def _pending(request: HttpRequest) -> User | None:
    """Give who typed the right password a moment ago, and is still who they were."""
    waiting = request.session.get(PENDING)
    if not waiting or timezone.now().timestamp() - waiting["at"] > PENDING_FOR:
        return None
    user = User.objects.filter(pk=waiting["user"], is_active=True, is_staff=True).first()
    if user is None or user.get_session_auth_hash() != waiting["hash"]:
        return None
    return user


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    waiting = request.session.pop(PENDING)
    login(request, user, backend=waiting["backend"])
    guarding.succeeded(user.get_username(), audit.address(request))
    return HttpResponseRedirect(_next(request))


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else reverse("admin:index")


def _set_up(request: HttpRequest, user: User, *, entering: bool) -> HttpResponse:
    """Show a secret to an authenticator app, and keep it once a code shows that it arrived."""
    form = SetUpForm(request.POST or None)
    secret = form.secret() if request.method == "POST" else ""
    if secret and form.is_valid():
        codes = second_factor.set_up(user, secret, form.cleaned_data["code"])
        if codes:
            url = _enter(request, user)["Location"] if entering else ""
            return _codes(request, codes, url)
        form.add_error("code", _("This is not the code that the app should show now."))
    secret = secret or second_factor.new_secret()
    address = second_factor.uri(user, secret)
    around = {} if entering else admin.site.each_context(request)
    context = {
        **around,
        "site_header": admin.site.site_header,
        "title": _("Set up a second factor"),
        "form": form,
        "kept": signing.dumps(secret, salt=_KEPT),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "uri": address,
        "picture": second_factor.picture(address),
        "entering": entering,
    }
    return render(request, "admin/set_up_factor.html", context)


def _codes(request: HttpRequest, codes: tuple[str, ...], url: str) -> HttpResponse:
    audit.say(request, AuditEntry.DONE)
    context = {
        **admin.site.each_context(request),
        "title": _("Recovery codes"),
        "codes": codes,
        "next_url": url or reverse("own_factor"),
    }
    return render(request, "admin/recovery_codes.html", context)
