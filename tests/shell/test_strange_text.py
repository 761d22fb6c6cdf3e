"""Strange text comes back as it was or is refused in a sentence, by whichever way it comes in.

Every way in × every kind of text: the form, an import in each format, the API. Line ends of other
systems become line feeds, as the law of texts has it; nothing else is changed.
"""

import json
import re
from dataclasses import replace
from io import StringIO
from uuid import uuid4

import examples
import pytest
from django.core.management import CommandError, call_command
from forms_of import change_url, form_of

from encyclopedia import store, tokens
from encyclopedia.core.diff import visible
from encyclopedia.core.diff.words import Kind, Run
from encyclopedia.core.writers import json as json_writer
from encyclopedia.models import Article, Edit

WHY = store.Reason(editor=None, summary="")
REFUSED = {
    "NUL": "\0",
    "a control character": "\x1b",
    "a backspace": "\b",
    "a lone high surrogate": "\ud83d",
    "a lone low surrogate": "\udc00",
    "surrogates the wrong way round": "\udc00\ud83d",
    "a non-character": "\ufdd0",
    "the last of plane 0": "\uffff",
    "the last of all": "\U0010ffff",
}
LINES = {
    "a line feed": "\n",
    "a carriage return": "\r",
    "both": "\r\n",
    "a vertical tab": "\v",
    "a form feed": "\f",
    "next line": "\x85",
    "U+2028": "\u2028",
    "U+2029": "\u2029",
}
KEPT = {
    "bidi overrides": "\u202elit\u202c",
    "bidi isolates": "\u2067lit\u2069\u200f\u200e\u061c",
    "zero width": "li\u200bt\u200c\u200d\u2060\ufeff.",
    "a soft hyphen and odd spaces": "li\xadt\xa0\u2009\u3000\u180e.",
    "NFC": "é Å ﬁ ½ 각",
    "NFD": "e\u0301 A\u030a \u1100\u1161\u11a8 q\u0323\u0307",
    "astral": "𝔘🜨👩‍👩‍👧🏴\U000e0067\U000e007f 𠀀",
    "private use": "\ue000\U000f0000\U0010fffd",
    "variation selectors": "\u2764\ufe0f \u845b\U000e0100",
    "C1 controls and DEL": "\x7f\x80\x9f",
    "interlinear and object marks": "\ufff9a\ufffab\ufffb\ufffc",
    "marks piled up": "Z" + "\u0351\u036b\u0343" * 40,
}
# Plain text has rules of its own against what files that are no text hold.
OR_REFUSED = {"C1 controls and DEL"}


@pytest.fixture
def light():
    document = replace(examples.lighthouse(), lead="It was lit.", events=(), see_also=())
    sections = tuple(replace(each, text="Words.") for each in document.sections)
    return store.create(replace(document, sections=sections), reason=WHY).edit.article


def document(text):
    own = examples.lighthouse(f"Light {uuid4().hex}")
    return replace(own, lead=text, events=(), see_also=(), sections=())


class Ways:
    """The ways in: each takes a text, and gives the lead that was saved, or why it was not."""

    def __init__(self, client, editor, article, folder):
        self.client, self.article, self.folder = client, article, folder
        self.token = tokens.make(editor, "Strange", ["write"])[1]
        client.force_login(editor)

    def form(self, text):
        url = change_url(self.article)
        sent = {**form_of(self.client.get(url)), "lead": text, "summary": "Strange"}
        body = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in sent.items())
        answer = self.client.post(
            url, body.encode(), content_type="application/x-www-form-urlencoded"
        )
        if answer.status_code == 302:
            return store.current(self.article).lead, ""
        assert answer.status_code == 200
        errors = answer.context["adminform"].form.errors
        return None, " ".join(errors.get("lead", ()))

    def api_document(self, text):
        return self._api({"document": json.loads(json_writer.write(document(text)))})

    def api_markdown(self, text):
        return self._api({"markdown": f"---\ntitle: Light {uuid4().hex}\n---\n\n{text}\n"})

    def _api(self, told):
        told.get("document", {}).pop("format", None)
        told.get("document", {}).pop("schema", None)
        before = set(Article.objects.values_list("pk", flat=True))
        answer = self.client.post(
            "/api/v1/articles",
            json.dumps({**told, "summary": "Strange"}),  # in ASCII: all the rest as escapes
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}"},
        )
        if answer.status_code == 201:
            (made,) = Article.objects.exclude(pk__in=before)
            return store.current(made).lead, ""
        assert answer.status_code in {400, 422}, answer.content
        return None, answer.json()["detail"]

    def file_json(self, text):
        return self._file("json", json.dumps(json.loads(json_writer.write(document(text)))))

    def file_markdown(self, text):
        return self._file("md", f"---\ntitle: Light {uuid4().hex}\n---\n\n{text}\n")

    def file_plain(self, text):
        return self._file("txt", f"= Light {uuid4().hex} =\n\n{text}\n")

    def file_wikitext(self, text):
        return self._file("wiki", f"{text}\n", f"Light {uuid4().hex}")

    def _file(self, suffix, text, name="strange"):
        path = self.folder / f"{name}.{suffix}"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        before = set(Article.objects.values_list("pk", flat=True))
        said = StringIO()
        try:
            call_command("import_article", str(path), stdout=said)
        except CommandError as refused:
            return None, str(refused)
        (made,) = Article.objects.exclude(pk__in=before)
        return store.current(made).lead, said.getvalue()


def _quoted(value):
    """Write a value as forms do; a lone surrogate as no browser would, and somebody may."""
    data = str(value).encode("utf-8", "surrogatepass")
    return "".join(
        f"%{byte:02X}" if byte > 126 or not chr(byte).isalnum() else chr(byte) for byte in data
    )


WAYS = [
    "form",
    "api_document",
    "api_markdown",
    "file_json",
    "file_markdown",
    "file_plain",
    "file_wikitext",
]


@pytest.fixture
def send(client, ada, light, tmp_path, settings, request):
    settings.API_RATE_WRITING = 10**6
    return getattr(Ways(client, ada, light, tmp_path), request.param)


@pytest.mark.django_db
@pytest.mark.parametrize("send", WAYS, indirect=True)
def test_strange_text_comes_back_as_it_was(send):
    wrong = []
    for name, strange in KEPT.items():
        text = f"It was {strange} in 1887."
        saved, refusal = send(text)
        if saved != text and not (name in OR_REFUSED and saved is None and "U+" in refusal):
            wrong.append((name, refusal or saved[:80]))

    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("send", WAYS, indirect=True)
def test_what_no_text_may_hold_is_refused_in_a_sentence(send):
    wrong, before = [], Edit.objects.count()
    for name, strange in REFUSED.items():
        saved, refusal = send(f"It was {strange} in 1887.")
        if saved is None:
            in_a_sentence = refusal.strip() and "\n" not in refusal and "Traceback" not in refusal
        else:  # wikitext goes on, and tells what it could not keep
            in_a_sentence = f"the character U+{ord(strange):04X} is kept as U+FFFD" in refusal
            before += 1
        if not in_a_sentence:
            wrong.append((name, refusal, saved))

    assert (wrong, Edit.objects.count()) == ([], before)


@pytest.mark.django_db
def test_a_line_that_no_browser_could_read_is_doubted_at_its_field(client, ada):
    client.force_login(ada)
    article = store.create(examples.lighthouse(), reason=WHY).edit.article
    url = change_url(article)
    lines = ["title", "short_description", "infobox-0-label", "sections-0-heading"]
    lines += ["events-0-date", "events-0-title", "see_also-0-title", "see_also-0-note"]
    sent = {**form_of(client.get(url)), **dict.fromkeys(lines, "\ud83d"), "summary": "Strange"}

    body = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in sent.items())
    answer = client.post(url, body.encode(), content_type="application/x-www-form-urlencoded")

    page = answer.content.decode()
    said = set(re.findall(r'<ul class="errorlist" id="id_([\w-]+)_error">[^“]*<li>“�”', page))
    assert said == set(lines)
    assert Edit.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("send", ["form", "api_document", "file_plain"], indirect=True)
def test_a_line_of_a_megabyte_is_kept_and_one_beyond_the_limit_refused(send):
    text = f"It was {'x' * 999_000} in 1887."

    saved, _ = send(text)
    kept, refusal = send(f"It was {'x' * 1_000_001} in 1887.")

    assert saved == text
    assert kept is None
    assert "at most 1,000,000 are allowed" in refusal


@pytest.mark.django_db
@pytest.mark.parametrize("send", WAYS, indirect=True)
def test_every_line_end_becomes_a_line_feed_or_is_refused(send):
    wrong = []
    for name, strange in LINES.items():
        saved, refusal = send(f"It was lit{strange}in 1887.")
        if saved != "It was lit\nin 1887." and not refusal:
            wrong.append((name, saved))

    assert wrong == []


def test_a_comparison_shows_what_cannot_be_seen():
    hidden = [
        "\x1b\x7f\x80\x9f",
        "\u200b\u200c\u200d\u2060\ufeff\xad\u180e",
        "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        "\xa0\u2009\u3000\u2028\u2029\x85",
        "\U000e0067\U000e007f\ufff9\ufffa\ufffb\ufffc",
        "\ud83d\udc00",
    ]

    for character in "".join(hidden):
        (run,) = visible.runs((Run(Kind.INSERTED, f"a{character}b"),))
        assert character not in run.text, f"U+{ord(character):04X}"
