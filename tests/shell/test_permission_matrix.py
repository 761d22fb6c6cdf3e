"""Who may ask what of whom: every address × method × role × state, against one table.

An address without a row fails. A new one takes one line in ROWS: its route as the resolver has
it, and who gets an answer to which method. A button of a form that asks for a right of its own
has a row too: the route, a blank, and the button's name.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import BytesIO
from uuid import uuid4

import examples
import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.urls import URLResolver, get_resolver
from PIL import Image

from encyclopedia import (
    attributing,
    audit,
    digests,
    pictures,
    publishing,
    reporting,
    reviewing,
    store,
    tokens,
)
from encyclopedia.models import Article, AuditEntry, Deletion, Hiding, Kind, SitePage
from sources.core.record import Access
from sources.models import Source

pytestmark = pytest.mark.django_db

OUTSIDERS = ("anonymous", "reader", "deactivated")
DESK = ("author", "author who began it", "editor", "publisher", "administrator", "superuser")
ROLES = (*OUTSIDERS, *DESK)
STATES = ("draft", "in review", "published", "withdrawn", "protected")
PUBLIC = ("published", "protected")
METHODS = ("GET", "POST")
# These do not look at the article: in short runs one of them is asked, of a draft alone.
IN_FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
OTHER_METHODS = ("PUT", "HEAD", "PATCH", "DELETE") if IN_FULL else ("PUT",)

# What an answer comes to. "yes" is any that does what was asked, or says what was typed wrong.
YES, NO, SIGN_IN, NOWHERE, GONE, NOT_SO = "yes", "no", "sign in", "nowhere", "gone", "not so"
REFUSED = (NO, SIGN_IN, NOWHERE, GONE, NOT_SO)

Rule = Callable[[str, str], str]


def everybody(who, state):
    return YES


def nowhere(who, state):
    return NOWHERE


def not_so(who, state):
    return NOT_SO


def readers(who, state):
    """Pages beside the article: the desk always, others what is public."""
    return YES if who in DESK or state in PUBLIC else NOWHERE


def page_of_article(who, state):
    return {"withdrawn": GONE}.get(state, YES if state in PUBLIC else NOWHERE)


def desk(*roles):
    """The admin: those of *roles* (all of the desk without any), and always the superuser."""
    allowed = {*(roles or DESK), "superuser"}

    def rule(who, state):
        if who in OUTSIDERS:
            return SIGN_IN
        return YES if who in allowed else NO

    return rule


def desk_but(outcome):
    """The admin where nobody gets more than *outcome*; outsiders sign in first."""

    def rule(who, state):
        return SIGN_IN if who in OUTSIDERS else outcome

    return rule


def previews(who, state):
    return YES if who in DESK else NO


def may_change(who, state):
    if who in OUTSIDERS or who == "author":
        return False
    return state != "protected" or who in ("administrator", "superuser")


def changes(who, state):
    return SIGN_IN if who in OUTSIDERS else YES if may_change(who, state) else NO


def refused_or_not_so(who, state):
    """A page that only shows: whoever may change the article is told that it takes nothing."""
    return NOT_SO if changes(who, state) == YES else changes(who, state)


def signs_out(who, state):
    """Signing out takes a form; those who are not at the desk are led to its door."""
    return YES if who in OUTSIDERS else NOT_SO


def takes_back(who, state):
    """The same right on a page beside the article, which does not lead outsiders to sign in."""
    if who in OUTSIDERS:
        return NO if state in PUBLIC else NOWHERE
    return YES if may_change(who, state) else NO


def publishes(who, state):
    allowed = who in ("publisher", "administrator", "superuser") and may_change(who, state)
    return SIGN_IN if who in OUTSIDERS else YES if allowed else NO


def public_alone(who, state):
    """A feed, and how to cite: the same for everybody, of what is public."""
    return YES if state in PUBLIC else NOWHERE


def signs_in_first(who, state):
    return SIGN_IN


def hides(who, state):
    """What hides words, on a page beside the article."""
    if who in OUTSIDERS:
        return NO if state in PUBLIC else NOWHERE
    return YES if who in (*REVIEWERS, "superuser") else NO


def keeps(who, state):
    """A form keeps what is typed: outsiders get their words back, others find no such form."""
    if who in OUTSIDERS:
        return NO
    return YES if may_change(who, state) else NOWHERE


def or_words_back(rule):
    """A form that is sent after its session ended refuses, and gives all that was typed back."""

    def words_back(who, state):
        return NO if who in ("anonymous", "deactivated") else rule(who, state)

    return words_back


def merges(who, state):
    """Merging away what readers have takes publishing too."""
    return publishes(who, state) if state in PUBLIC else WHOLE_DESK(who, state)


def merges_as_asked(who, state):
    return publishes(who, state) if state in PUBLIC else changes(who, state)


def deletes_or(outcome):
    """Who may delete gets *outcome*, whichever the article; all others at the desk a no."""

    def rule(who, state):
        asked = desk(*REVIEWERS)(who, state)
        return outcome if asked == YES else asked

    return rule


def frees_or(outcome):
    """Who may free titles of deleted articles gets *outcome*, all others at the desk a no."""

    def rule(who, state):
        asked = ADMINISTRATORS(who, state)
        return outcome if asked == YES else asked

    return rule


REVIEWERS = ("publisher", "administrator")
EDITORS = ("editor", *REVIEWERS)
WHOLE_DESK = desk()
ADMINISTRATORS = desk("administrator")
SUPERUSERS = desk("superuser")
nobody_at_desk, nowhere_at_desk, not_so_at_desk = map(desk_but, (NO, NOWHERE, NOT_SO))


@dataclass(frozen=True)
class Row:
    """Who gets an answer to each method; `rest` is for the methods that are not named."""

    rules: dict[str, Rule]
    rest: Rule
    sends: dict[str, str] = field(default_factory=dict)

    def rule(self, method):
        named = "GET" if method == "HEAD" else method
        return self.rules.get(named, self.rest)


def row(rest=not_so, **rules):
    """A page of ours: methods that are not named are refused as such."""
    return Row(rules, rest)


def at_desk(sends=None, **rules):
    """A page of ours in the admin: outsiders sign in first, whatever the method."""
    return Row(rules, not_so_at_desk, sends or {})


def admins(rule, **rules):
    """A page of Django's admin, which answers every method alike unless said."""
    return Row(rules, rule)


def api(sends=None, **rules):
    """A question of the API, asked with a token of all scopes: a deactivated account has none."""

    def by_token(rule):
        def told(who, state):
            return SIGN_IN if who == "deactivated" else rule(who, state)

        return told

    return Row({m: by_token(rule) for m, rule in rules.items()}, by_token(not_so), sends or {})


def by_scope(may):
    """What only a token does, of those who *may*."""

    def rule(who, state):
        return SIGN_IN if who == "anonymous" else YES if may(who, state) else NO

    return rule


def button(name, rule):
    """A button of a form that asks for its own right."""
    return Row({"POST": rule}, rule, {name: "1"})


def at_desk_or(outcome):
    def rule(who, state):
        return YES if who in DESK else outcome

    return rule


def is_at_desk(who, state):
    return who in DESK


def adds_sources(who, state):
    return who in (*EDITORS, "superuser")


A_CHANGE = {"base": 1, "markdown": "x", "summary": "x"}
A_SOURCE = {"key": "n/a"}
ARTICLE = "admin/encyclopedia/article"
REVIEW = "admin/encyclopedia/article/<uuid:pk>/review/"
ROWS = {
    "": row(GET=everybody),
    "about/": row(GET=everybody),
    "about/licence/": row(GET=everybody),
    "about/policy/": row(GET=everybody),
    "articles/": row(GET=everybody),
    "articles/<title:slug>/": row(GET=page_of_article),
    "articles/<title:slug>/history/": row(GET=readers),
    "articles/<title:slug>/revisions/<revision:revision>/": row(GET=readers),
    "articles/<title:slug>/revisions/<revision:revision>/name/": row(POST=takes_back),
    "articles/<title:slug>/revisions/<revision:revision>/restore/": row(
        GET=takes_back, POST=takes_back
    ),
    "articles/<title:slug>/revisions/<revision:revision>/undo/": row(
        GET=takes_back, POST=takes_back
    ),
    "articles/<title:slug>/revisions/<revision:revision>/hide/": row(GET=hides, POST=hides),
    "articles/<title:slug>/report/": row(GET=public_alone, POST=public_alone),
    "articles/<title:slug>/cite/": row(GET=public_alone),
    "articles/<title:slug>/links/": row(GET=public_alone),
    "articles/<title:slug>/references/": row(GET=public_alone),
    "articles/<title:slug>/feed.atom": row(GET=public_alone),
    "categories/": row(GET=everybody),
    "categories/<title:category>/": row(GET=everybody),
    "categories/<title:category>/feed.atom": row(GET=everybody),
    "series/": row(GET=everybody),
    "series/<title:series>/": row(GET=everybody),
    "recent/": row(GET=everybody),
    "contributors/": row(GET=everybody),
    "contributors/<name:name>/": row(GET=everybody),
    "feeds/recent.atom": row(GET=everybody),
    "articles/<title:slug>/authorship/": row(GET=readers),
    "articles/<title:slug>/authorship/<sentence:sentence>/": row(GET=readers),
    "articles/<title:slug>/compare/": row(GET=readers),
    "articles/<title:slug>/compare/<revision:old>/<revision:new>/": row(GET=readers),
    "articles/<title:slug>/evidence/": row(GET=readers),
    "sources/": row(GET=everybody),
    "sources/<key:key>/": row(GET=everybody),
    "sources/<key:key>/snapshots/<sha256:sha256>/": row(GET=everybody),
    "media/pictures/<sha256:file>.<str:suffix>": row(GET=readers),
    "search/": row(GET=everybody),
    "search/suggest/": row(GET=everybody),
    "opensearch.xml": row(GET=everybody),
    "api/v1/docs": row(GET=everybody),
    "api/v1/openapi.json": api(GET=everybody),
    "api/v1/<path:rest>": Row({}, api(GET=nowhere).rule("GET")),
    "api/v1/articles": api(A_CHANGE, GET=everybody, POST=by_scope(is_at_desk)),
    "api/v1/articles/<slug>": api(A_CHANGE, GET=public_alone, PUT=by_scope(may_change)),
    "api/v1/articles/<slug>/review": api({"revision": 1}, POST=by_scope(may_change)),
    "api/v1/articles/<slug>/revisions": api(GET=readers),
    "api/v1/articles/<slug>/revisions/<revision>": api(GET=readers),
    "api/v1/articles/<slug>/compare/<old>/<new>": api(GET=readers),
    "api/v1/articles/<slug>/authorship": api(GET=readers),
    "api/v1/articles/<slug>/evidence": api(GET=readers),
    "api/v1/articles/<slug>/findings": api(GET=at_desk_or(NO)),
    "api/v1/sources": api(A_SOURCE, GET=everybody, POST=by_scope(adds_sources)),
    "api/v1/sources/<key>": api(GET=everybody),
    "api/v1/sources/<key>/snapshots": api(GET=everybody, POST=by_scope(adds_sources)),
    "api/v1/sources/<key>/snapshots/<sha256>": api(GET=everybody),
    "api/v1/search": api(GET=everybody),
    "api/v1/recent": api(GET=everybody),
    "admin/tokens/": at_desk(GET=WHOLE_DESK, POST=WHOLE_DESK),
    "articles/<title:slug>.<suffix:suffix>": row(GET=page_of_article),
    "articles/<title:slug>/revisions/<revision:revision>.<suffix:suffix>": row(GET=readers),
    "articles/<title:slug>/card-<card:name>.png": row(GET=page_of_article),
    "schemas/article-<int:number>.json": row(GET=everybody),
    "sitemap.xml": row(GET=everybody),
    "sitemaps/<slug:name>-<int:number>.xml": row(GET=everybody),
    "robots.txt": row(GET=everybody),
    "llms.txt": row(GET=everybody),
    "manifest.webmanifest": row(GET=everybody),
    "favicon.svg": row(GET=everybody),
    "favicon.ico": row(GET=everybody),
    "apple-touch-icon.png": row(GET=everybody),
    "mark-<int:side>.png": row(GET=everybody),
    "healthz": row(GET=everybody),
    "healthz/live": row(GET=everybody),
    "healthz/ready": row(GET=everybody),
    # For whoever brings METRICS_TOKEN, of whatever role.
    "metrics": row(GET=nowhere),
    "admin/preview/": row(POST=previews),
    "admin/language/": row(POST=everybody),
    "admin/r/<path:path>": admins(nowhere),
    "admin/": at_desk(GET=WHOLE_DESK),
    "admin/login/": row(GET=everybody, POST=everybody),
    "admin/login/second/": row(GET=signs_in_first, POST=signs_in_first),
    "admin/second-factor/": at_desk(GET=WHOLE_DESK, POST=WHOLE_DESK),
    "admin/password_reset/": row(GET=everybody, POST=everybody, PUT=everybody),
    "admin/password_reset/done/": row(GET=everybody),
    "admin/reset/<uidb64>/<token>/": admins(everybody),
    "admin/reset/done/": row(GET=everybody),
    "admin/notifications/": at_desk(GET=WHOLE_DESK, POST=WHOLE_DESK),
    "admin/digests/stop/<str:token>/": row(GET=everybody, POST=everybody),
    "admin/categories/": at_desk(GET=WHOLE_DESK, POST=WHOLE_DESK),
    "admin/auth/user/<int:pk>/anonymise/": at_desk(GET=ADMINISTRATORS, POST=ADMINISTRATORS),
    "admin/auth/user/<int:pk>/second-factor/": at_desk(POST=ADMINISTRATORS),
    "admin/sources/source/duplicates/": at_desk(GET=desk(*EDITORS), POST=desk(*EDITORS)),
    "admin/sources/source/<int:pk>/address/": at_desk(GET=WHOLE_DESK, POST=desk(*EDITORS)),
    "admin/sources/source/<int:pk>/adopt/": at_desk(GET=WHOLE_DESK, POST=WHOLE_DESK),
    f"{ARTICLE}/<uuid:pk>/adopt/": at_desk(GET=WHOLE_DESK, POST=WHOLE_DESK),
    f"{ARTICLE}/<uuid:pk>/watch/": at_desk(GET=WHOLE_DESK, POST=WHOLE_DESK),
    f"{ARTICLE}/<uuid:pk>/merge/": at_desk(GET=merges, POST=merges_as_asked),
    f"{ARTICLE}/<uuid:pk>/part/": at_desk(POST=publishes),
    f"{ARTICLE}/<uuid:pk>/split/": at_desk(GET=WHOLE_DESK, POST=changes),
    f"{ARTICLE}/writing/sources/": at_desk(GET=WHOLE_DESK),
    f"{ARTICLE}/writing/titles/": at_desk(GET=WHOLE_DESK),
    f"{ARTICLE}/writing/sections/": at_desk(GET=WHOLE_DESK),
    f"{ARTICLE}/writing/text/": at_desk({"source": "almanac"}, GET=WHOLE_DESK),
    f"{ARTICLE}/writing/support/": at_desk(POST=WHOLE_DESK),
    f"{ARTICLE}/writing/paste/": at_desk(POST=WHOLE_DESK),
    f"{ARTICLE}/writing/source/": at_desk(POST=desk(*EDITORS)),
    f"{ARTICLE}/pictures/": at_desk(POST=WHOLE_DESK),
    f"{ARTICLE}/<uuid:pk>/evidence/panel/decline/": at_desk(POST=changes),
    f"{ARTICLE}/add/draft/": row(POST=previews),
    f"{ARTICLE}/add/changes/": at_desk(POST=WHOLE_DESK),
    f"{ARTICLE}/<uuid:pk>/draft/": row(POST=keeps),
    f"{ARTICLE}/<uuid:pk>/here/": at_desk(POST=changes),
    f"{ARTICLE}/<uuid:pk>/changes/": at_desk(POST=changes),
    f"{ARTICLE}/drafts/<uuid:ticket>/": at_desk(GET=nowhere_at_desk),
    f"{ARTICLE}/drafts/<uuid:ticket>/discard/": at_desk(POST=WHOLE_DESK),
    f"{ARTICLE}/<uuid:pk>/addresses/": at_desk(GET=WHOLE_DESK, POST=publishes),
    f"{ARTICLE}/deleted/": admins(deletes_or(NOT_SO), GET=deletes_or(YES)),
    f"{ARTICLE}/<uuid:pk>/delete/": admins(
        deletes_or(NOT_SO), GET=deletes_or(YES), POST=deletes_or(YES)
    ),
    f"{ARTICLE}/<uuid:pk>/bring-back/": admins(
        deletes_or(NOT_SO), GET=deletes_or(NOWHERE), POST=deletes_or(NOWHERE)
    ),
    f"{ARTICLE}/<uuid:pk>/free-title/": admins(
        frees_or(NOT_SO), GET=frees_or(NOWHERE), POST=frees_or(NOWHERE)
    ),
    "admin/encyclopedia/auditentry/": admins(ADMINISTRATORS),
    "admin/encyclopedia/auditentry/add/": admins(nobody_at_desk),
    "admin/encyclopedia/auditentry/<path:object_id>/history/": admins(ADMINISTRATORS),
    "admin/encyclopedia/auditentry/<path:object_id>/delete/": admins(nobody_at_desk),
    "admin/encyclopedia/auditentry/<path:object_id>/change/": admins(
        ADMINISTRATORS, POST=nobody_at_desk
    ),
    "admin/encyclopedia/auditentry/<path:object_id>/": admins(WHOLE_DESK),
    **{
        f"admin/encyclopedia/{log}/{route}": found
        for log in ("hiding", "deletion")
        for route, found in {
            "": admins(desk(*REVIEWERS)),
            "add/": admins(nobody_at_desk),
            "<path:object_id>/history/": admins(desk(*REVIEWERS)),
            "<path:object_id>/delete/": admins(nobody_at_desk),
            "<path:object_id>/change/": admins(desk(*REVIEWERS), POST=nobody_at_desk),
            "<path:object_id>/": admins(WHOLE_DESK),
        }.items()
    },
    "admin/logout/": Row({"POST": everybody}, signs_out),
    "admin/password_change/": at_desk(GET=WHOLE_DESK, POST=WHOLE_DESK, PUT=WHOLE_DESK),
    "admin/password_change/done/": at_desk(GET=WHOLE_DESK),
    "admin/autocomplete/": at_desk(GET=nobody_at_desk),
    "admin/jsi18n/": at_desk(GET=WHOLE_DESK),
    "admin/r/<path:content_type_id>/<path:object_id>/": admins(nowhere),
    "admin/auth/group/": admins(ADMINISTRATORS),
    "admin/auth/group/add/": admins(SUPERUSERS),
    "admin/auth/group/<path:object_id>/history/": admins(ADMINISTRATORS),
    "admin/auth/group/<path:object_id>/delete/": admins(SUPERUSERS),
    "admin/auth/group/<path:object_id>/change/": admins(ADMINISTRATORS, POST=SUPERUSERS),
    "admin/auth/group/<path:object_id>/": admins(WHOLE_DESK),
    "admin/auth/user/<id>/password/": admins(ADMINISTRATORS),
    "admin/auth/user/": admins(ADMINISTRATORS),
    "admin/auth/user/add/": admins(ADMINISTRATORS),
    "admin/auth/user/<path:object_id>/history/": admins(ADMINISTRATORS),
    "admin/auth/user/<path:object_id>/delete/": admins(nobody_at_desk),
    "admin/auth/user/<path:object_id>/change/": admins(ADMINISTRATORS),
    "admin/auth/user/<path:object_id>/": admins(WHOLE_DESK),
    "admin/encyclopedia/article/<uuid:pk>/evidence/": at_desk(GET=WHOLE_DESK, POST=changes),
    "admin/encyclopedia/article/<uuid:pk>/evidence/panel/": at_desk(GET=WHOLE_DESK, POST=changes),
    "admin/encyclopedia/article/<uuid:pk>/evidence/text/": at_desk(
        {"source": "almanac"}, GET=WHOLE_DESK, POST=refused_or_not_so
    ),
    "admin/encyclopedia/article/<uuid:pk>/evidence/support/": at_desk(POST=changes),
    "admin/encyclopedia/article/<uuid:pk>/cite/": at_desk(GET=WHOLE_DESK, POST=changes),
    REVIEW: at_desk(GET=WHOLE_DESK, POST=WHOLE_DESK),
    f"{REVIEW} _ask": button("_ask", changes),
    f"{REVIEW} _take_back": button("_take_back", changes),
    f"{REVIEW} _approve": button("_approve", desk(*REVIEWERS)),
    f"{REVIEW} _changes": button("_changes", desk(*REVIEWERS)),
    f"{REVIEW} _publish": button("_publish", publishes),
    f"{REVIEW} _schedule": button("_schedule", publishes),
    f"{REVIEW} _unschedule": button("_unschedule", publishes),
    f"{REVIEW} _withdraw": button("_withdraw", publishes),
    f"{REVIEW} _bring_back": button("_bring_back", publishes),
    f"{REVIEW} _comment": button("_comment", WHOLE_DESK),
    f"{REVIEW} _reply": button("_reply", WHOLE_DESK),
    f"{REVIEW} _resolve": button("_resolve", WHOLE_DESK),
    f"{REVIEW} _reopen": button("_reopen", WHOLE_DESK),
    "admin/encyclopedia/article/<uuid:pk>/protect/": at_desk(GET=WHOLE_DESK, POST=publishes),
    "admin/encyclopedia/article/": admins(WHOLE_DESK),
    "admin/encyclopedia/article/add/": admins(WHOLE_DESK, POST=or_words_back(WHOLE_DESK)),
    "admin/encyclopedia/article/<path:object_id>/history/": admins(WHOLE_DESK),
    "admin/encyclopedia/article/<path:object_id>/delete/": admins(
        deletes_or(NOT_SO), GET=deletes_or(YES), POST=deletes_or(YES)
    ),
    "admin/encyclopedia/article/<path:object_id>/change/": admins(
        WHOLE_DESK, POST=or_words_back(changes)
    ),
    "admin/encyclopedia/article/<path:object_id>/": admins(WHOLE_DESK),
    "admin/encyclopedia/report/": admins(WHOLE_DESK),
    "admin/encyclopedia/report/add/": admins(nobody_at_desk),
    "admin/encyclopedia/report/<path:object_id>/history/": admins(WHOLE_DESK),
    "admin/encyclopedia/report/<path:object_id>/delete/": admins(ADMINISTRATORS),
    "admin/encyclopedia/report/<path:object_id>/change/": admins(WHOLE_DESK, POST=desk(*EDITORS)),
    "admin/encyclopedia/report/<path:object_id>/": admins(WHOLE_DESK),
    "admin/encyclopedia/sitepage/": admins(ADMINISTRATORS),
    "admin/encyclopedia/sitepage/add/": admins(ADMINISTRATORS),
    "admin/encyclopedia/sitepage/<path:object_id>/history/": admins(ADMINISTRATORS),
    "admin/encyclopedia/sitepage/<path:object_id>/delete/": admins(ADMINISTRATORS),
    "admin/encyclopedia/sitepage/<path:object_id>/change/": admins(ADMINISTRATORS),
    "admin/encyclopedia/sitepage/<path:object_id>/": admins(WHOLE_DESK),
    "admin/encyclopedia/kind/": admins(WHOLE_DESK),
    "admin/encyclopedia/kind/add/": admins(ADMINISTRATORS),
    "admin/encyclopedia/kind/<path:object_id>/history/": admins(WHOLE_DESK),
    "admin/encyclopedia/kind/<path:object_id>/delete/": admins(ADMINISTRATORS),
    "admin/encyclopedia/kind/<path:object_id>/change/": admins(WHOLE_DESK, POST=ADMINISTRATORS),
    "admin/encyclopedia/kind/<path:object_id>/": admins(WHOLE_DESK),
    "admin/sources/source/": admins(WHOLE_DESK),
    "admin/sources/source/add/": admins(desk(*EDITORS)),
    "admin/sources/source/<path:object_id>/history/": admins(WHOLE_DESK),
    "admin/sources/source/<path:object_id>/delete/": admins(nobody_at_desk),
    "admin/sources/source/<path:object_id>/change/": admins(WHOLE_DESK, POST=desk(*EDITORS)),
    "admin/sources/source/<path:object_id>/": admins(WHOLE_DESK),
    "admin/^(?P<app_label>auth|encyclopedia|sources)/$": admins(WHOLE_DESK),
    "admin/(?P<url>.*)$": admins(nowhere_at_desk),
}


def routes(resolver, before=""):
    for pattern in resolver.url_patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


ROUTES = sorted({key.partition(" ")[0] for key in ROWS})


def is_of_an_article(route):
    return "<title:slug>" in route or "<slug>" in route or "encyclopedia/article/<" in route


def states_of(route):
    return STATES if is_of_an_article(route) else ("draft",)


def drawn():
    out = BytesIO()
    Image.linear_gradient("L").save(out, "PNG")
    return out.getvalue()


def make_article(state, people):
    """Make the article that is in *state*, begun by the author who began it."""
    began = store.Reason(editor=people["author who began it"], summary="")
    begun = replace(examples.lighthouse(f"A {state} light"), series="Lights")
    edit = store.create(begun, reason=began).edit
    article = edit.article
    if state == "in review":
        reviewing.ask(edit, by=people["author who began it"])
    if state in (*PUBLIC, "withdrawn"):
        publishing.publish(edit, publisher=None)
    if state == "withdrawn":
        reviewing.withdraw(article, by=people["publisher"], reason="A complaint")
    if state == "protected":
        level = "administrators"
        reviewing.protect(article, level, by=people["administrator"], reason="Vandals")
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def people(django_user_model):
    """One account of each role."""
    made = {"anonymous": None}
    for who in ROLES[1:]:
        fields = {"is_staff": who != "reader", "is_active": who != "deactivated"}
        user = django_user_model.objects.create_user(
            who.replace(" ", "-"), is_superuser=who == "superuser", **fields
        )
        role = {"deactivated": "administrator", "author who began it": "author"}.get(who, who)
        user.groups.set(Group.objects.filter(name=role))
        made[who] = user
    return made


@pytest.fixture
def world(people):
    """An article in each state, and what else addresses name."""
    examples.archive(examples.almanac(access=Access.PUBLIC), "It was first lit in 1887.")
    articles = {state: make_article(state, people) for state in STATES}
    source = Source.objects.get()
    edit = articles["draft"].edits.first()
    kept = pictures.keep(pictures.prepare(drawn()))
    audit.record("x")
    fills = {
        "<key:key>": source.key,
        "<title:category>": "lighthouses",
        "<title:series>": "lights",
        "<name:name>": "author-who-began-it",
        "<sha256:sha256>": source.snapshot.sha256,
        "<key>": source.key,
        "<sha256>": source.snapshot.sha256,
        "<path:rest>": "nowhere",
        "<path:path>": "1/1/",
        "<path:content_type_id>": "1",
        "<id>": people["reader"].pk,
        "^(?P<app_label>auth|encyclopedia|sources)/$": "encyclopedia/",
        "(?P<url>.*)$": "nowhere/at/all/",
        "<uidb64>": "MQ",
        "<token>": "any-token",
        "<str:token>": digests.token(people["reader"]),
        "<uuid:ticket>": uuid4(),
        "<sha256:file>": kept.file,
        "<str:suffix>": "png",
        "<suffix:suffix>": "json",
        "<card:name>": "0" * 32,
        "<int:number>": "1",
        "<slug:name>": "articles",
        "<int:side>": "192",
    }
    objects = {
        "admin/auth/group/": Group.objects.first().pk,
        "admin/auth/user/": people["reader"].pk,
        "admin/encyclopedia/kind/": Kind.objects.create(name="Light").pk,
        "admin/sources/source/": source.pk,
        "admin/encyclopedia/auditentry/": AuditEntry.objects.get().pk,
        "admin/encyclopedia/hiding/": Hiding.objects.create(
            edit=edit, what="text", hidden=True, by_name="x", reason="x"
        ).pk,
        "admin/encyclopedia/sitepage/": SitePage.objects.create(name="about", text="We.").pk,
        "admin/encyclopedia/report/": reporting.report(
            edit, reporting.WHOLE, reporting.Told(kind="wrong", text="No.")
        ).pk,
        "admin/encyclopedia/deletion/": Deletion.objects.create(
            article=articles["draft"], deleted=True, by_name="x", reason="x"
        ).pk,
        "admin/r/": 1,
    }
    return articles, fills, objects


def address(route, state, world):
    """Fill in *route* for the article in *state*."""
    articles, fills, objects = world
    article = articles[state]
    first = article.edits.first()
    number = first.pk
    own = {
        "<sentence:sentence>": a_sentence(first) if "<sentence" in route else "",
        "<title:slug>": article.slug,
        "<slug>": article.slug,
        "<uuid:pk>": article.pk,
        **{f"<{name}>": number for name in ("revision", "old", "new")},
        **{f"<revision:{name}>": number for name in ("revision", "old", "new")},
    }
    thing = next((pk for start, pk in objects.items() if route.startswith(start)), article.pk)
    holes = {**own, **fills, "<path:object_id>": thing, "<int:pk>": thing}
    for hole, filling in holes.items():
        route = route.replace(hole, str(filling))
    assert not re.search(r"[<^]", route), f"say in `world` what fills {route}"
    return f"/{route}"


def a_sentence(edit):
    """Name a sentence of the article at *edit*, as addresses do."""
    desk = User(is_staff=True, is_superuser=True)
    found = attributing.attribute(edit, store.history(edit.article), desk)
    return found.said[0].locator


def came_to(answer):
    if answer.status_code == 302 and "/login/" in answer.url:
        return SIGN_IN
    refusals = {401: SIGN_IN, 403: NO, 404: NOWHERE, 405: NOT_SO, 410: GONE}
    return refusals.get(answer.status_code, YES if answer.status_code < 500 else "broken")


def ask(client, method, url, sends, token):
    """Ask, and take back whatever that changed; give the answer, and the entries of the log."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        data = {"data": sends} if method in ("GET", "HEAD", "POST") else {}
        if url.startswith("/api/"):
            data = {"headers": {"Authorization": f"Bearer {token}"}} if token else {}
            if sends and method in ("POST", "PUT"):
                data |= {"data": sends, "content_type": "application/json"}
        newest = AuditEntry.objects.values_list("pk", flat=True).first()
        answer = getattr(client, method.lower())(url, **data)
        entries = list(AuditEntry.objects.filter(pk__gt=newest))
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer, entries


def unlike(entries, method, answer, by):
    """Say what is wrong with the *entries* that a request left in the log; "" where nothing is.

    Whatever is more than a question leaves exactly one, done or refused: who, what, from where.
    Whom an address without a door turned away, nobody asked who they are.
    """
    match = getattr(answer, "resolver_match", None)
    name = (match.view_name or "unnamed") if match else "nowhere"
    refused = answer.status_code >= 400 or came_to(answer) in REFUSED
    if method in audit.SAFE or (name in audit.QUESTIONS and not refused):
        return f"{len(entries)} entries for a question" if entries else ""
    if len(entries) != 1:
        return f"{len(entries)} entries, not one"
    (entry,) = entries
    where = None if name in audit.OF_READERS else "127.0.0.1"
    if (entry.method, entry.action, entry.ip) != (method, name, where):
        return f"an entry of {entry.method} {entry.action} from {entry.ip}"
    if entry.actor not in ({0, by} if refused else {by}):
        return f"an entry of account {entry.actor}, not {by}"
    told = {"refused"} if refused else {"done", "not taken", "refused"}
    return "" if entry.outcome in told else f"an entry that says {entry.outcome}"


def cells(who):
    for key, found in ROWS.items():
        route, _, pressed = key.partition(" ")
        for state in states_of(route):
            others = OTHER_METHODS if IN_FULL or state == "draft" else ()
            for method in ("POST",) if pressed else (*METHODS, *others):
                yield key, route, state, method, found


def test_every_address_has_a_row_and_every_row_an_address():
    known = {key.partition(" ")[0] for key in ROWS}

    number = sum(1 for who in ROLES for _ in cells(who))
    print(f"permission matrix: {number} cells")  # noqa: T201 -- the report names the number of cells

    assert set(routes(get_resolver())) == known
    assert number > 3_000


@pytest.mark.parametrize("who", ROLES)
def test_who_gets_which_answer_and_the_log_tells_of_it(client, people, world, who, settings):
    settings.API_RATE_ANONYMOUS = settings.API_RATE_TOKEN = settings.API_RATE_WRITING = 10**6
    token = ""
    if people[who] is not None:
        client.force_login(people[who])
        scopes = ("read", "write", "review", "sources")
        token = tokens.make(people[who], "For everything", scopes)[1]

    by = 0 if who in ("anonymous", "deactivated") else people[who].pk

    wrong = []
    for key, route, state, method, found in cells(who):
        expected = found.rule(method)(who, state)
        answer, entries = ask(client, method, address(route, state, world), found.sends, token)
        if (got := came_to(answer)) != expected:
            wrong.append((key, state, method, f"expected {expected}, got {got}"))
        if fault := unlike(entries, method, answer, by):
            wrong.append((key, state, method, fault))

    assert not wrong, "\n".join(map(str, wrong))
