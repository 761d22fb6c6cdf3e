"""Reports of readers at the desk: the list of them, and one with where its sentence stands now."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import permissions, reporting, store
from encyclopedia.admin.filtering import titled
from encyclopedia.desk import reported
from encyclopedia.models import Article, Report
from encyclopedia.running import letters

TEMPLATE = "admin/encyclopedia/report/report.html"
WORDS_TOLD = 16
LONGEST = 4000


class SettledFilter(admin.SimpleListFilter):
    """Reports by whether somebody settled them."""

    title = gettext_lazy("whether it is settled")
    parameter_name = "settled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("open")), ("yes", _("settled"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        if self.value() not in ("no", "yes"):
            return queryset
        return queryset.filter(settled_at__isnull=self.value() == "no")


class SettleForm(forms.Form):
    """What a report came to, and what is answered."""

    use_required_attribute = False  # our sentence says what is missing

    outcome = forms.ChoiceField(
        choices=Report.OUTCOMES,
        label=gettext_lazy("What it came to"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it came to.")},
    )
    answer = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=gettext_lazy("Answer"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("outcome") == Report.KEPT and not typed.get("answer", "").strip():
            self.add_error("answer", _("Say why nothing is corrected, for those who come after."))
        return typed


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """All at the desk read reports; editors settle them, administrators delete them."""

    list_display = ("subject", "kind", "said", "at", "came_to")
    list_filter = (
        SettledFilter,
        "kind",
        ("outcome", titled(admin.ChoicesFieldListFilter, gettext_lazy("outcome"))),
        "at",
    )
    list_select_related = ("article", "edit")
    search_fields = ("article__title", "words", "text", "answer")
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        visible = Article.objects.visible_to(request.user)
        found: QuerySet[Report] = super().get_queryset(request)
        return found.filter(article__in=visible.order_by().values("pk"))

    @admin.display(description=gettext_lazy("Article"), ordering="article__title")
    def subject(self, report: Report) -> str:
        """Name the article."""
        return report.article.title

    @admin.display(description=gettext_lazy("What the reader says"))
    def said(self, report: Report) -> str:
        """Begin what the reader wrote."""
        return Truncator(report.text).words(WORDS_TOLD)

    @admin.display(description=gettext_lazy("Came to"), ordering="settled_at")
    def came_to(self, report: Report) -> str:
        """Say what it came to, and by whom."""
        if report.settled_at is None:
            return _("open")
        return f"{report.get_outcome_display()} ({report.settled_by_name})"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return permissions.works_at_the_desk(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return permissions.works_at_the_desk(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return permissions.may_settle(request.user)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = _("Reports of readers")
        return super().changelist_view(request, {**(extra_context or {}), "title": title})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a report beside its sentence of today; settle it or open it again."""
        report = self.get_object(request, object_id)
        if report is None:
            raise Http404("There is no such report.")
        if not self.has_view_permission(request, report):
            raise PermissionDenied
        form = SettleForm(request.POST if "_settle" in request.POST else None)
        if request.method == "POST":
            if not permissions.may_settle(request.user):
                raise PermissionDenied
            if self._take(request, report, form):
                return HttpResponseRedirect(request.path)
        return self._page(request, report, form)

    def _take(self, request: HttpRequest, report: Report, form: SettleForm) -> bool:
        """Settle or reopen as was asked; tell whether the page is to be opened anew."""
        if "_reopen" in request.POST:
            if reporting.reopen(report):
                messages.success(request, _("The report is open again."))
            return True
        if not form.is_valid():
            return False
        told = bool(report.email) and reporting.is_answered(form.cleaned_data["outcome"])
        try:
            settled = reporting.settle(report, **form.cleaned_data, by=cast("User", request.user))
        except reporting.NotSentError as error:
            messages.error(request, _("Nothing was settled. %s") % error)
            return False
        if not settled:
            messages.warning(request, _("Somebody settled it before you. Nothing was changed."))
        elif told:
            messages.success(
                request, _("Settled. The reader has the answer; their address is gone.")
            )
        else:
            messages.success(request, _("Settled."))
        return True

    def _page(self, request: HttpRequest, report: Report, form: SettleForm) -> HttpResponse:
        article, head = report.article, store.head(report.article)
        later = head.pk != report.edit_id
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Report on “%s”") % article.title,
            "report": report,
            "article": article,
            "hidden": report.edit.hides_from(request.user, "text"),
            "standing": reported.standing(report),
            "form": form,
            "letters_leave": letters.leave(),
            "may_settle": permissions.may_settle(request.user),
            "may_change": permissions.may_change(request.user, article),
            "refusal": permissions.refusal(request.user, article),
            "revision_url": report.edit.get_absolute_url(),
            "since_url": reverse("compare", args=[article.slug, report.edit_id, head.pk])
            if later
            else "",
        }
        return render(request, TEMPLATE, context)
