"""How to cite an article: its permanent address, its hash, and citations ready to copy."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from encyclopedia import pages, presenting
from encyclopedia.pages.referring import CitePage
from encyclopedia.views import finding
from encyclopedia.views.asking import for_this_reader


@require_safe
@for_this_reader
def cite(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer citations of the revision that readers have now."""
    article = finding.article(request, slug)
    edit = finding.edits(request, article).filter(pk=finding.current(article)).first()
    if edit is None:
        raise Http404("nothing of this article is public yet")
    title = str(article.publication.title)
    site = presenting.site(f"{request.scheme}://{request.get_host()}")
    return HttpResponse(
        pages.cite(
            CitePage(
                links=presenting.links(article, title),
                reference=presenting.reference(edit, title, site),
                canonical=request.build_absolute_uri(request.path),
                site=site,
            )
        )
    )
