"""Every address that the resolver knows, an article in each state, and people who ask."""

import os
import re
from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import examples
import pytest
from django.contrib.auth.models import Group, User
from django.urls import URLResolver
from permission_rows import ROWS
from permission_rules import PUBLIC, ROLES, STATES
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
)
from encyclopedia.models import Article, AuditEntry, Deletion, Hiding, Kind, SitePage
from sources.core.record import Access
from sources.models import Source

IN_FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"


def routes(resolver, before=""):
    for pattern in resolver.url_patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


ROUTES = sorted({key.partition(" ")[0] for key in ROWS})


def is_of_an_article(route):
    named = ("<title:slug>", "<slug>", "<typed:title>", "encyclopedia/article/<")
    return any(each in route for each in named)


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
    if state == "hidden":
        hide_a_revision(edit, people["publisher"])
    return Article.objects.get(pk=article.pk)


def hide_a_revision(edit, publisher):
    """Publish other words after *edit*, then those of before again, and hide the others."""
    why = store.Reason(editor=publisher, summary="Names a private person")
    article, before = edit.article, store.at(edit)
    for document in (replace(before, lead="The keeper lives in Reef Lane."), before):
        saved = store.save(article, document, base=store.head(article).pk, reason=why)
        publishing.publish(saved.edit, publisher=None)
    other = saved.edit.base_id
    everything = dict.fromkeys(("text", "summary", "editor"), True)
    publishing.hide(article, (other, other), everything, reason=why)


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
    newest = article.edits.last()
    named = article.edits.filter(hidden__has_key="text").first() or newest
    own = {
        "<sentence:sentence>": a_sentence(newest) if "<sentence" in route else "",
        "<title:slug>": article.slug,
        "<slug>": article.slug,
        "<typed:title>": f"({article.title})",
        "<uuid:pk>": article.pk,
        **{f"<{name}>": named.pk for name in ("revision", "old")},
        **{f"<revision:{name}>": named.pk for name in ("revision", "old")},
        "<new>": newest.pk,
        "<revision:new>": newest.pk,
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
