"""A language in which all that is translated stands between marks, and an article to read in it."""

import gettext
import re
from dataclasses import replace
from html.parser import HTMLParser

import examples
import pytest
from django.utils import translation
from django.utils.translation import trans_real

from encyclopedia import publishing, store
from encyclopedia.core.document import (
    FieldType,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from encyclopedia.models import Kind
from sources import store as source_store
from sources.core.record import Access

WHY = store.Reason(editor=None, summary="«summary»")


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
