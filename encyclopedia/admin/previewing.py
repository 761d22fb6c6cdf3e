"""The page that the form of an article would make, shown before anything is saved."""

from __future__ import annotations

from django.http import HttpResponse

from encyclopedia import languages, pages, presenting
from encyclopedia.core.document import Document
from encyclopedia.models import Article


class PreviewAskedError(Exception):
    """The editor asked to see the page that the form would make."""

    def __init__(self, document: Document, article: Article | None) -> None:
        """Take the *document* to show, and the *article* it would become a revision of."""
        super().__init__()
        self.document = document
        self.article = article


def answer(asked: PreviewAskedError) -> HttpResponse:
    """Show the page that was asked for, in the language of its words."""
    with languages.spoken(asked.document.language):
        page = presenting.preview_page(asked.document, asked.article)
        return HttpResponse(pages.article(page))
