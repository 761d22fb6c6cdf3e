"""Write an article to standard output or to a file."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from encyclopedia import binding, formats, presenting, store
from encyclopedia.core.document import Document
from encyclopedia.core.writers import LOST, WRITERS
from encyclopedia.management import choosing
from encyclopedia.models import Edit

# These are no text that a terminal could show.
PACKED = ("epub", "pdf")


class Command(BaseCommand):
    """`manage.py export_article SLUG [--format F] [--revision ID] [--output FILE]`."""

    help = "Write an article, as it is or as it was at a revision, to standard output or a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--format", choices=list(formats.BY_NAME), default="markdown")
        parser.add_argument("--revision", type=int, metavar="ID")
        parser.add_argument("--output", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        article = choosing.one(options["slug"])
        edits = store.history(article)
        if options["revision"] is not None:
            edits = edits.filter(pk=options["revision"])
        edit = edits.first()
        if edit is None:
            raise CommandError(f"Revision {options['revision']} is not a revision of “{article}”.")
        if edit.hides("text"):
            raise CommandError(f"Revision {edit.pk}: {presenting.said_of_hidden(edit, 'text')}.")
        name, file = options["format"], options["output"]
        if name in PACKED and file is None and sys.stdout.isatty():
            raise CommandError(f"{name} is no text: name a file for it with --output FILE.")
        document = store.at(edit)
        self._send(_written(name, edit, document), file)
        if (lost := LOST.get(name)) is not None:
            for sentence in lost(document):
                self.stderr.write(sentence)

    def _send(self, body: bytes, file: Path | None) -> None:
        if file is None:
            try:
                self.stdout.write(body.decode(), ending="")
            except UnicodeDecodeError:
                sys.stdout.buffer.write(body)
            return
        try:
            file.write_bytes(body)
        except OSError as error:
            raise CommandError(f"“{file}” cannot be written: {error.strerror}.") from error


def _written(name: str, edit: Edit, document: Document) -> bytes:
    writers = dict(WRITERS)
    if name in writers:
        return writers[name](document).encode()
    imprint = presenting.old_imprint(edit, document, presenting.site())
    try:
        return binding.write(formats.BY_NAME[name], document, imprint)
    except binding.MissingError as error:
        raise CommandError(str(error)) from error
