"""What an article's form is refused for, said at the fields that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias
from uuid import UUID

from encyclopedia import forms, languages, store
from encyclopedia.core.document import Document
from encyclopedia.desk import doubting

Prefixes: TypeAlias = Mapping[tuple[str, UUID | None], str]

_PARTS = {
    "infobox": "infobox",
    "sections": "section",
    "events": "event",
    "see_also": "see-also",
    "illustrations": "illustration",
}


class RefusedError(Exception):
    """The form comes back with `sentences` by the names of its fields, and one for the whole.

    What is merely `doubted` can be saved all the same.
    """

    def __init__(
        self,
        sentences: Mapping[str, Iterable[str]],
        *,
        refusal: str = "",
        doubted: bool = False,
    ) -> None:
        """Take the sentences, and whether they are only doubts."""
        super().__init__(refusal)
        self.sentences = sentences
        self.refusal = refusal
        self.doubted = doubted


def refuse_doubts(
    form: forms.ArticleForm, formsets: Iterable[forms.PartFormSet], document: Document
) -> None:
    """Raise RefusedError where *document* has words that its editor most likely did not mean."""
    found = doubting.doubts(form.before, document)
    if not found:
        return
    prefixes = _prefixes(formsets)
    named = {
        _name(prefixes, place.part, place.id, field): sentences
        for (place, field), sentences in found.items()
    }
    raise RefusedError(named, doubted=True)


def at_fields(
    error: store.InvalidDocumentError, form: forms.ArticleForm, formsets: Iterable[Any]
) -> RefusedError:
    """Say each fault at its field; what has no field is said of the form as a whole."""
    formsets = tuple(formsets)
    prefixes = _prefixes(formsets)
    fields = {
        *form.fields,
        *(f"{row.prefix}-{n}" for s in formsets for row in s for n in row.fields),
    }
    sentences: dict[str, list[str]] = {}
    others: list[str] = []
    for fault in languages.told(error.faults):
        name = _name(prefixes, fault.part, fault.part_id, fault.field)
        if name in fields:
            sentences.setdefault(name, []).append(fault.sentence)
        else:
            others.append(fault.sentence)
    return RefusedError(sentences, refusal=" ".join(others))


def _prefixes(formsets: Iterable[Any]) -> Prefixes:
    """Give the prefix of each row of the form by its part and id."""
    return {
        (_PARTS[formset.prefix], row.cleaned_data["id"]): row.prefix
        for formset in formsets
        for row in formset
        if row.cleaned_data.get("id")
    }


def _name(prefixes: Prefixes, part: str, id_: UUID | None, field: str) -> str:
    prefix = prefixes.get((part, id_))
    return f"{prefix}-{field}" if prefix else field
