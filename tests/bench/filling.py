"""Fill a site with articles that its pages are looked at with: long, empty, Arabic, Japanese.

    ENCYCLOPEDIA_DATA=../looked-at python manage.py demo --no-serve
    ENCYCLOPEDIA_DATA=../looked-at python tests/bench/filling.py

Each has three public revisions at least, with words changed, parts moved and parts gone, so that
its history, comparisons, authorship and evidence show something. An article that came by another
name, a disambiguation page and a withdrawn article stand beside them. Prints the addresses of all
their pages, one `label=path` a line, as the browser checks take them behind an origin. The second
time it only prints.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID, uuid5

ROOT = Path(__file__).parents[2]
SPACE = UUID("0d4c1f0a-5a64-4a0e-9a55-7c1d0e2b0001")
BESIDE = ("history", "authorship", "evidence", "cite", "references", "links", "report")
AROUND = (
    ("front", "/"),
    ("index", "/articles/"),
    ("letter", "/articles/?letter=E"),
    ("titles", "/articles/?q=visit"),
    ("categories", "/categories/"),
    ("every-series", "/series/"),
    ("sources", "/sources/"),
    ("recent", "/recent/"),
    ("contributors", "/contributors/"),
    ("search", "/search/?q=visit"),
    ("search-none", "/search/?q=zebra"),
    ("search-typo", "/search/?q=vistt+of+putn"),
    ("search-arabic", "/search/?q=%D9%85%D9%86%D8%A7%D8%B1%D8%A9"),
    ("about", "/about/"),
    ("policy", "/about/policy/"),
    ("licence", "/about/licence/"),
    ("missing", "/articles/2024-visit-by-putin/"),
    ("withdrawn", "/articles/withdrawn-article/"),
    ("redirected", "/articles/empty-article/?from=blank-sheet"),
)

if TYPE_CHECKING:
    from encyclopedia.core.document import Document
    from encyclopedia.models import Article, Publication


def main() -> int:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
    import django

    django.setup()
    from encyclopedia.models import Article

    if not Article.objects.filter(edits__editor_name="Filling").exists():
        fill()
    for label, path in addresses():
        print(f"{label}={path}")
    return 0


def fill() -> None:
    import scripts

    from encyclopedia import publishing

    write(long_ones())
    write(empty_ones())
    write(scripts.arabic())
    write(scripts.japanese())
    write(names())
    publishing.withdraw(write(withdrawn_ones()))


def write(revisions: Iterable[Document]) -> Article:
    """Save and publish *revisions* of one article, one after the other."""
    from encyclopedia import publishing, store

    first, *more = revisions
    editors = ("Filling", "ليلى حسن", "Tomás Bell", "佐藤 花")
    why = store.Reason(editor=None, editor_name=editors[0], summary="Article begun")
    edit = store.create(first, reason=why).edit
    publishing.publish(edit, publisher=None)
    for number, document in enumerate(more, start=1):
        why = store.Reason(
            editor=None,
            editor_name=editors[number % 4],
            summary="Words changed, paragraphs moved; مراجعة الفقرات (2024)",
        )
        edit = store.save(edit.article, document, base=edit.pk, reason=why).edit
        publishing.publish(edit, publisher=None)
    article: Article = edit.article
    return article


def long_ones() -> Iterator[Document]:
    from article import long_article, sources

    from sources import store as source_store

    for record in sources():
        source_store.save(record, editor=None, summary="")
    document = long_article()
    yield document
    sections = list(document.sections)
    third, fourth = (section.text.split("\n\n") for section in sections[3:5])
    moved = third.pop(0)
    fourth.append(moved)
    sections[3] = replace(sections[3], text="\n\n".join(third))
    sections[4] = replace(sections[4], text="\n\n".join(fourth))
    sections[6] = replace(
        sections[6],
        text=sections[6]
        .text.replace("harbour", "harbor")
        .replace("[@source-", "[@source-007; @source-", 1),
    )
    second = replace(document, sections=tuple(sections), categories=("Long articles",))
    yield second
    sections[10], sections[20] = sections[20], sections[10]
    del sections[12]
    yield replace(
        second,
        sections=tuple(sections),
        infobox=(*second.infobox[1:], second.infobox[0]),
        events=second.events[:-1],
    )


def empty_ones() -> Iterator[Document]:
    from encyclopedia.core.document import Document

    document = Document(id=uuid5(SPACE, "empty"), title="Blank sheet")
    yield document
    yield replace(document, short_description="An article without a word")
    yield replace(document, title="Empty article")


def names() -> Iterator[Document]:
    from encyclopedia.core.document import Document

    document = Document(
        id=uuid5(SPACE, "names"),
        title="Pharos",
        disambiguation=True,
        lead="**Pharos** may be:\n\n- [[منارة الإسكندرية]], a lighthouse of antiquity",
    )
    yield document
    yield replace(
        document,
        lead=f"{document.lead}\n- [[Pharos (journal)]], not written yet\n"
        "- [[2024 visit by Vladimir Putin to China]], no lighthouse at all",
    )


def withdrawn_ones() -> Iterator[Document]:
    from encyclopedia.core.document import Document

    yield Document(id=uuid5(SPACE, "withdrawn"), title="Withdrawn article", lead="Words.")


def addresses() -> Iterator[tuple[str, str]]:
    """Give the label and the address of every kind of public page, those of articles first."""
    from encyclopedia.models import Publication

    for publication in Publication.objects.order_by("slug").only("slug", "language"):
        yield from pages_of(publication)
    yield from AROUND
    yield from of_sources()
    yield from found_in("/categories/", "category")
    yield from found_in("/series/", "series")
    yield from found_in("/contributors/", "contributor")


def pages_of(publication: Publication) -> Iterator[tuple[str, str]]:
    from encyclopedia.models import PublishedRevision

    slug = publication.slug
    own = f"/articles/{quote(slug)}/"
    # The browser checks keep nothing but ASCII of a label.
    label = slug if slug.isascii() else publication.language
    yield f"{label}.article", own
    for page in BESIDE:
        yield f"{label}.{page}", f"{own}{page}/"
    public = PublishedRevision.objects.filter(edit__article=publication.article_id)
    revisions = list(public.order_by("edit_id").values_list("edit_id", flat=True))
    yield f"{label}.revision", f"{own}revisions/{revisions[0]}/"
    if len(revisions) > 1:
        compare = f"{own}compare/{revisions[0]}/{revisions[-1]}/"
        yield f"{label}.compare", compare
        yield f"{label}.compare-source", f"{compare}?view=source"
        yield f"{label}.compare-split", f"{compare}?layout=split"
    authorship = f"{own}authorship/"
    here = re.escape(authorship)
    story = found(authorship, rf'{here}[^"/]+-lead-[^"/]+/') or found(authorship, rf'{here}[^"/]+/')
    if story:
        yield f"{label}.biography", story


def of_sources() -> Iterator[tuple[str, str]]:
    from sources.models import Source

    for source in Source.objects.exclude(snapshot=None).order_by("key"):
        yield f"source.{source.key}", f"/sources/{source.key}/"
        yield (
            f"snapshot.{source.key}",
            f"/sources/{source.key}/snapshots/{source.snapshot_id}/",
        )


def found_in(page: str, label: str) -> Iterator[tuple[str, str]]:
    address = found(page, rf"{page}[^\"/]+/")
    if address:
        yield label, address


def found(page: str, pattern: str) -> str:
    """Give the first address on *page* of the form *pattern*, or nothing."""
    from django.test import Client

    html = Client(HTTP_HOST="127.0.0.1").get(page).content.decode()
    match = re.search(rf'href="({pattern})"', html)
    return match[1] if match else ""


if __name__ == "__main__":
    sys.exit(main())
