"""Import articles from files, with captured sources beside them."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction

from encyclopedia import audit, dumping, import_report, importing, reviewing, store
from encyclopedia.limiting import Apart
from encyclopedia.models import Edit
from sources.management.progress import shown
from sources.management.stopping import StoppableCommand

REVIEWED_FIRST = (
    "Readers get here only what a reviewer approved (APPROVAL_REQUIRED), so nothing was imported."
    " Import without --publish, then ask for a review at the desk."
)

MOST_NOTES = 20
"""The notes on one file that are shown; the report has all."""


class Command(StoppableCommand):
    """`manage.py import_article FILE… [--sources FILE…] [--report FILE]`."""

    help = (
        "Import articles (plain text, Markdown, JSON, wikitext) and keep captured sources with"
        " them; or a MediaWiki export (.xml, also .gz and .bz2) with its whole history."
    )
    stopped = (
        "Files are imported together or not at all; of an export in XML each page is imported by"
        " itself. Run it again, and it goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--sources", nargs="+", type=Path, default=[], metavar="FILE")
        parser.add_argument("--format", choices=importing.FORMATS, default="")
        parser.add_argument("--publish", action="store_true", help="publish what is imported")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be written")
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write what was read and left out as JSON"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["publish"] and settings.APPROVAL_REQUIRED:
            raise CommandError(REVIEWED_FIRST)
        try:
            self._import(options)
        except (importing.ImportFileError, import_report.ReportError, store.StoreError) as error:
            raise CommandError(str(error)) from error
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")

    def _import(self, options: dict[str, Any]) -> None:
        """Refuse what cannot be read or reported, then import; the report tells what was."""
        if options["report"] is not None:
            import_report.refuse_unwritable(options["report"])
        given = options["files"]
        dumps = {path: dumping.count_pages(path) for path in given if dumping.is_dump(path)}
        files = [path for path in given if path not in dumps]
        report: list[import_report.Entry] = []
        try:
            with Apart() as apart:
                report += self._import_files(files, apart, options)
                for path, pages in dumps.items():
                    report += self._import_dump(path, pages, apart, options)
        finally:
            if report and options["report"] is not None:
                import_report.write(report, options["report"])

    def _import_files(
        self, files: Sequence[Path], apart: Apart, options: dict[str, Any]
    ) -> list[import_report.Entry]:
        articles = [
            importing.read_article(path, options["format"], apart) for path in shown(files, "file")
        ]
        sources = [importing.read_source(path) for path in options["sources"]]
        with transaction.atomic():
            outcomes = importing.save_all(articles, sources, rehearsal=options["dry_run"])
            publish = options["publish"] and not options["dry_run"]
            said = [self._said(outcome, publish=publish) for outcome in outcomes]
            for saved in (each.saved for each in outcomes if not options["dry_run"]):
                if saved is not None and saved.changed:
                    audit.record("command import_article", subject=str(saved.edit.article_id))
        for sentences in said:
            self.stdout.write("\n".join(sentences))
        return [import_report.of_file(each) for each in outcomes if each.file is not None]

    def _import_dump(
        self, path: Path, pages: int, apart: Apart, options: dict[str, Any]
    ) -> list[import_report.Entry]:
        outcome = dumping.import_dump(
            path,
            apart=apart,
            pages=pages,
            rehearsal=options["dry_run"],
            publish=options["publish"],
        )
        self.stdout.write("\n".join((outcome.sentence, *(f"  {each}" for each in outcome.notes))))
        if not options["dry_run"] and outcome.revisions:
            audit.record("command import_article", subject=path.name)
        return [import_report.of_dump(outcome)]

    def _said(self, outcome: importing.Outcome, *, publish: bool) -> list[str]:
        """Give what to say of one file, once it is published where that is wanted."""
        said = [outcome.sentence, *(f"  {note}" for note in outcome.notes[:MOST_NOTES])]
        if len(outcome.notes) > MOST_NOTES:
            more = len(outcome.notes) - MOST_NOTES
            said.append(f"  and {more} more: a report lists them all (--report FILE).")
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
