"""Every address of the API, its description in OpenAPI 3.1, and pages to read it."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from encyclopedia import pages, presenting
from encyclopedia.api import articles, looking, past, problems, reading, sources
from encyclopedia.api.door import through

DESCRIPTION: Final = """\
Everything that readers have, as JSON: no key is needed, and scripts of any site may read it. Lists
go on with the address in `next`, which the `Link` header names too. Every answer has an `ETag`;
send it back as `If-None-Match` and get 304 while nothing changed.

To write, or to read drafts, make a token at the desk and send it as `Authorization: Bearer …`. A
token may do what its scopes name, and never more than you. A change names the revision that it
began from as `base`: words that do not collide are merged, and those that do come back as a 409
with `base`, `mine` and `theirs` for each passage, so that nobody's words are lost.

What is wrong with a request is said as `application/problem+json` (RFC 9457). Too many requests a
minute are answered with 429 and `Retry-After`.
"""


PREFIX: Final = "api/v1/"


class _Described(NinjaAPI):
    """The API described as it answers: a refusal is a problem."""

    def get_openapi_schema(self, **how: Any) -> OpenAPISchema:  # noqa: ANN401 -- Ninja's signature
        schema = super().get_openapi_schema(**how)
        for operations_ in schema["paths"].values():
            for operation in operations_.values():
                for status, response in operation["responses"].items():
                    if int(status) in problems.REFUSALS and "content" in response:
                        (content,) = response["content"].values()
                        response["content"] = {problems.MEDIA_TYPE: content}
        return schema


api = _Described(
    title="Encyclopedia API",
    version="1.0.0",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
api.add_router("articles", articles.router)
api.add_router("articles", past.router)
api.add_router("sources", sources.router)
api.add_router("", looking.router)
problems.handle(api)


def description(request: HttpRequest) -> HttpResponse:
    """Describe the API to programs, as OpenAPI 3.1 has it."""
    return JsonResponse(api.get_openapi_schema(path_prefix=PREFIX))


@require_safe
@cache_control(no_cache=True, public=True)
def docs(request: HttpRequest) -> HttpResponse:
    """Describe the API to people."""
    described = api.get_openapi_schema(path_prefix=PREFIX)
    page = pages.ApiDocsPage(
        title=described["info"]["title"],
        paragraphs=tuple(DESCRIPTION.strip().replace("`", "").split("\n\n")),
        groups=reading.groups(described),
        shapes=reading.shapes(described),
        problems=problems.EXPLAINED,
        site=presenting.site(),
    )
    return HttpResponse(pages.api_docs(page))


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer an address that the API does not have."""
    return problems.answer(404, "The API has no such address; see /api/v1/docs.")


def _patterns() -> list[URLPattern]:
    found: Any = api.urls[0]
    return [
        URLPattern(each.pattern, through(each.callback), each.default_args, f"api-{each.name}")
        for each in found
        if each.name != "api-root"
    ]


urlpatterns = [
    path("docs", docs, name="api-docs"),
    path("openapi.json", through(require_safe(description)), name="api-description"),
    *_patterns(),
    path("<path:rest>", through(nowhere), name="api-nowhere"),
]
