"""Languages: what the interface says can be said in another, and German says all of it."""

import ast
import gettext
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import examples
import pytest
from django.conf import settings as project
from django.utils import translation
from django.utils.translation import trans_real

from encyclopedia import languages, publishing, reviewing, store
from encyclopedia.core.document import (
    FieldType,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from encyclopedia.models import Kind, Publication
from sources import store as source_store
from sources.core.record import Access

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
            if set(values.findall(one)) != set(values.findall(plural or key))
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


class Words(HTMLParser):
    """Collects what a page says: its text, and the attributes that are read out or shown."""

    def __init__(self):
        super().__init__()
        self.said = []
        self.silent = []

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag in {"script", "style", "pre", "code", "kbd"}:
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
    r"SHA-256|UTC|DOI|ISBN|APA|Chicago|MLA|BibTeX|RIS|https?://\S+|urn:uuid:\S+|⟨[^⟩]*⟩"
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


@pytest.fixture
def marked(monkeypatch, settings):
    """Let Django speak the language in which everything that is translated is marked."""
    settings.SITE_NAME = "Σκόπελος"
    everything = Everything()
    monkeypatch.setattr(trans_real, "translation", lambda _: everything)
    monkeypatch.setattr(trans_real, "_default", None)
    with translation.override("en-gb"):
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


def addresses(story):
    article, first, second, third = story
    here = f"/articles/{Publication.objects.get(article=article).slug}/"
    compare = f"{here}compare/{first.pk}/{second.pk}/"
    return [
        "/",
        "/articles/",
        "/articles/?q=Φάρος",
        "/articles/?q=Ω",
        "/articles/none/",
        "/none/",
        here,
        f"{here}history/",
        f"{here}history/?since=1",
        f"{here}revisions/{first.pk}/",
        f"{here}revisions/{second.pk}/",
        f"{here}revisions/{third.pk}/",
        compare,
        f"{compare}?view=source&layout=split",
        f"{here}compare/{first.pk}/{third.pk}/",
        f"{here}compare/{second.pk}/{third.pk}/",
        f"{here}cite/",
        f"{here}evidence/",
        f"{here}authorship/",
        f"{here}feed.atom",
        "/feeds/recent.atom",
        "/sources/",
        "/sources/1888/",
        "/sources/1899/",
        "/search/",
        "/search/?q=Φάρος",
        "/search/?q=Φάρδς&from=x",
    ]


@pytest.mark.django_db
class TestPublicPages:
    def test_every_word_of_theirs_can_be_translated(self, client, marked, story):
        asked = addresses(story)
        page = client.get(f"/articles/{story[0].slug}/authorship/").content.decode()
        lives = re.findall(r'href="(/articles/[^"/]+/authorship/[^"/]+/)"', page)

        said = {
            url: found
            for url in [*asked, *lives]
            if (found := unmarked(client.get(url).content.decode()))
        }

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


# Named by their models, whose names are columns' and tables' own, and by rules of the checks.
OF_MODELS = re.compile(
    r"British English|Deutsch|Articles?|Kinds?|Deletions|Hidings|Sources?|Section:|Key event:"
    r"|Picture|Place|\((?:[a-z]+ ?)+\)"
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
        here = f"/admin/encyclopedia/article/{article.pk}/"
        pages = ["change", "evidence", "review", "addresses", "protect", "delete"]
        pages += ["merge", "split", "watch", "adopt"]
        asked = [f"{here}{page}/" for page in pages]
        asked += ["/admin/", "/admin/notifications/", "/admin/categories/"]

        said = {url: unmarked(client.get(url).content.decode()) for url in asked}

        left = {
            url: found
            for url, all_of_it in said.items()
            if (
                found := [
                    each for each in all_of_it if re.search("[a-zA-Z]{2}", OF_MODELS.sub("", each))
                ]
            )
        }
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
