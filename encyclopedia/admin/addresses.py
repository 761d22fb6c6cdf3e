"""The addresses of the desk beside those of Django's admin; all ask for a member of staff."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin
from django.contrib.auth import views as auth
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy

from encyclopedia.admin import (
    accounts,
    adopting,
    altered,
    categories,
    duplicates,
    evidence,
    front,
    moving,
    recording,
    signing_in,
    tokens,
    watching,
)
from encyclopedia.models import Article

Answer = Callable[..., HttpResponse]


def _desk(view: Answer) -> Answer:
    answer: Answer = admin.site.admin_view(view)
    return answer


def _article(view: Answer, *, asks_itself: bool = False) -> Answer:
    return evidence.at_the_desk(admin.site.get_model_admin(Article), view, asks_itself=asks_itself)


# Django's own pages for a forgotten password know no admin around them.
_AROUND = {
    "site_header": gettext_lazy("Encyclopedia desk"),
    "site_title": gettext_lazy("Encyclopedia desk"),
}
_of_article = "encyclopedia/article/<uuid:pk>"

urlpatterns = [
    path("", _desk(front.index), name="desk"),
    path("login/", signing_in.sign_in, name="sign_in"),
    path("login/second/", signing_in.second_step, name="second_step"),
    path("second-factor/", _desk(signing_in.own_factor), name="own_factor"),
    path("tokens/", _desk(tokens.own), name="own_tokens"),
    path(
        "password_reset/",
        signing_in.ResetPassword.as_view(extra_context=_AROUND),
        name="admin_password_reset",
    ),
    path(
        "password_reset/done/",
        auth.PasswordResetDoneView.as_view(extra_context=_AROUND),
        name="password_reset_done",
    ),
    path(
        "reset/<uidb64>/<token>/",
        auth.PasswordResetConfirmView.as_view(extra_context=_AROUND),
        name="password_reset_confirm",
    ),
    path(
        "reset/done/",
        auth.PasswordResetCompleteView.as_view(extra_context=_AROUND),
        name="password_reset_complete",
    ),
    path("notifications/", _desk(watching.notifications), name="notifications"),
    path("digests/stop/<str:token>/", watching.stop_digests, name="stop_digests"),
    path("categories/", _desk(categories.categories), name="desk-categories"),
    path("auth/user/<int:pk>/anonymise/", _desk(accounts.anonymise), name="anonymise"),
    path("auth/user/<int:pk>/second-factor/", _desk(accounts.reset_factor), name="reset_factor"),
    path("sources/source/duplicates/", _desk(duplicates.duplicates), name="duplicates"),
    path("sources/source/paste/", _desk(recording.paste), name="paste_source"),
    path("sources/source/paste/record/", _desk(recording.record), name="record_source"),
    path("sources/source/<int:pk>/address/", _desk(altered.of_source), name="source_address"),
    path("sources/source/<int:pk>/adopt/", _desk(adopting.of_source), name="adopt_source"),
    path(f"{_of_article}/adopt/", _desk(adopting.of_article), name="adopt_article"),
    path(f"{_of_article}/watch/", _article(watching.watch, asks_itself=True), name="watch"),
    path(f"{_of_article}/merge/", _article(moving.merge), name="merge"),
    path(f"{_of_article}/part/", _article(moving.part_again), name="part_again"),
    path(f"{_of_article}/split/", _article(moving.split), name="split"),
]
