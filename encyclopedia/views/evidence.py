"""The claim map of an article: each sentence beside the words of its sources."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from encyclopedia import languages, pages, presenting, store, tracing
from encyclopedia.models import OF_PUBLICATIONS, Article
from encyclopedia.pages.evidence import EvidencePage
from encyclopedia.views import finding, sheets
from encyclopedia.views.asking import for_this_reader


@require_safe
@for_this_reader
def evidence(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the public article rests on; for the desk, what a draft would rest on.

    A long article has parts, by number (`page`); `?format=json` gives all its pins as W3C Web
    Annotations.
    """
    visible = Article.objects.visible_to(request.user).select_related("publication__edit")
    article = finding.among(visible.defer(*OF_PUBLICATIONS), slug)
    languages.speak(finding.language(article, request))
    publication = getattr(article, "publication", None)
    edit = publication.edit if publication else store.head(article)
    links = presenting.links(article, publication.title if publication else article.title)
    traced = tracing.trace(store.at(edit))
    if request.GET.get("format") == "json":
        found = tracing.web_annotations(traced, request.build_absolute_uri(links.url))
        return JsonResponse(found, content_type="application/ld+json")
    sheet = sheets.by_weight(request, tracing.weighed(traced))
    report_url = links.report_url if publication else ""
    return HttpResponse(
        pages.evidence(
            EvidencePage(
                links=links,
                summary=traced.summary,
                groups=tracing.groups(traced, links.url, report_url, sheet.here),
                counts=traced.counts,
                revision=edit.pk,
                parts=sheet.parts,
                number=sheet.number,
                count=sheet.count,
                previous_url=sheet.previous_url,
                next_url=sheet.next_url,
                canonical=sheet.canonical,
                site=presenting.site(),
            )
        )
    )
