"""Who wrote each word, computed anew from the revisions."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.db import transaction
from django.db.models import Min

from encyclopedia import audit, purging, serving, store
from encyclopedia.management import choosing
from encyclopedia.models import Article, Authorship
from encyclopedia.serving import marking
from sources.management.progress import shown
from sources.management.stopping import StoppableCommand


class Command(StoppableCommand):
    """`manage.py rebuild_authorship [SLUG…]`."""

    help = (
        "Compute anew who wrote each word, of all articles or those named, and keep it; say where"
        " that differs from what was kept. Needed once after an upgrade; otherwise every save and"
        " publication keeps it. The articles computed longest ago come first, so that a run which"
        " was stopped goes on where it ended."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        articles = longest_ago_first()
        if options["slugs"]:
            articles = [article for article in articles if article.slug in options["slugs"]]
            choosing.refuse_missing(options["slugs"], (article.slug for article in articles))
        rebuilt = [_rebuilt(article) for article in shown(articles, "article")]
        revisions = sum(each.revisions for each in rebuilt)
        differing = [each.article for each in rebuilt if not each.was_same]
        audit.record("command rebuild_authorship", subject=f"{len(rebuilt)} articles")
        self.stdout.write(
            f"Computed {_counted(revisions, 'revision')} of {_counted(len(rebuilt), 'article')}:"
            f" {len(rebuilt) - len(differing)} as kept, {len(differing)} written anew."
        )
        for article in differing:
            self.stdout.write(f"  written anew: {article.slug}")


@transaction.atomic
def _rebuilt(article: Article) -> store.Rebuilt:
    """Compute anew who wrote *article*; where that differs, what readers were told ends."""
    done = store.rebuild_authorship(article)
    if not done.was_same:
        serving.change()
        purging.ask(marking.at(article.slug))
    return done


def longest_ago_first() -> list[Article]:
    """Give all articles, those first whose authors were never computed anew."""
    kept = Authorship.objects.values_list("article").annotate(since=Min("rebuilt_at"))
    since = {article: when for article, when in kept.order_by() if when is not None}
    articles = Article.objects.order_by("title_key").only("slug", "title")
    never = [article for article in articles if article.pk not in since]
    known = [article for article in articles if article.pk in since]
    return never + sorted(known, key=lambda article: since[article.pk])


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
