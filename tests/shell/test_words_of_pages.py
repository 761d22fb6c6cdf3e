"""Every word that people are shown can be translated: of pages, templates and scripts."""

import re
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import examples
import pytest
from django.conf import settings as project
from django.contrib.auth.models import Group
from django.urls import get_resolver
from every_address import routes
from marked_language import WHY, shown, unmarked

from encyclopedia import audit, digests, reporting, reviewing, store
from encyclopedia.models import AuditEntry, Deletion, Hiding, Kind, Publication, SitePage
from encyclopedia.templatetags.desk_words import WORDS
from sources.models import Source


def filled(at_desk, values):
    """Give every address of the house, or of its desk, with *values* in the place of names."""
    found = []
    for route in dict.fromkeys(routes(get_resolver())):
        if route.startswith("admin/") is at_desk and not route.startswith(ASKED_BY_PROGRAMS):
            address = re.sub(
                r"<[^>]*>|\^?\(\?P.*\$", lambda name, at=route: values(at, name[0]), route
            )
            found.append(f"/{address}")
    return found


# Their words are the API's own, which is described in English, or Django's.
ASKED_BY_PROGRAMS = ("api/v1/", "admin/r/", "admin/auth/user/<id>/")


def addresses(story):
    """Give every public address, and some with questions."""
    article, first, second, third = story
    slug = Publication.objects.get(article=article).slug
    here = f"/articles/{slug}/"
    values = {
        "<title:slug>": slug,
        "<typed:title>": "Φάρος (1888)",
        "<title:category>": "φάροι",
        "<title:series>": "φώτα",
        "<name:name>": "Άννα",
        "<revision:revision>": str(second.pk),
        "<revision:old>": str(first.pk),
        "<revision:new>": str(second.pk),
        "<sentence:sentence>": "lead-1",
        "<key:key>": "1888",
        "<sha256:sha256>": Source.objects.get(key="1888").snapshot.sha256,
        "<suffix:suffix>": "json",
        "<card:name>": "0" * 32,
        "<sha256:file>": "0" * 64,
        "<str:suffix>": "png",
        "<int:number>": "1",
        "<int:side>": "192",
        "<slug:name>": "articles",
    }
    compare = f"{here}compare/{first.pk}/{second.pk}/"
    return [
        *filled(at_desk=False, values=lambda _, name: values[name]),
        "/articles/?q=Φάρος",
        "/articles/?q=Ω",
        "/articles/φάρδς/",
        "/none/",
        f"{here}history/?since=1",
        f"{here}report/?sent=",
        f"{here}revisions/{first.pk}/",
        f"{here}revisions/{third.pk}/",
        f"{compare}?view=source&layout=split",
        f"{here}compare/{first.pk}/{third.pk}/",
        f"{here}compare/{second.pk}/{third.pk}/",
        "/categories/none/",
        "/recent/?days=7&category=φάροι",
        "/recent/?before=x",
        "/contributors/?after=Ω",
        "/search/?q=Φάρος",
        "/search/?q=Φάρδς&from=x",
        "/sources/1899/",
    ]


def desk_addresses(article, editor):
    """Give every address of the desk, with something at each."""
    edit, source = article.edits.first(), Source.objects.get(key="1888")
    reported = reporting.report(edit, reporting.WHOLE, reporting.Told(kind="wrong", text="Όχι."))
    other = store.create(examples.lighthouse("Χαμένος"), reason=WHY).edit.article
    store.delete(other, reason=store.Reason(editor=editor, summary="Διπλός"))
    audit.record("Λάθος")
    objects = {
        "article": article.pk,
        "auditentry": AuditEntry.objects.latest("pk").pk,
        "deletion": Deletion.objects.get().pk,
        "group": Group.objects.get_or_create(name="Φίλοι")[0].pk,
        "hiding": Hiding.objects.create(
            edit=edit, what="text", hidden=True, by_name="Άννα", reason="Λάθος"
        ).pk,
        "kind": Kind.objects.get().pk,
        "report": reported.pk,
        "sitepage": SitePage.objects.create(name="about", text="Εμείς.").pk,
        "source": source.pk,
        "user": editor.pk,
    }
    values = {
        "<uuid:ticket>": str(uuid4()),
        "<uidb64>": "MQ",
        "<token>": "0",
        "<str:token>": digests.token(editor),
        "<id>": str(editor.pk),
    }

    def value(route, name):
        if "app_label" in name:
            return "encyclopedia/"
        if "?P<url>" in name:
            return "0/"
        named = re.match(r"admin/[a-z]+/([a-z]+)/", route)
        ours = other.pk if "bring-back" in route or "free-title" in route else None
        return values.get(name) or str(ours or objects[named[1]])

    return filled(at_desk=True, values=value)


@pytest.mark.django_db
class TestPublicPages:
    def test_every_word_of_theirs_can_be_translated(self, client, marked, story):
        asked = addresses(story)
        page = client.get(f"/articles/{story[0].slug}/authorship/").content.decode()
        lives = re.findall(r'href="(/articles/[^"/]+/authorship/[^"/]+/)"', page)

        said = {
            url: found for url in [*asked, *lives] if (found := unmarked(shown(client.get(url))))
        }

        __import__("pprint").pprint(said, width=200)
        assert said == {}


OF_MODELS = re.compile(
    # Names: of languages in themselves, of roles as the database has them, of what machines made.
    r"British English|Deutsch|administrator|author|editor|publisher|pbkdf2_sha256|\w+\*+"
    r"|Thing|copy\.txt|plain|import|archived"
    # What Django's own templates say in English alone: pictures' alternative texts.
    r"|Search|True|False|\bel\b"
    # Rules of the checks by their names, which commands take too.
    r"|\((?:[a-z]+ ?)+\)|command"
)


@pytest.mark.django_db
class TestDesk:
    def test_every_word_around_an_article_can_be_translated(
        self, client, marked, story, django_user_model
    ):
        article, _, _, third = story
        editor = django_user_model.objects.create_superuser("Ρίτα", password="x")
        client.force_login(editor)
        why = store.Reason(editor=editor, summary="Νέα")
        draft = replace(store.at(third), lead="Άλλο. [@1888]")
        edit = store.save(article, draft, base=third.pk, reason=why).edit
        reviewing.ask(edit, by=editor)

        said = {url: unmarked(shown(client.get(url))) for url in desk_addresses(article, editor)}

        left = {
            url: found
            for url, all_of_it in said.items()
            if (
                found := [
                    each for each in all_of_it if re.search("[a-zA-Z]{2}", OF_MODELS.sub("", each))
                ]
            )
        }
        __import__("pprint").pprint(left, width=200)
        assert left == {}


class TestTemplates:
    def test_no_words_stand_in_them_untranslated(self):
        tags = re.compile(
            r"\{% block (?:bodyclass|coltype) %\}.*?\{% endblock[^%]*%\}|\{#.*?#\}"
            r"|\{% blocktranslate.*?endblocktranslate %\}|\{%.*?%\}|\{\{.*?\}\}",
            re.DOTALL,
        )

        said = {
            str(path): found
            for path in (project.BASE_DIR / "templates").rglob("*.html")
            if (found := unmarked(tags.sub("", path.read_text())))
        }

        assert said == {}


SCRIPTS = Path(project.BASE_DIR) / "encyclopedia/static/encyclopedia"
OF_READERS = {SCRIPTS / f"{each}.js" for each in ("compare", "search", "site")}
OF_DESK = {*SCRIPTS.glob("*.js")} - OF_READERS


class TestScripts:
    def test_the_page_tells_them_each_word_that_they_ask_for(self):
        asked = re.compile(r"inWords\('([^']+)'")

        wanted = {words for script in OF_DESK for words in asked.findall(script.read_text())}

        assert wanted == {*WORDS}

    def test_they_say_nothing_of_their_own(self):
        sentence = re.compile(
            r"(?<!inWords\()['\"`]([A-Z][a-z]+(?: [^'\"`\n]*)?|[a-z]+ [a-z ]+[.!?…])['\"`]"
        )
        keys = {"Enter", "Escape", "Tab", "Home", "End", "Page", "Content", "Files", "AbortError"}

        said = {
            words
            for script in OF_DESK
            for line in script.read_text().split("\n")
            if not line.lstrip().startswith("//")
            for words in sentence.findall(line)
        }

        assert said - keys == set()
