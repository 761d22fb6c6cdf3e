"""Every word of an error can be translated, whoever refuses what."""

import re
from dataclasses import replace
from uuid import uuid4

import examples
import forms_of
import pytest
from marked_language import WHY, greek, unmarked

from encyclopedia import about, languages, store
from encyclopedia.core import validity
from encyclopedia.core.readers import json as of_json
from encyclopedia.core.readers import markdown, plain, wikitext
from encyclopedia.core.writers import json as json_writer
from sources import pasting
from sources.core import capture


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
