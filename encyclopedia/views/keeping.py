"""A form that was sent without a valid token: nothing is done, and no words are lost."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from encyclopedia import pages, presenting
from encyclopedia.keeping import rescuing

FORMS = {f"encyclopedia_article_{name}" for name in ("add", "change", "add_draft", "draft")}
WHY = gettext_lazy(
    "The form was opened before you last signed in, or did not come from this site. Nothing was"
    " done. Go back, load the page again, and send it once more."
)


def not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse what was sent; what was typed in the form of an article is kept or given back."""
    match = request.resolver_match
    if match is not None and match.url_name in FORMS and request.POST.get("ticket"):
        return rescuing.answer(request, rescuing.keep(request, match.kwargs))
    page = pages.ErrorPage(status=403, reason=str(WHY), site=presenting.site())
    return HttpResponse(pages.error(page), status=403)
