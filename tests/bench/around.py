"""What the pages around the articles cost among 10,000 of them, against the page found by its key.

    python tests/bench/around.py [ARTICLES]

Every article has five public revisions, four categories (the largest holds every third article),
links and dated events. Prints ms of the processor (median, whole requests) and queries of each
page, as a multiple of the article page. Exit code 1 where a page does not answer; nothing fails
on a clock. SQLite, or a database of its own beside the one that DATABASE_URL names, whose process
counts too.
"""

from __future__ import annotations

import gzip
import os
import random
import statistics
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from fresh import database, processor

ROOT = Path(__file__).parents[2]
REVISIONS = 5
PAGES = {
    "the front page": "/",
    "A to Z": "/articles/",
    "A to Z, the last page": "/articles/?page=9999999",
    "one letter": "/articles/?letter=M",
    "titles with a word": "/articles/?q=harbour",
    "all categories": "/categories/",
    "the largest category": "/categories/category-0/",
    "its last page": "/categories/category-0/?page=9999999",
    "a small category": "/categories/category-777/",
    "the feed of the largest": "/categories/category-0/feed.atom",
    "the longest series": "/series/series-0/",
    "recent changes": "/recent/",
    "recent changes, far down": "/recent/?before={middle}",
    "those of the largest category": "/recent/?category=category-0",
    "those of a small category": "/recent/?category=category-777",
    "those of a week": "/recent/?days=7",
    "contributors": "/contributors/",
    "one of them": "/contributors/Editor%2000001/",
    "the one who wrote a third": "/contributors/Editor%2000000/",
    "what links to the most linked": "/articles/harbour-no-0/links/",
    "the feed of all": "/feeds/recent.atom",
}


def main() -> int:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENCYCLOPEDIA_DATA"] = folder
        os.environ["ANSWER_MEMORY"] = "0"  # each answer is made anew
        sys.path.insert(0, str(ROOT))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
        import django

        django.setup()
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        with database():
            return measure(articles)


def measure(articles: int) -> int:
    from django.db import connection
    from django.test import Client

    fill(articles)
    client = Client()
    page = cost(lambda: client.get("/articles/harbour-no-0/"))
    print(f"{articles} articles; the article page  {page:8.2f} ms")
    failed = 0
    for name, pattern in PAGES.items():
        url = pattern.format(middle=middle())
        asked: list[str] = []
        with connection.execute_wrapper(noting(asked)):
            failed += client.get(url).status_code != 200
        took = cost(lambda url=url: client.get(url))
        print(f"{name:<32}{took:8.2f} ms {took / page:6.1f} × {len(asked):4} queries")
    print(f"{len(PAGES) - failed} passed, {failed} failed")
    return int(failed > 0)


def noting(asked: list[str]):
    """Note each statement; the log of the connection is emptied when a request begins."""

    def execute(run, sql, parameters, many, context):
        asked.append(sql)
        return run(sql, parameters, many, context)

    return execute


def middle() -> str:
    """Give the cursor of a change in the middle of all."""
    from encyclopedia.chronicling import Cursor
    from encyclopedia.models import PublishedRevision

    ids = PublishedRevision.objects.order_by("edit_id").values_list("edit_id", "published_at")
    revision, at = ids[PublishedRevision.objects.count() // 2]
    return Cursor(published_at=at, revision=revision).text


def cost(work, times: int = 15) -> float:
    took = []
    for _ in range(times):
        began = processor()
        work()
        took.append((processor() - began) * 1000)
    return statistics.median(took)


def fill(articles: int) -> None:
    """Publish articles without rendering or checking any: lists read the index tables alone."""
    from django.db import transaction

    chance = random.Random(7)  # noqa: S311 -- repeatable choices, no secret
    with transaction.atomic():
        for first in range(0, articles, 500):
            some(chance, range(first, min(first + 500, articles)))


def some(chance: random.Random, numbers: range) -> None:
    from django.utils import timezone
    from reversion.models import Revision

    from encyclopedia.core import titles
    from encyclopedia.models import Article, Edit, Publication, PublishedRevision

    page, now = gzip.compress(b"<!DOCTYPE html>" + b"words " * 3000), timezone.now()
    made, edits = [], []
    for number in numbers:
        name = f"{chance.choice('ABCDEFGHIJKLMNOPRSTW')}arbour no {number}" if number else ""
        title = name or "Harbour no 0"
        article = Article(
            id=uuid4(), title=title, title_key=titles.key(title), slug=titles.slug(title)
        )
        made.append(article)
        edits += [(article, n) for n in range(REVISIONS)]
    Article.objects.bulk_create(made)
    revisions = Revision.objects.bulk_create(Revision(date_created=now) for _ in edits)
    saved = Edit.objects.bulk_create(
        Edit(
            revision=revision,
            article=article,
            editor_name=editor(chance),
            size=1000 + n,
            summary="A change of some words",
            kinds=["text"],
            minor=n == 1,
            content_hash="",
            schema=1,
        )
        for revision, (article, n) in zip(revisions, edits, strict=True)
    )
    moments = {edit.pk: now - timedelta(minutes=chance.randrange(500_000)) for edit in saved}
    PublishedRevision.objects.bulk_create(
        PublishedRevision(edit=edit, published_at=moments[edit.pk]) for edit in saved
    )
    last = {edit.article_id: edit for edit in saved}
    publications = [
        Publication(
            slug=article.slug,
            article=article,
            edit=last[article.pk],
            title=article.title,
            title_key=article.title_key,
            letter=titles.letter(article.title),
            sort_key=titles.sort_key(article.title),
            short_description="A harbour of this bench",
            language="en",
            published_at=moments[last[article.pk].pk],
            page=page,
            etag="x",
            policy={"style-src": [], "script-src": []},
        )
        for article in made
    ]
    Publication.objects.bulk_create(publications)
    shelve(chance, publications)


def cite(articles: int) -> None:
    """Record as many sources as there are *articles*, and let each article cite three of them."""
    from django.db import transaction

    from encyclopedia.models import Publication, PublishedCitation
    from sources.core import sorting
    from sources.models import Source

    chance = random.Random(8)  # noqa: S311 -- repeatable choices, no secret
    names = [(f"{chance.choice('ABCDEFGHIJ')}lmanac {n}", f"almanac-{n}") for n in range(articles)]
    with transaction.atomic():
        Source.objects.bulk_create(
            (
                Source(key=key, title=title, sort_key=sorting.place(title, key), listed=True)
                for title, key in names
            ),
            batch_size=1000,
        )
        ids = list(Source.objects.order_by("pk").values_list("pk", flat=True))
        slugs = Publication.objects.order_by("pk").values_list("pk", flat=True)
        PublishedCitation.objects.bulk_create(
            (
                PublishedCitation(publication_id=slug, source_id=source, anchor="cite-1")
                for own, slug in zip(ids, list(slugs), strict=True)
                for source in (own, chance.choice(ids), chance.choice(ids))
            ),
            batch_size=1000,
        )


def editor(chance: random.Random) -> str:
    return f"Editor {0 if chance.random() < 1 / 3 else chance.randrange(1, 500):05}"


def shelve(chance: random.Random, publications: list) -> None:
    from encyclopedia import shelving
    from encyclopedia.models import (
        PublishedCategory,
        PublishedEvent,
        PublishedEvidence,
        PublishedLink,
        PublishedSeries,
        SearchEntry,
    )

    def names():
        first = [0] if chance.random() < 1 / 3 else []
        return dict.fromkeys([*first, *(chance.randrange(1, 1000) for _ in range(4))])

    PublishedCategory.objects.bulk_create(
        PublishedCategory(
            publication=each,
            name=f"Category {number}",
            slug=f"category-{number}",
            letter=each.letter,
            sort_key=each.sort_key,
            changed_at=each.published_at,
        )
        for each in publications
        for number in names()
    )
    PublishedLink.objects.bulk_create(
        PublishedLink(publication=each, title_key=key)
        for each in publications
        for key in ("harbour no 0", f"harbour no {chance.randrange(10_000)}")
        if key != each.title_key
    )
    PublishedEvent.objects.bulk_create(
        PublishedEvent(
            publication=each,
            day=chance.randrange(1, 13) * 100 + chance.randrange(1, 29),
            year=chance.randrange(1800, 2030),
            title="An event",
            words="Something happened here.",
            anchor="event-1",
        )
        for each in publications
        for _ in range(5)
    )
    PublishedSeries.objects.bulk_create(
        PublishedSeries(
            publication=each,
            name=f"Series {number // 10}",
            slug=f"series-{number // 10}",
            begins=chance.randrange(900_000),
            sort_key=each.sort_key,
        )
        for number, each in enumerate(publications)
    )
    PublishedEvidence.objects.bulk_create(
        PublishedEvidence(
            publication=each,
            sentences=40,
            wanting=chance.randrange(20),
            sound=chance.random() < 1 / 3,
            lot=shelving.lot(str(each.article_id)),
        )
        for each in publications
    )
    SearchEntry.objects.bulk_create(
        SearchEntry(publication=each, title=each.title, body="Some words of it. " * 170)
        for each in publications
    )


if __name__ == "__main__":
    sys.exit(main())
