"""Sources recorded at the desk from what was pasted: it is read, looked at, and then kept."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from encyclopedia import permissions
from sources import pasting
from sources.models import Source
from sources.store import AlreadyArchivedError, InvalidRecordError


class PastedForm(forms.Form):
    """An address, a number or an entry, which is read as a source."""

    pasted = forms.CharField(
        label=gettext_lazy("Address, DOI, ISBN, or an entry of BibTeX or RIS"),
        help_text=gettext_lazy("Nothing is recorded before you have seen what was read."),
        error_messages={
            "required": gettext_lazy(
                "Paste an address, a DOI, an ISBN, or an entry of BibTeX or RIS."
            )
        },
        widget=forms.Textarea(attrs={"rows": 8, "autofocus": True, "spellcheck": "false"}),
    )

    def clean_pasted(self) -> pasting.Pasted:
        try:
            return pasting.read(self.cleaned_data["pasted"])
        except pasting.PastedError as error:
            raise forms.ValidationError(str(error)) from error


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """Ask for something to read, and show what was read of it, or the source that it is."""
    _refuse_who_may_not(request)
    form = PastedForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        title = _("Add a source from an address, a number or an entry")
        return _page(request, "paste", title=title, form=form)
    pasted: pasting.Pasted = form.cleaned_data["pasted"]
    if pasted.known is not None:
        told = _("“{title}” is here already, as @{key}.")
        messages.info(request, told.format(title=pasted.known, key=pasted.known.key))
        return HttpResponseRedirect(_url(pasted.known))
    for note in pasted.notes:
        messages.warning(request, note)
    said = {name: value for name, value in pasting.fields_of(pasted.record).items() if value}
    return _looked_at(request, pasting.NewSourceForm(initial={**said, "fetch": pasted.fetched}))


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Record what was read and looked at; a source that is there already is offered instead."""
    _refuse_who_may_not(request)
    if request.method != "POST":  # its address was opened anew, or the language changed
        return HttpResponseRedirect(reverse("paste_source"))
    form = pasting.NewSourceForm(request.POST, request.FILES)
    if not form.is_valid():
        return _looked_at(request, form)
    if known := pasting.find(form.record()):
        return _looked_at(request, form, known)
    try:
        saved = form.save(editor=cast("User", request.user), summary="Added at the desk")
    except (InvalidRecordError, AlreadyArchivedError) as error:
        form.add_error(None, str(error))
        return _looked_at(request, form)
    told = _("“{title}” is a source now. Articles cite it as [@{key}].")
    messages.success(request, told.format(title=saved, key=saved.key))
    return HttpResponseRedirect(_url(saved))


def _refuse_who_may_not(request: HttpRequest) -> None:
    if not permissions.may_add_sources(request.user):
        raise PermissionDenied


def _looked_at(
    request: HttpRequest, form: pasting.NewSourceForm, known: Source | None = None
) -> HttpResponse:
    """Show a new source before it is recorded, with what stands in its way."""
    for wrong in [field for field in form.visible_fields() if field.errors][:1]:
        wrong.field.widget.attrs["autofocus"] = True
    told = {"title": str(known), "url": _url(known)} if known else None
    return _page(request, "record", title=_("New source"), form=form, known=told)


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    around = {**admin.site.each_context(request), "opts": Source._meta}  # noqa: SLF001 -- Django documents _meta
    return render(request, f"admin/sources/source/{name}.html", {**around, **context})


def _url(source: Source) -> str:
    return reverse("admin:sources_source_change", args=[source.pk])
