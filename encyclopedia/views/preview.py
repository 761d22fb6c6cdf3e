"""What one field will look like: the public renderer, for the desk alone."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from encyclopedia import languages, permissions, presenting, store
from encyclopedia.core import citations, reading, validity
from encyclopedia.core.document import Document, Illustration
from encyclopedia.core.reading import Prose
from encyclopedia.core.writers import html
from encyclopedia.models import Article, Picture
from sources import store as source_store

LARGEST = 1_000_000
MOST_PICTURES = 100
NOWHERE = UUID(int=0)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Render the text in `content` as readers will see it."""
    if not permissions.works_at_the_desk(request.user):
        return HttpResponseForbidden(_("Sign in at the desk to see previews."))
    text = request.POST.get("content", "").replace("\r\n", "\n")
    if len(text) > LARGEST or validity.marks(text) > validity.MARKS_LIMIT:
        return HttpResponse(_("This text is too long to preview."), status=413)
    prose = reading.lead(text)
    document = _around(prose, request.POST.get("article", ""))
    document = replace(document, illustrations=_pictures(request, document))
    titles = presenting.known_titles(document, (prose,))
    with languages.spoken(document.language):
        return HttpResponse(html.preview(prose, document, titles, languages.words()))


def _around(prose: Prose, article_id: str) -> Document:
    """Give the article that *prose* is for, with the sources it has and those *prose* cites."""
    cited = citations.cited_keys((prose,))
    records = source_store.records(source_store.latest(cited).values()).values()
    try:
        article = Article.objects.present().filter(pk=UUID(article_id)).first()
    except ValueError:
        article = None
    if article is None:
        return Document(id=NOWHERE, title="", sources=tuple(records))
    document = store.current(article)
    kept = {record.key for record in document.sources}
    new = tuple(record for record in records if record.key not in kept)
    return replace(document, sources=(*document.sources, *new))


def _pictures(request: HttpRequest, document: Document) -> tuple[Illustration, ...]:
    """Give the pictures as the rows of the form have them, then those that are saved."""
    names = ("key", "file", "alt", "caption", "credit")
    rows = [
        dict(zip(names, row, strict=True))
        for row in zip(*(request.POST.getlist(f"picture-{name}") for name in names), strict=False)
    ][:MOST_PICTURES]
    files = Picture.objects.in_bulk([row["file"] for row in rows]) if rows else {}
    typed = tuple(
        Illustration(
            id=NOWHERE,
            media_type=files[row["file"]].media_type,
            width=files[row["file"]].width,
            height=files[row["file"]].height,
            **row,
        )
        for row in rows
        if row["file"] in files
    )
    known = {picture.key for picture in typed}
    return (*typed, *(each for each in document.illustrations if each.key not in known))
