"""What a reader asked for, found among what this reader may see."""

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from encyclopedia import permissions, store
from encyclopedia.models import Article, Edit
from encyclopedia.models.edit import EditQuerySet

TEXTS = ("article__lead", "article__hatnote", "article__categories")
OTHERS = ("restores__manifest", "undoes__manifest")


def article(request: HttpRequest, slug: str) -> Article:
    """Find the article at *slug*, light: its title and who reads it, or read it before a merge."""
    visible = Article.objects.with_history_for(request.user)
    light = visible.select_related("publication", "merger").only(
        "slug", "title", "publication__title", "publication__edit_id", "merger__title"
    )
    return get_object_or_404(light, slug=slug)


def edits(request: HttpRequest, article: Article) -> EditQuerySet:
    """Give the revisions that this reader may see, each without its long list of versions."""
    visible = store.history(article).visible_to(request.user)
    related = visible.select_related(
        "article", "publication", "restores__publication", "undoes__publication"
    )
    return related.defer("manifest", *TEXTS, *OTHERS)


def whole(edits: EditQuerySet) -> EditQuerySet:
    """Give *edits* with all that reading the article as it was then needs."""
    return edits.defer(None).defer(*TEXTS, *OTHERS)


def neighbours(edits: EditQuerySet, edit: Edit) -> tuple[Edit | None, Edit | None]:
    """Give the revisions before and after *edit* among *edits*."""
    older = edits.filter(pk__lt=edit.pk).first()
    newer = edits.filter(pk__gt=edit.pk).order_by("revision_id").first()
    return older, newer


def title(article: Article, request: HttpRequest) -> str:
    """Give the title that this reader knows: the public one, unless they work at the desk."""
    publication = getattr(article, "publication", None)
    if permissions.works_at_the_desk(request.user):
        return article.title
    return str(publication.title if publication is not None else article.merger.title)


def current(article: Article) -> int:
    """Give the revision that the public reads, or 0."""
    publication = getattr(article, "publication", None)
    return int(publication.edit_id) if publication else 0


def told(request: HttpRequest) -> tuple[str, ...]:
    """Give the sentences on what was just done, to those at the desk alone."""
    if not permissions.works_at_the_desk(request.user):
        return ()
    return tuple(str(message) for message in messages.get_messages(request))
