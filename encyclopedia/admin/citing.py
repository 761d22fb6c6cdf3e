"""A sentence gets its citation: passages to choose from, and a form that needs no script."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from encyclopedia import store
from encyclopedia.admin import evidence
from encyclopedia.core.citing import NoPlaceError
from encyclopedia.core.reading import Place
from encyclopedia.desk import citing, places, shelf
from encyclopedia.desk.citing import Question, Quoted, Refused
from encyclopedia.models import Article

PARTS = ("lead", "infobox", "section", "event")
LONGEST_QUOTE = 5_000
GONE = gettext_lazy(
    "These words have changed meanwhile. Nothing was saved; choose the sentence anew."
)


class SentenceForm(forms.Form):
    """Which sentence of which revision, and the citation in it that is to be mended, if any."""

    base = forms.IntegerField(required=False, min_value=1, max_value=evidence.LARGEST_NUMBER)
    part = forms.ChoiceField(choices=[(part, part) for part in PARTS])
    id = forms.UUIDField(required=False)
    start = forms.IntegerField(min_value=0, max_value=evidence.LARGEST_NUMBER)
    end = forms.IntegerField(min_value=0, max_value=evidence.LARGEST_NUMBER)
    replace = forms.IntegerField(required=False, min_value=0, max_value=evidence.LARGEST_NUMBER)
    all = forms.BooleanField(required=False)


class CiteForm(forms.Form):
    """What of which source is quoted."""

    source = forms.CharField(required=False, max_length=100)
    locator = forms.CharField(required=False, max_length=255)
    words = forms.CharField(
        required=False, max_length=LONGEST_QUOTE, widget=forms.Textarea, strip=False
    )


def urls(desk: ModelAdmin) -> list[URLPattern]:
    """Give the address of this page, below that of the article."""
    asked_or_saved = require_http_methods(["GET", "HEAD", "POST"])(cite)
    return [
        path(
            "<uuid:pk>/cite/",
            evidence.at_the_desk(desk, asked_or_saved),
            name="encyclopedia_article_cite",
        )
    ]


def cite(request: HttpRequest, desk: ModelAdmin, article: Article) -> HttpResponse:
    """Show what may be cited for a sentence, and cite what was chosen."""
    sentence = SentenceForm(request.POST or request.GET)
    asked = _question(article, sentence)
    if asked is None:
        messages.error(request, GONE)
        return HttpResponseRedirect(evidence.evidence_url(article))
    typed = CiteForm(request.POST or request.GET)
    typed.is_valid()
    source = shelf.opened(asked.document, typed.cleaned_data.get("source", ""))
    refused: Refused | None = None
    if request.method == "POST" and "_open" not in request.POST:
        outcome = _cite(request, article, asked, typed, source)
        if not isinstance(outcome, Refused):
            return outcome
        refused = outcome
    everything = sentence.cleaned_data["all"]
    choices = shelf.choices(asked.document)
    archive = shelf.archive(asked.document, everything=everything)
    texts = archive.texts(asked.statement.text)
    page = {
        **evidence.around(request, desk, article, _("Cite a source for a sentence")),
        "asked": asked,
        "place": places.names(asked.document)[asked.statement.place],
        "sentence": sentence,
        "everything": everything,
        "form": typed,
        "refused": refused,
        "source": source,
        "choices": choices,
        "ranked": citing.ranked(asked.statement.text, texts, shelf.titles(choices)),
        "mending": citing.mending(asked),
        "field_url": places.field_url(
            article.pk, asked.statement.place, asked.statement.start, asked.statement.end
        ),
    }
    return render(request, "admin/encyclopedia/article/cite.html", page)


def _question(article: Article, form: SentenceForm) -> Question | None:
    if not form.is_valid():
        return None
    asked = form.cleaned_data
    base = asked["base"]
    edit = store.head(article) if base is None else evidence.begun(article, base)
    if edit is None:
        return None
    place = Place(asked["part"], asked["id"])
    return citing.question(edit, place, asked["start"], asked["end"], replaced=asked["replace"])


def _cite(
    request: HttpRequest,
    article: Article,
    asked: Question,
    typed: CiteForm,
    source: shelf.Opened | None,
) -> HttpResponse | Refused:
    """Save the citation, or say why not."""
    if typed.errors:
        return Refused(why=" ".join(str(e) for errors in typed.errors.values() for e in errors))
    if source is None:
        return Refused(why=_("Choose a source first."))
    weighed = citing.weigh(typed.cleaned_data["words"], source)
    if isinstance(weighed, Refused):
        return weighed
    summary = f"{'Mend the quotation from' if asked.mended else 'Cite'} @{source.key}"
    why = evidence.reason(request, summary)
    try:
        saved = citing.cite(
            article, asked, source.key, weighed, typed.cleaned_data["locator"], reason=why
        )
    except (store.StoreError, NoPlaceError) as error:
        return Refused(why=_("{error} Nothing was saved.").format(error=error))
    _say(request, saved, source, weighed)
    return HttpResponseRedirect(evidence.evidence_url(article))


def _say(request: HttpRequest, saved: store.Saved, source: Any, weighed: Quoted) -> None:
    messages.success(
        request,
        _("“{title}” was cited in revision {id}.").format(title=source.title, id=saved.edit.pk),
    )
    if weighed.note:
        messages.warning(request, weighed.note)
    if saved.merged:
        messages.warning(
            request,
            _(
                "Somebody else had saved meanwhile. Your words and theirs did not collide, "
                "and both are kept."
            ),
        )
