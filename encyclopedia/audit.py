"""The audit log: every action that changes something and every one refused, as it happens."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import DatabaseError
from django.shortcuts import resolve_url

from encyclopedia.models import AuditEntry

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    Answer = Callable[[HttpRequest], HttpResponseBase]

logger = logging.getLogger(__name__)

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# These answer questions that are too long for an address, and change nothing; or a form sends
# them by itself, every few seconds, and they keep for one person what that person typed.
QUESTIONS: Final = frozenset(
    {
        "preview",
        "admin:encyclopedia_article_add_changes",
        "admin:encyclopedia_article_add_draft",
        "admin:encyclopedia_article_any_support",
        "admin:encyclopedia_article_changes",
        "admin:encyclopedia_article_draft",
        "admin:encyclopedia_article_here",
        "admin:encyclopedia_article_panel",
        "admin:encyclopedia_article_paste",
        "admin:encyclopedia_article_support",
        "paste_source",
    }
)
# What readers do who are nobody here: their addresses are kept by nobody.
OF_READERS: Final = frozenset({"report"})
REASONS: Final = {
    400: "The request was malformed.",
    401: "Nobody was signed in.",
    403: "Not allowed.",
    404: "There is no such thing, or not for them.",
    405: "Not in this way.",
    409: "Somebody else was faster.",
    413: "Too large.",
    429: "Too many attempts.",
}
_ACTION: Final = re.compile(r"[a-z_]{1,40}")
_LONGEST: Final = {"action": 100, "subject": 300, "reason": 200}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a view says itself of the action it carried out."""

    outcome: str
    reason: str


def address(request: HttpRequest) -> str | None:
    """Give the address that *request* came from, as the proxies in front of us tell it.

    `TRUSTED_PROXIES` says how many of them there are; what else a visitor claims counts nothing.
    """
    found = [str(request.META.get("REMOTE_ADDR", ""))]
    if settings.TRUSTED_PROXIES:
        told = [*request.headers.get("X-Forwarded-For", "").split(","), *found]
        found = told[-settings.TRUSTED_PROXIES - 1 :][:1]
    try:
        return str(ip_address(found[0].strip().partition("%")[0]))
    except ValueError:
        return None


def one_line(text: str, longest: int) -> str:
    """Give *text* with all that does not print, line breaks first, spelled out."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)[:longest]


def record(
    action: str,
    *,
    outcome: str = AuditEntry.DONE,
    actor: int | None = None,
    ip: str | None = None,
    method: str = "command",
    subject: str = "",
    status: int = 0,
    reason: str = "",
) -> None:
    """Add an entry: what a command did, or one object among many that a request changed."""
    AuditEntry.objects.create(
        action=one_line(action, _LONGEST["action"]),
        outcome=outcome,
        actor=actor or 0,
        ip=ip,
        method=method,
        subject=one_line(subject, _LONGEST["subject"]),
        status=status,
        reason=one_line(reason, _LONGEST["reason"]),
    )


def each(request: HttpRequest, action: str, subjects: Iterable[tuple[str, str, str]]) -> None:
    """Add an entry for each of many objects: what it is, what came of it, and why."""
    AuditEntry.objects.bulk_create(
        AuditEntry(
            action=one_line(action, _LONGEST["action"]),
            outcome=outcome,
            actor=request.user.pk or 0,
            ip=address(request),
            method=str(request.method)[:10],
            subject=one_line(subject, _LONGEST["subject"]),
            reason=one_line(reason, _LONGEST["reason"]),
        )
        for subject, outcome, reason in subjects
    )


def say(request: HttpRequest, outcome: str, reason: str = "") -> None:
    """Say what came of the action of *request*, where its answer alone does not tell."""
    request.audit = _Said(outcome=outcome, reason=reason)  # type: ignore[attr-defined]


def middleware(get_response: Answer) -> Answer:
    """Add an entry for every request that is more than a question, whatever came of it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method in SAFE:
            return get_response(request)
        # Whoever signs out is nobody afterwards. The API knows no session: its door says who asks.
        before = None if request.path.startswith("/api/") else _known(request)
        response = get_response(request)
        said = getattr(request, "audit", None) or _told(request, response)
        action = _action(request)
        if action not in QUESTIONS or said.outcome != AuditEntry.DONE:
            _record_request(request, response, said, before)
        return response

    return answer


def _record_request(
    request: HttpRequest, response: HttpResponseBase, said: _Said, before: int | None
) -> None:
    """Add the entry of *request*; where the log cannot be written, the lines of the server do."""
    action = _action(request)
    try:
        record(
            action,
            outcome=said.outcome,
            actor=before or request.user.pk,
            ip=None if action in OF_READERS else address(request),
            method=str(request.method)[:10],
            subject=_subject(request),
            status=response.status_code,
            reason=said.reason,
        )
    except DatabaseError as error:
        # What was done stays done, and what was refused has its answer.
        told = {"action": action, "outcome": said.outcome, "status": response.status_code}
        logger.error(  # noqa: TRY400 -- its traceback tells nothing that the sentence does not
            "The audit log could not be written: %s.", type(error).__name__, extra={"told": told}
        )


def _known(request: HttpRequest) -> int | None:
    """Give the account that asks; nobody where the database does not tell."""
    try:
        return request.user.pk
    except DatabaseError:
        return None


def _action(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.view_name or "unnamed") if match else "nowhere"


def _subject(request: HttpRequest) -> str:
    """Name what the address is about, and which action of a list was chosen."""
    match = request.resolver_match
    named = [str(value) for value in match.kwargs.values()] if match else []
    chosen = request.POST.get("action", "") if _is_form(request) else ""
    return " ".join([*named, *_ACTION.findall(chosen)[:1]])


def _is_form(request: HttpRequest) -> bool:
    return "form" in request.headers.get("Content-Type", "")


def _told(request: HttpRequest, response: HttpResponseBase) -> _Said:
    """Tell from the answer what came of an action."""
    status = response.status_code
    if status >= 500:  # noqa: PLR2004 -- RFC 9110: the server's own failures
        return _Said(outcome=AuditEntry.FAILED, reason="An error of the program.")
    if status >= 400:  # noqa: PLR2004 -- RFC 9110: the request is at fault
        return _Said(outcome=AuditEntry.REFUSED, reason=REASONS.get(status, "Refused."))
    if response.get("Location", "").startswith(resolve_url(settings.LOGIN_URL)):
        return _Said(outcome=AuditEntry.REFUSED, reason="Signing in comes first.")
    is_page = response.get("Content-Type", "").startswith("text/html")
    if status == 200 and is_page and _action(request) not in QUESTIONS:  # noqa: PLR2004 -- a form shown again
        return _Said(outcome=AuditEntry.NOT_TAKEN, reason="The form was shown again.")
    return _Said(outcome=AuditEntry.DONE, reason="")
