"""Where articles stand, told at a glance: in the list, its filter, and over the form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import permissions, reviewing
from encyclopedia.models import Article, Comment

BADGES = "admin/encyclopedia/article/_badges.html"


class StandingFilter(admin.SimpleListFilter):
    """Articles by where they stand between draft and readers."""

    title = gettext_lazy("where it stands")
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        mine = [("mine", _("waits for my review"))] if permissions.may_review(request.user) else []
        return [
            *mine,
            ("in-review", _("in review")),
            ("changes-asked", _("changes asked")),
            ("approved", _("approved, not published")),
            ("scheduled", _("scheduled")),
            ("pending", _("published, newer changes wait")),
            ("published", _("published, nothing waits")),
            ("unpublished", _("never published")),
            ("withdrawn", _("withdrawn")),
            ("protected", _("protected")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        kind = self.value()
        if not kind:
            return queryset
        chosen = reviewing.standing_so(kind, request.user, timezone.now())  # type: ignore[arg-type]  # the list is for those signed in
        return queryset.filter(chosen)


def cell(article: Article) -> SafeString:
    """Give the badges of an article of the list, which lead to its review."""
    return render_to_string(
        BADGES,
        {
            "badges": reviewing.badges(reviewing.stands(article)),
            "url": reverse("admin:encyclopedia_article_review", args=[article.pk]),
        },
    )


def over_the_form(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    """Give what the form of *article*, or of a new one, shows of its way to readers."""
    may_publish = permissions.may_publish(request.user, article)
    if article is None:
        return {"may_publish": may_publish}
    found = reviewing.stands(article)
    return {
        "badges": reviewing.badges(found),
        "stands": found,
        "open_comments": Comment.objects.open().filter(article=article).count(),
        "may_publish": may_publish,
    }
