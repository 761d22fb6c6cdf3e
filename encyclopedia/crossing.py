"""What scripts of other sites may read: answers that are the same for everybody (CORS)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]

_TOLD: Final = "Content-Disposition, Content-Language, ETag, Link"
_ASKED: Final = "Accept, If-None-Match"
_A_DAY: Final = "86400"  # seconds


def for_any_site(view: View) -> View:
    """Let scripts of any site read what *view* answers, as somebody without an account.

    They may ask whether it is known already, for which browsers ask first (Fetch, 3.3).
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **captured: Any) -> HttpResponse:  # noqa: ANN401 -- whatever the address holds
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = _ASKED
            response["Access-Control-Max-Age"] = _A_DAY
        else:
            response = view(request, *args, **captured)
            response["Access-Control-Expose-Headers"] = _TOLD
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer
