"""What is wrong with a request, as RFC 9457 has it: application/problem+json."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri
from ninja import Schema
from ninja.errors import HttpError, ValidationError

from encyclopedia import reviewing, store
from encyclopedia.core.readers.json import JsonError
from encyclopedia.running import failing, logs
from encyclopedia.views.asking import MovedError
from sources import store as source_store

if TYPE_CHECKING:
    from ninja import NinjaAPI

logger = logging.getLogger("django.request")

_SLUGS: Final = "/articles/"
MEDIA_TYPE: Final = "application/problem+json"
REFUSALS: Final = frozenset({400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429})

EXPLAINED: Final = (
    ("400", "Malformed", "The request is no JSON, or none that can be read."),
    ("401", "No token", "Sign in with a token that is valid: Authorization: Bearer …"),
    ("403", "Not allowed", "The token lacks a scope, or its owner may not do this."),
    ("404", "Not there", "There is no such thing, or not for whoever asks."),
    ("405", "Not so", "The address takes other methods; Allow names them."),
    ("409", "In the way", "Something of that name is there, or the state of things is another."),
    (
        "collision",
        "The same words",
        (
            "Others changed the words that you change: base is how they were, mine as you sent"
            " them, theirs as they stand now. Write what should stand; send it with head as base."
        ),
    ),
    ("title", "The title is taken", "Another article has this title or address."),
    ("review", "Not to be reviewed", "The revision has no changes, or not in this state."),
    ("413", "Too large", "Send less at once: 12 MB at most, captured files 10 MB."),
    ("422", "Something is wrong in it", "errors names each place and says what was expected."),
    ("429", "Too many requests", "Wait as many seconds as Retry-After says."),
    ("500", "A fault of ours", "It was noted under the number in instance."),
    ("503", "Not at this moment", "Nothing was saved; ask again after Retry-After seconds."),
)


class Fault(Schema):
    """One thing that is wrong, and where in the request."""

    place: str
    detail: str


class Passage(Schema):
    """Words that two people changed: as they were, as you sent them, and as they are now."""

    place: str
    base: str
    mine: str
    theirs: str


class Problem(Schema):
    """Why a request was refused (RFC 9457); `type` leads to what can be done."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] | None = None
    head: int | None = None
    collisions: list[Passage] | None = None


def answer(
    status: int, detail: str, *, kind: str = "", errors: Iterable[Fault] = (), **more: object
) -> HttpResponse:
    """Make the answer that refuses a request; *kind* names it in the documentation."""
    phrase = HTTPStatus(status).phrase
    said: dict[str, Any] = {
        "type": f"/api/v1/docs#problem-{kind or status}",
        "title": phrase,
        "status": status,
        "detail": detail,
    }
    found = [fault.dict() for fault in errors]
    if found:
        said["errors"] = found
    body = json.dumps({**said, **more}, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE)


def handle(api: NinjaAPI) -> None:
    """Let every refusal of *api* be a problem."""
    handlers: Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        ValidationError: _invalid,
        JsonError: _unreadable,
        Http404: lambda _, error: answer(404, _sentence(error) or "There is no such thing here."),
        PermissionDenied: lambda _, error: answer(403, str(error) or "You may not do this."),
        HttpError: lambda _, error: answer(error.status_code, str(error)),
        store.CollidedError: _collided,
        store.InvalidDocumentError: _faulty,
        store.TitleTakenError: lambda _, error: answer(409, str(error), kind="title"),
        store.DeletedError: lambda _, error: answer(409, str(error)),
        store.StoreError: lambda _, error: answer(422, str(error)),
        reviewing.ReviewingError: lambda _, error: answer(409, str(error), kind="review"),
        source_store.AlreadyArchivedError: lambda _, error: answer(409, str(error)),
        Exception: broken,
        MovedError: _moved,
        source_store.InvalidRecordError: lambda _, error: answer(422, str(error)),
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _moved(request: HttpRequest, error: MovedError) -> HttpResponse:
    """Lead from an old name of an article to the same question about it under its name of today."""
    before, _, rest = request.path.partition(_SLUGS)
    _, slash, after = rest.partition("/")
    response = HttpResponse(status=308)
    query = request.META.get("QUERY_STRING", "")
    url = f"{before}{_SLUGS}{error.slug}{slash}{after}" + (f"?{query}" if query else "")
    response["Location"] = iri_to_uri(url)
    return response


def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer when we failed, or when the machine did, with the number of the request."""
    logger.error("%s %s", request.method, request.path, exc_info=error)
    number = logs.number.get()
    trouble = failing.read(error)
    if trouble is None:
        said = "Something went wrong here. It was noted; try again later."
        return answer(500, said, instance=f"urn:request:{number}")
    response = answer(503, trouble.sentence, instance=f"urn:request:{number}")
    response["Retry-After"] = str(trouble.retry_after)
    return response


def _sentence(error: Exception) -> str:
    said = str(error.args[0]) if error.args else ""
    return f"There is {said}." if said.startswith("no ") else said


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [
        Fault(
            place=".".join(str(step) for step in each["loc"] if step not in {"body", "query"}),
            detail=str(each["msg"]).removeprefix("Value error, "),
        )
        for each in error.errors
    ]
    said = "; ".join(": ".join(filter(None, (each.place, each.detail))) for each in faults)
    return answer(422, said[:1000], errors=faults)


def _unreadable(request: HttpRequest, error: JsonError) -> HttpResponse:
    return answer(422, str(error))


def _faulty(request: HttpRequest, error: store.InvalidDocumentError) -> HttpResponse:
    faults = [Fault(place=str(each.place), detail=each.sentence) for each in error.faults]
    return answer(422, str(error), errors=faults)


def _collided(request: HttpRequest, error: store.CollidedError) -> HttpResponse:
    passages = [
        {
            "place": each.place.label,
            "base": str(each.base),
            "mine": str(each.mine),
            "theirs": str(each.theirs),
        }
        for each in error.collisions
    ]
    return answer(409, str(error), kind="collision", head=error.head, collisions=passages)
