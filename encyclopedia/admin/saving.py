"""What the form of an article does when it is sent: held and shown, or saved as one revision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from encyclopedia import comparing, forms, languages, pages, store
from encyclopedia.core.comparison.touched import suggest
from encyclopedia.core.document import Document
from encyclopedia.core.merge import Choice
from encyclopedia.core.writers.html import changes
from encyclopedia.keeping import company, drafts, outcome, tickets, typed
from encyclopedia.keeping.outcome import Outcome
from encyclopedia.keeping.typed import Fields
from encyclopedia.models import Article, Edit

HOLDS = ("_changes", "_restore", "_held")
"""The buttons that show the form as it was typed, and save nothing."""

NEW = "New article"


def told(request: HttpRequest) -> Fields:
    """Give what was typed; where it is too large to keep, nothing."""
    try:
        return typed.fields(request.POST)
    except typed.TooLargeError:
        return {}


def wants(request: HttpRequest, names: Iterable[str]) -> bool:
    """Tell whether one of the buttons *names* was pressed."""
    return request.method == "POST" and any(name in request.POST for name in names)


def restored(request: HttpRequest) -> bool:
    """Put the draft that was asked for in the place of what was sent; tell whether there is one."""
    user = cast("User", request.user)
    opened = tickets.opened(request.POST.get("_restore", ""))
    draft = drafts.find(user.pk, opened) if opened else None
    if draft is None:
        return False
    ticket = tickets.issue(user.pk, draft.ticket)
    request.POST = typed.post(draft.fields, ticket=ticket, _restore="1")  # type: ignore[assignment]
    return True


def advance(request: HttpRequest, article: Article | None) -> None:
    """Begin from the revision that was seen, where all its collisions were settled.

    So what was settled, and what was written for it, becomes what was typed, and somebody who
    saves a third time meanwhile meets that and not the words of before.
    """
    if article is None:
        return
    fields = told(request)
    seen, head = typed.number(fields, "seen"), store.head(article)
    if seen is None or seen == head.pk:
        return
    came = outcome_of(request, article, met=drafts.began(article, seen))
    if not came.open and came.against is not None and came.against.pk == seen:
        fields = typed.fields_of(came.document, _without_passages(fields)) | {"base": [str(seen)]}
        others = {name: "1" for name in request.POST if name.startswith("_")}
        ticket = request.POST.get("ticket", "")
        request.POST = typed.post(fields, ticket=ticket, **others)  # type: ignore[assignment]


def _without_passages(fields: Fields) -> Fields:
    return {n: v for n, v in fields.items() if n != "seen" and not n.startswith("passage-")}


def outcome_of(request: HttpRequest, article: Article | None, met: Edit | None = None) -> Outcome:
    """Say what saving the form that was sent would come to, valid or not."""
    fields, ticket = told(request), request.POST.get("ticket", "")
    if article is None:
        own_id = typed.blank().id
        return outcome.of_new(typed.document(fields, None, own_id=own_id, ticket=ticket))
    began = drafts.began(article, typed.number(fields, "base"))
    document = typed.document(fields, store.at(began), own_id=article.pk, ticket=ticket)
    return outcome.of_change(document, began=began, met=met or store.head(article), told=fields)


def panels(request: HttpRequest, article: Article | None, *, shows: bool) -> dict[str, Any]:
    """Give what stands over a form that came back: what collides, and what it would change."""
    came = outcome_of(request, article)
    context: dict[str, Any] = {"outcome": came, "suggestion": came.suggestion}
    if came.passages and came.against is not None:
        asked = {passage.name for passage in came.passages}
        context |= {
            "passages": came.passages,
            "collided_with": came.against.pk,
            "left_over": left_over(told(request), asked),
        }
    return context | (shown(came, article) if shows else {})


def left_over(fields: Fields, asked: Iterable[str]) -> tuple[str, ...]:
    """Give the words that somebody wrote for a passage that is asked about no more."""
    known = set(asked)
    chosen = outcome.settlements(fields).items()
    return tuple(
        settled.words
        for name, settled in chosen
        if settled.choice is Choice.OWN and f"passage-{name}" not in known
    )


def shown(came: Outcome, article: Article | None) -> dict[str, Any]:
    """Give the comparison of what a save would make, ready for a template."""
    compared = outcome.compared(came)
    problems = outcome.problems(came, article, timezone.localdate())
    return {
        "shows_changes": True,
        "page": {"compared": compared},
        **pages.lanes(compared.comparison),
        "problems": trusted(changes.problems(problems)),
    }


def trusted(html: str) -> SafeString:
    """Take HTML that the writer of comparisons made, and escaped."""
    return mark_safe(html)  # noqa: S308 -- made by core.writers.html, which escapes all words


def merged_in(edit: Edit) -> dict[str, Any]:
    """Show what others had saved while the editor of *edit* was writing, as it was merged in."""
    met = store.before(edit)
    if edit.base is None or met is None or met.pk == edit.base.pk:
        return {}
    compared = comparing.documents(store.at(edit.base), store.at(met))
    between = store.history(edit.article).filter(pk__gt=edit.base.pk, pk__lt=edit.pk)
    editors = (
        between.showing("editor")
        .order_by("editor_name")
        .values_list("editor_name", flat=True)
        .distinct()
    )
    return {
        "merged_in": edit,
        "merged_from": tuple(editors),
        "page": {"compared": compared},
        **pages.lanes(compared.comparison),
    }


def save(
    request: HttpRequest, form: forms.ArticleForm, document: Document, article: Article | None
) -> store.Saved:
    """Save *document* as a revision, and put away the draft of it; raises StoreError."""
    fields = told(request)
    ticket = tickets.read(request.POST.get("ticket", ""))
    mine = ticket is not None and ticket.user_id == request.user.pk
    reason = store.Reason(
        editor=cast("User", request.user),
        summary=summary(form, document),
        minor=form.cleaned_data["minor"],
        submission=drafts.submission(ticket, fields) if ticket and mine and fields else "",
    )
    if article is None:
        saved = store.create(document, reason=reason)
    else:
        saved = _save_change(request, form, document, article, reason)
    if ticket is not None and mine:
        drafts.discard(ticket.user_id, ticket.id)
    return saved


def _save_change(
    request: HttpRequest,
    form: forms.ArticleForm,
    document: Document,
    article: Article,
    reason: store.Reason,
) -> store.Saved:
    """Save a change: what was settled of the revision that was seen counts from there."""
    base, seen = form.cleaned_data["base"], form.cleaned_data["seen"]
    if seen is None:
        return store.save(article, document, base=base, reason=reason)
    began, met = drafts.began(article, base), drafts.began(article, seen)
    came = outcome.of_change(document, began=began, met=met, told=told(request))
    if came.open:
        raise store.CollidedError(came.open, met.pk, came.document)
    return store.save(article, came.document, base=met.pk, reason=reason)


def summary(form: forms.ArticleForm, document: Document) -> str:
    """Give the summary that was typed or chosen."""
    typed_words: str = form.cleaned_data["summary"]
    if form.before is None:
        return typed_words or NEW
    if form.cleaned_data["use_suggestion"]:
        suggested = languages.told(suggest(form.before, document))
        return "; ".join(filter(None, (typed_words, suggested)))[: forms.SUMMARY_LIMIT]
    return typed_words


def around(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    """Give what stands around the form of *article*: who else is here, and kept drafts."""
    user = cast("User", request.user)
    offers = drafts.offers(user.pk, article) if request.method == "GET" else ()
    if article is None:
        return {"offers": offers}
    base = forms.number(request.POST.get("base")) if request.method == "POST" else None
    merged = forms.number(request.GET.get("merged"))
    edit = store.history(article).filter(pk=merged).first() if merged else None
    return {
        "news": company.news(user, article, base),
        "offers": offers,
        **(merged_in(edit) if edit is not None else {}),
    }
