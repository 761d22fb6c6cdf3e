"""What an editor is told and shown after a save."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from encyclopedia import store
from encyclopedia.admin import review
from encyclopedia.keeping import company
from encyclopedia.models import Article


def answer(desk: ModelAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """Tell what came of saving *article*, and lead on to where the pressed button said."""
    saved: store.Saved = request.saved  # type: ignore[attr-defined]
    desk.message_user(request, _what_was_saved(saved), messages.SUCCESS)
    stays = "_continue" in request.POST or "_publish" in request.POST
    if saved.merged:
        desk.message_user(request, _what_was_merged(saved, article), messages.WARNING)
    for level, words in request.steps:  # type: ignore[attr-defined]
        desk.message_user(request, words, level)
    if "_ask" in request.POST:
        return HttpResponseRedirect(review.url(article))
    if not stays:
        company.leave(request.user, article)  # type: ignore[arg-type]
        return HttpResponseRedirect(reverse("admin:encyclopedia_article_changelist"))
    url = reverse("admin:encyclopedia_article_change", args=[article.pk])
    shows = saved.merged and saved.changed
    return HttpResponseRedirect(f"{url}?merged={saved.edit.pk}" if shows else url)


def _what_was_saved(saved: store.Saved) -> str:
    title, number = saved.document.title, saved.edit.revision_id
    if not saved.changed:
        return _("Nothing was changed, so “{title}” is still revision {number}.").format(
            title=title, number=number
        )
    return _("“{title}” was saved as revision {number}.").format(title=title, number=number)


def _what_was_merged(saved: store.Saved, article: Article) -> str:
    """Tell that words of others were merged in, and lead to them."""
    if not saved.changed:
        return _("Somebody else had saved the same meanwhile.")
    met = store.before(saved.edit)
    return format_html(
        _(
            "Somebody else had saved meanwhile. Your words and theirs did not collide, and both are"
            ' kept: <a href="{}">what was merged in</a>.'
        ),
        reverse("compare", args=[article.slug, saved.edit.base_id, met.pk if met else 0]),
    )
