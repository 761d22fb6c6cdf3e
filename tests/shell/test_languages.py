"""Languages: what the interface says can be said in another, and German says all of it."""

import ast
import gettext
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from uuid import uuid4

import examples
import forms_of
import pytest
from django.conf import settings as project
from django.contrib.auth.models import Group
from django.urls import URLResolver, get_resolver
from django.utils import translation
from django.utils.translation import trans_real

from encyclopedia import about, audit, digests, languages, publishing, reporting, reviewing, store
from encyclopedia.core import validity
from encyclopedia.core.document import (
    FieldType,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from encyclopedia.core.readers import json as of_json
from encyclopedia.core.readers import markdown, plain, wikitext
from encyclopedia.core.writers import json as json_writer
from encyclopedia.models import AuditEntry, Deletion, Hiding, Kind, Publication, SitePage
from encyclopedia.templatetags.desk_words import WORDS
from sources import pasting
from sources import store as source_store
from sources.core import capture
from sources.core.record import Access
from sources.models import Source

CATALOGUE = Path(project.LOCALE_PATHS[0]) / "de" / "LC_MESSAGES"
WHY = store.Reason(editor=None, summary="«summary»")
HERE = "/articles/skerry-lighthouse/"


def messages():
    """Read the German catalogue: (context and message, its plural or "", translations, flags)."""
    found, entry, flags = [], {}, ""
    for line in [*(CATALOGUE / "django.po").read_text().split("\n"), ""]:
        if line.startswith("#,"):
            flags = line
        elif match := re.match(r"(msg\w+(?:\[\d\])?) (\".*\")$", line):
            name = match[1]
            entry[name] = ast.literal_eval(match[2])
        elif line.startswith('"'):
            entry[name] += ast.literal_eval(line)
        elif not line and entry:
            key = (entry.get("msgctxt", ""), entry["msgid"])
            said = tuple(text for key_, text in entry.items() if key_.startswith("msgstr"))
            found.append((key, entry.get("msgid_plural", ""), said, flags))
            entry, flags = {}, ""
    return found[1:]


class TestCatalogue:
    def test_german_says_everything_and_nothing_is_in_doubt(self):
        wanting = [key for key, _, said, flags in messages() if not all(said) or "fuzzy" in flags]

        assert wanting == []

    def test_translations_fill_in_the_same_values(self):
        values = re.compile(r"%\(\w+\)[sd]|\{\w*\}")

        differing = [
            said
            for (_, key), plural, said, _ in messages()
            for one in said
            if set(values.findall(one))
            not in (set(values.findall(key)), set(values.findall(plural or key)))
        ]

        assert differing == []

    def test_translations_keep_the_elements_of_the_page(self):
        elements = re.compile(r"</?\w+[^>]*>")

        differing = [
            said
            for (_, key), _, said, _ in messages()
            for one in said
            if sorted(elements.findall(one)) != sorted(elements.findall(key))
        ]

        assert differing == []

    def test_the_compiled_catalogue_says_what_the_written_one_does(self):
        with (CATALOGUE / "django.mo").open("rb") as file:
            compiled = gettext.GNUTranslations(file)._catalog  # noqa: SLF001 -- all of it
        del compiled[""]

        written = {}
        for (context, key), plural, said, _ in messages():
            name = f"{context}\x04{key}" if context else key
            written |= {(name, n): one for n, one in enumerate(said)} if plural else {name: said[0]}
        assert compiled == written


class Everything(gettext.GNUTranslations):
    """A language that says every message between «marks», so that what has none is not said."""

    def __init__(self):
        super().__init__()
        self._catalog = {}

    def info(self):
        return {"language": "x-marked"}

    def language(self):
        return "en-gb"

    to_language = language

    def gettext(self, message):
        message = message.rpartition("\x04")[2]
        return message if message in {",", "j F Y"} else f"«{message}»"

    def ngettext(self, one, many, number):
        return self.gettext(one if number == 1 else many)

    def pgettext(self, context, message):
        return self.gettext(message)


# References speak the language of their style, which is English.
WORKS = {"work", "works", "works numbered"}


class Words(HTMLParser):
    """Collects what a page says: its text, and the attributes that are read out or shown."""

    def __init__(self):
        super().__init__()
        self.said = []
        self.silent = []

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag in {"script", "style", "pre", "code", "kbd"} or named.get("class") in WORKS:
            self.silent.append(tag)
        shown = ("aria-label", "title", "placeholder", "alt")
        self.said += [named[name] for name in shown if named.get(name)]
        if named.get("name") == "description":
            self.said.append(named["content"])

    def handle_endtag(self, tag):
        if tag in self.silent:
            self.silent.remove(tag)

    def handle_data(self, data):
        if not self.silent:
            self.said.append(data)


# Names of things that are the same in every language, and what machines made.
NAMES = re.compile(
    r"SHA-256|UTC|EPUB|PDF|[\w/+]*\*{6,}|DOI|ISBN|ISSN|APA|Chicago|MLA|BibTeX|RIS|(?:CSL-)?JSON(?:-LD)?|Markdown|https?://\S+|urn:uuid:\S+|⟨[^⟩]*⟩"
    r"|</?\w+>|\b[0-9a-f]{12,64}\b…?|\d\d\d\d-\d\d-\d\dT\S+"
)


def unmarked(html):
    """Give what a page says in Latin letters outside the marks; the article has none."""
    reader = Words()
    reader.feed(html)
    text, before = "\x1f".join(reader.said), ""
    while before != text:
        before, text = text, re.sub(r"«[^«»]*»", "", text)
    rest = (NAMES.sub("", said) for said in text.split("\x1f"))
    return [" ".join(said.split()) for said in rest if re.search(r"[a-zA-Z]{2}", said)]


def shown(answer):
    """Give what people are shown of an *answer*: of what programs ask for it is nothing."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    return answer.content.decode() if kind in ("text/html", "application/atom+xml") else ""


@pytest.fixture
def marked(monkeypatch, settings):
    """Let Django speak the language in which everything that is translated is marked."""
    settings.SITE_NAME = "Σκόπελος"
    everything = Everything()
    monkeypatch.setattr(trans_real, "translation", lambda _: everything)
    monkeypatch.setattr(trans_real, "_default", None)
    with translation.override("en-gb", deactivate=True):
        yield


def greek(lead, **changes):
    """An article in letters that no message of ours has."""
    document = replace(
        examples.lighthouse("Φάρος"),
        kind="Κτίριο",
        short_description="Φως σε βράχο",
        lead=lead,
        language="el",
        infobox=(
            InfoboxField(id=examples.part("lit"), label="Άναψε", text="1887", type=FieldType.DATE),
            InfoboxField(id=examples.part("height"), label="Ύψος", text="31 [@1899]"),
        ),
        sections=(
            Section(
                id=examples.part("purpose"),
                heading="Σκοπός",
                anchor="1",
                text="Προειδοποιεί τα πλοία. Δες [[Ύφαλος]].^[Από μακριά.]\n\n"
                "| Α | Β |\n|-|-|\n| 1 | 2 |",
            ),
            Section(
                id=examples.part("events"),
                heading="Γεγονότα",
                anchor="2",
                kind=SectionKind.KEY_EVENTS,
            ),
        ),
        events=(
            KeyEvent(id=examples.part("storm"), date="1901-03", title="Θύελλα", text="Έσπασε."),
        ),
        see_also=(SeeAlso(id=examples.part("reef"), title="Ύφαλος", note="Ο κίνδυνος"),),
        categories=("Φάροι",),
        series="Φώτα",
    )
    return replace(document, **changes)


@pytest.fixture
def story(django_user_model):
    """A public article with a past that has every kind of change, and its revisions."""
    source = examples.almanac(key="1888", title="Το Ημερολόγιο", issued="1888-03-04")
    examples.archive(replace(source, access=Access.PUBLIC), "Άναψε πρώτα το 1887. Και πάλι.")
    source_store.save(
        examples.almanac(key="1899", title="Χάρτης", issued="1899~", state_run=True),
        editor=None,
        summary="",
    )
    Kind.objects.create(name="Κτίριο")
    editor = django_user_model.objects.create_user("Άννα", password="x", is_staff=True)
    why = store.Reason(editor=editor, summary="Πρώτα")
    first = store.create(
        greek('Ο φάρος άναψε το 1887. [@1888, "Άναψε πρώτα το 1887"]\n\nΔουλεύει ακόμη.'),
        reason=why,
    ).edit
    publishing.publish(first, publisher=editor)
    old = store.at(first)
    sections = (
        *old.sections[1:],
        Section(id=examples.part("more"), heading="Έπειτα", anchor="3", text="Λίγα ναυάγια. [@?]"),
        replace(old.sections[0], heading="Ο σκοπός", text="Προειδοποιεί\u00a0τα πλοία."),
    )
    changed = replace(
        old,
        lead='Δουλεύει ακόμη. [@1899]\n\nΟ φάρος άναψε *κάπου* το 1887. [@1888, "Έσβησε"]',
        sections=sections,
        infobox=(replace(old.infobox[0], text="1888"),),
        see_also=(),
        short_description="Φως",
        categories=("Φάροι", "Νησιά"),
    )
    second = store.save(first.article, changed, base=first.pk, reason=why).edit
    publishing.publish(second, publisher=editor)
    third = store.restore(first.article, first, seen=second.pk, reason=why).edit
    publishing.publish(third, publisher=editor)
    return first.article, first, second, third


def routes(resolver, before=""):
    for pattern in resolver.url_patterns:
        route = f"{before}{pattern.pattern}"
        yield from routes(pattern, route) if isinstance(pattern, URLResolver) else [route]


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

    def test_a_german_article_speaks_german_whatever_the_browser_asks(self, client):
        document = replace(examples.lighthouse("Leuchtturm"), language="de-CH")
        source_store.save(examples.almanac(issued="1888-03-04"), editor=None, summary="")
        article = store.create(document, reason=WHY).edit
        publishing.publish(article, publisher=None)

        pages = {
            language: client.get("/articles/leuchtturm/", headers={"accept-language": language})
            for language in ("en", "de", "fr")
        }

        html = pages["fr"].content.decode()
        assert len({page.content for page in pages.values()}) == 1
        assert '<html lang="de" dir="ltr">' in html
        assert "Einzelnachweise" in html
        assert "4. März 1888" in html
        assert pages["fr"].headers["Content-Language"] == "de-CH"

    def test_pages_around_it_speak_its_language_too_and_the_site_its_own(self, client):
        document = replace(examples.lighthouse("Leuchtturm"), language="de")
        edit = store.create(document, reason=WHY).edit
        publishing.publish(edit, publisher=None)

        spoken = {
            url: re.search(r'<html lang="([\w-]+)"', client.get(url).content.decode())[1]
            for url in (
                "/articles/leuchtturm/history/",
                "/articles/leuchtturm/evidence/",
                "/articles/leuchtturm/authorship/",
                "/articles/leuchtturm/cite/",
                f"/articles/leuchtturm/revisions/{edit.pk}/",
                "/articles/",
                "/",
            )
        }

        assert list(spoken.values()) == ["de"] * 5 + ["en-gb"] * 2

    def test_a_draft_in_another_language_tells_readers_nothing(self, client):
        edit = store.create(examples.lighthouse(), reason=WHY).edit
        publishing.publish(edit, publisher=None)
        german = replace(store.at(edit), language="de")
        store.save(edit.article, german, base=edit.pk, reason=WHY)

        html = client.get(f"{HERE}history/").content.decode()

        assert '<html lang="en-gb"' in html

    def test_words_of_the_interface_say_their_language_in_an_article_of_another(self, client):
        arabic = replace(examples.lighthouse("منارة"), language="ar")
        edit = store.create(arabic, reason=WHY).edit
        publishing.publish(edit, publisher=None)

        html = client.get(edit.article.get_absolute_url()).content.decode()

        assert '<article class="page" lang="ar" dir="rtl">' in html
        assert re.search(r'<h2 id="see-also" (lang="en-gb" dir="ltr"|dir="ltr" lang="en-gb")', html)


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

    def test_it_speaks_the_language_that_the_browser_asks_for(self, client, ada):
        client.force_login(ada)

        answer = client.get("/admin/", headers={"accept-language": "de-AT,de;q=0.9,en;q=0.5"})

        assert '<html lang="de"' in answer.content.decode()
        assert "Neuen Artikel schreiben" in answer.content.decode()
        assert {"Accept-Language", "Cookie"} <= {*answer.headers["Vary"].split(", ")}

    def test_what_its_editor_chose_counts_for_more_and_for_the_desk_alone(self, client, ada):
        client.force_login(ada)

        chosen = client.post("/admin/language/", {"language": "de", "next": "/admin/"})

        cookie = chosen.cookies["desk_language"]
        desk = client.get("/admin/", headers={"accept-language": "en"})
        public = client.get("/", headers={"accept-language": "de"})
        assert (chosen.status_code, chosen.url) == (302, "/admin/")
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")
        assert '<html lang="de"' in desk.content.decode()
        assert '<html lang="en-gb"' in public.content.decode()
        assert not public.cookies

    def test_a_language_that_nobody_speaks_here_is_not_chosen(self, client, ada):
        client.force_login(ada)

        answer = client.post("/admin/language/", {"language": "tlh", "next": "https://else.org/"})

        assert (answer.status_code, answer.url) == (302, "/")
        assert "desk_language" not in answer.cookies

    def test_a_preview_speaks_the_articles_language_whatever_the_desk_does(self, client, ada):
        client.force_login(ada)
        article = store.create(replace(examples.lighthouse(), language="de"), reason=WHY).edit
        asked = {"content": "Er brennt. [@?]", "article": article.article_id}

        html = client.post("/admin/preview/", asked, headers={"accept-language": "en"})

        assert "[Beleg fehlt]" in html.content.decode()


def faulty():
    """A document with nearly every fault that one can have, in letters no message of ours has."""
    whole = greek("\n# Σκοπός\n\n```\n\x07")
    first, events = whole.sections
    return replace(
        whole,
        title="",
        short_description=f" {'α' * 501}",
        language="ελ",
        infobox=(
            replace(whole.infobox[0], label="Α\tΒ", text="1\n\n2"),
            replace(whole.infobox[1], label="Α\nΒ", text=" 1\t"),
            replace(whole.infobox[1], text="1\n 2"),
        ),
        sections=(
            replace(first, level=5, anchor="!", text="1\n\n## Σκοπός"),
            *(replace(events, id=uuid4()) for _ in range(2)),
        ),
        categories=("", "Φάροι", "Φάροι"),
        sources=tuple(examples.almanac(key=key, title="Χάρτης") for key in ("9", "1", "1", "!")),
    )


class TestErrors:
    def test_each_fault_of_an_article_can_be_translated(self, marked):
        found = languages.told(validity.faults(faulty()))

        assert len({(fault.field, fault.sentence) for fault in found}) > 20
        assert [said for fault in found for said in unmarked(fault.sentence)] == []

    def test_the_form_of_an_article_says_them_so(self, client, marked, story, django_user_model):
        client.force_login(django_user_model.objects.create_superuser("Ρίτα", password="x"))
        sections = {"sections-0-text": "## Σκοπός", "sections-0-heading": ""}

        answer = forms_of.save(client, story[0], lead="```", language="ελ", **sections)

        lists = re.findall(r'<ul class="errorlist.*?</ul>', answer.content.decode(), re.DOTALL)
        assert len(lists) >= 3
        assert [said for each in lists for said in unmarked(each)] == []

    @pytest.mark.parametrize("text", ["# Σκοπός", "##### Σκοπός", "## Σκοπός {#1 #2}", "```"])
    def test_a_text_about_the_site_is_refused_so(self, marked, text):
        with pytest.raises(about.TextError) as refused:
            about.read("policy", text)

        assert unmarked(str(refused.value)) == []

    def test_what_the_store_refuses_is_said_so(self, marked, story):
        article, first, second, third = story
        hiding = {"text": True}
        refusals = (
            lambda: store.create(greek("1", id=uuid4()), reason=WHY),
            lambda: store.create(greek("1", id=article.pk), reason=WHY),
            lambda: store.save(article, greek("1", id=uuid4()), base=third.pk, reason=WHY),
            lambda: store.save(article, greek("1", id=article.pk), base=0, reason=WHY),
            lambda: store.restore(article, first, seen=second.pk, reason=WHY),
            lambda: store.hide(article, (third.pk, third.pk), hiding, reason=WHY),
            lambda: store.hide(article, (0, 0), hiding, reason=WHY),
            lambda: store.save(article, faulty(), base=third.pk, reason=WHY),
        )

        said = []
        for refuse in refusals:
            with pytest.raises(ValueError, match="«") as refused:
                refuse()
            said += unmarked(str(refused.value))

        assert said == []

    @pytest.mark.parametrize(
        ("read", "text"),
        [
            *(
                (markdown.read, text)
                for text in ("Φάρος", "---\n", "---\n- 1\n---", "---\nα: 1\n---")
            ),
            *((markdown.read, f"---\n{each}\n---") for each in ("1: 1\n1: 2", "α: &β 1\nγ: *β")),
            (markdown.read, "---\nΦάρος: {1: 2}: 3\n---\n"),
            *(
                (of_json.read, text)
                for text in ('{"format": 1}', "[1]", '{"1": 1, "1": 2}', "[" * 9999)
            ),
            (of_json.read, json_writer.write(replace(examples.lighthouse("Φ"), title=""))),
            *(
                (plain.read, text)
                for text in ("", "Φάρος", "= =", "= Φ =\n==== Α ===", "= Φ =\n==")
            ),
            *((plain.read, f"= Φ =\n{text}") for text in ("= Α =", "===== Α =====", "\x07")),
            *((wikitext.read, text) for text in ("", "1", "\x07")),
            (lambda text: plain.decode(text.encode("utf-16")), "Φάρος"),
        ],
    )
    def test_what_a_reader_of_articles_refuses_is_said_so(self, marked, read, text):
        with pytest.raises(ValueError, match=r".") as refused:
            read(text)

        told = languages.why(refused.value)
        assert told.startswith("«")
        assert unmarked(re.sub(r"(?<=: )[a-z ]+(?=\.)|YAML", "", told)) == []

    @pytest.mark.parametrize(
        "text",
        [
            *("", "1", "1" * 20_001, "https://", "@book{", "@book{α, title = {", "TY  - BOOK\n"),
            *("TY  - BOOK\nER  - \n", "@book{α, note = 1}", "@comment{1}"),
        ],
    )
    def test_what_cannot_be_pasted_is_said_so(self, marked, text, db):
        with pytest.raises(pasting.PastedError) as refused:
            pasting.read(text)

        assert unmarked(str(refused.value)) == []

    def test_what_was_not_kept_of_what_was_pasted_is_said_so(self, marked, db):
        text = "@book{1, title = {Φάρος}, title = {2}, isbn = {1}, doi = {1}, year = 1 # α}\n" * 2

        notes = pasting.read(text).notes

        assert len(notes) > 3
        assert [said for note in notes for said in unmarked(note)] == []

    @pytest.mark.parametrize("data", [b"", b"\0", b"\xff", b"<html><meta charset='1-1-1'>"])
    def test_a_file_that_cannot_be_archived_is_refused_so(self, marked, data):
        with pytest.raises(ValueError, match="Φάρος") as refused:
            capture.read(data, "Φάρος")

        assert unmarked(languages.why(refused.value)) == []


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

    @pytest.mark.django_db
    def test_a_form_in_german_tells_them_german(self, client, ada):
        client.force_login(ada)

        html = client.get(
            "/admin/encyclopedia/article/add/?kind=", headers={"accept-language": "de"}
        )

        told = re.search(r'<script id="desk-words"[^>]*>(.*?)</script>', html.content.decode())[1]
        assert json.loads(told)["Fold all"] == "Alle zuklappen"


class TestLanguages:
    @pytest.mark.parametrize(
        ("site", "article", "spoken"),
        [
            ("en-gb", "de", "de"),
            ("en-gb", "de-AT", "de"),
            ("en-gb", "en-US", "en-gb"),
            ("en-gb", "ar", "en-gb"),
            ("en-gb", "", "en-gb"),
            ("de", "ar", "de"),
            ("fr", "ar", "en"),
        ],
    )
    def test_a_page_speaks_the_articles_language_or_the_sites(
        self, settings, site, article, spoken
    ):
        settings.LANGUAGE_CODE = site
        names = {"en": "en", "de": "de"} | {site.partition("-")[0]: site}
        settings.LANGUAGES = [(code, code) for code in names.values()]

        assert languages.of(article) == spoken

    def test_numbers_have_what_the_language_sets_between_thousands(self):
        written = []
        for language in ("en", "de"):
            with languages.spoken(language):
                written.append(languages.number(1204))

        assert written == ["1,204", "1.204"]
