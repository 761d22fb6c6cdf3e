"""Passages of archived sources that bear on a sentence, on the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.management.base import BaseCommand

from encyclopedia import store, tracing
from encyclopedia.desk import shelf
from encyclopedia.management import choosing
from sources.core import ranking
from sources.core.ranking import Level, Support


class Command(BaseCommand):
    """`manage.py find_support SLUG [SENTENCE] [--top N] [--all]`."""

    help = "Rank the passages of an article's archived sources that bear on its sentences."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("sentence", nargs="?", help="any sentence; else each of the article")
        parser.add_argument("--top", type=int, default=3, metavar="N")
        parser.add_argument("--all", action="store_true", help="look in all archived sources")

    def handle(self, *args: Any, **options: Any) -> None:
        article = choosing.one(options["slug"])
        document = store.current(article)
        archive = shelf.archive(document, everything=options["all"])
        asked = options["sentence"]
        statements = () if asked else tracing.trace(document).statements
        for sentence in [asked] if asked else [each.text for each in statements]:
            self.stdout.write(sentence)
            texts = archive.texts(sentence)
            found = ranking.support(sentence, ranking.index(texts), top=max(1, options["top"]))
            for line in _told(found, texts):
                self.stdout.write(f"  {line}")


def _told(found: tuple[Support, ...], texts: Mapping[str, str]) -> Iterator[str]:
    shown = [each for each in found if each.level is not Level.NONE]
    if not shown or shown[0].score < ranking.FOUND:
        yield "No passage found." + (" These come nearest:" if shown else "")
    for each in shown:
        words = " ".join(texts[each.key][each.start : each.end].split())
        yield f"{each.score:.2f} {each.level} @{each.key}: {words}"
        yield f"     matched: {', '.join(each.matched) or 'nothing'}"
        yield f"     missing: {', '.join(each.missing) or 'nothing'}"
