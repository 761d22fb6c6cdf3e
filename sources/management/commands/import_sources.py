"""Import sources from files and addresses: captured reports, pages and bibliographies."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from sources import importing
from sources.core.record import Access
from sources.management.progress import shown
from sources.management.stopping import StoppableCommand


class Command(StoppableCommand):
    """`manage.py import_sources FILE|URL|DOI|ISBN… [--format F] [--merge] [--dry-run]`."""

    help = (
        "Import sources: captured text, HTML or PDF, BibTeX, RIS, CSL-JSON; a page from its"
        " address; a record by its DOI or ISBN where a resolver is set. All are saved, or none."
    )
    stopped = "All are saved, or none: run it again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE|URL|DOI|ISBN")
        parser.add_argument(
            "--format",
            choices=importing.FORMATS,
            default="",
            help="told by the suffix unless named",
        )
        parser.add_argument(
            "--access",
            choices=[access.value for access in Access],
            default=Access.EXCERPT.value,
            help="what readers may see of the archived text (default: excerpt)",
        )
        parser.add_argument(
            "--encoding",
            default="",
            metavar="NAME",
            help="of bibliographies that do not tell it and are not UTF-8, such as windows-1252",
        )
        parser.add_argument(
            "--merge",
            action="store_true",
            help="let entries for sources that are there already fill what those leave empty",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would be written")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = [
                importing.told(asked, options["format"], options["encoding"])
                for asked in shown(options["files"], "file")
            ]
            outcomes = importing.save_all(
                files,
                access=Access(options["access"]),
                merge=options["merge"],
                rehearsal=options["dry_run"],
            )
        except importing.SourceFileError as error:
            raise CommandError(str(error)) from error
        for outcome in outcomes:
            self.stdout.write(outcome.sentence)
            for note in outcome.notes:
                self.stdout.write(f"  {note}")
        for problem in (problem for file in files for problem in file.problems):
            self.stderr.write(problem)
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")
