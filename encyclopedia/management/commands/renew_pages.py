"""The pages of articles, made again by what makes them today."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError

from encyclopedia import audit, publishing, purging
from encyclopedia.management.lasting import TimedCommand
from encyclopedia.models import Publication
from sources.management.progress import shown


class Command(TimedCommand):
    """`manage.py renew_pages [--dry-run]`."""

    help = (
        "Make the pages again that another release made (its templates, styles or code differ), and"
        " those whose links wait since an article that many link to was published. A timer runs it;"
        " it may be stopped, goes on where it ended, and on two machines makes each page once."
        " Readers have the old page until the new one is there; what cannot be made is named and"
        " ends the command with exit code 1. Where a CDN is told what to forget, it is told what it"
        " was not told yet."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count what waits")

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = publishing.outdated().count()
        if options["dry_run"]:
            self.stdout.write(f"{_pages(waiting)} to be renewed.")
            return
        outcomes = [self._renew(each) for each in shown(_waiting(), "page", waiting)]
        renewed, failed = outcomes.count(True), outcomes.count(None)
        if renewed:
            audit.record("command renew_pages", subject=_pages(renewed))
        self.stdout.write(f"{_pages(renewed)} renewed.")
        self._purge()
        if failed:
            raise CommandError(f"{_pages(failed)} could not be renewed; see above.")

    def _purge(self) -> None:
        """Tell caches far from here what they have not been told yet."""
        if not purging.is_wanted():
            return
        purging.notice()
        purging.teller.wait()
        try:
            told = purging.tell()
        except purging.PurgeError as error:
            raise CommandError(f"{error} What it is to forget waits for the next time.") from error
        if told:
            self.stdout.write(f"{told} key{'' if told == 1 else 's'} purged.")

    def _renew(self, publication: Publication) -> bool | None:
        """Tell whether the page was made here; nothing where it could not be."""
        try:
            return publishing.renew(publication, among=publishing.outdated())
        except Exception as error:  # noqa: BLE001 -- one page that cannot be made keeps no other waiting
            self.stderr.write(f"“{publication.slug}”: {type(error).__name__}: {error}")
            return None


def _waiting() -> Iterator[Publication]:
    """Give the pages that wait, one after the other by address, as each stands at its turn."""
    last = ""
    while True:
        waiting = publishing.outdated().filter(slug__gt=last).order_by("slug")
        publication = waiting.without_pages().first()
        if publication is None:
            return
        yield publication
        last = publication.slug


def _pages(count: int) -> str:
    return f"{count} page{'' if count == 1 else 's'}"
