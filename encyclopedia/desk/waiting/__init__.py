"""What waits for somebody at the desk: one function a panel, each one or two queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from encyclopedia.desk.waiting import articles, reports, reviews, sources
from encyclopedia.desk.waiting.values import Item as Item
from encyclopedia.desk.waiting.values import Panel as Panel

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    Provider = Callable[[User, date], Panel | None]

# In the order of the page: what is somebody's own first, then what anybody may take up.
PANELS: Final[tuple[Provider, ...]] = (
    reviews.reviews_for_me,
    reviews.changes_asked_of_me,
    reviews.comments,
    reviews.scheduled,
    reports.reported,
    articles.findings_of_mine,
    articles.unpublished,
    sources.corrected,
    articles.overdue,
    articles.weakest,
    sources.altered,
    sources.unreachable,
    sources.to_review,
    articles.recently_changed,
)


def panels(user: User, today: date) -> Iterator[Panel]:
    """Give the panels that *user* gets; one that is not for them is left out."""
    for provider in PANELS:
        panel = provider(user, today)
        if panel is not None:
            yield panel
