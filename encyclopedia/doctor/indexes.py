"""Whether what is derived from revisions has kept up: the index, authorship, findings."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import OuterRef, Subquery

from encyclopedia.doctor.finding import ADVICE, ERROR, WARNING, Finding
from encyclopedia.models import Article, Authorship, Edit, Publication
from sources.management.wording import counted


def look() -> Iterator[Finding]:
    """Compare what is derived with what it is derived from."""
    missing = Publication.objects.filter(search_entry__isnull=True).count()
    if missing:
        yield Finding(
            level=ERROR,
            wrong=f"The search lacks {counted(missing, 'public article')}.",
            why="Readers do not find them; lists do not name them.",
            mend="Run `manage.py reindex_search`; searches go on meanwhile.",
        )
    yield from _authors()
    unchecked = Article.objects.present().filter(last_check__isnull=True).count()
    if unchecked:
        yield Finding(
            level=ADVICE,
            wrong=f"{counted(unchecked, 'article')} never checked.",
            why="The desk's lists of findings do not name them.",
            mend="Run `manage.py recheck`.",
        )


def _authors() -> Iterator[Finding]:
    newest = Edit.objects.filter(article=OuterRef("article")).order_by("-pk").values("pk")[:1]
    kept = Authorship.objects.filter(public=False)
    behind = kept.filter(article__deleted_at__isnull=True, upto__lt=Subquery(newest)).count()
    never = Article.objects.present().exclude(pk__in=kept.values("article")).count()
    if behind + never:
        yield Finding(
            level=WARNING,
            wrong=f"Who wrote {counted(behind + never, 'article')} is not computed up to today.",
            why="It is computed at each visit of the page of authorship instead, which takes long.",
            mend="Run `manage.py rebuild_authorship` once.",
        )
