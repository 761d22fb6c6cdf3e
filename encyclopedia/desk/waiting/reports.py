"""The panel about what readers report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from encyclopedia import permissions
from encyclopedia.desk.waiting.values import SHOWN, Item, Panel
from encyclopedia.models import Report

if TYPE_CHECKING:
    from django.contrib.auth.models import User

WORDS_TOLD: Final = 14


def reported(user: User, today: date) -> Panel | None:
    """Give the reports of readers that nobody settled, the longest waiting first."""
    if not permissions.may_settle(user):
        return None
    waiting = Report.objects.open().filter(article__deleted_at__isnull=True)
    rows = list(
        waiting.order_by("pk")
        .select_related("article")
        .only("article__title", "kind", "text", "at")[: SHOWN + 1]
    )
    return Panel(
        name="reports",
        heading=_("Reports of readers"),
        empty=_("Every report of a reader is settled."),
        items=tuple(
            Item(
                words=each.article.title,
                url=reverse("admin:encyclopedia_report_change", args=[each.pk]),
                note=f"{each.get_kind_display()}: {Truncator(each.text).words(WORDS_TOLD)}",
                when=each.at,
            )
            for each in rows[:SHOWN]
        ),
        total=len(rows),
        more=f"{reverse('admin:encyclopedia_report_changelist')}?settled=no",
    )
