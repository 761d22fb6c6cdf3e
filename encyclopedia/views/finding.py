"""What a reader asked for, found among what this reader may see."""

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from encyclopedia import languages, permissions, presenting, store
from encyclopedia.models import Article, Edit, Redirect
from encyclopedia.models.article import ArticleQuerySet
from encyclopedia.models.edit import EditQuerySet
from encyclopedia.views.asking import MovedError
from encyclopedia.views.errors import HiddenError

TEXTS = ("article__lead", "article__hatnote", "article__categories")
OTHERS = ("restores__manifest", "undoes__manifest")


def article(request: HttpRequest, slug: str) -> Article:
    """Find the article at *slug*, light: its title and who reads it, or read it before a merge.

    The page speaks its language from here on.
    """
    visible = Article.objects.with_history_for(request.user)
    light = visible.select_related("publication", "protection", "merger").only(
        "slug",
        "title",
        "language",
        "deleted_at",
        "begun_by",
        "protection",
        "publication__title",
        "publication__language",
        "publication__edit_id",
        "merger__title",
    )
    found = among(light, slug)
    languages.speak(language(found, request))
    return found


def among(articles: ArticleQuerySet, slug: str) -> Article:
    """Find the article at *slug* among *articles*; raise MovedError where that is an old name."""
    found = articles.filter(slug=slug).first()
    if found is not None:
        return found
    moved = Redirect.objects.filter(slug=slug, article__in=articles.order_by()).first()
    if moved is None:
        raise Http404("no such article")
    raise MovedError(moved.article.slug)


def edits(request: HttpRequest, article: Article) -> EditQuerySet:
    """Give the revisions that this reader may see, each without its long list of versions."""
    visible = store.history(article).visible_to(request.user)
    related = visible.select_related(
        "article__protection", "publication", "restores__publication", "undoes__publication"
    )
    return related.defer("manifest", *TEXTS, *OTHERS)


def whole(edits: EditQuerySet) -> EditQuerySet:
    """Give *edits* with all that reading the article as it was then needs."""
    return edits.defer(None).defer(*TEXTS, *OTHERS)


def readable(request: HttpRequest, edits: EditQuerySet, revision: int) -> Edit:
    """Find one of *edits* with its words; where they are hidden, say by whom and why instead."""
    edit = get_object_or_404(edits, pk=revision)
    refuse_hidden(request, edit)
    return edit


def refuse_hidden(request: HttpRequest, *edits: Edit) -> None:
    """Answer with who hid them and why where the words of one of *edits* are hidden from us."""
    for edit in edits:
        if edit.hides_from(request.user, "text"):
            raise HiddenError(
                _("Revision {id}: {said}.").format(
                    id=edit.pk, said=presenting.said_of_hidden(edit, "text")
                )
            )


def neighbours(
    request: HttpRequest, edits: EditQuerySet, edit: Edit
) -> tuple[Edit | None, Edit | None]:
    """Give the revisions before and after *edit* among *edits* whose words this reader may read."""
    return older(request, edits, edit), newer(request, edits, edit)


def older(request: HttpRequest, edits: EditQuerySet, edit: Edit) -> Edit | None:
    """Give the revision before *edit* among *edits* whose words this reader may read, light."""
    before = _readable_by(request, edits).filter(pk__lt=edit.pk)
    light = before.select_related(None).defer(None).only("article", "size", "hidden").first()
    if light is not None:
        light.article = edit.article
    return light


def newer(request: HttpRequest, edits: EditQuerySet, edit: Edit) -> Edit | None:
    """Give the revision after *edit* among *edits* whose words this reader may read."""
    return _readable_by(request, edits).filter(pk__gt=edit.pk).order_by("revision_id").first()


def number_after(request: HttpRequest, edits: EditQuerySet, edit: Edit) -> int:
    """Give the number of the revision that `newer` gives, or 0, and read no more of it."""
    after = _readable_by(request, edits).filter(pk__gt=edit.pk).order_by("revision_id")
    return after.values_list("pk", flat=True).first() or 0


def readable_edits(request: HttpRequest, article: Article) -> EditQuerySet:
    """Give the revisions that this reader may see and whose words are not hidden from them."""
    return _readable_by(request, edits(request, article))


def _readable_by(request: HttpRequest, edits: EditQuerySet) -> EditQuerySet:
    return edits.filter(permissions.texts_readable_by(request.user))


def title(article: Article, request: HttpRequest) -> str:
    """Give the title that this reader knows: the public one, unless they work at the desk."""
    publication = getattr(article, "publication", None)
    if permissions.works_at_the_desk(request.user):
        return article.title
    return str(publication.title if publication is not None else article.merger.title)


def language(article: Article, request: HttpRequest) -> str:
    """Give the language that the public knows the article in, or for the desk that of a draft."""
    publication = getattr(article, "publication", None)
    if publication is not None:
        return str(publication.language)
    return article.language if permissions.works_at_the_desk(request.user) else ""


def current(article: Article) -> int:
    """Give the revision that the public reads, or 0."""
    publication = getattr(article, "publication", None)
    return int(publication.edit_id) if publication else 0


def told(request: HttpRequest) -> tuple[str, ...]:
    """Give the sentences on what was just done, to those at the desk alone."""
    if not permissions.works_at_the_desk(request.user):
        return ()
    return tuple(str(message) for message in messages.get_messages(request))
