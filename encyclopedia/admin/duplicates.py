"""Sources that are likely recorded twice, side by side at the desk, and making one of two."""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from encyclopedia import audit, permissions
from encyclopedia.desk import merging
from sources.merging import ChangedMeanwhileError
from sources.models import Source


@require_http_methods(["GET", "HEAD", "POST"])
def duplicates(request: HttpRequest) -> HttpResponse:
    """List sources that are likely one, or the two that are asked for; merge two where chosen."""
    if not permissions.may_change_sources(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _merge(request)
    first, second = (request.GET.get(name, "").strip() for name in ("first", "second"))
    asked = bool(first or second)
    context = {
        **admin.site.each_context(request),
        "title": _("Sources recorded twice"),
        "opts": Source._meta,  # noqa: SLF001 -- Django documents _meta
        "asked": asked,
        "first": first,
        "second": second,
        "pairs": merging.chosen(first, second) if asked else merging.likely(),
    }
    return render(request, "admin/sources/source/duplicates.html", context)


def _merge(request: HttpRequest) -> HttpResponse:
    """Keep one of two, as they were seen ("id:revision:id:revision", the kept one first)."""
    here = HttpResponseRedirect(reverse("duplicates"))
    try:
        kept, other = merging.merge(request.POST.get("keep", ""), editor=cast("User", request.user))
    except ChangedMeanwhileError as error:
        audit.say(request, "refused", str(error))
        messages.warning(request, _("%(why)s Look at them again.") % {"why": error})
        return here
    except ValueError:
        audit.say(request, "refused", "No two sources were chosen.")
        messages.warning(request, _("Choose which of two sources is to be kept."))
        return here
    audit.each(request, "merge_sources", [(f"{kept} {other}", "done", "")])
    messages.success(
        request,
        _("@%(kept)s stands for @%(other)s too. Articles that cite it take this over one by one.")
        % {"kept": kept, "other": other},
    )
    return here
