"""How to cite an article and the sources it cites: permanent address, hash, ready references."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from encyclopedia import languages, pages, presenting, store
from encyclopedia.core import citations
from encyclopedia.pages import PageLink
from encyclopedia.pages.referring import CitePage, ReferencesPage
from encyclopedia.views import finding
from encyclopedia.views.asking import for_this_reader
from sources.core.styles import BY_NAME, STYLES

# What the files of an article's sources are called, by how their addresses end.
FILES = (("bib", "BibTeX"), ("ris", "RIS"), ("csl.json", "CSL-JSON"))


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
                references_url=reverse("references", args=[article.slug]),
                canonical=request.build_absolute_uri(request.path),
                site=site,
            )
        )
    )


@require_safe
@for_this_reader
def references(request: HttpRequest, slug: str) -> HttpResponse:
    """List the sources that the article cites, as readers have it now, in the style asked for."""
    article = finding.article(request, slug)
    public = finding.edits(request, article).filter(pk=finding.current(article))
    edit = finding.whole(public).first()
    if edit is None:
        raise Http404("nothing of this article is public yet")
    style = BY_NAME.get(request.GET.get("style", ""), STYLES[0])
    is_numbered = style.name == "house"
    records = [footnote.source for footnote in citations.footnotes(store.at(edit))]
    if not is_numbered:
        records.sort(key=lambda record: presenting.sorting(style.plain(record)))
    here = request.path
    return HttpResponse(
        pages.references(
            ReferencesPage(
                links=presenting.links(article, str(article.publication.title)),
                style=style,
                records=tuple(records),
                is_numbered=is_numbered,
                styles=tuple(
                    PageLink(
                        words=languages.told(each.title),
                        url=f"{here}?style={each.name}",
                        note=_("shown here") if each is style else "",
                    )
                    for each in STYLES
                ),
                files=tuple(
                    PageLink(words=words, url=f"/articles/{article.slug}.{ending}")
                    for ending, words in FILES
                ),
                canonical=request.build_absolute_uri(here),
                site=presenting.site(),
            )
        )
    )
