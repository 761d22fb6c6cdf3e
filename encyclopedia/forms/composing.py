"""All forms of an article put together as the Document that they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from encyclopedia.core.document import Document
from encyclopedia.core.readers import fields as field_reader
from encyclopedia.forms.article import ArticleForm
from encyclopedia.forms.parts import PartFormSet
from encyclopedia.forms.typed import new_id
from encyclopedia.models import Kind


def document(form: ArticleForm, formsets: Iterable[PartFormSet]) -> Document:
    """Put together the Document that a valid *form* and its *formsets* say.

    What the form does not show stays as it was in the revision that the editor began from.
    """
    before = form.before
    rows: dict[str, list[dict[str, Any]]] = {
        str(formset.prefix): formset.in_order() for formset in formsets
    }
    typed = form.cleaned_data
    kind: Kind | None = typed["kind"]
    new = field_reader.read(
        {**typed, "title": " ".join(typed["title"].split()), "kind": kind.name if kind else ""},
        rows,
        # Django takes the id of a new article away where rows came with it.
        own_id=form.instance.pk or new_id(form.data.get("ticket") or "", "article"),
        before=before,
    )
    if before is None:
        return new
    unused: Any = form.fields.get("unused_sources")
    away = {key for key, _ in unused.choices} - set(typed["unused_sources"]) if unused else set()
    return replace(new, sources=tuple(r for r in before.sources if r.key not in away))
