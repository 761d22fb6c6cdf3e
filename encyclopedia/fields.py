"""Fields of the desk's forms that Django does not have: a picture, and rows of a small table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import pictures
from encyclopedia.core.writers.html import picture_address
from encyclopedia.models import Illustration, Picture

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Kept: TypeAlias = Picture | Illustration
ACCEPTED = "image/jpeg,image/png,image/webp,image/gif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a form says of a picture: the name of a file that is kept, or a new file."""

    file: str = ""
    upload: UploadedFile | None = None

    def __bool__(self) -> bool:
        """Tell whether anything was chosen."""
        return bool(self.file or self.upload)


def kept(file: str, shown: Illustration | None = None) -> Kept | None:
    """Find what is known of a *file*, which is often the one that is *shown*."""
    if shown is not None and shown.file == file:
        return shown
    return Picture.objects.filter(file=file).first() if file else None


class PictureInput(forms.Widget):
    """A picture that is kept, by name and look, and a place for another file."""

    template_name = "admin/encyclopedia/article/_picture_input.html"
    needs_multipart_form = True

    # What the row shows that it belongs to: no need to ask for it again.
    shown: Illustration | None = None

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> Chosen:
        upload = files.get(f"{name}-upload")
        file = str(data.get(name, ""))[:64]
        return Chosen(file=getattr(upload, "kept_as", file), upload=upload)

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401 -- Django's signature
        attrs: dict[str, Any] | None = None,
        renderer: object = None,
    ) -> SafeString:
        """Fill our own template, where Django's renderer of forms does not look."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401 -- Django's signature
        """Show what is kept, also where it came with the form that is shown again."""
        context = super().get_context(name, None, attrs)
        file = value.file if isinstance(value, Chosen) else value or ""
        if isinstance(value, Chosen) and value.upload is not None:
            file = getattr(value.upload, "kept_as", file)
        shown = kept(file, self.shown)
        context["widget"] |= {
            "accept": ACCEPTED,
            "file": shown.file if shown else "",
            "address": picture_address(shown.file, shown.media_type) if shown else "",
            "width": shown.width if shown else 0,
            "height": shown.height if shown else 0,
        }
        return context


class PictureField(forms.Field):
    """A picture that is kept already, or a file that is read and kept; gives what is kept."""

    widget = PictureInput

    def __init__(self) -> None:
        """Ask for a picture."""
        wanted = gettext_lazy("Choose a picture.")
        super().__init__(label=gettext_lazy("Picture"), error_messages={"required": wanted})

    def clean(self, value: Chosen) -> Kept:
        if not value:
            raise ValidationError(self.error_messages["required"], code="required")
        shown = kept(value.file, self.widget.shown)
        if shown is not None:
            return shown
        if value.upload is None:
            raise ValidationError(_("This picture is not here any more. Choose it anew."))
        try:
            # A save that was refused took back what it kept; the file is still there to read.
            value.upload.seek(0)
            new = pictures.keep(pictures.prepare(value.upload.read()))
        except pictures.PictureError as error:
            raise ValidationError(str(error), code="invalid") from error
        # A form that is shown again has no file any more, but what became of it.
        value.upload.kept_as = new.file  # type: ignore[attr-defined]
        return new

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ANN401 -- Django's signature
        return bool(data) and (data.upload is not None or data.file != (initial or ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a small table: a text or, where it has `choices`, one of them; or a tick."""

    name: str
    label: StrPromise
    choices: tuple[tuple[str, StrPromise], ...] = ()
    tick: bool = False


class RowsInput(forms.Widget):
    """Rows of a small table, some of them empty; a script adds more and moves them."""

    template_name = "admin/encyclopedia/kind/_rows.html"
    use_fieldset = True
    spare = 3
    most = 200

    def __init__(self, columns: tuple[Column, ...]) -> None:
        """Take the columns, of which the first names a row."""
        super().__init__()
        self.columns = columns

    def id_for_label(self, id_: str) -> str:
        """Name none: its fields have labels of their own."""
        return ""

    def use_required_attribute(self, initial: object) -> bool:
        return False

    def value_from_datadict(
        self, data: Mapping[str, Any], files: object, name: str
    ) -> list[dict[str, Any]]:
        numbers = (n for n in range(self.most) if f"{name}-{n}-{self.columns[0].name}" in data)
        rows = [self._row(data, f"{name}-{number}") for number in numbers]
        return [row for _, row in sorted(rows, key=lambda each: each[0]) if any(self._said(row))]

    def _row(self, data: Mapping[str, Any], prefix: str) -> tuple[int, dict[str, Any]]:
        place = str(data.get(f"{prefix}-position", ""))
        row = {
            column.name: f"{prefix}-{column.name}" in data
            if column.tick
            else " ".join(str(data.get(f"{prefix}-{column.name}", "")).split())
            for column in self.columns
        }
        return (int(place) if place.isdecimal() and len(place) < len("1000000") else self.most), row

    def _said(self, row: dict[str, Any]) -> Iterator[bool]:
        return (bool(row[column.name]) for column in self.columns if not column.choices)

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401 -- Django's signature
        attrs: dict[str, Any] | None = None,
        renderer: object = None,
    ) -> SafeString:
        """Fill our own template, where Django's renderer of forms does not look."""
        rows: list[dict[str, Any]] = [*(value or []), *({} for _ in range(self.spare))]
        cells = [
            [
                {
                    "column": column,
                    "name": f"{name}-{number}-{column.name}",
                    "value": row.get(column.name, ""),
                }
                for column in self.columns
            ]
            for number, row in enumerate(rows)
        ]
        context = {"name": name, "id": (attrs or {}).get("id"), "columns": self.columns}
        return render_to_string(self.template_name, {**context, "rows": cells})


class RowsField(forms.Field):
    """A list of dicts that stands in a JSON column, shown as the rows of a small table."""

    def __init__(
        self, *columns: Column, label: StrPromise, help_text: StrPromise, longest: int = 255
    ) -> None:
        """Take the columns, of which the first names a row and tells it from the others."""
        widget = RowsInput(columns)
        super().__init__(required=False, label=label, help_text=help_text, widget=widget)
        self.columns = columns
        self.longest = longest

    def clean(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        names: set[str] = set()
        first = self.columns[0]
        for number, row in enumerate(value, start=1):
            name = row[first.name]
            if not name:
                raise ValidationError(
                    _("Row {number} has no {column}.").format(
                        number=number, column=str(first.label).lower()
                    )
                )
            if len(name) > self.longest:
                raise ValidationError(
                    _("Row {number}: at most {longest} characters.").format(
                        number=number, longest=self.longest
                    )
                )
            if name.casefold() in names:
                raise ValidationError(_("“{name}” stands here twice.").format(name=name))
            names.add(name.casefold())
            self._refuse_unknown(number, row)
        return value

    def _refuse_unknown(self, number: int, row: dict[str, Any]) -> None:
        for column in self.columns:
            if column.choices and row[column.name] not in dict(column.choices):
                raise ValidationError(
                    _("Row {number}: choose a {column}.").format(
                        number=number, column=str(column.label).lower()
                    )
                )

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ANN401 -- Django's signature
        return bool((initial or []) != (data or []))
