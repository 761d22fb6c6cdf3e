"""What the article page weighs: the budget of readers on slow lines, counted in bytes."""

import gzip
import random
import re
from dataclasses import replace
from uuid import uuid5

import examples
import pytest
from django.core.management import call_command

from encyclopedia import assets, publishing, store
from encyclopedia.core.document import Section
from encyclopedia.models import Publication
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
KB = 1024


def weight(publication):
    return len(bytes(publication.page))


def language(rng):
    """Give a function that makes words as a language has them: few are frequent, most are rare."""
    letters = "etaoinshrdlucmfwypvbgk"
    frequent = range(len(letters), 0, -1)
    known = [
        "".join(rng.choices(letters, weights=frequent, k=rng.randint(2, 9))) for _ in range(4000)
    ]
    zipf = [1 / rank for rank in range(1, len(known) + 1)]
    return lambda count: " ".join(rng.choices(known, weights=zipf, k=count))


def long_article(rng):
    """An article of 100 KB that pins 150 passages of 20 archived sources."""
    words = language(rng)
    texts = {f"book-{n}": [words(12) for _ in range(80)] for n in range(20)}
    for key, passages in texts.items():
        examples.archive(examples.almanac(key=key, title=key), ". ".join(passages))
    text = []
    for n in range(150):
        key = f"book-{n % 20}"
        quote = texts[key][n // 20]
        text.append(f'{words(110).capitalize()}. [@{key}, "{quote}"]')
    article = examples.lighthouse("Long article")
    sections = tuple(
        Section(
            id=uuid5(article.id, f"s{n}"),
            heading=f"Part {n}",
            anchor=f"part-{n}",
            text="\n\n".join(text[n::10]),
        )
        for n in range(10)
    )
    source_store.save(examples.almanac(), editor=None, summary="")
    return replace(article, sections=(*article.sections, *sections))


def test_the_demonstration_article_is_light_and_asks_for_nothing_else():
    call_command("demo", "--no-serve")

    heavy = {p.slug: weight(p) for p in Publication.objects.all() if weight(p) > 25 * KB}
    asked = [
        found
        for publication in Publication.objects.all()
        for found in re.findall(
            r'<(?:img|script|link)[^>]* (?:src|rel="stylesheet" href)="([^"]*)"',
            gzip.decompress(bytes(publication.page)).decode(),
        )
    ]

    assert (heavy, asked) == ({}, [])


def test_an_article_of_a_hundred_kilobytes_keeps_to_eighty():
    document = long_article(random.Random(7))  # noqa: S311 -- repeatable text, no secret
    assert sum(len(section.text) for section in document.sections) > 100_000

    publishing.publish(store.create(document, reason=WHY).edit, publisher=None)

    publication = Publication.objects.get()
    html = gzip.decompress(bytes(publication.page)).decode()
    assert html.count("exact words") == 150
    assert weight(publication) <= 80 * KB


def test_style_and_script_keep_to_their_share():
    sizes = {
        "style": len(gzip.compress(assets.style(*assets.PAGE_STYLES["article"]).encode(), 9)),
        "script": len(gzip.compress(assets.script().encode(), 9)),
    }

    assert (sizes["style"] <= 4 * KB, sizes["script"] <= 3 * KB) == (True, True), sizes


def test_the_page_is_the_same_bytes_for_everybody(client, ada):
    source_store.save(examples.almanac(), editor=None, summary="")
    publishing.publish(store.create(examples.lighthouse(), reason=WHY).edit, publisher=None)
    url = "/articles/skerry-lighthouse/"

    stranger = client.get(url)
    client.force_login(ada)

    assert client.get(url).content == stranger.content
    assert not stranger.cookies
