"""A token opens what its scopes name, and never more than its owner may do."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja.security import HttpBearer

from encyclopedia.api.door import token_of
from encyclopedia.models import ApiToken


class Bearer(HttpBearer):
    """A token with *scope*, of somebody who *may*; the door has found out whose it is.

    This is asked before anything that was sent is read.
    """

    openapi_description = "A token made at the desk, under “Tokens”."

    def __init__(self, scope: str, may: Callable[[User], bool]) -> None:
        """Take the *scope* that is wanted, and the rule of the house."""
        super().__init__()
        self.scope = scope
        self.may = may

    def __call__(self, request: HttpRequest) -> ApiToken | None:
        token = token_of(request)
        if token is not None and self.scope not in token.scopes:
            raise PermissionDenied(f"This token does not have the scope “{self.scope}”.")
        if token is not None and not self.may(token.user):
            raise PermissionDenied("The account of this token may not do this.")
        return token

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        return token_of(request)
