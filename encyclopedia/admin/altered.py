"""A source at its address: a copy is archived from it, and one that changed is decided on."""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from encyclopedia import altering, audit, languages, permissions
from encyclopedia.desk import altered
from sources.fetching import FetchError
from sources.models import Source
from sources.store import AlreadyArchivedError, InvalidRecordError


@require_http_methods(["GET", "HEAD", "POST"])
def of_source(request: HttpRequest, pk: int) -> HttpResponse:
    """Show when a source was asked and what changed of it; archive, take over or leave a copy."""
    if not permissions.works_at_the_desk(request.user):
        raise PermissionDenied
    may_decide = permissions.may_change_sources(request.user)
    if request.method == "POST" and not may_decide:
        raise PermissionDenied
    source = get_object_or_404(Source.objects.select_related("snapshot"), pk=pk)
    if request.method == "POST":
        return _decide(request, source)
    context = {
        **admin.site.each_context(request),
        "title": _("“%(title)s” at its address") % {"title": source},
        "opts": Source._meta,  # noqa: SLF001 -- Django documents _meta
        "source": altered.of(source),
        "may_decide": may_decide,
    }
    return render(request, "admin/sources/source/address.html", context)


def _decide(request: HttpRequest, source: Source) -> HttpResponse:
    asked, seen = request.POST.get("action", ""), request.POST.get("seen", "")
    here = HttpResponseRedirect(reverse("source_address", args=[source.pk]))
    editor = cast("User", request.user)
    try:
        match asked:
            case "fetch":
                outcome = altering.archive(source, editor=editor)
                audit.say(request, "done", outcome.sentence)
                messages.info(request, _("“%(title)s”: %(says)s.") % _told(source, outcome))
            case "adopt":
                altering.adopt(source, seen, editor=editor)
                messages.success(
                    request,
                    _("This copy is the archived one now. Articles take it over one by one."),
                )
                return HttpResponseRedirect(reverse("adopt_source", args=[source.pk]))
            case "dismiss":
                altering.dismiss(source, seen)
                messages.success(request, _("The archived copy stays. You hear of later changes."))
            case _:
                audit.say(request, "refused", "Nothing was chosen.")
                messages.warning(request, _("Choose what is to be done."))
    except (FetchError, AlreadyArchivedError, InvalidRecordError) as error:
        audit.say(request, "refused", str(error))
        messages.warning(request, languages.why(error))
    except altering.ChangedMeanwhileError as error:
        audit.say(request, "refused", str(error))
        messages.warning(request, _("%(why)s Look again.") % {"why": languages.why(error)})
    return here


def _told(source: Source, outcome: altering.Outcome) -> dict[str, str]:
    return {"title": str(source), "says": languages.told(outcome.sentence)}
