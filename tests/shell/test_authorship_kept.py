"""Who wrote the words: kept at every save and publication, the same when computed anew."""

import re
from dataclasses import replace
from io import StringIO

import examples
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from strategies import documents, edits

from encyclopedia import publishing, store
from encyclopedia.core import authorship
from encyclopedia.core.document import Document
from encyclopedia.management.commands import rebuild_authorship
from encyclopedia.models import Article, Authorship, Edit, Edition, PartAuthors
from sources import store as source_store

pytestmark = pytest.mark.django_db


def reason(summary="", **more):
    return store.Reason(editor=None, summary=summary, **more)


def begin(document: Document) -> store.Saved:
    for record in document.sources:
        source_store.save(replace(record, snapshot="", captured_at=""), editor=None, summary="")
    return store.create(document, reason=reason("begin"))


def save(article, document, **more):
    for record in document.sources:
        source_store.save(replace(record, snapshot="", captured_at=""), editor=None, summary="")
    return store.save(article, document, base=store.head(article).pk, reason=reason(**more)).edit


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    return begin(examples.lighthouse()).edit.article


def lead(article, text, **more):
    return save(article, replace(store.current(article), lead=text), **more)


def authors_of_lead(edit, *, public=False):
    """Give the words of the lead of an article, cut by who wrote them."""
    document = store.at(edit)
    runs = store.authors(edit, public=public)[document.id]
    texts = "".join(authorship.of_document(document)[document.id].texts)
    cut, at = [], 0
    for revision, length in runs:
        cut.append((revision, texts[at : at + length]))
        at += length
    before = len(texts) - len(document.lead)
    return [(r, t) for r, t in _from(cut, before) if t]


def _from(cut, start):
    for revision, text in cut:
        yield revision, text[start:] if start > 0 else text
        start = max(0, start - len(text))


def of(words, found):
    """Name the revisions of the stretches that hold *words*."""
    return {revision for revision, text in found if words in text}


class TestLaws(TestCase):
    @given(documents().flatmap(lambda d: st.lists(edits(d), max_size=4).map(lambda e: (d, e))))
    def test_what_was_kept_save_by_save_is_what_is_computed_anew(self, given):
        first, later = given
        article = begin(first).edit.article
        for document in [*later, first]:
            save(article, document)
            if len(document.sections) % 2:
                publishing.publish(store.head(article), publisher=None)

        rebuilt = store.rebuild_authorship(article)

        assert rebuilt.was_same

    @given(documents().flatmap(lambda d: edits(d).map(lambda e: (d, e))))
    def test_every_character_has_an_author_who_had_saved_by_then(self, pair):
        first, second = pair
        article = begin(first).edit.article
        edit = save(article, second)

        found = store.authors(edit, public=False)

        texts = authorship.of_document(store.at(edit))
        assert found.keys() == texts.keys()
        for id_, runs in found.items():
            assert sum(length for _, length in runs) == sum(map(len, texts[id_].texts))
        revisions = {revision for runs in found.values() for revision, _ in runs}
        assert revisions <= set(store.history(article).values_list("pk", flat=True))


class TestWords:
    def test_a_word_is_its_first_authors_whatever_others_change(self, article):
        first = store.head(article)

        second = lead(article, "The lighthouse was lit in 1888. [@almanac]")

        found = authors_of_lead(second)
        assert of("lighthouse", found) == {first.pk}
        assert of("1888", found) == {second.pk}

    def test_vandalism_that_is_restored_leaves_no_trace(self, article):
        first = store.head(article)
        lead(article, "BANANA")

        restored = store.restore(
            article, first, seen=store.head(article).pk, reason=reason("back")
        ).edit

        assert store.authors(restored, public=False) == store.authors(first, public=False)

    def test_words_that_an_undo_brings_back_are_their_first_authors(self, article):
        first = store.head(article)
        second = lead(article, "The lighthouse was lit. [@almanac]\n\nIt still works.")
        lead(article, "The lighthouse was lit. [@almanac]\n\nIt works at night.")

        undone = store.undo(
            article, second, seen=store.head(article).pk, reason=reason("undone")
        ).edit

        assert of("in 1887", authors_of_lead(undone)) == {first.pk}

    def test_words_that_move_to_another_part_keep_their_author(self, article):
        first = store.head(article)
        document = store.current(article)
        purpose, *others = document.sections
        moved = replace(others[-1], text=f"{others[-1].text}\n\n{purpose.text}")

        edit = save(article, replace(document, sections=(*others[:-1], moved)))

        runs = store.authors(edit, public=False)[moved.id]
        assert sum(length for revision, length in runs if revision == edit.pk) <= len("\n\n")
        assert first.pk in {revision for revision, _ in runs}

    def test_merged_words_are_of_those_who_wrote_them(self, article):
        first = store.head(article)
        document = store.current(article)
        second = lead(article, document.lead.replace("1887", "1888"))
        mine = replace(document, lead=document.lead.replace("still works", "works still today"))

        merged = store.save(article, mine, base=first.pk, reason=reason("mine")).edit

        found = authors_of_lead(merged)
        assert of("1888", found) == {second.pk}
        assert of("today", found) == {merged.pk}
        assert of("lighthouse", found) == {first.pk}

    def test_an_article_from_before_an_upgrade_is_told_at_once_and_kept_at_its_next_save(
        self, article
    ):
        second = lead(article, "The lighthouse was lit in 1888. [@almanac]")
        expected = store.authors(second, public=False)
        Authorship.objects.all().delete()

        told = store.authors(second, public=False)
        third = lead(article, "The lighthouse was lit in 1888. [@almanac]\n\nTall.")

        assert told == expected
        assert of("1888", authors_of_lead(third)) == {second.pk}
        assert Authorship.objects.get(article=article, public=False).count == 3
        assert store.rebuild_authorship(article).was_same

    def test_an_old_revision_has_the_authors_of_then(self, article):
        second = lead(article, "The lighthouse was lit in 1888. [@almanac]")
        expected = store.authors(second, public=False)
        lead(article, "Nothing is left.")

        assert store.authors(second, public=False) == expected


class TestPublicSide:
    def test_a_word_counts_for_the_first_public_revision_that_shows_it(self, article):
        publishing.publish(store.head(article), publisher=None)
        draft = lead(article, "The lighthouse was lit in 1888. [@almanac]")
        shown = lead(article, "The lighthouse was lit in 1888 by two. [@almanac]")
        publishing.publish(shown, publisher=None)

        assert of("1888", authors_of_lead(shown)) == {draft.pk}
        assert of("1888", authors_of_lead(shown, public=True)) == {shown.pk}

    def test_a_word_that_no_public_revision_between_showed_is_not_of_that_one(self, article):
        lead(article, "The lamp of the tower was a gift of the town. [@almanac]")
        without = lead(article, "It still works. [@almanac]")
        publishing.publish(without, publisher=None)
        again = lead(
            article, "It still works. The lamp of the tower was a gift of the town. [@almanac]"
        )
        publishing.publish(again, publisher=None)

        assert of("gift", authors_of_lead(again, public=True)) == {again.pk}

    def test_an_older_revision_published_later_is_the_first_from_then_on(self, article):
        first = store.head(article)
        second = lead(article, "The lighthouse was lit in 1888. [@almanac]")
        publishing.publish(second, publisher=None)
        assert of("lighthouse", authors_of_lead(second, public=True)) == {second.pk}

        publishing.publish(first, publisher=None)

        assert of("lighthouse", authors_of_lead(first, public=True)) == {first.pk}
        assert of("lighthouse", authors_of_lead(second, public=True)) == {first.pk}
        assert store.rebuild_authorship(article).was_same

    def test_withdrawing_and_publishing_again_loses_no_author(self, article):
        first = store.head(article)
        publishing.publish(first, publisher=None)
        second = lead(article, "The lighthouse was lit in 1888. [@almanac]")
        publishing.withdraw(article)

        publishing.publish(second, publisher=None)

        assert of("lighthouse", authors_of_lead(second, public=True)) == {first.pk}


class TestCommand:
    def run(self, *slugs):
        out = StringIO()
        call_command("rebuild_authorship", *slugs, stdout=out)
        return out.getvalue()

    def test_it_says_that_what_was_kept_is_what_it_computed(self, article):
        lead(article, "Another.")

        assert self.run() == "Computed 2 revisions of 1 article: 1 as kept, 0 written anew.\n"

    def test_it_mends_what_was_damaged_and_names_it(self, article):
        edit = lead(article, "Another.")
        expected = store.authors(edit, public=False)
        PartAuthors.objects.filter(part_id=article.pk).update(runs=b"")

        said = self.run(article.slug)

        assert "0 as kept, 1 written anew" in said
        assert article.slug in said
        assert store.authors(edit, public=False) == expected
        assert "1 as kept" in self.run(article.slug)

    def test_what_readers_were_told_ends_where_it_was_wrong(self, article):
        publishing.publish(lead(article, "Another."), publisher=None)
        edition = Edition.objects.today()

        self.run()
        as_it_was = Edition.objects.today()
        PartAuthors.objects.filter(part_id=article.pk).update(runs=b"")
        self.run()

        assert edition == as_it_was != Edition.objects.today()

    def test_it_refuses_a_slug_that_no_article_has(self, article):
        with pytest.raises(CommandError, match="no article at the slug “nowhere”"):
            self.run("nowhere")

    def test_it_goes_on_where_a_stopped_run_ended(self, article):
        other = begin(examples.lighthouse("Second Lighthouse")).edit.article
        self.run(article.slug)

        first, last = rebuild_authorship.longest_ago_first()

        assert (first, last) == (other, article)


def test_a_small_save_costs_a_few_queries_and_writes_one_part(article):
    document = store.current(article)
    document = replace(document, lead=document.lead.replace("1887", "1888"))
    rows = dict(PartAuthors.objects.values_list("part_id", "runs"))

    with CaptureQueriesContext(connection) as queries:
        save(article, document)

    mine = [q for q in queries if re.search(r"encyclopedia_(authorship|partauth|vanish)", q["sql"])]
    assert len(mine) == 7
    after = dict(PartAuthors.objects.values_list("part_id", "runs"))
    assert {id_ for id_ in after if after[id_] != rows.get(id_)} == {article.pk}


def test_every_revision_of_the_demonstration_is_kept_as_it_is_computed(settings):
    call_command("demo", "--no-serve", stdout=StringIO())

    rebuilt = [store.rebuild_authorship(article) for article in Article.objects.all()]

    assert [each.was_same for each in rebuilt] == [True] * len(rebuilt)
    for edit in Edit.objects.select_related("article"):
        texts = authorship.of_document(store.at(edit))
        found = store.authors(edit, public=False)
        assert {id_: sum(n for _, n in runs) for id_, runs in found.items()} == {
            id_: sum(map(len, part.texts)) for id_, part in texts.items()
        }


def test_a_first_publication_is_written_down_with_its_authors():
    edit = begin(examples.lighthouse()).edit

    publishing.publish(edit, publisher=None)

    assert store.rebuild_authorship(edit.article).was_same
