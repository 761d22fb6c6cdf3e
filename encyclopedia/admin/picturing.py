"""A picture is taken in at the desk while its article is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from encyclopedia import fields, permissions
from encyclopedia.core.writers.html import picture_address
from sources.core import naming


class UploadForm(forms.Form):
    """One picture."""

    picture = fields.PictureField()


def urls(desk: ModelAdmin) -> list[URLPattern]:
    """Give the address where pictures are taken in."""
    view = desk.admin_site.admin_view(require_POST(upload))
    return [path("pictures/", view, name="encyclopedia_article_picture")]


def upload(request: HttpRequest) -> JsonResponse:
    """Keep a picture, and say what the form of an article must know of it."""
    if not permissions.may_write(request.user):
        raise PermissionDenied
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"error": " ".join(map(str, form.errors["picture"]))}, status=400)
    kept: Any = form.cleaned_data["picture"]
    file = request.FILES.get("picture-upload")
    return JsonResponse(
        {
            "file": kept.file,
            "address": picture_address(kept.file, kept.media_type),
            "width": kept.width,
            "height": kept.height,
            "key": _key(file.name or "" if file else ""),
        }
    )


def _key(name: str) -> str:
    """Make a key of the name of a file, of which nothing else is kept."""
    return naming.words(name.rpartition(".")[0] or name) or "picture"
