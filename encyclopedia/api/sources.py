"""Sources and their archived copies: listed, read, recorded, archived."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Query, Router, Status
from ninja.errors import HttpError
from ninja.files import UploadedFile

from encyclopedia import permissions
from encyclopedia.api import paging, shapes
from encyclopedia.api.auth import Bearer
from encyclopedia.api.problems import REFUSALS, Fault, Problem, answer
from sources import capturing
from sources import store as source_store
from sources.core import capture
from sources.core.record import Access
from sources.forms import LINES, SourceForm
from sources.models import Snapshot, Source

router = Router(tags=["Sources"])

# What the form calls otherwise than the API.
_NAMED = {field: role for role, field in LINES.items()}


@router.get("", response={200: shapes.Sources, REFUSALS: Problem}, summary="List sources")
def sources(
    request: HttpRequest, response: HttpResponse, asked: Query[shapes.SourceQuestion]
) -> dict[str, Any]:
    """List the sources that public articles cite, by key; for tokens of the desk all."""
    found = _visible(request).select_related("snapshot").order_by("key")
    after = paging.read(asked.cursor, str)
    if after is not None:
        found = found.filter(key__gt=after[0])
    for word in asked.q.split():
        by_name = Q(title__icontains=word) | Q(publisher__icontains=word)
        found = found.filter(by_name | Q(container__icontains=word))
    if asked.type:
        found = found.filter(type=asked.type)
    if asked.standing:
        found = found.filter(standing=asked.standing)
    rows = list(found.prefetch_related("snapshots")[: asked.limit + 1])
    more = paging.write(rows[asked.limit - 1].key) if len(rows) > asked.limit else ""
    kept = asked.dict(exclude={"cursor"}, exclude_defaults=True)
    return {
        "items": [_shown(request, each) for each in rows[: asked.limit]],
        "next": paging.lead_on(request, response, kept, more),
    }


def _visible(request: HttpRequest) -> Any:  # noqa: ANN401 -- a queryset of sources
    visible = Source.objects.filter(permissions.sources_visible_to(request.user))
    return Source.objects.filter(pk__in=visible.order_by().values("pk"))


def _shown(request: HttpRequest, source: Source) -> dict[str, Any]:
    return {
        "url": request.build_absolute_uri(source.get_absolute_url()),
        "api_url": request.build_absolute_uri(f"/api/v1/sources/{source.key}"),
        "record": source_store.current(source),
        "snapshots": len(source.snapshots.all()),
    }


def _found(request: HttpRequest, key: str) -> Source:
    visible = _visible(request).select_related("snapshot").prefetch_related("snapshots")
    found: Source = get_object_or_404(visible, pk=source_store.ids([key]).get(key))
    return found


@router.get("/{key}", response={200: shapes.Source, REFUSALS: Problem}, summary="Read a source")
def source(request: HttpRequest, key: shapes.Text) -> dict[str, Any]:
    """Give what is known of a source."""
    return _shown(request, _found(request, key))


@router.get(
    "/{key}/snapshots",
    response={200: shapes.Snapshots, REFUSALS: Problem},
    summary="List archived copies",
)
def snapshots(request: HttpRequest, key: shapes.Text) -> dict[str, Any]:
    """List the archived copies of a source, newest first."""
    found = _found(request, key)
    copies = sorted(found.snapshots.all(), key=lambda each: each.captured_at, reverse=True)
    return {"items": [_copy(request, found, each) for each in copies]}


@router.get(
    "/{key}/snapshots/{sha256}",
    response={200: shapes.Snapshot, REFUSALS: Problem},
    summary="Read an archived copy",
)
def snapshot(request: HttpRequest, key: shapes.Text, sha256: shapes.Text) -> dict[str, Any]:
    """Give an archived copy, its text where all may read it; for tokens of the desk always."""
    found = _found(request, key)
    copy = get_object_or_404(Snapshot, source=found, sha256=sha256)
    whole = found.access == Access.PUBLIC.value or permissions.works_at_the_desk(request.user)
    text = copy.text if whole else ""
    return {**_copy(request, found, copy), "access": found.access, "text": text}


def _copy(request: HttpRequest, source: Source, copy: Snapshot) -> dict[str, Any]:
    path = f"sources/{source.key}/snapshots/{copy.sha256}"
    return {
        "sha256": copy.sha256,
        "captured_at": copy.captured_at,
        "media_type": copy.media_type,
        "size": copy.size,
        "extractor": copy.extractor,
        "current": copy.pk == source.snapshot_id,
        "url": request.build_absolute_uri(f"/{path}/"),
        "api_url": request.build_absolute_uri(f"/api/v1/{path}"),
    }


@router.post(
    "",
    response={201: shapes.Source, REFUSALS: Problem},
    auth=Bearer("sources", permissions.may_add_sources),
    summary="Record a source",
)
def record(
    request: HttpRequest, response: HttpResponse, new: shapes.NewSource
) -> Status[dict[str, Any]] | HttpResponse:
    """Record a source under a key of its own; what is recorded already is changed at the desk."""
    if source_store.ids([new.key]):
        raise HttpError(409, f"There is a source with the key “{new.key}” already.")
    typed = {
        **new.dict(exclude=set(LINES)),
        **{field: "\n".join(getattr(new, role)) for role, field in LINES.items()},
    }
    form = SourceForm({name: value for name, value in typed.items() if value is not False})
    if not form.is_valid():
        faults = [
            Fault(place=_NAMED.get(name, name), detail=str(error))
            for name, errors in form.errors.items()
            for error in errors
        ]
        said = "; ".join(f"{fault.place}: {fault.detail}" for fault in faults)
        return answer(422, said, errors=faults)
    user: Any = request.user
    saved = source_store.save(form.record(), editor=user, summary="Added by the API")
    told = _shown(request, saved)
    response["Location"] = told["api_url"]
    return Status(201, told)


@router.post(
    "/{key}/snapshots",
    response={201: shapes.Archived, REFUSALS: Problem},
    auth=Bearer("sources", permissions.may_change_sources),
    summary="Archive a copy",
)
def archive(
    request: HttpRequest, key: shapes.Text, captured: File[UploadedFile]
) -> Status[dict[str, Any]]:
    """Archive a captured text, HTML or PDF of a source; articles adopt it by a new revision."""
    known = Source.objects.select_related("snapshot")
    found = get_object_or_404(known, pk=source_store.ids([key]).get(key))
    if (captured.size or 0) > capture.LARGEST:
        raise HttpError(413, "This file is larger than 10 MB, the most that we keep.")
    data, name = captured.read(), captured.name or "capture"
    try:
        read = capturing.read(data, name)
    except ValueError as error:
        raise HttpError(422, f"captured: {error}") from error
    user: Any = request.user
    source_store.keep(
        source_store.current(found),
        source_store.archived(data, read, name),
        editor=user,
        summary="Archived a copy by the API",
    )
    path = f"sources/{found.key}/snapshots/{read.sha256}"
    told = {
        "key": found.key,
        "sha256": read.sha256,
        "url": request.build_absolute_uri(f"/{path}/"),
        "api_url": request.build_absolute_uri(f"/api/v1/{path}"),
    }
    return Status(201, told)
