"""The store: saving, reading back, merging, restoring."""

from dataclasses import replace

import examples
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis.extra.django import TestCase
from reversion.models import Revision, Version
from strategies import documents, edits

from encyclopedia import store
from encyclopedia.core.document import Document
from encyclopedia.models import Citation, Edit
from sources import store as source_store

pytestmark = pytest.mark.django_db


def reason(summary="", editor=None, **more):
    return store.Reason(editor=editor, summary=summary, **more)


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    return store.create(examples.lighthouse(), reason=reason("begin")).edit.article


def change(document: Document, **texts: str) -> Document:
    """Change the texts of sections, named by their anchors."""
    sections = tuple(
        replace(section, text=texts.get(section.anchor, section.text))
        for section in document.sections
    )
    return replace(document, sections=sections)


def save(article, document, *, base=None, **options):
    base = base or store.head(article).pk
    why = options.pop("reason", reason("edit"))
    return store.save(article, document, base=base, reason=why, **options)


class RecordedSources:
    """Make the sources of generated documents exist, as an importer would."""

    @staticmethod
    def record(document):
        for record in document.sources:
            source_store.save(replace(record, snapshot="", captured_at=""), editor=None, summary="")


class TestLaws(TestCase):
    @given(documents())
    def test_the_live_tables_and_their_own_revision_read_the_same(self, document):
        RecordedSources.record(document)

        saved = store.create(document, reason=reason())

        assert store.at(saved.edit) == store.current(saved.edit.article) == saved.document

    @given(documents().flatmap(lambda d: edits(d).map(lambda e: (d, e))))
    def test_an_edit_leaves_the_revision_before_it_as_it_was(self, pair):
        first, second = pair
        RecordedSources.record(first)
        RecordedSources.record(second)
        began = store.create(first, reason=reason())

        saved = save(began.edit.article, second)

        assert store.at(began.edit) == began.document
        assert store.current(began.edit.article) == saved.document == store.at(saved.edit)


def test_a_save_keeps_every_part_of_the_document(article):
    current = store.current(article)

    assert replace(current, sources=()) == examples.lighthouse()
    assert [source.key for source in current.sources] == ["almanac"]


def test_a_save_of_one_section_stores_one_version(article):
    document = change(store.current(article), purpose="It warns ships.")

    saved = save(article, document)

    versions = Version.objects.filter(revision_id=saved.edit.pk)
    assert [version.object_repr for version in versions] == ["Purpose"]


def test_a_save_that_changes_nothing_makes_no_revision(article):
    before = Revision.objects.count()

    saved = save(article, store.current(article))

    assert not saved.changed
    assert Revision.objects.count() == before


def test_the_same_save_twice_makes_one_revision(article):
    base = store.head(article).pk
    document = change(store.current(article), purpose="It warns ships.")

    first = save(article, document, base=base)
    second = save(article, document, base=base)

    assert (first.changed, second.changed) == (True, False)
    assert first.edit == second.edit


def test_words_that_do_not_overlap_merge(article):
    base = store.head(article).pk
    began = store.current(article)
    save(article, change(began, purpose="It warns tall ships of the reef. See [[Reef of Teeth]]."))

    saved = save(article, change(began, outcomes="Wrecks became very rare. [@almanac]"), base=base)

    texts = {section.anchor: section.text for section in store.current(article).sections}
    assert saved.merged
    assert texts["purpose"] == "It warns tall ships of the reef. See [[Reef of Teeth]]."
    assert texts["outcomes"] == "Wrecks became very rare. [@almanac]"


def test_words_that_overlap_are_refused_and_nothing_is_written(article):
    base = store.head(article).pk
    began = store.current(article)
    theirs = save(article, change(began, outcomes="Wrecks became common. [@almanac]"))

    with pytest.raises(store.CollidedError) as refused:
        save(article, change(began, outcomes="Wrecks became unknown. [@almanac]"), base=base)

    assert store.head(article) == theirs.edit
    assert refused.value.head == theirs.edit.pk
    (collision,) = refused.value.collisions
    assert "rare" in collision.base
    assert "unknown" in collision.mine
    assert "common" in collision.theirs


def test_an_editor_who_has_seen_the_other_words_may_keep_their_own(article):
    base = store.head(article).pk
    began = store.current(article)
    save(article, change(began, outcomes="Wrecks became common. [@almanac]"))

    mine = change(began, outcomes="Wrecks became unknown. [@almanac]")
    save(article, mine, base=base, seen=store.head(article).pk)

    texts = {section.anchor: section.text for section in store.current(article).sections}
    assert texts["outcomes"] == "Wrecks became unknown. [@almanac]"


def test_restoring_is_a_new_revision_that_names_the_old_one(article):
    first = store.head(article)
    save(article, replace(store.current(article), lead="Other words.", infobox=()))

    saved = store.restore(article, first, seen=store.head(article).pk, reason=reason("restore"))

    assert saved.edit.restores == first
    assert saved.edit.pk > first.pk
    assert store.current(article) == store.at(first)
    assert Edit.objects.filter(article=article).count() == 3


def test_a_part_that_was_deleted_comes_back_with_its_id(article):
    first = store.head(article)
    ids = [field.id for field in store.current(article).infobox]
    save(article, replace(store.current(article), infobox=()))

    store.restore(article, first, seen=store.head(article).pk, reason=reason("restore"))

    assert [field.id for field in store.current(article).infobox] == ids


def test_an_old_revision_keeps_the_source_as_it_was(article):
    first = store.head(article)
    source_store.save(examples.almanac(title="Renamed"), editor=None, summary="")

    assert [source.title for source in store.at(first).sources] == ["The Almanac"]
    assert [source.title for source in store.current(article).sources] == ["The Almanac"]


def test_a_corrected_source_reaches_the_article_by_a_new_revision(article):
    source_store.save(examples.almanac(title="Renamed"), editor=None, summary="")

    saved = store.adopt_sources(article, reason=reason("adopt"))

    assert saved.changed
    assert [source.title for source in store.current(article).sources] == ["Renamed"]


def test_a_revision_of_another_article_is_refused(article):
    other = store.create(examples.lighthouse("Other Light"), reason=reason()).edit

    with pytest.raises(store.ForeignRevisionError, match="is not a revision of"):
        store.restore(article, other, seen=store.head(article).pk, reason=reason())
    with pytest.raises(store.ForeignRevisionError, match="is not a revision of"):
        save(article, store.current(article), base=other.pk)


def test_a_part_of_another_article_is_refused(article):
    other = store.create(examples.lighthouse("Other Light"), reason=reason()).document
    stolen = replace(store.current(article), infobox=other.infobox)

    with pytest.raises(store.ForeignRevisionError, match="belongs to another article"):
        save(article, stolen)


def test_a_title_that_another_article_has_is_refused(article):
    again = replace(examples.lighthouse("Other"), title="skerry lighthouse")

    with pytest.raises(store.TitleTakenError, match="already an article called"):
        store.create(again, reason=reason())


def test_an_invalid_document_is_refused_in_words_and_nothing_is_written(article):
    document = replace(store.current(article), title="")

    with pytest.raises(store.InvalidDocumentError) as refused:
        save(article, document)

    assert refused.value.faults
    assert store.history(article).count() == 1


def test_the_index_of_citations_follows_the_text(article):
    document = change(store.current(article), outcomes="Wrecks became rare.")

    save(article, document)

    assert list(Citation.objects.values_list("part", "quote")) == [("lead", "first lit in 1887")]


def test_a_citation_knows_the_words_it_supports(article):
    (lead,) = Citation.objects.filter(part="lead")
    text = store.current(article).lead

    assert text[lead.claim_start : lead.claim_end].strip() == "The lighthouse was lit in 1887."


def test_an_unchanged_part_keeps_its_citation_rows(article):
    before = Citation.objects.get(part="lead").pk

    save(article, change(store.current(article), outcomes="Wrecks became few. [@almanac]"))

    assert Citation.objects.get(part="lead").pk == before


def test_reading_costs_the_same_however_old_the_revision(article):
    first = store.head(article)
    for number in range(5):
        save(article, change(store.current(article), purpose=f"Text {number}."))

    with CaptureQueriesContext(connection) as old:
        store.at(first)
    with CaptureQueriesContext(connection) as new:
        store.at(store.head(article))

    assert len(old) == len(new) - 1 == 2


def test_moving_a_section_rewrites_one_row(article):
    document = store.current(article)
    first, *rest = document.sections

    saved = save(article, replace(document, sections=(*rest, first)))

    assert Version.objects.filter(revision_id=saved.edit.pk).count() == 1
    assert store.current(article).sections == (*rest, first)


def test_a_signature_outlives_the_account(article, ada):
    saved = save(
        article, change(store.current(article), purpose="Words."), reason=reason("mine", ada)
    )

    ada.delete()

    saved.edit.refresh_from_db()
    assert (saved.edit.editor, saved.edit.editor_name) == (None, "ada")


def test_nothing_of_ours_reverts_a_revision():
    from pathlib import Path

    import encyclopedia

    code = "\n".join(path.read_text() for path in Path(encyclopedia.__file__).parent.rglob("*.py"))

    assert ".revert(" not in code


def test_a_part_keeps_its_kind(article):
    document = store.current(article)
    gone = document.sections[2].id
    row = replace(document.infobox[0], id=gone)
    mixed = replace(document, sections=document.sections[:2], infobox=(row,))

    with pytest.raises(store.ForeignRevisionError, match="belongs to another"):
        save(article, mixed)


def test_the_id_of_a_part_that_another_article_once_had_is_refused(article):
    other = store.create(examples.lighthouse("Other Light"), reason=reason()).edit.article
    had = store.current(other)
    save(other, replace(had, infobox=()))

    with pytest.raises(store.ForeignRevisionError, match="belongs to another article"):
        save(article, replace(store.current(article), infobox=had.infobox))


def test_an_article_is_not_created_twice(article):
    again = replace(examples.lighthouse(), title="Another title")

    with pytest.raises(store.ForeignRevisionError, match="exists already"):
        store.create(again, reason=reason())


def test_keeping_mine_needs_to_have_seen_the_newest_words(article):
    base = store.head(article).pk
    began = store.current(article)
    seen = save(article, change(began, outcomes="Wrecks became common. [@almanac]")).edit.pk
    save(article, change(began, outcomes="Wrecks became daily. [@almanac]"), base=seen)

    mine = change(began, outcomes="Wrecks became unknown. [@almanac]")
    with pytest.raises(store.CollidedError):
        save(article, mine, base=base, seen=seen)


def test_restoring_brings_back_every_part_that_was_deleted(article):
    first = store.head(article)
    bare = Document(id=article.pk, title="Skerry Lighthouse")
    save(article, bare)

    saved = store.restore(article, first, seen=store.head(article).pk, reason=reason("restore"))

    assert store.current(article) == store.at(first) == saved.document
    assert store.head(article) == saved.edit


def test_a_restored_revision_keeps_its_sources_as_they_were(article):
    first = store.head(article)
    source_store.save(examples.almanac(title="Corrected"), editor=None, summary="")
    store.adopt_sources(article, reason=reason("adopt"))

    store.restore(article, first, seen=store.head(article).pk, reason=reason("restore"))

    assert store.current(article) == store.at(first)


def test_a_correction_of_a_source_and_an_edit_of_the_text_do_not_collide(article):
    base = store.head(article).pk
    mine = change(store.current(article), purpose="It warns ships.")
    mine = replace(mine, sources=(examples.almanac(title="As I have it in a file"),))
    source_store.save(examples.almanac(title="Corrected"), editor=None, summary="")
    store.adopt_sources(article, reason=reason("adopt"))

    save(article, mine, base=base)

    assert [source.title for source in store.current(article).sources] == ["Corrected"]


def test_a_renamed_source_is_found_by_its_old_key(article):
    from sources.models import Source

    source_store.save(examples.almanac(key="spare"), editor=None, summary="")
    Source.objects.filter(key="spare").update(key="fresh", aliases=["spare"])

    saved = save(article, replace(store.current(article), lead="Lit. [@spare]"))

    assert Citation.objects.get(part="lead").source.key == "fresh"
    assert store.at(saved.edit) == store.current(article)


def test_a_save_inside_another_revision_is_refused_before_it_spoils_a_manifest(article):
    import reversion

    before = store.head(article).manifest

    with pytest.raises(RuntimeError, match="a revision of its own"), reversion.create_revision():
        save(article, change(store.current(article), purpose="Inside."))

    assert store.head(article).manifest == before


def test_a_long_name_is_kept_as_far_as_it_fits(article, ada):
    ada.first_name, ada.last_name = "A" * 150, "L" * 150

    why = reason("s" * 600, ada)
    saved = save(article, change(store.current(article), purpose="Words."), reason=why)

    assert (len(saved.edit.editor_name), len(saved.edit.summary)) == (150, 500)


def test_every_column_holds_what_the_rules_of_documents_allow():
    from encyclopedia.core import document, validity
    from encyclopedia.models import Article, Illustration, InfoboxField, KeyEvent, Section, SeeAlso
    from sources.core.record import SourceRecord
    from sources.models import Source

    pairs = {
        Article: document.Document,
        InfoboxField: document.InfoboxField,
        Section: document.Section,
        KeyEvent: document.KeyEvent,
        SeeAlso: document.SeeAlso,
        Illustration: document.Illustration,
        Source: SourceRecord,
    }
    narrow = []
    for model, part in pairs.items():
        for field in model._meta.concrete_fields:  # noqa: SLF001 -- Django documents _meta
            try:
                limit = validity.limit(part, field.name)
            except KeyError:
                continue
            if field.max_length is not None and field.max_length < limit:
                narrow.append((model.__name__, field.name, field.max_length, limit))

    assert narrow == []


def test_a_record_that_its_table_does_not_hold_is_refused_in_words():
    with pytest.raises(source_store.InvalidRecordError, match="title of a source has at most 500"):
        source_store.save(examples.almanac(title="x" * 501), editor=None, summary="")
