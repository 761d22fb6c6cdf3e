"""Panels about sources."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Count, F, Max, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from encyclopedia import permissions
from encyclopedia.desk import adopting
from encyclopedia.desk.waiting.values import FEW, Item, Panel, panel
from sources.models import Alteration, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

REVIEWED_ANEW_AFTER: Final = timedelta(days=730)
# A correction that nobody took over in so long is found in the list of sources.
LOOKED_BACK: Final = timedelta(days=180)
LOOKED_AT: Final = 30
_LIST: Final = "admin:sources_source_changelist"


def to_review(user: User, today: date) -> Panel | None:
    """Give cited sources whose reliability nobody judged, or long ago, the most cited first."""
    if not user.has_perm("sources.change_source"):
        return None
    long_ago = (today - REVIEWED_ANEW_AFTER).isoformat()
    waiting = Source.objects.filter(
        Q(reliability="") | Q(reviewed_on__lt=long_ago), citations__isnull=False
    )
    cited = waiting.annotate(count=Count("citations")).order_by("-count", "key")
    rows = list(cited.values("pk", "key", "title", "reliability", "count")[FEW])
    return panel(
        name="review",
        heading=_("Sources to review"),
        empty=_("Every cited source was judged within the last two years."),
        rows=rows,
        item=lambda row: Item(
            words=row["title"] or row["key"],
            url=_source(row["pk"]),
            note=_judged(row["reliability"], row["count"]),
        ),
        more=f"{reverse(_LIST)}?reliability__exact=",
    )


def unreachable(user: User, today: date) -> Panel:
    """Give cited sources whose address does not answer, those without a copy of ours first."""
    gone = Source.objects.filter(unreachable_since__isnull=False, citations__isnull=False)
    counts = gone.annotate(count=Count("citations")).order_by(
        F("snapshot").asc(nulls_first=True), "unreachable_since", "key"
    )
    rows = list(counts.values("pk", "key", "title", "unreachable_since", "snapshot")[FEW])
    return panel(
        name="unreachable",
        heading=_("Sources that do not answer"),
        empty=_("Every cited address answered when it was last asked."),
        rows=rows,
        item=lambda row: Item(
            words=row["title"] or row["key"],
            url=_source(row["pk"]),
            note=(
                _("since {day}, archived here")
                if row["snapshot"]
                else _("since {day}, not archived")
            ).format(day=row["unreachable_since"]),
        ),
        more=f"{reverse(_LIST)}?unreachable_since__isempty=0",
    )


def altered(user: User, today: date) -> Panel | None:
    """Give the sources whose page changed passages that articles pin, the newest first."""
    if not permissions.may_change_sources(user):
        return None
    waiting = Alteration.objects.filter(dismissed=False).order_by("-captured_at", "pk")
    rows = list(waiting.values("pk", "source__key", "source__title", "captured_at")[FEW])
    return panel(
        name="altered",
        heading=_("Sources that changed what is quoted"),
        empty=_("No page that was asked lately changed a passage that articles pin."),
        rows=rows,
        item=lambda row: Item(
            words=row["source__title"] or row["source__key"],
            url=reverse("source_address", args=[row["pk"]]),
            note=_("look at both versions"),
            when=row["captured_at"],
        ),
    )


def corrected(user: User, today: date) -> Panel | None:
    """Give the sources that changed since articles took them over, the newest first."""
    if not permissions.may_write(user):
        return None
    since = timezone.now() - LOOKED_BACK
    changed = Source.objects.annotate(
        first=Min("edits__revision_id"), last=Max("edits__revision_id"), at=Max("edits__saved_at")
    ).filter(last__gt=F("first"), at__gte=since, citations__isnull=False)
    rows = list(changed.distinct().order_by("-last").values("pk", "key", "title", "at")[:LOOKED_AT])
    by_key: dict[str, int] = {}
    for article in adopting.citing([row["key"] for row in rows], by=user) if rows else ():
        for source in article.sources:
            by_key[source.key] = by_key.get(source.key, 0) + 1
    waiting = [row for row in rows if row["key"] in by_key]
    return panel(
        name="corrected",
        heading=_("Corrected sources to adopt"),
        empty=_("Articles have their sources as they are today."),
        rows=waiting,
        item=lambda row: Item(
            words=row["title"] or row["key"],
            url=reverse("adopt_source", args=[row["pk"]]),
            note=ngettext(
                "{number} article cites an older version",
                "{number} articles cite an older version",
                by_key[row["key"]],
            ).format(number=by_key[row["key"]]),
            when=row["at"],
        ),
    )


def _source(pk: int) -> str:
    return reverse("admin:sources_source_change", args=[pk])


def _judged(reliability: str, count: int) -> str:
    said = (
        ngettext(
            "reviewed long ago, cited {number} time",
            "reviewed long ago, cited {number} times",
            count,
        )
        if reliability
        else ngettext(
            "not reviewed, cited {number} time", "not reviewed, cited {number} times", count
        )
    )
    return said.format(number=count)
