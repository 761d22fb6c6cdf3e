"""Sources at the desk; only the store writes them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from sources import history, pasting, store
from sources.core.record import SINCE, SourceRecord
from sources.forms import SourceForm
from sources.models import Snapshot, Source


class DeskForm(SourceForm):
    """A source as the desk takes it: a new one may leave its key to us."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for no key, and say what becomes of that."""
        super().__init__(*args, **kwargs)
        if key := self.fields.get("key"):
            key.required = False
            key.help_text = gettext_lazy(
                "How articles cite it: [@key]. It does not change once cited. Left empty, it is "
                "made of author, publisher or title, and the year."
            )

    def record(self) -> SourceRecord:
        """Give the record that was typed, with a key of its own if none was."""
        record = super().record()
        return record if record.key else replace(record, key=pasting.key_of(record))


class SnapshotInline(admin.TabularInline):
    """The archived copies, which never change."""

    model = Snapshot
    fk_name = "source"
    fields = readonly_fields = ("sha256", "file_name", "size", "captured_at", "extractor")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False


_MORE = gettext_lazy("More details")
_DETAILS = (
    ("editor_lines", "translator_lines"),
    ("volume", "issue", "pages"),
    ("edition", "number", "genre"),
    ("event", "place"),
    ("series", "series_number"),
)


# Standing and ISSN are always to be seen.
_FOLDED = tuple(name for name in SINCE if name not in ("standing", "issn"))


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    """The record of a source and its archived copies."""

    form = DeskForm
    inlines = [SnapshotInline]
    list_display = ("key", "title", "publisher", "issued", "archived", "reliability")
    list_filter = (
        "type",
        "standing",
        "reliability",
        "state_run",
        "access",
        ("unreachable_since", admin.EmptyFieldListFilter),
    )
    search_fields = ("key", "title", "publisher", "container", "url")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "key",
                    "type",
                    "title",
                    "author_lines",
                    "container",
                    "publisher",
                    "issued",
                )
            },
        ),
        (_MORE, {"classes": ("collapse",), "fields": _DETAILS}),
        (
            gettext_lazy("Where it is"),
            {
                "fields": (
                    "url",
                    "unreachable_since",
                    "archive_url",
                    "doi",
                    "isbn",
                    "issn",
                    "language",
                    "accessed",
                )
            },
        ),
        (
            gettext_lazy("How far it is trusted"),
            {
                "fields": (
                    "standing",
                    "reliability",
                    "reliability_reason",
                    "reviewed_on",
                    "state_run",
                    "wire",
                    "opinion",
                )
            },
        ),
        (gettext_lazy("Archive"), {"fields": ("access", "captured", "base")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Source | None = None) -> Any:
        """Fold the details that few sources have, unless this one has some."""
        groups = super().get_fieldsets(request, obj)
        if obj is None or not any(getattr(obj, name) for name in _FOLDED):
            return groups
        return [
            (name, {**group, "classes": ()} if name == _MORE else group) for name, group in groups
        ]

    @admin.display(description=gettext_lazy("Archived"), boolean=True)
    def archived(self, source: Source) -> bool:
        return source.snapshot_id is not None

    def get_readonly_fields(
        self, request: HttpRequest, obj: Source | None = None
    ) -> tuple[str, ...]:
        return ("key",) if obj is not None else ()

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False

    def view_on_site(self, obj: Source) -> str:
        """Lead to the page of the source."""
        return obj.get_absolute_url()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List the revisions of the source, whoever made them and wherever."""
        source = self.get_object(request, unquote(object_id))
        told = {"history": history.of(source)} if source is not None else {}
        return super().history_view(request, object_id, {**(extra_context or {}), **told})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show and take the form; what is saved at the very same moment makes it look again."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except store.CollidedError:
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_form(self, request: HttpRequest, form: ModelForm[Source], change: bool) -> Source:
        return form.instance

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Save the record, and archive the copy that came with it."""
        record = form.record()
        summary = "Changed at the desk" if change else "Added at the desk"
        editor: Any = request.user
        base = form.cleaned_data["base"] if change else None
        saved = store.save(record, editor=editor, summary=summary, base=base)
        if form.cleaned_data["captured"]:
            file, data, captured = form.cleaned_data["captured"]
            archived = store.archived(data, captured, file.name)
            saved = store.keep(
                store.current(saved), archived, editor=editor, summary="Archived a copy"
            )
        if "unreachable_since" in form.changed_data:
            store.note_reachability(saved, form.cleaned_data["unreachable_since"])
        obj.pk, obj.key = saved.pk, saved.key

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Leave archived copies alone: they never change."""

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        return super().construct_change_message(request, form, [], add)
