"""What a search costs among 10,000 articles, against a page that is found by its key.

    python tests/bench/searching.py [ARTICLES]
    DATABASE_URL=postgres://… python tests/bench/searching.py [ARTICLES]    (beside the named one)

Prints ms of the processor (median, whole requests; on PostgreSQL those of its process too, where
the system tells them) of the plainest page that Django makes of one row found by its key, behind
the same middleware; of searches for a rare word, common ones, a phrase and a word typed wrong, all
and narrowed, and of suggestions, each as a multiple of that page. The goal is ten times. The
article page itself, which comes from memory before all middleware, is given too. Exit code 1 where
a search finds nothing; nothing fails on a clock.
"""

from __future__ import annotations

import gzip
import os
import random
import statistics
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from types import ModuleType
from uuid import uuid4

from fresh import database, processor

ROOT = Path(__file__).parents[2]
GOAL = 10
VOCABULARY = 20_000  # invented words, used as often as Zipf has it
ASKED = {
    "a rare word": "zanzibar7",
    "a word of every tenth article": "{0[500]}",
    "a word of every article": "{0[0]}",
    "two common words": "{0[10]} {0[20]}",
    "a phrase": '"{0[0]} {0[1]}"',
    "a word typed wrong": "kaleidoscopf",
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
    from django.test import Client, override_settings

    began = time.process_time()
    fill(articles)
    each = (time.process_time() - began) * 1000 / articles
    print(f"{articles} articles indexed, ms an article {each:28.2f}")
    client = Client()
    client.get("/search/", {"q": "warm"})
    with override_settings(ROOT_URLCONF=one_row()):
        page = cost(lambda: client.get("/row/harbour-no-0/"))
    print(f"a page of one row by its key      {page:8.2f} ms")
    tell("the article page, from memory", cost(lambda: client.get("/articles/harbour-no-0/")), page)
    failed = 0
    words = vocabulary(random.Random(7))  # noqa: S311 -- repeatable text, no secret
    for name, pattern in ASKED.items():
        typed = pattern.format(words)
        answer = client.get("/search/", {"q": typed}).content.decode()
        failed += '<ol class="results"' not in answer
        tell(name, cost(lambda typed=typed: client.get("/search/", {"q": typed})), page)
    narrow = {"q": words[0], "kind": "Kind 1", "category": "category-7"}
    tell("one of every article, narrowed", cost(lambda: client.get("/search/", narrow)), page)
    tell("suggestions", cost(lambda: client.get("/search/suggest/", {"q": "harb"})), page)
    print(f"{len(ASKED) - failed} passed, {failed} failed")
    return int(failed > 0)


def tell(name: str, took: float, page: float) -> None:
    print(f"{name:<34}{took:8.2f} ms {took / page:6.1f} × (goal {GOAL})")


def cost(work, times: int = 30) -> float:
    took = []
    for _ in range(times):
        began = processor()
        work()
        took.append((processor() - began) * 1000)
    return statistics.median(took)


def one_row() -> ModuleType:
    """Give addresses with one: a row by its key, in the smallest of templates."""
    from django.http import HttpResponse
    from django.shortcuts import get_object_or_404
    from django.template import Context, Template
    from django.urls import path

    from encyclopedia.models import Publication

    page = Template("<!DOCTYPE html><title>{{ row.title }}</title><h1>{{ row.title }}</h1>")

    def show(request, slug):
        row = get_object_or_404(Publication.objects.without_pages(), slug=slug)
        return HttpResponse(page.render(Context({"row": row})))

    addresses = ModuleType("addresses")
    addresses.urlpatterns = [path("row/<slug:slug>/", show)]
    return addresses


def vocabulary(chance: random.Random) -> list[str]:
    """Invent words of two to four syllables, of which no two are the same."""
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(chance.choices(syllables, k=chance.randint(2, 4)))] = None
    return list(words)


def fill(articles: int) -> None:
    """Publish articles of about 3 KB without rendering each: the search reads their words alone."""
    from django.db import transaction
    from django.utils import timezone
    from reversion.models import Revision

    from encyclopedia import search, serving
    from encyclopedia.core import reading, titles
    from encyclopedia.core.document import Document
    from encyclopedia.models import Article, Edit, Publication, PublishedCategory

    chance = random.Random(7)  # noqa: S311 -- repeatable text, no secret
    page = gzip.compress(b"<!DOCTYPE html>" + b"words " * 3000)
    words = vocabulary(chance)
    weights = list(accumulate(1 / (number + 1) for number in range(VOCABULARY)))
    with transaction.atomic():
        serving.change()
        for number in range(articles):
            title = f"{chance.choice(words)} no {number}" if number else "Harbour no 0"
            title += " kaleidoscope" if number == 1 else ""
            text = " ".join(chance.choices(words, cum_weights=weights, k=450))
            text += f" zanzibar{number}" if number % 1000 == 7 else ""
            kind = f"Kind {number % 8}"
            document = Document(id=uuid4(), title=title, lead=text, kind=kind)
            revision = Revision.objects.create(date_created=timezone.now())
            article = Article.objects.create(
                id=document.id,
                title=title,
                title_key=titles.key(title),
                slug=titles.slug(title),
            )
            edit = Edit.objects.create(
                revision=revision, article=article, editor_name="", content_hash="", schema=1
            )
            publication = Publication.objects.create(
                slug=article.slug,
                article=article,
                edit=edit,
                title=title,
                title_key=article.title_key,
                language="en",
                page=page,
                etag="x",
                policy={"style-src": [], "script-src": []},
            )
            search.write(publication, document, reading.texts(document), wanting=0)
            PublishedCategory.objects.bulk_create(
                PublishedCategory(
                    publication=publication, name=f"Category {at}", slug=f"category-{at}"
                )
                for at in sorted(chance.sample(range(500), 3))
            )


if __name__ == "__main__":
    sys.exit(main())
