"""An article in the formats of other programs: with the rights of the page beside it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from encyclopedia import audit, binding, formats, pacing, presenting, store
from encyclopedia.core.writers.json import SCHEMA
from encyclopedia.crossing import for_any_site
from encyclopedia.formats import Format
from encyclopedia.models import Publication
from encyclopedia.views import asking, elsewhere, finding
from encyclopedia.views.asking import for_this_reader


@for_any_site
@require_safe
def article(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """Send the article at *slug* as readers have it, in the format with this *suffix*."""
    return public(request, slug, formats.BY_SUFFIX[suffix])


def public(request: HttpRequest, slug: str, format_: Format) -> HttpResponse:
    """Send the article at *slug* in *format_*, or lead to where its readers went."""
    light = Publication.objects.without_pages().select_related("article", "edit")
    publication = light.filter(pk=slug).first()
    if publication is None:
        return elsewhere.answer(
            request, slug, lambda now, _: reverse("written", args=[now, format_.suffix])
        )
    if refused := _rationed(request, format_):
        return refused
    document = store.at(publication.edit)
    imprint = presenting.imprint(publication, document, asking.site(request))
    try:
        body = binding.write(format_, document, imprint)
    except binding.MissingError as missing:
        return _not_here(missing)
    response = _file(request, body, format_, name=slug, changed=publication.renewed_at)
    response["Content-Language"] = document.language
    canonical = imprint.address(imprint.url)
    response["Link"] = ", ".join((f'<{canonical}>; rel="canonical"', *_links(format_)))
    patch_cache_control(response, no_cache=True, public=True)
    return response


@for_any_site
@require_safe
@for_this_reader
def revision(request: HttpRequest, slug: str, revision: int, suffix: str) -> HttpResponse:
    """Send the article as it was at one revision, in the format with this *suffix*."""
    article = finding.article(request, slug)
    edit = finding.readable(request, finding.whole(finding.edits(request, article)), revision)
    format_ = formats.BY_SUFFIX[suffix]
    if refused := _rationed(request, format_):
        return refused
    document = store.at(edit)
    imprint = presenting.old_imprint(edit, document, asking.site(request))
    try:
        body = binding.write(format_, document, imprint)
    except binding.MissingError as missing:
        return _not_here(missing)
    name = f"{slug}-{revision}"
    response = _file(request, body, format_, name=name, changed=edit.saved_at)
    response["Content-Language"] = document.language
    response["Link"] = ", ".join(_links(format_))
    response["X-Robots-Tag"] = "noindex"
    return response


def _rationed(request: HttpRequest, format_: Format) -> HttpResponse | None:
    """Make so many files a minute for an address; who made more is told when there is another."""
    if format_.name not in formats.SLOW or getattr(request, "is_ours", False):
        return None
    most = settings.BINDING_RATE
    seconds = pacing.wait("bound", f"address {audit.address(request)}", most)
    if not seconds:
        return None
    sentence = _("At most {most} files of this kind a minute. Wait until the next one.")
    response = HttpResponse(
        f"{sentence.format(most=most)}\n", status=429, content_type="text/plain; charset=utf-8"
    )
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def _not_here(missing: binding.MissingError) -> HttpResponse:
    """Say that this site does not write the format, and why."""
    sentence = f"{missing}\n"
    return HttpResponse(sentence, status=501, content_type="text/plain; charset=utf-8")


def _file(
    request: HttpRequest, body: bytes, format_: Format, *, name: str, changed: datetime
) -> HttpResponse:
    """Send *body* unless it is known: what is the same to the byte has the same tag."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'

    def send(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(body, content_type=format_.content_type)
        file = f"{name}.{format_.suffix}"
        response["Content-Disposition"] = str(content_disposition_header(False, file))
        response["Last-Modified"] = http_date(changed.timestamp())
        return response

    # A date would say "unchanged" of two publications in one second, so only the tag is asked.
    response: HttpResponse = condition(etag_func=lambda *_: etag)(send)(request)
    return response


def _links(format_: Format) -> list[str]:
    """Say what describes the format, and under which licence the words are."""
    links = []
    if format_.name == "json":
        links.append(f'<{reverse("schema", args=[SCHEMA])}>; rel="describedby"')
    if settings.LICENCE_URL:
        links.append(f'<{settings.LICENCE_URL}>; rel="license"')
    return links
