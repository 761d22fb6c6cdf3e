"""Import articles from files, with captured sources beside them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from encyclopedia import audit, importing, reviewing, store
from encyclopedia.models import Edit

REVIEWED_FIRST = (
    "Readers get here only what a reviewer approved (APPROVAL_REQUIRED), so nothing was imported."
    " Import without --publish, then ask for a review at the desk."
)


class Command(BaseCommand):
    """`manage.py import_article FILE… [--sources FILE…]`."""

    help = "Import articles (plain text, Markdown, JSON) and keep captured sources with them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--sources", nargs="+", type=Path, default=[], metavar="FILE")
        parser.add_argument("--format", choices=importing.FORMATS, default="")
        parser.add_argument("--publish", action="store_true", help="publish what is imported")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be written")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["publish"] and settings.APPROVAL_REQUIRED:
            raise CommandError(REVIEWED_FIRST)
        try:
            articles = [
                importing.read_article(path, options["format"]) for path in options["files"]
            ]
            sources = [importing.read_source(path) for path in options["sources"]]
            with transaction.atomic():
                outcomes = importing.save_all(articles, sources, rehearsal=options["dry_run"])
                publish = options["publish"] and not options["dry_run"]
                said = [self._said(outcome, publish=publish) for outcome in outcomes]
                for saved in (each.saved for each in outcomes if not options["dry_run"]):
                    if saved is not None and saved.changed:
                        audit.record("command import_article", subject=str(saved.edit.article_id))
        except (importing.ImportFileError, store.StoreError) as error:
            raise CommandError(str(error)) from error
        for sentences in said:
            self.stdout.write("\n".join(sentences))
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")

    def _said(self, outcome: importing.Outcome, *, publish: bool) -> list[str]:
        """Give what to say of one file, once it is published where that is wanted."""
        said = [outcome.sentence, *(f"  {note}" for note in outcome.notes)]
        saved = outcome.saved
        if publish and saved is not None and _published(saved.edit):
            said.append(f"  published at {saved.edit.article.get_absolute_url()}")
        return said


def _published(edit: Edit) -> bool:
    """Publish *edit*, and tell whether that changed anything; nothing goes back on a withdrawal."""
    try:
        return reviewing.publish(edit, publisher=None)
    except reviewing.ReviewingError as error:
        raise CommandError(
            f"“{edit.article}” was not published, and nothing imported. {error}"
        ) from error
