"""What one answer may hold of its own, beside what the policy (CSP) allows every answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.http.response import HttpResponseBase

_UPDATE: Final = "_csp_update"  # django-csp's way for one answer


def allow(response: HttpResponseBase, policy: Mapping[str, Iterable[str]]) -> None:
    """Let *response* have the style and script of *policy* too: sources by directive."""
    setattr(response, _UPDATE, policy)


def is_told(response: HttpResponseBase) -> bool:
    """Tell whether somebody said what *response* may have."""
    return hasattr(response, _UPDATE)
