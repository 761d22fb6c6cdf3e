"""Sources asked at their addresses: whether they answer, and still say what articles quote."""

from __future__ import annotations

import math
import time
from argparse import ArgumentParser
from collections import Counter
from typing import Any, Final

from django.core.management.base import CommandError
from django.db.models import Q
from django.utils import timezone

from encyclopedia import altering, audit
from encyclopedia.management.lasting import TimedCommand
from sources import fetching, visiting
from sources.management.progress import shown

PAUSE: Final = 2.0  # seconds between two questions to one host
_IN_WORDS: Final = {
    "unchanged": "unchanged",
    "elsewhere": "changed elsewhere",
    "altered": "with pinned passages changed",
    "unread": "not read",
    "failing": "failing",
    "unreachable": "unreachable",
    "left": "left for later",
}


class Command(TimedCommand):
    """`manage.py check_sources [KEY…] [--all] [--limit N]`."""

    help = (
        "Ask sources at their addresses whether they are there, and still say what articles quote:"
        " those that articles cite, all, or those named. One is unreachable after three failures,"
        " three days apart. A timer runs it daily; those asked longest ago come first, none is"
        " asked twice within 20 hours unless it is named, and two machines share the work."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("keys", nargs="*", metavar="KEY")
        parser.add_argument("--all", action="store_true", help="also sources that nothing cites")
        parser.add_argument("--limit", type=int, metavar="N", help="ask at most N sources")
        parser.add_argument(
            "--pause",
            type=float,
            default=PAUSE,
            metavar="SECONDS",
            help=f"between two questions to one host (default: {PAUSE:g})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not fetching.is_on():
            raise CommandError(fetching.OFF)
        if (options["limit"] or 0) < 0 or options["pause"] < 0:
            raise CommandError("A limit and a pause are not below zero.")
        began = timezone.now()
        try:
            asked = visiting.named(options["keys"])[: options["limit"]]
        except visiting.NoSuchSourceError as error:
            raise CommandError(str(error)) from error
        if not options["keys"]:
            among = Q() if options["all"] else altering.CITED
            asked = visiting.due(began, among, options["limit"])
        counts: Counter[str] = Counter()
        polite = _Polite(options["pause"])
        for source in shown(visiting.in_turn(asked), "source"):
            polite.wait(visiting.host(source))
            outcome = altering.check(source, began=began)
            polite.asked(visiting.host(source))
            counts[outcome.name] += 1
            if outcome.name != "unchanged":
                self.stdout.write(f"@{outcome.key}: {outcome.sentence}")
        self._tell(counts)

    def _tell(self, counts: Counter[str]) -> None:
        total = sum(counts.values())
        told = ", ".join(f"{counts[name]} {words}" for name, words in _IN_WORDS.items())
        audit.record("command check_sources", subject=f"{total} sources: {told}")
        some = f": {told}" if total else ", as none is due"
        self.stdout.write(f"Asked {total} source{'' if total == 1 else 's'}{some}.")


class _Polite:
    """Asks no host again before a pause is over."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._asked: dict[str, float] = {}

    def wait(self, host: str) -> None:
        since = time.monotonic() - self._asked.get(host, -math.inf)
        if since < self._pause:
            time.sleep(self._pause - since)

    def asked(self, host: str) -> None:
        self._asked[host] = time.monotonic()
