"""What an article's form is refused for, said at the fields that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from encyclopedia import forms, languages
from encyclopedia.core import validity
from encyclopedia.core.document import Document
from encyclopedia.core.validity import Fault
from encyclopedia.desk import doubting

Prefixes: TypeAlias = Mapping[tuple[str, UUID | None], str]

_PARTS = {
    "infobox": "infobox",
    "sections": "section",
    "events": "event",
    "see_also": "see-also",
    "illustrations": "illustration",
}


WANTED = gettext_lazy(
    "Say in a few words what you changed and why, take over the suggestion, or "
    "tick that none is needed."
)


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


def refuse(
    form: forms.ArticleForm, formsets: Iterable[forms.PartFormSet], document: Document
) -> None:
    """Raise RefusedError with all that *document* is refused for, so that one look mends it.

    That is words its editor most likely did not mean, a summary that is missing and, where
    one of these is found, what the store would refuse.
    """
    doubts = {} if form.cleaned_data["despite"] else doubting.doubts(form.before, document)
    lacks = _lacks_summary(form, document)
    if not doubts and not lacks:
        return
    formsets = tuple(formsets)
    faults = at_fields(validity.faults(validity.normalise(document)), form, formsets)
    prefixes = _prefixes(formsets)
    said = {name: [*sentences] for name, sentences in faults.sentences.items()}
    for (place, field), sentences in doubts.items():
        said.setdefault(_name(prefixes, place.part, place.id, field), []).extend(sentences)
    if lacks:
        said["summary"] = [str(WANTED)]
    raise RefusedError(said, refusal=str(faults), doubted=bool(doubts))


def _lacks_summary(form: forms.ArticleForm, document: Document) -> bool:
    """Tell whether a change comes without a word on why, and nothing excuses that."""
    told = form.cleaned_data
    excused = told["summary"] or told["use_suggestion"] or told["unexplained"]
    if form.before is None or excused or not settings.SUMMARY_REQUIRED:
        return False
    return validity.normalise(document) != form.before


def at_fields(
    faults: Iterable[Fault], form: forms.ArticleForm, formsets: Iterable[Any]
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
    for fault in languages.told(faults):
        name = _name(prefixes, fault.part, fault.part_id, fault.field)
        if name in fields:
            sentences.setdefault(name, []).append(fault.sentence)
        else:
            others.append(fault.sentence)
    return RefusedError(sentences, refusal=" ".join(others))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A field that has to be mended: its place in the page, its name in words, and why."""

    id: str
    name: str
    sentences: Sequence[str]


def wrong(form: Any, groups: Iterable[Any]) -> tuple[Wrong, ...]:
    """Give the fields of *form* and of the admin's inline *groups* that were refused, in order."""
    summary = form["summary"]
    named = [(each, each.label) for each in form.visible_fields() if each.name != summary.name]
    for group in groups:
        kind = capfirst(group.opts.verbose_name)
        for row in group:
            name = f"{kind} “{row.original}”" if row.original else kind
            named += [(each, f"{name}, {each.label}") for each in row.form.visible_fields()]
    return tuple(
        Wrong(id=each.id_for_label, name=name, sentences=each.errors)
        for each, name in (*named, (summary, summary.label))
        if each.errors
    )


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
