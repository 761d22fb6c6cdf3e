"""Write an article to standard output."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from encyclopedia import presenting, store
from encyclopedia.core.writers import LOST, WRITERS
from encyclopedia.models import Article


class Command(BaseCommand):
    """`manage.py export_article SLUG [--format F] [--revision ID]`."""

    help = "Write an article, as it is or as it was at a revision, to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--format", choices=[name for name, _ in WRITERS], default="markdown")
        parser.add_argument("--revision", type=int, metavar="ID")

    def handle(self, *args: Any, **options: Any) -> None:
        article = Article.objects.present().filter(slug=options["slug"]).first()
        if article is None:
            raise CommandError(f"There is no article at the slug “{options['slug']}”.")
        edits = store.history(article)
        if options["revision"] is not None:
            edits = edits.filter(pk=options["revision"])
        edit = edits.first()
        if edit is None:
            raise CommandError(f"Revision {options['revision']} is not a revision of “{article}”.")
        if edit.hides("text"):
            raise CommandError(f"Revision {edit.pk}: {presenting.said_of_hidden(edit, 'text')}.")
        write = dict(WRITERS)[options["format"]]
        document = store.at(edit)
        self.stdout.write(write(document), ending="")
        if (lost := LOST.get(options["format"])) is not None:
            for sentence in lost(document):
                self.stderr.write(sentence)
