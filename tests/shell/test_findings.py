"""The findings of the head as a table: always those of checking everything, at a small price."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import examples
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis.extra.django import TestCase
from strategies import documents, edits

from encyclopedia import auditing, publishing, store
from encyclopedia.core.document import Section
from encyclopedia.models import Article, HeadCheck, HeadFinding, Kind
from sources import store as source_store
from sources.core.record import SourceRecord
from sources.models import Source

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
LIST = "/admin/encyclopedia/article/"


def save(article, **changes):
    began = store.head(article)
    document = replace(store.at(began), **changes)
    return store.save(article, document, base=began.pk, reason=changes.pop("reason", WHY)).edit


def listed(article):
    """Give the findings of the table, in an order of their own."""
    columns = ("rule", "level", "part_id", "start", "end", "words", "message", "declined")
    return sorted(map(str, HeadFinding.objects.filter(article=article).values_list(*columns)))


def found(article, today=None):
    """Give what checking everything finds, in the same form."""
    audit = auditing.audit(article, today=today or timezone.localdate())
    return sorted(
        str(
            (
                f.rule,
                str(f.level),
                f.place.id if f.place else None,
                f.start,
                f.end,
                f.words,
                f.message,
                f.declined,
            )
        )
        for f in audit.findings
    )


def recheck(*arguments, **options):
    said = StringIO()
    call_command("recheck", *arguments, stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def article():
    examples.archive(examples.almanac(), "The tower was first lit in 1887. It fell in 1901.")
    return store.create(examples.lighthouse(), reason=WHY).edit.article


class TestLaw(TestCase):
    @given(documents().flatmap(lambda d: edits(d).map(lambda e: (d, e))))
    def test_the_table_has_what_checking_everything_finds(self, pair):
        for record in (record for document in pair for record in document.sources):
            source_store.save(replace(record, snapshot="", captured_at=""), editor=None, summary="")

        article = store.create(pair[0], reason=WHY).edit.article
        first = listed(article), found(article)
        store.save(article, pair[1], base=store.head(article).pk, reason=WHY)

        assert first[0] == first[1]
        assert listed(article) == found(article)


def test_a_save_of_one_section_rewrites_the_findings_of_that_section_alone(article):
    before = set(HeadFinding.objects.values_list("pk", flat=True))
    purpose = store.current(article).sections[0]
    own = set(HeadFinding.objects.filter(part_id=purpose.id).values_list("pk", flat=True))

    save(
        article,
        sections=(replace(purpose, text="It is tall."), *store.current(article).sections[1:]),
    )

    assert own
    assert before - set(HeadFinding.objects.values_list("pk", flat=True)) == own
    assert listed(article) == found(article)


def test_a_decline_is_in_the_table_and_so_is_taking_it_back(article):
    print_ = HeadFinding.objects.filter(rule="uncited_sentence")[0].fingerprint

    def decline(why):
        head = store.head(article)
        reason = replace(WHY, declines={print_: why})
        store.save(article, store.at(head), base=head.pk, reason=reason)
        return HeadFinding.objects.get(fingerprint=print_).declined

    assert [decline("Plain to see."), decline("")] == ["Plain to see.", ""]
    assert listed(article) == found(article)


def test_undo_and_restore_leave_the_findings_of_what_they_bring_back(article):
    first = store.head(article)
    before = listed(article)
    lead = save(article, lead="Nothing is left.")

    store.undo(article, lead, seen=lead.pk, reason=WHY)
    undone = listed(article)
    changed = save(article, lead="Something else.")
    store.restore(article, first, seen=changed.pk, reason=WHY)

    assert undone == listed(article) == before


class TestRecheck:
    def test_where_nothing_changed_nothing_is_written(self, article):
        before = set(HeadFinding.objects.values_list("pk", flat=True))

        said = recheck()

        assert set(HeadFinding.objects.values_list("pk", flat=True)) == before
        assert said == "Checked 1 article: 0 findings came, 0 went.\n"

    def test_a_title_that_is_taken_meanwhile_is_no_broken_link_any_more(self, article):
        broken = HeadFinding.objects.filter(article=article, rule="broken_link")
        before = broken.count()
        store.create(examples.lighthouse("Reef of Teeth"), reason=WHY)

        recheck(article.slug)

        assert (before, broken.count()) == (2, 0)
        assert listed(article) == found(article)

    def test_a_day_that_passes_shows(self, article):
        tomorrow = timezone.localdate() + timedelta(days=1)
        words = f"It is expected to close on {tomorrow:%-d %B %Y}. It burns. [@?]"
        save(article, lead=words)
        rules = {"stale_tense", "citation_needed"}
        kept = HeadFinding.objects.filter(rule__in=rules)
        before = [finding.rule for finding in kept.all()]

        store.recheck(article, today=tomorrow + timedelta(days=40))

        assert before == ["citation_needed"]
        assert {finding.rule for finding in kept} == rules
        assert "(1 month)" in kept.get(rule="citation_needed").message
        assert listed(article) == found(article, tomorrow + timedelta(days=40))

    def test_a_mark_keeps_its_age_when_its_sentence_moves_to_another_section(self, article):
        purpose, events, outcomes = store.current(article).sections
        asking = replace(purpose, text="It burns. [@?]")
        save(article, sections=(asking, events, outcomes))
        kept = HeadFinding.objects.filter(rule="citation_needed")
        HeadCheck.objects.update(since={kept.get().fingerprint: "2020-01-02"})

        moved = replace(outcomes, text="Wrecks became rare. [@almanac]\n\nIt burns. [@?]")
        save(article, sections=(replace(purpose, text=""), events, moved))

        assert (kept.get().part_id, "since 2020-01-02" in kept.get().message) == (outcomes.id, True)
        assert listed(article) == found(article)

    def test_a_source_that_answers_no_more_is_found_and_makes_no_version_of_its_record(
        self, article
    ):
        save(article)  # nothing new
        source_store.save(
            replace(source_store.current(Source.objects.get()), url="https://example.org/almanac"),
            editor=None,
            summary="",
        )
        store.adopt_sources(article, reason=WHY)
        versions, head = Source.objects.get().edits.count(), store.head(article)

        source_store.note_reachability(Source.objects.get(), timezone.localdate())
        recheck(article.slug)

        gone = HeadFinding.objects.get(rule="unreachable")
        assert "https://example.org/almanac" in gone.message
        assert (Source.objects.get().edits.count(), store.head(article)) == (versions, head)
        assert store.current(article) == store.at(head)
        assert listed(article) == found(article)

    def test_a_new_capture_shows_once_the_article_adopts_it(self, article):
        examples.archive(examples.almanac(), "Quite another text.")
        recheck()
        before = HeadFinding.objects.filter(rule="quotation_altered_or_absent").count()

        store.adopt_sources(article, reason=WHY)

        assert before == 0
        assert HeadFinding.objects.filter(rule="quotation_altered_or_absent").count() == 1
        assert listed(article) == found(article)

    def test_articles_of_before_there_was_a_table_get_theirs(self, article):
        before = listed(article)
        HeadFinding.objects.all().delete()
        HeadCheck.objects.all().delete()

        recheck()

        assert listed(article) == before

    def test_anew_mends_what_does_not_belong(self, article):
        before = listed(article)
        HeadFinding.objects.filter(rule="uncited_sentence").update(message="Nonsense.")

        recheck(anew=True)

        assert listed(article) == before

    def test_a_run_that_was_stopped_goes_on_with_those_checked_longest_ago(self, article):
        other = store.create(examples.lighthouse("Reef of Teeth"), reason=WHY).edit.article
        recheck(article.slug)
        first, last = HeadCheck.objects.order_by("checked_at").values_list("article", flat=True)

        assert (first, last) == (other.pk, article.pk)

    def test_an_unknown_slug_is_named(self, article):
        with pytest.raises(CommandError, match="no article at the slug “nowhere”"):
            recheck("nowhere")


class TestCosts:
    def queries(self, work):
        with CaptureQueriesContext(connection) as asked:
            work()
        return asked.captured_queries

    def grown(self, article, count, unfinished="Nobody counted. [@?]"):
        """Save *article* with more sections, each with a source that it quotes."""
        sections = []
        begun = len(store.current(article).sections)
        for number in range(begun, begun + count):
            key = f"book-{number}"
            examples.archive(SourceRecord(key=key, title=key), f"The keeper saw {number} whales.")
            text = f'Whales came. [@{key}, "saw {number} whales"] {unfinished}'
            name = f"Whales {number}"
            sections.append(
                Section(id=examples.part(name), heading=name, anchor=f"whales-{number}", text=text)
            )
        save(article, sections=(*store.current(article).sections, *sections))

    def change(self, article, words):
        document = store.at(store.head(article))
        *others, last = document.sections
        edited = replace(document, sections=(*others, replace(last, text=f"{words} {last.text}")))
        base = store.head(article).pk
        return self.queries(lambda: store.save(article, edited, base=base, reason=WHY))

    def test_a_save_asks_as_often_for_many_sections_citations_and_marks_as_for_few(self, article):
        self.grown(article, 2)
        few = len(self.change(article, "One. [@book-3]"))
        self.grown(article, 12)
        many = len(self.change(article, "Two. [@book-3]"))

        assert (few, many) == (COST_OF_A_CITING_SAVE, COST_OF_A_CITING_SAVE)

    def test_a_save_reads_the_archived_texts_that_the_changed_section_cites_alone(self, article):
        self.grown(article, 6, unfinished="")

        asked = self.change(article, "Three. [@book-8]")

        (texts,) = (q["sql"] for q in asked if '"sources_snapshot"."text"' in q["sql"])
        assert texts.partition(" WHERE ")[2].count("'") == 2 * len(("book-8",))

    def test_auditing_asks_as_often_for_many_marks_without_a_date_as_for_few(self, article):
        self.grown(article, 2)
        day = timezone.localdate()
        few = len(self.queries(lambda: auditing.audit(article, today=day)))
        self.grown(article, 12)
        many = len(self.queries(lambda: auditing.audit(article, today=day)))

        assert few == many


COST_OF_A_CITING_SAVE = 41


class TestList:
    def cell(self, client, article):
        (row,) = (
            row for row in client.get(LIST).content.decode().split("<tr>") if str(article.pk) in row
        )
        return row

    def test_it_counts_the_findings_of_each_article_by_level(self, client, ada, article):
        client.force_login(ada)
        open_ = HeadFinding.objects.filter(article=article, declined="")
        warnings, advice = (open_.filter(level=level).count() for level in ("warning", "advice"))

        row = self.cell(client, article)

        url = reverse("admin:encyclopedia_article_evidence", args=[article.pk])
        assert f'<a href="{url}">{warnings} warnings, {advice} advice</a>' in row

    def test_numbers_beside_the_filters_are_not_offered(self, client, ada, article):
        Kind.objects.create(name="State visit")  # Django's counts fail where a key has a blank
        client.force_login(ada)

        answer = client.get(LIST, {"_facets": "True"}, follow=True)

        assert answer.status_code == 200
        assert "Show counts" not in answer.content.decode()

    def test_it_says_so_where_nothing_was_checked_yet(self, client, ada, article):
        client.force_login(ada)
        HeadCheck.objects.all().delete()

        assert "not checked yet" in self.cell(client, article)

    def test_a_declined_finding_does_not_count(self, client, ada, article):
        client.force_login(ada)
        HeadFinding.objects.update(declined="Plain to see.")

        assert ">nothing</a>" in self.cell(client, article)

    @pytest.mark.parametrize(
        ("asked", "shown"),
        [("errors", set()), ("warnings", {"Skerry"}), ("none", {"Empty"}), ("x", None)],
    )
    def test_it_shows_articles_with_errors_or_warnings_alone(
        self, client, ada, article, asked, shown
    ):
        client.force_login(ada)
        empty = replace(
            examples.lighthouse("Empty"), lead="", infobox=(), sections=(), events=(), see_also=()
        )
        store.create(empty, reason=WHY)

        page = client.get(LIST, {"found": asked}).content.decode()

        titles = {name for name in ("Skerry", "Empty") if f">{name}" in page}
        assert titles == ({"Skerry", "Empty"} if shown is None else shown)


class TestReachability:
    def post(self, client, source, **changes):
        url = reverse("admin:sources_source_change", args=[source.pk])
        form = client.get(url).context["adminform"].form
        data = {name: form[name].value() for name in form.fields}
        inline = client.get(url).context["inline_admin_formsets"][0].formset.management_form
        data |= {inline.add_prefix(name): inline[name].value() for name in inline.fields}
        data = {name: value for name, value in data.items() if value not in (None, False)}
        return client.post(url, {**data, **changes})

    def test_an_editor_notes_that_an_address_answers_no_more(self, client, ada, article):
        client.force_login(ada)
        source = Source.objects.get()
        versions = source.edits.count()

        self.post(client, source, unreachable_since="2024-05-03")
        page = client.get("/sources/almanac/").content.decode()
        self.post(client, source, unreachable_since="")

        assert "The address has not answered since" in page
        assert "3 May 2024" in page
        source.refresh_from_db()
        assert (source.unreachable_since, source.edits.count()) == (None, versions)

    def test_a_day_to_come_is_refused_at_its_field(self, client, ada, article):
        client.force_login(ada)
        tomorrow = timezone.localdate() + timedelta(days=1)

        answer = self.post(client, Source.objects.get(), unreachable_since=tomorrow.isoformat())

        assert answer.status_code == 200
        assert "This day is still to come." in answer.content.decode()
        assert Source.objects.get().unreachable_since is None

    def test_a_change_of_the_record_keeps_what_was_noted_meanwhile(self, client, ada, article):
        client.force_login(ada)
        source = Source.objects.get()
        day = timezone.localdate()
        source_store.note_reachability(source, day)

        self.post(client, source, publisher="The harbour")

        source.refresh_from_db()
        assert (source.publisher, source.unreachable_since) == ("The harbour", day)


def test_publishing_does_not_touch_findings(article):
    before = list(HeadFinding.objects.values_list("pk", flat=True))

    publishing.publish(store.head(article), publisher=None)

    assert list(HeadFinding.objects.values_list("pk", flat=True)) == before
    assert Article.objects.get().last_check.checked_at <= timezone.now()
