"""Passages of archived sources that bear on a sentence, on the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from encyclopedia import store, tracing
from encyclopedia.models import Article
from sources.core import ranking


class Command(BaseCommand):
    """`manage.py find_support SLUG [SENTENCE] [--top N]`."""

    help = "Rank the passages of an article's archived sources that bear on its sentences."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("sentence", nargs="?", help="any sentence; else each of the article")
        parser.add_argument("--top", type=int, default=3, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        article = Article.objects.filter(slug=options["slug"]).first()
        if article is None:
            raise CommandError(f"There is no article at the slug “{options['slug']}”.")
        traced = tracing.trace(store.current(article))
        index = ranking.index(traced.snapshots)
        asked = options["sentence"]
        for sentence in [asked] if asked else [each.text for each in traced.statements]:
            self.stdout.write(sentence)
            found = ranking.support(sentence, index, top=max(1, options["top"]))
            for support in found:
                words = " ".join(traced.snapshots[support.key][support.start : support.end].split())
                self.stdout.write(f"  {support.score:.2f} @{support.key}: {words}")
                self.stdout.write(f"       matched: {', '.join(support.matched) or 'nothing'}")
                self.stdout.write(f"       missing: {', '.join(support.missing) or 'nothing'}")
            if not found:
                self.stdout.write("  No passage found.")
