"""The pages about the site: what it is, under which licence, and by which rules it is written."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from encyclopedia import about as texts
from encyclopedia import pages, presenting
from encyclopedia.models import Publication, SitePage
from encyclopedia.pages.about import AboutPage


@require_safe
@cache_control(no_cache=True, public=True)
def about(request: HttpRequest, name: str) -> HttpResponse:
    """Show the page *name* in the operator's words, or in those that are shipped."""
    written = SitePage.objects.filter(pk=name).first()
    document = texts.read(name, written.text) if written else None
    return HttpResponse(
        pages.about(
            AboutPage(
                name=name,
                document=document,
                titles=presenting.known_titles(document) if document else {},
                changed_at=written.changed_at if written else None,
                canonical=request.build_absolute_uri(request.path),
                articles=Publication.objects.count(),
                site=presenting.site(),
            )
        )
    )
