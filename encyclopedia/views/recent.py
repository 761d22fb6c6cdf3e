"""Recent changes: the newest public revisions of all articles."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from encyclopedia import chronicling, pages, presenting
from encyclopedia.core import titles
from encyclopedia.models import PublishedCategory
from encyclopedia.models.edit import EditQuerySet
from encyclopedia.views.asking import canonical, for_everybody

A_PAGE: Final = 50
DAYS: Final = (1, 3, 7, 30, 90)
LONGEST: Final = 300


class RecentQuestion(forms.Form):
    """Which changes to list; what cannot be understood is said, and asks for nothing."""

    category = forms.CharField(label=_("Category"), required=False, max_length=LONGEST)
    days = forms.ChoiceField(
        label=_("Days"),
        required=False,
        choices=[("", _("all")), *((str(days), str(days)) for days in DAYS)],
    )
    minor = forms.ChoiceField(
        label=_("Minor edits"), required=False, choices=[("", _("shown")), ("hidden", _("hidden"))]
    )

    def __init__(self, asked: object) -> None:
        """Take what was *asked*, from the address."""
        super().__init__(asked, auto_id="ask-%s", label_suffix="")  # type: ignore[arg-type]

    def clean_category(self) -> str:
        """Make sure that there is such a category, and give what tells it apart."""
        typed = self.cleaned_data["category"].strip()
        slug = titles.slug(typed) if typed else ""
        if slug and not PublishedCategory.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("No public article is in a category of this name."))
        return slug

    def among(self, edits: EditQuerySet) -> EditQuerySet:
        """Give those of *edits* that are of the kind and the category that were asked for."""
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("category"):
            edits = edits.filter(article__publication__categories__slug=asked["category"])
        return edits.filter(minor=False) if asked.get("minor") else edits

    @property
    def since(self) -> datetime | None:
        """When the days that were asked for begin, if any were."""
        self.is_valid()
        days = self.cleaned_data.get("days")
        return timezone.now() - timedelta(days=int(days)) if days else None

    @property
    def asked(self) -> dict[str, str]:
        """What was asked, as an address keeps it."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


@require_safe
@for_everybody
def recent(request: HttpRequest) -> HttpResponse:
    """List the public revisions that are asked for, newest first, from a place in that list on."""
    question = RecentQuestion(request.GET)
    here, asked = reverse("recent"), question.asked
    typed = request.GET.get("before", "")
    place = chronicling.cursor(typed)
    edits = question.among(chronicling.public())
    category = asked.get("category", "")
    span = chronicling.Span(since=question.since, before=place)
    found = chronicling.newest(edits, span, A_PAGE + 1, few=bool(category))
    listed = chronicling.changes(found)
    changes = listed[:A_PAGE]
    return HttpResponse(
        pages.recent(
            pages.RecentPage(
                days=chronicling.days(changes),
                question=question,
                every_url=here if asked or question.errors else "",
                newest_url=_url(here, asked) if typed else "",
                older_url=(
                    _url(here, {**asked, "before": chronicling.cursor_of(changes[-1]).text})
                    if len(listed) > A_PAGE
                    else ""
                ),
                has_wrong_place=bool(typed) and place is None,
                feed_url=reverse("category-feed", args=[category])
                if category
                else reverse("recent-feed"),
                canonical=canonical(request),
                is_whole=not (asked or typed),
                site=presenting.site(),
            )
        )
    )


def _url(here: str, asked: dict[str, str]) -> str:
    return f"{here}?{urlencode(asked)}" if asked else here
