"""A form that was sent without a valid token: nothing is done, and no words are lost."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext_lazy

from encyclopedia import pages, presenting
from encyclopedia.keeping import rescuing

FORMS = {f"encyclopedia_article_{name}" for name in ("add", "change", "add_draft", "draft")}
WHY = gettext_lazy(
    "The form was opened before you last signed in, or did not come from this site. Nothing was"
    " done. Go back, load the page again, and send it once more."
)


def not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse what was sent, and tell a script of ours the token of who is signed in.

    A form that was opened before that goes on with it; another site cannot read an answer of ours.
    """
    answer = _refused(request)
    if request.user.is_authenticated:
        answer["X-CSRFToken"] = get_token(request)
    return answer


def _refused(request: HttpRequest) -> HttpResponse:
    """Keep or give back what was typed in the form of an article."""
    match = request.resolver_match
    if match is not None and match.url_name in FORMS and request.POST.get("ticket"):
        return rescuing.answer(request, rescuing.keep(request, match.kwargs))
    page = pages.ErrorPage(status=403, reason=str(WHY), site=presenting.site())
    return HttpResponse(pages.error(page), status=403)
