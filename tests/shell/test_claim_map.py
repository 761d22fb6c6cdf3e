"""Evidence as readers and operators meet it: the claim map, the byline, comparisons, commands."""

import json
from dataclasses import replace
from io import StringIO

import examples
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from encyclopedia import auditing, presenting, publishing, store
from encyclopedia.binding import book
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import Status
from encyclopedia.desk import merging
from encyclopedia.management.commands import find_support
from encyclopedia.tracing import trace
from sources import store as source_store
from sources.core import passages
from sources.core.record import Access
from sources.models import Source

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
TEXT = (
    "The lamp of the rock was first lit in 1887. Its keeper, Ann Skerry, lived in the tower for"
    " nine years.\n\nWrecks became rare after that.\n\nNobody knows why <script>alert(1)</script>."
)


@pytest.fixture
def edit():
    examples.archive(examples.almanac(), TEXT)
    return store.create(examples.lighthouse(), reason=WHY).edit


@pytest.fixture
def published(edit):
    publishing.publish(edit, publisher=None)
    return edit


def run(command, *arguments, **options):
    out = StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()


def page(client, name, article, *more):
    return client.get(reverse(name, args=[article.slug, *more])).content.decode()


def change_lead(edit, lead, **reason):
    document = replace(store.current(edit.article), lead=lead)
    why = replace(WHY, **reason)
    return store.save(edit.article, document, base=store.head(edit.article).pk, reason=why).edit


def test_the_claim_map_shows_each_sentence_beside_its_passage(client, published):
    html = page(client, "evidence", published.article)

    assert "The lighthouse was lit in 1887." in html
    assert "<mark>first lit in 1887</mark>" in html
    assert "exact words" in html
    assert "Not cited" in html


def test_a_value_of_the_infobox_stands_behind_the_name_of_its_row(client, published):
    html = page(client, "evidence", published.article)

    assert '<span class="name"><bdi>Height</bdi>:</span> 31 m' in html


def test_an_article_without_a_word_has_nothing_to_explain(client):
    empty = Document(id=examples.part("empty"), title="Empty")
    publishing.publish(store.create(empty, reason=WHY).edit, publisher=None)

    html = client.get("/articles/empty/evidence/").content.decode()

    assert "This article has no sentences yet." in html
    assert "Beside each sentence" not in html
    assert "no sentence needs a citation" not in client.get("/articles/empty/").content.decode()


def test_no_word_of_a_snapshot_runs(client, published):
    for html in (
        page(client, "evidence", published.article),
        client.get(reverse("source", args=["almanac"])).content.decode(),
    ):
        assert "<script>alert" not in html


def test_a_wrong_quotation_is_shown_with_the_words_that_differ(client, published):
    wrong = change_lead(published, 'It was old. [@almanac, "first lit in 1889"]')
    publishing.publish(wrong, publisher=None)

    html = page(client, "evidence", published.article)

    assert "Quotation wrong" in html
    assert "1887" in html
    assert "1889" in html


def test_readers_do_not_see_the_passage_of_a_source_kept_for_staff(client, edit):
    examples.archive(examples.almanac(access=Access.STAFF), TEXT)
    store.adopt_sources(edit.article, reason=WHY)
    publishing.publish(store.head(edit.article), publisher=None)

    assert "Its keeper" not in page(client, "evidence", edit.article)


def test_a_wrong_quotation_tells_no_words_of_a_source_kept_for_staff(client, edit):
    examples.archive(examples.almanac(access=Access.STAFF), TEXT)
    store.adopt_sources(edit.article, reason=WHY)
    wrong = change_lead(edit, 'It was old. [@almanac, "Ann Skerry, slept in the tower"]')
    publishing.publish(wrong, publisher=None)
    shown = page(client, "evidence", edit.article)
    told = client.get(f"/api/v1/articles/{edit.article.slug}/evidence").content.decode()

    assert "words differ" in shown
    assert "words differ" in told
    assert "lived" not in shown
    assert "lived" not in told


class TestASourceThatIsKeptForStaffLater:
    """The revision keeps the record of that day, by which readers might read its passages."""

    @pytest.fixture(params=["narrowed", "merged into one for staff"])
    def article(self, request, published):
        record = replace(source_store.current(Source.objects.get()), access=Access.STAFF)
        if request.param == "narrowed":
            source_store.save(record, editor=None, summary="")
        else:
            twin = source_store.save(replace(record, key="twin"), editor=None, summary="")
            almanac = Source.objects.get(key="almanac")
            seen = source_store.head(twin), source_store.head(almanac)
            merging.merge(f"{twin.pk}:{seen[0]}:{almanac.pk}:{seen[1]}", editor=None)
        return published.article

    @pytest.mark.parametrize(
        "address",
        [
            "/articles/skerry-lighthouse/evidence/",
            "/articles/skerry-lighthouse/evidence/?format=json",
            "/articles/skerry-lighthouse/revisions/{}/",
            "/articles/skerry-lighthouse.annotations.json",
            "/api/v1/articles/skerry-lighthouse/evidence",
        ],
    )
    def test_shows_no_passage_wherever_evidence_stands(self, client, article, address):
        answer = client.get(address.format(article.publication.edit_id))

        assert answer.status_code == 200
        assert "the rock was" not in answer.content.decode()
        assert "Its keeper" not in answer.content.decode()

    def test_is_in_no_book_and_on_no_page_that_is_made_again(self, client, article):
        publishing.renew_page_of(article)
        head, document = store.head(article), store.current(article)
        bound = book.make(document, presenting.old_imprint(head, document, presenting.site()))

        assert "Its keeper" not in bound.body
        assert "Its keeper" not in page(client, "article", article)


def test_a_draft_has_no_public_claim_map(client, edit):
    assert client.get(reverse("evidence", args=[edit.article.slug])).status_code == 404


def test_the_claim_map_is_that_of_what_readers_read(client, published):
    change_lead(published, "Unpublished words.")

    assert "Unpublished words." not in page(client, "evidence", published.article)


def test_the_byline_sums_the_evidence_up(client, published):
    html = page(client, "article", published.article)

    assert "1 source, archived; " in html
    assert "sentences cited, 1 pinned" in html


def test_a_comparison_shows_what_the_evidence_gained_and_lost(client, tom, published):
    later = change_lead(published, "The lighthouse was lit in 1887.\n\nIt is tall.")
    client.force_login(tom)

    html = page(client, "compare", published.article, published.pk, later.pk)

    lane = html[html.index("Evidence gained and lost") :]
    assert lane.index("Pinned no more") < lane.index("The lighthouse was lit in 1887.")
    assert lane.index("Without a citation now") < lane.index("It is tall.")


def test_the_claim_map_costs_the_same_however_many_sentences(
    client, published, django_assert_num_queries
):
    url = reverse("evidence", args=[published.article.slug])

    with django_assert_num_queries(6):
        client.get(url)


def test_a_source_at_hand_is_public_with_the_article_that_keeps_it(client, published):
    examples.archive(
        examples.almanac(key="spare", title="Spare book"), "Some words of a spare book."
    )
    spare = examples.almanac(key="spare")
    document = store.current(published.article)
    document = replace(document, sources=(*document.sources, spare))
    head = store.head(published.article).pk
    saved = store.save(published.article, document, base=head, reason=WHY)
    publishing.publish(saved.edit, publisher=None)

    html = client.get(reverse("source", args=["spare"])).content.decode()

    assert "at hand, not cited in the text yet" in html


def test_passages_that_stand_close_share_an_excerpt(client, edit):
    change_lead(edit, 'Lit. [@almanac, "first lit in 1887"] Kept. [@almanac, "nine years"]')
    publishing.publish(store.head(edit.article), publisher=None)

    html = client.get(reverse("source", args=["almanac"])).content.decode()

    assert html.count("Its keeper, Ann Skerry") == 1
    names = [passages.anchor(words) for words in ("first lit in 1887", "nine years")]
    assert f'<mark id="passage"><span id="{names[0]}"></span>first lit in 1887</mark>' in html
    assert f'<mark id="passage-2"><span id="{names[1]}"></span>nine years</mark>' in html
    article = client.get(reverse("article", args=["skerry-lighthouse"])).content.decode()
    assert [f'href="/sources/almanac/#{name}"' in article for name in names] == [True, True]


def test_the_pins_are_exported_with_their_selectors(client, published):
    url = reverse("evidence", args=[published.article.slug])

    answer = client.get(url, {"format": "json"})

    (item,) = answer.json()["items"]
    quote, position = item["target"]["selector"]
    assert answer["Content-Type"] == "application/ld+json"
    assert item["body"]["value"] == "The lighthouse was lit in 1887."
    assert (quote["type"], quote["exact"]) == ("TextQuoteSelector", "first lit in 1887")
    assert len(quote["prefix"]) <= 32 >= len(quote["suffix"])
    assert TEXT[position["start"] : position["end"]] == "first lit in 1887"


class TestAudit:
    def test_it_names_the_place_to_the_character(self, edit):
        change_lead(edit, 'It was old. [@almanac, "first lit in 1889"]')

        (audit,) = json.loads(run("audit", format="json"))

        (found,) = (f for f in audit["findings"] if f["rule"] == "quotation_altered_or_absent")
        lead = store.current(edit.article).lead
        assert found["part"] == "lead"
        assert "first lit in 1889" in lead[found["start"] : found["end"]]
        assert "1887" in found["message"]

    def test_it_reads_as_text(self, edit):
        said = run("audit", edit.article.slug)

        assert said.startswith(f"Skerry Lighthouse (revision {edit.pk})\n")
        assert said.endswith("0 declined.\n")

    def test_it_fails_on_the_level_that_is_asked(self, edit):
        change_lead(edit, 'It was old. [@almanac, "first lit in 1889"]')

        with pytest.raises(CommandError, match="of level error or graver"):
            run("audit", fail_on="error")

    def test_an_unknown_slug_is_named(self, edit):
        with pytest.raises(CommandError, match="no article at the slug “nowhere”"):
            run("audit", "nowhere")

    def test_the_same_revision_on_the_same_day_gives_the_same_findings(self, edit):
        day = timezone.localdate()

        assert auditing.audit(edit.article, today=day) == auditing.audit(edit.article, today=day)

    def test_a_declined_finding_stays_declined_until_its_words_change(self, edit):
        article, day = edit.article, timezone.localdate()
        wrong = change_lead(edit, "It is tall.")
        (found,) = (
            f
            for f in auditing.audit(article, today=day).findings
            if f.rule == "uncited_sentence" and f.words == "It is tall."
        )

        declined = change_lead(wrong, "It is tall.", declines={found.fingerprint: "plain to see"})
        kept = change_lead(declined, "It is tall.\n\nAnd old.")
        back = change_lead(kept, "It is very tall.\n\nAnd old.")

        def said(edit):
            findings = auditing.audit(edit.article, today=day).findings
            return {f.words: f.declined for f in findings if f.rule == "uncited_sentence"}

        assert kept.declined == {found.fingerprint: "plain to see"}
        assert declined.kinds == ["findings"]
        assert said(back)["It is very tall."] == ""

    def test_a_wanted_citation_is_dated_from_the_revision_that_asked_for_it(self, edit):
        change_lead(edit, "It is tall. [@?]")

        found = auditing.audit(edit.article, today=timezone.localdate()).findings

        (wanted,) = (f for f in found if f.rule == "citation_needed")
        assert f"since {timezone.now().date().isoformat()}" in wanted.message


class TestFindSupport:
    def test_it_gives_the_passage_that_bears_on_a_sentence(self, edit):
        said = run("find_support", edit.article.slug, "Ann Skerry kept the tower for nine years.")

        assert "@almanac: " in said
        assert "nine years" in said

    def test_a_sentence_that_begins_with_a_hyphen_stands_after_two(self, edit, capsys):
        command = find_support.Command()

        command.run_from_argv(["manage.py", "find_support", edit.article.slug, "--", "-nine years"])

        assert capsys.readouterr().out.startswith("-nine years\n  ")

    def test_it_looks_in_all_archived_sources_on_request(self, edit):
        examples.archive(examples.almanac(key="zoo", title="Zoo"), "Zebras graze near volcanoes.")
        asked = ("find_support", edit.article.slug, "Zebras graze near volcanoes.")

        assert "1.00 strong @zoo: Zebras graze near volcanoes." in run(*asked, "--all")
        assert "@zoo" not in run(*asked)

    def test_it_says_when_there_is_none_and_never_that_a_sentence_is_false(self, edit):
        said = run("find_support", edit.article.slug, "Quantum flux overwhelms bureaucracy.")

        assert "No passage found." in said
        assert "false" not in said.lower()


def test_every_sentence_has_one_status(edit):
    statements = trace(store.current(edit.article)).statements

    assert {statement.status for statement in statements} <= set(Status)
    assert len({(s.place, s.start) for s in statements}) == len(statements)
