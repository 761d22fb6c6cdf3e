import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.core import dates, naming
from sources.core.readers import READERS, Bibliography, BibliographyError, bibtex, csl_json, ris
from sources.models import KEY

CASES = Path(__file__).parent / "cases" / "bibliographies.md"


def cases():
    for case in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, file, said = re.fullmatch(
            r"(.*?)\n\n```\n(.*?)\n```\n\n(.*?)\n*", case, re.DOTALL
        ).groups()
        yield pytest.param(name, file, said.split("\n"), id=name)


DETAILS = (
    *("volume", "issue", "pages", "edition", "number", "genre", "event", "place"),
    *("series", "series_number"),
)


def named(names):
    return "; ".join(
        f"={name.literal}" if name.literal else f"{name.family}/{name.given}" for name in names
    )


def told(read):
    for entry in read.entries:
        record = entry.record
        editors, translators = named(record.editors), named(record.translators)
        parts = (
            *(str(entry.line), record.key, record.type, record.title and f"“{record.title}”"),
            *(named(record.authors), editors and f"ed. {editors}"),
            *(translators and f"tr. {translators}", record.issued),
            *(f"“{said}”" if said else "" for said in (record.container, record.publisher)),
            *(f"{name} {said}" for name in DETAILS if (said := getattr(record, name))),
            *(record.url, record.doi, record.isbn, record.issn, record.language),
            *(f"({note})" for note in entry.notes),
        )
        yield " ".join(part for part in parts if part)
    for problem in read.problems:
        yield f"! {problem.line} {problem.entry}: {problem.sentence}"


@pytest.mark.parametrize(("name", "file", "said"), tuple(cases()))
def test_a_file_is_read_as_the_cases_say(name, file, said):
    read = dict(READERS)[name.partition(",")[0]](file)

    assert list(told(read)) == said


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_the_mark_of_the_byte_order_change_nothing(end):
    text = "TY  - JOUR\nTI  - Lamps\n  at sea\nAU  - Hale, Mary\n\nPY  - 2031\nER  - \n"

    assert ris.read("\ufeff" + text.replace("\n", end)) == ris.read(text)


def test_what_is_too_long_for_its_place_is_left_out_and_told():
    (entry,) = bibtex.read("@article{a, title={T}, volume={" + "9" * 51 + "}}").entries

    assert entry.record.volume == ""
    assert entry.notes == ("the volume is too long, and left empty",)


def test_an_item_alone_and_items_in_an_object_are_read_too():
    one = csl_json.read('{"id": "a", "title": "T", "type": "book"}')
    listed = csl_json.read('{"items": [{"id": "a", "title": "T", "type": "book"}]}')

    assert one == listed
    assert one.entries[0].record.key == "a"


def test_a_field_of_json_that_stands_twice_is_told():
    (entry,) = csl_json.read('{"id": "a", "title": "One", "title": "Two"}').entries

    assert entry.record.title == "One"
    assert entry.notes == ("the field “title” stands twice, and only its first was read",)


@pytest.mark.parametrize(
    ("read", "text", "sentence"),
    [
        (csl_json.read, "[\n{]", "line 2: this is not JSON: Expecting property name"),
        (csl_json.read, "[" * 100_000, "line 1: this is nested too deep."),
        (bibtex.read, "words", "line 1: there is no entry, which begins with “@”."),
        (ris.read, "words", "line 1: there is no entry, which begins with “TY  - ”."),
    ],
)
def test_what_is_no_bibliography_is_refused_in_a_sentence(read, text, sentence):
    with pytest.raises(BibliographyError) as error:
        read(text)

    assert str(error.value)[: len(sentence)] == sentence


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        ("@book{k, title={" + r"\emph{" * 2000 + "}" * 2000 + "}}", "its LaTeX is nested too deep"),
        ("@book{k, title={" + "a" * 20_001 + "}}", "a field is too long"),
    ],
)
def test_an_entry_that_cannot_be_read_is_a_problem(file, problem):
    (found,) = bibtex.read(file).problems

    assert found.sentence == problem


@pytest.mark.parametrize(
    ("read", "file"),
    [
        (bibtex.read, "@book{k, title={" * 3000),
        (bibtex.read, "@" * 100_000 + "{"),
        (ris.read, "TY  - " * 100_000),
        (ris.read, "TY  - JOUR\n" * 5000),
        (csl_json.read, "[" + "{}," * 20_000 + "{}]"),
    ],
)
def test_a_hostile_file_is_read_soon(read, file):
    begun = time.monotonic()

    read(file)

    assert time.monotonic() - begun < 20


@given(st.text())
def test_any_text_is_read_or_refused(text):
    for _, read in READERS:
        try:
            found = read(text)
        except BibliographyError:
            continue
        assert isinstance(found, Bibliography)


@given(st.lists(st.text(max_size=80), min_size=1))
def test_keys_follow_our_grammar_and_are_their_own(ids):
    items = ", ".join(f'{{"id": {quoted(id_)}, "title": "T"}}' for id_ in ids)

    keys = [entry.record.key for entry in csl_json.read(f"[{items}]").entries]

    assert len(set(keys)) == len(ids)
    assert all(re.fullmatch(KEY, key) for key in keys)


def quoted(text):
    import json

    return json.dumps(text)


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2031", "2031"),
        ("2031-05", "2031-05"),
        ("2031-05-03", "2031-05-03"),
        ("2031~", "2031~"),
        ("2031-22", "2031-22"),
        ("3 May 2031", "2031-05-03"),
        ("3. Sept. 2031", "2031-09-03"),
        ("May 3, 2031", "2031-05-03"),
        ("May 2031", "2031-05"),
        ("2031/5/3", "2031-05-03"),
        ("2031-05-03/2031-05-05", "2031-05-03/2031-05-05"),
        ("2031-05-03/soon", ""),
        ("2031-13", ""),
        ("2031-02-30", ""),
        ("0000", ""),
        ("3, 2031", ""),
        ("Mai 2031", ""),
        ("in press", ""),
    ],
)
def test_dates_become_edtf_or_nothing(written, edtf):
    assert dates.read(written) == edtf


def test_the_day_of_a_moment_is_read():
    assert dates.day("2031-05-03T08:00:00+02:00") == "2031-05-03"
    assert dates.day("2031-05-03 08:00") == "2031-05-03"


def test_no_numbers_are_no_date():
    assert dates.parts([]) == ""


def test_words_of_a_key_are_latin():
    assert naming.words("L’Été à Łódź!") == "lete-a-lodz"


@pytest.mark.parametrize(
    ("first", "last", "pages"), [("350-", "60", "350–60"), ("350–", "", "350"), ("e12", "", "e12")]
)
def test_a_first_page_in_ris_may_have_the_sign_of_a_range_behind_it(first, last, pages):
    text = f"TY  - JOUR\nTI  - Lamps\nSP  - {first}\nEP  - {last}\nER  - \n"

    assert ris.read(text).entries[0].record.pages == pages
