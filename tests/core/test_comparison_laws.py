"""Laws of a comparison: its data holds both sides, as written and as readers read them."""

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import examples
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents, edits

from encyclopedia.core import comparison, diff
from encyclopedia.core.comparison import prose, readable
from encyclopedia.core.diff.words import Kind
from encyclopedia.core.readers import changes_json, markdown
from encyclopedia.core.writers import changes_json as written

DEMONSTRATION = Path(__file__).parents[2] / "encyclopedia" / "demo" / "articles"


@given(documents(), documents())
def test_changes_applied_to_the_old_document_give_the_new_one_and_backwards(old, new):
    new = replace(new, id=old.id)
    changes = diff.compare(old, new)

    assert diff.apply(changes, old) == new
    assert diff.revert(changes, new) == old


@given(st.data())
def test_an_edit_is_applied_and_reverted_from_its_changes(data):
    old = data.draw(documents())
    new = data.draw(edits(old))
    changes = diff.compare(old, new)

    assert diff.apply(changes, old) == new
    assert diff.revert(changes, new) == old


@pytest.mark.parametrize("folder", sorted(DEMONSTRATION.iterdir()), ids=lambda f: f.name)
def test_every_pair_of_revisions_in_the_demonstration_is_rebuilt(folder):
    revisions = [markdown.read(file.read_text(encoding="utf-8")) for file in folder.glob("*.md")]

    for old, new in permutations(revisions, 2):
        changes = diff.compare(old, replace(new, id=old.id))
        assert diff.apply(changes, old) == replace(new, id=old.id)
        assert from_json(changes, old.id) == (old, replace(new, id=old.id))


def test_changes_are_refused_by_a_document_that_they_do_not_begin_from():
    old = examples.lighthouse()
    new = replace(old, title="Another light")
    changes = diff.compare(old, new)

    with pytest.raises(ValueError, match="begin from another"):
        diff.apply(changes, new)
    with pytest.raises(ValueError, match="made another"):
        diff.revert(changes, old)


_SIGNS = st.sampled_from('ab .,\n*_[]()@"“|\\`^>-1#é中\u0301\u200d\u202e~')
_TEXTS = st.text(_SIGNS, max_size=60) | st.sampled_from(
    ("a [@b, p. 2] *c*", "[[A#b|c]] d", "[x *y*][@k]", "- a\n- b\n\nc", "| a | b |\n|--|--|\n| c |")
)


@given(_TEXTS, _TEXTS)
def test_the_words_give_both_sides_back_as_readers_read_them(old, new):
    before, after = readable.read(old), readable.read(new)

    words, _ = prose.compare(before, after)

    assert _shown(words, Kind.DELETED) == _shown(prose.whole(Kind.SAME, before))
    assert _shown(words, Kind.INSERTED) == _shown(prose.whole(Kind.SAME, after))


def _shown(words, *kinds):
    """Join words, without the signs that make invisible characters visible."""
    shown = "".join(word.text for word in words if word.kind in (Kind.SAME, *kinds))
    return "".join(shown.split()).translate({ord("␣"): "", ord("↵"): ""}).replace("⟨ZWJ⟩", "\u200d")


@given(_TEXTS)
def test_a_text_reads_the_same_in_blocks_and_as_a_whole(text):
    pieces = readable.read(text)

    assert [piece.start for piece in pieces] == sorted(piece.start for piece in pieces)
    assert readable.text(readable.between(pieces, 0, len(text) + 1)).split() == (
        readable.text(pieces).split()
    )


@given(st.data())
def test_a_comparison_tells_something_of_every_edit(data):
    old = data.draw(documents())
    new = data.draw(edits(old))

    read = comparison.read(old, new)

    changed = [entry for entry in read.text if entry.kind != "same"]
    rows = [row for lane in (*read.before, *read.after) for row in lane.rows]
    assert not read.is_empty
    assert all(e.words or e.runs or e.twin or e.label for e in changed)
    assert len(changed) + len(rows) == read.total


def from_json(changes, own):
    return changes_json.read(json.loads(json.dumps(written.write(changes, own))))


@given(documents(), documents())
def test_both_sides_are_rebuilt_from_the_json_alone(old, new):
    new = replace(new, id=old.id)

    assert from_json(diff.compare(old, new), old.id) == (old, new)


@given(st.data())
def test_both_sides_of_an_edit_are_rebuilt_from_the_json_alone(data):
    old = data.draw(documents())
    new = data.draw(edits(old))

    assert from_json(diff.compare(old, new), old.id) == (old, replace(new, id=old.id))


@pytest.mark.parametrize("data", [{}, {"id": "x"}, {"id": 1, "metadata": 3, "lead": []}])
def test_what_holds_no_changes_is_refused(data):
    with pytest.raises(changes_json.ChangesError, match="expected the changes of an article"):
        changes_json.read(data)
