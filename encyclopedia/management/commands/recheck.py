"""The findings of the heads, brought up to today."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.db.models import F
from django.utils import timezone

from encyclopedia import audit, store
from encyclopedia.management import choosing
from encyclopedia.management.lasting import TimedCommand
from encyclopedia.models import Article
from sources.management.progress import shown


class Command(TimedCommand):
    """`manage.py recheck [SLUG…] [--anew]`."""

    help = (
        "Check the newest revisions again, all or those named, as of today: what changed since"
        " the last check. A timer runs it daily. The articles checked longest ago come first, so"
        " that a run which was stopped goes on where it ended."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG")
        parser.add_argument(
            "--anew",
            action="store_true",
            help="check everything again, as after an upgrade that changes rules",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        longest_ago = F("last_check__checked_at").asc(nulls_first=True)
        every = Article.objects.present().order_by(longest_ago, "title_key")
        articles = choosing.among(every, options["slugs"])
        today = timezone.localdate()
        rechecked = [
            store.recheck(article, today=today, anew=options["anew"])
            for article in shown(list(articles), "article")
        ]
        came, went = (sum(getattr(each, name) for each in rechecked) for name in ("came", "went"))
        audit.record("command recheck", subject=f"{len(rechecked)} articles")
        self.stdout.write(
            f"Checked {len(rechecked)} article{'' if len(rechecked) == 1 else 's'}:"
            f" {came} finding{'' if came == 1 else 's'} came, {went} went."
        )
