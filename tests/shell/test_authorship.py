"""Who wrote the words: kept at every save and publication, the same when computed anew."""

from dataclasses import replace

import examples
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from strategies import documents, edits

from encyclopedia import publishing, store
from encyclopedia.core import authorship
from encyclopedia.core.document import Document
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

    @given(documents().flatmap(lambda d: edits(d).map(lambda e: (d, e))))
    def test_an_article_restored_whole_has_its_first_authors_again(self, pair):
        first, second = pair
        began = begin(first).edit
        save(began.article, second)

        restored = store.restore(
            began.article, began, seen=store.head(began.article).pk, reason=reason()
        ).edit

        assert store.authors(restored, public=False) == store.authors(began, public=False)
