"""The files of pictures: those of public revisions for everybody, all others for the desk."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from encyclopedia import permissions, pictures
from encyclopedia.core.writers.html import PICTURE_SUFFIXES
from encyclopedia.models import Picture
from encyclopedia.serving import marking

A_YEAR = 365 * 24 * 60 * 60  # seconds
_TYPES = {suffix: media_type for media_type, suffix in PICTURE_SUFFIXES.items()}


@require_safe
def picture(request: HttpRequest, file: str, suffix: str) -> HttpResponse:
    """Serve a picture, which never changes under its name.

    That nobody could guess the name is no permission: the file of a draft is for the desk alone.
    """
    visible = Picture.objects.visible_to(request.user)
    shown = get_object_or_404(visible, file=file, media_type=_TYPES.get(suffix, ""))
    unless_known = condition(etag_func=lambda *_args, **_kwargs: f'"{shown.file}"')
    answer: HttpResponse = unless_known(_file)(request, shown)
    at_desk = permissions.works_at_the_desk(request.user)
    kept_by = {"private": True} if at_desk else {"public": True}
    patch_cache_control(answer, **kept_by, max_age=A_YEAR, immutable=True)
    if not at_desk:  # what is hidden or withdrawn is purged with everything
        marking.mark(answer)
    return answer


def _file(request: HttpRequest, shown: Picture) -> HttpResponse:
    try:
        with pictures.opened(shown) as file:
            answer = HttpResponse(file.read(), content_type=shown.media_type)
    except FileNotFoundError as error:
        raise Http404("The file of this picture is not here.") from error
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
