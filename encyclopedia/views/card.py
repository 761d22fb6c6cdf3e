"""The picture that stands for an article where its address is shared."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from encyclopedia import cards, imprints, presenting, store
from encyclopedia.models import Publication
from encyclopedia.views import elsewhere

A_WEEK = 7 * 24 * 60 * 60  # seconds


@require_safe
def card(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Send the card of the article at *slug*, which caches keep if they ask again.

    Readers get only that of what they have now: an old name leads to it. It is drawn at the
    first request and kept by its name, not by the article.
    """
    light = Publication.objects.without_pages().select_related("edit")
    publication = light.filter(pk=slug).first()
    if publication is None:
        return elsewhere.answer(request, slug, lambda now, _: f"/articles/{now}/card-{name}.png")
    now = cards.of(store.at(publication.edit), presenting.site().name)
    if name != now.name:
        response: HttpResponse = HttpResponseRedirect(imprints.card_address(slug, now))
        patch_cache_control(response, no_cache=True, public=True)
        return response

    def send(request: HttpRequest) -> HttpResponse:
        drawn = cache.get_or_set(f"card-{name}", lambda: cards.draw(now), A_WEEK)
        return HttpResponse(drawn, content_type=cards.MEDIA_TYPE)

    response = condition(etag_func=lambda *_args, **_kwargs: f'"{name}"')(send)(request)
    patch_cache_control(response, no_cache=True, public=True)
    return response
