"""Hiding text, summary or editor of revisions from all who have no right to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from encyclopedia import audit, pages, permissions, presenting, publishing, store
from encyclopedia.forms import LARGEST_NUMBER, SUMMARY_LIMIT
from encyclopedia.models import Article, AuditEntry, Edit, Hiding
from encyclopedia.pages.hiding import HidePage
from encyclopedia.views import finding
from encyclopedia.views.asking import for_this_reader


class HideForm(forms.Form):
    """What is hidden of which revisions, and why."""

    use_required_attribute = False  # our sentence says what is missing, and why

    text = forms.BooleanField(
        required=False, label=gettext_lazy("Text: the article as it was then")
    )
    summary = forms.BooleanField(required=False, label=gettext_lazy("Edit summary"))
    editor = forms.BooleanField(required=False, label=gettext_lazy("Name of the editor"))
    through = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_NUMBER,
        label=gettext_lazy("Also all revisions up to"),
        error_messages={"invalid": gettext_lazy("Write the number of a revision, or nothing.")},
    )
    reason = forms.CharField(
        max_length=SUMMARY_LIMIT,
        label=gettext_lazy("Reason"),
        error_messages={
            "required": gettext_lazy("Say why: everybody sees the reason in the history.")
        },
    )

    def __init__(self, edit: Edit, typed: object = None) -> None:
        """Begin from what of *edit* is hidden now."""
        self.before = {what: edit.hides(what) for what in presenting.HIDDEN}
        super().__init__(typed, initial=self.before, auto_id="hide-%s", label_suffix="")  # type: ignore[arg-type]

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The boxes, one for each thing that can be hidden."""
        return [self[what] for what in presenting.HIDDEN]

    @property
    def wanted(self) -> dict[str, bool]:
        """What is to be hidden (True) or shown again (False): the boxes that changed."""
        typed = self.cleaned_data
        return {what: typed[what] for what, was in self.before.items() if typed[what] is not was}


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
def hide(request: HttpRequest, slug: str, revision: int) -> HttpResponse:
    """Show what of a revision is hidden, and hide or show what was asked for."""
    article = finding.article(request, slug)
    edit = get_object_or_404(finding.edits(request, article), pk=revision)
    if not permissions.may_hide(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, article, edit, HideForm(edit))
    form = HideForm(edit, request.POST)
    if not form.is_valid():
        return _page(request, article, edit, form)
    if not form.wanted:
        return _page(request, article, edit, form, _("No box was changed, so nothing was done."))
    last = form.cleaned_data["through"] or edit.pk
    first, last = sorted((edit.pk, last))
    editor = cast("User", request.user)
    reason = store.Reason(editor=editor, summary=form.cleaned_data["reason"])
    try:
        done = publishing.hide(article, (first, last), form.wanted, reason=reason)
    except store.StoreError as error:
        audit.say(request, AuditEntry.REFUSED, "The store refused it.")
        return _page(request, article, edit, form, _("Nothing was hidden. {why}").format(why=error))
    messages.success(request, _told(form.wanted, done.edits))
    article.refresh_from_db(fields=["slug"])  # that of a merged article goes with a hidden title
    return HttpResponseRedirect(reverse("history", args=[article.slug]))


def _told(wanted: dict[str, bool], edits: Iterable[Edit]) -> str:
    """Say what was done: "Text and editor hidden of revisions 12, 13"."""
    numbers = sorted(edit.pk for edit in edits)
    parts = [
        words.format(what=_(" and ").join(str(presenting.THINGS[name]) for name in names))
        for words, names in (
            (_("{what} hidden"), [what for what, hidden in wanted.items() if hidden]),
            (_("{what} shown again"), [what for what, hidden in wanted.items() if not hidden]),
        )
        if names
    ]
    done = capfirst("; ".join(parts))
    if not numbers:
        return _("{done}: all revisions were so before.").format(done=done)
    said = ngettext("{done}: revision {numbers}.", "{done}: revisions {numbers}.", len(numbers))
    return said.format(done=done, numbers=", ".join(map(str, numbers)))


def _page(
    request: HttpRequest, article: Article, edit: Edit, form: HideForm, refusal: str = ""
) -> HttpResponse:
    log = Hiding.objects.filter(edit=edit)
    return HttpResponse(
        pages.hiding(
            HidePage(
                links=presenting.links(article, finding.title(article, request)),
                revision=presenting.revision_line(edit, visitor=request.user),
                form=form,
                same=store.same_text(edit),
                log=tuple(map(_entry, log)),
                refusal=refusal,
                token=get_token(request),
                site=presenting.site(),
            )
        )
    )


def _entry(row: Hiding) -> str:
    done = _("{what} hidden") if row.hidden else _("{what} shown again")
    return _("{moment} UTC: {done} by {name}: {why}").format(
        moment=f"{row.at:%Y-%m-%d %H:%M}",
        done=done.format(what=presenting.THINGS.get(row.what, row.what)),
        name=row.by_name,
        why=row.reason,
    )
