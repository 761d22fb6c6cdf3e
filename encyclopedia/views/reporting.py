"""Readers report a sentence: the one public page that has a form of its own, and so a cookie."""

from __future__ import annotations

from itertools import groupby
from math import ceil
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from encyclopedia import audit, guarding, pages, presenting, reporting, store, tracing
from encyclopedia.core.document import Document
from encyclopedia.forms import LARGEST_NUMBER
from encyclopedia.models import Article, AuditEntry, Edit, Report
from encyclopedia.pages import PageLink
from encyclopedia.pages.reporting import Reportable, ReportPage
from encyclopedia.reporting import Sentence, Told
from encyclopedia.running import letters
from encyclopedia.views import finding
from encyclopedia.views.asking import for_this_reader

TOO_MANY = 429  # RFC 6585
LONGEST = 2000


class ReportForm(forms.Form):
    """What is the matter with a sentence. People leave `website`, which they do not see, empty."""

    use_required_attribute = False  # our sentences say what is missing

    sentence = forms.CharField(max_length=80, widget=forms.HiddenInput)
    revision = forms.IntegerField(
        min_value=1, max_value=LARGEST_NUMBER, required=False, widget=forms.HiddenInput
    )
    kind = forms.ChoiceField(
        choices=Report.KINDS,
        label=gettext_lazy("What is the matter?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what comes nearest.")},
    )
    text = forms.CharField(
        max_length=LONGEST,
        label=gettext_lazy("What should the editors know?"),
        help_text=gettext_lazy("Say what is right instead, and where that can be read."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Say in a few words what the matter is.")},
    )
    email = forms.EmailField(
        required=False,
        label=gettext_lazy("Your e-mail address, if you want an answer"),
        help_text=gettext_lazy(
            "Only editors see it, and it is erased once your report is settled."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        required=False,
        label=gettext_lazy("Leave this empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, typed: object = None, **begun: object) -> None:
        """Begin from the sentence and the revision that were *begun*."""
        super().__init__(typed, initial=begun, auto_id="report-%s", label_suffix="")  # type: ignore[arg-type]
        if not letters.leave():
            del self.fields["email"]

    @property
    def told(self) -> Told:
        """What was typed."""
        typed = self.cleaned_data
        return Told(kind=typed["kind"], text=typed["text"], email=typed.get("email", ""))


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer the sentences of the public article, then a form about one, and take what is sent."""
    article = finding.article(request, slug)
    edit = _read(request, article)
    if "sent" in request.GET and request.method != "POST":
        return _thanks(article)
    document = store.at(edit)
    sentences = tuple(reporting.sentences(document))
    name = request.POST.get("sentence") or request.GET.get("sentence", "")
    about = reporting.named(name, sentences)
    if about is None:
        return _choose(article, document, sentences, lost=bool(name))
    if request.method == "POST":
        return _take(request, article, edit, about)
    form = ReportForm(sentence=about.locator, revision=edit.pk)
    return _form(request, article, about, form)


def _take(request: HttpRequest, article: Article, edit: Edit, about: Sentence) -> HttpResponse:
    """Give the editors what was sent, or show the form again with what keeps it from them."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _form(request, article, about, form, _("Nothing was sent yet. See below."))
    sent = HttpResponseRedirect(f"{reverse('report', args=[article.slug])}?sent=1")
    if form.cleaned_data["website"]:
        audit.say(request, AuditEntry.NOT_TAKEN, "A field that people do not see was filled in.")
        return sent
    wait = guarding.report(audit.address(request))
    if wait:
        response = _form(request, article, about, form, _later(ceil(wait.total_seconds() / 60)))
        response.status_code = TOO_MANY
        response["Retry-After"] = str(ceil(wait.total_seconds()))
        return response
    reporting.report(edit, about, form.told)
    return sent


def _read(request: HttpRequest, article: Article) -> Edit:
    """Give the public revision that the reader had before them, or the one of today."""
    current = finding.current(article)
    if not current:
        raise Http404("nothing of this article is public")
    public = Edit.objects.filter(article=article, publication__isnull=False).showing("text")
    asked = ReportForm.base_fields["revision"]
    try:
        number = asked.clean(request.POST.get("revision"))
    except forms.ValidationError:
        number = None
    found = public.filter(pk=number).first() if number else None
    return found or Edit.objects.get(pk=current)


def _thanks(article: Article) -> HttpResponse:
    here = reverse("report", args=[article.slug])
    page = ReportPage(
        links=_links(article),
        choose_url=here,
        sent=True,
        answers=letters.leave(),
        site=presenting.site(),
    )
    return HttpResponse(pages.report(page))


def _later(minutes: int) -> str:
    return ngettext(
        "Many reports came within an hour. Send this one again in a minute; your words stay here.",
        "Many reports came within an hour. Send this one again in %(minutes)d minutes; your words"
        " stay here until you close the page.",
        minutes,
    ) % {"minutes": minutes}


def _choose(
    article: Article, document: Document, sentences: tuple[Sentence, ...], *, lost: bool
) -> HttpResponse:
    here = reverse("report", args=[article.slug])
    headings = tracing.headings(document)
    by_heading = groupby(sentences, key=lambda each: headings[each.place] if each.place else "")
    groups = tuple(
        Reportable(
            heading=heading,
            sentences=tuple(PageLink(words=s.text, url=_url(here, s), note=s.row) for s in found),
        )
        for heading, found in by_heading
    )
    gone = _("This sentence is not in the article any more. Choose one that is.") if lost else ""
    page = ReportPage(
        links=_links(article),
        groups=groups,
        whole_url=_url(here, reporting.WHOLE),
        language=document.language,
        refusal=gone,
        site=presenting.site(),
    )
    return HttpResponse(pages.report(page))


def _form(
    request: HttpRequest,
    article: Article,
    about: Sentence,
    form: ReportForm,
    refusal: str = "",
) -> HttpResponse:
    page = ReportPage(
        links=_links(article),
        form=form,
        words=about.text,
        row=about.row,
        choose_url=reverse("report", args=[article.slug]),
        refusal=refusal,
        token=get_token(request),
        language=str(article.publication.language),
        site=presenting.site(),
    )
    return HttpResponse(pages.report(page))


def _links(article: Article) -> pages.ArticleLinks:
    return presenting.links(article, str(article.publication.title))


def _url(here: str, sentence: Sentence) -> str:
    return f"{here}?{urlencode({'sentence': sentence.locator})}"
