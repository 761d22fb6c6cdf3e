import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encyclopedia.core import values
from encyclopedia.core.document import FieldType
from encyclopedia.core.values import edtf

CASES = Path(__file__).parent / "cases" / "values.md"


def cases():
    language = ""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            language = line[3:]
        row = re.fullmatch(r"\|(.*)(?<!\\)\|(.*)\|", line)
        if row and row[1].strip() not in ("text", "---"):
            yield row[1].strip().replace(r"\|", "|"), language, row[2].strip()


@pytest.mark.parametrize(("text", "language", "expected"), tuple(cases()))
def test_a_date_is_read_as_the_cases_say(text, language, expected):
    value = values.date(text, language)

    assert (value.edtf if value else "") == expected


def test_a_range_knows_its_days_and_what_html_calls_its_ends():
    value = values.date("16-17 May 2024")

    assert value == values.Date(
        edtf="2024-05-16/2024-05-17", first=(2024, 5, 16), last=(2024, 5, 17)
    )
    assert (value.is_range, value.start_iso, value.end_iso) == (True, "2024-05-16", "2024-05-17")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", "2024", "2024"),
        ("2024-05-XX", "2024-05", "2024-05"),
        ("2024-XX", "2024", "2024"),
        ("Spring 2024", "2024", "2024"),
        ("c. 850", "0850", "0850"),
        ("Y17000", "17000", "17000"),
        ("100 BC – AD 50", "", "0050"),
        ("1 BC", "", ""),
        ("1980s", "", ""),
        ("until May 2024", "", "2024-05"),
    ],
)
def test_html_gets_what_it_can_say_and_else_nothing(text, start, end):
    value = values.date(text)

    assert (value.start_iso, value.end_iso) == (start, end)


def test_a_single_date_is_no_range():
    assert not values.date("May 2024").is_range


def test_what_is_approximate_or_uncertain_says_so():
    flags = [
        (value.approximate, value.uncertain)
        for value in map(values.date, ("1850", "1850~", "1850?", "1850%", "1850?/1860~"))
    ]

    assert flags == [(False, False), (True, False), (False, True), (True, True), (True, True)]


def test_dates_sort_by_their_earliest_day():
    texts = ["May 2024", "16 May 2024", "44 BC", "before 1900", "2024"]

    ordered = sorted(texts, key=lambda text: values.date(text).first)

    assert ordered == ["before 1900", "44 BC", "2024", "May 2024", "16 May 2024"]


def test_a_text_too_long_for_a_date_is_not_read():
    assert values.date("2024" + " " * 200) is None


@given(st.text())
def test_reading_a_date_never_raises(text):
    values.date(text)


@given(st.text(alphabet="0123456789X-/.?~%–, Maybecforsinc thBCD'"))
def test_reading_nearly_a_date_never_raises_and_gives_edtf_that_reads_the_same(text):
    value = values.date(text)

    assert value is None or edtf.read(value.edtf) == value


@given(st.dates())
def test_every_day_is_read_from_each_way_of_writing_it(day):
    month = day.strftime("%B")
    ways = (
        day.isoformat(),
        f"{day.day} {month} {day.year:04}",
        f"{month} {day.day}, {day.year:04}",
    )
    readable = ways if day.year >= 100 else ways[:1]

    assert {values.date(way).first for way in readable} == {(day.year, day.month, day.day)}


def test_people_are_split_outside_brackets():
    text = "[[Jane Doe|Doe, Jane]], John (Jack, Jr) Roe and [[A and B]]\nMax Mustermann"

    assert values.people(text) == ("Doe, Jane", "John (Jack, Jr) Roe", "A and B", "Max Mustermann")


def test_a_serial_comma_makes_no_empty_name():
    assert values.people("A, B, and C; D") == ("A", "B", "C", "D")


def test_a_generation_stays_with_its_name():
    assert values.people("John Doe, Jr., Jane Roe") == ("John Doe, Jr.", "Jane Roe")


def test_people_are_split_in_the_language_of_the_article():
    assert values.people("Anna und Bernd", "de") == ("Anna", "Bernd")


def test_a_closing_bracket_alone_does_not_keep_names_together():
    assert values.people("A), B") == ("A)", "B")


def test_links_are_the_titles_pointed_at():
    assert values.links(r"[[A#History|the A]] and [[C\#]] [@x, '[[no]]']") == ("A", "C#")


def test_a_list_without_links_is_split_at_commas_only():
    assert values.links("War and peace, Other [[") == ("War and peace", "Other [[")


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    [
        (FieldType.TEXT, "State visit", None),
        (FieldType.DATE, "2024", values.date("2024")),
        (FieldType.RANGE, "no date", None),
        (FieldType.PEOPLE, "A and B", ("A", "B")),
        (FieldType.PEOPLE, " , ", None),
        (FieldType.LINK, "[[A]], [[B]]", ("A", "B")),
        (FieldType.LINK, "", None),
        (FieldType.PLACE, "[[Beijing]], China[@a]", "Beijing, China"),
        (FieldType.PLACE, "[@a]", None),
    ],
)
def test_a_field_is_read_by_its_type(type_, text, expected):
    assert values.read(text, type_) == expected


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("Date", "16-17 May 2024", FieldType.RANGE),
        ("DATES", "16 May 2024", FieldType.DATE),
        ("Date", "soon", FieldType.TEXT),
        ("Participants", "A, B", FieldType.PEOPLE),
        ("Venue", "A hall", FieldType.PLACE),
        ("Partof", "A", FieldType.LINK),
        ("Part  of", "A", FieldType.LINK),
        ("Theme", "2024", FieldType.TEXT),
    ],
)
def test_an_importer_guesses_the_type_from_the_label(label, text, expected):
    assert values.guess(label, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[these words][@a, p. 3] stand", "these words stand"),
        ("a^[a note] b[@a; @b]", "a b"),
        ("[[A|]] [[B#C]]", "A B"),
        (r"5 \* 3 **bold** \[x\]", "5 * 3 bold [x]"),
        ("[@a, “x ] y”] left", "left"),
        ('[@never, "closed', '[@never, "closed'),
    ],
)
def test_inline_text_is_reduced_to_its_words(text, expected):
    assert values.plain(text) == expected


@given(st.text(alphabet=string.ascii_letters + '[]@|#\\"“”^*, \n'))
def test_reducing_never_raises(text):
    values.plain(text)
    values.people(text)
    values.links(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("20–15 May 1887", "ends before it begins"),
        ("May 1901 – March 1901", "ends before it begins"),
        ("2024-05-20/2024-05-15", "ends before it begins"),
        ("99 BC – 105 BC", "ends before it begins"),
        ("31 April 2024", "names a day or a month that the calendar does not have"),
        ("29 February 2023", "names a day or a month that the calendar does not have"),
        ("30–31 June 2024", "names a day or a month that the calendar does not have"),
        ("2024-13-01", "names a day or a month that the calendar does not have"),
    ],
)
def test_a_date_that_cannot_be_says_why(text, why):
    assert (values.date(text), values.fault(text).value) == (None, why)


@pytest.mark.parametrize(
    "text",
    [
        *("16 May 2024", "29 February 2024", "105 BC – 99 BC", "2019–present", "31 April"),
        *("1918–14", "2019-21", "5/6/2024", "the long winter", "12,345", ""),
    ],
)
def test_what_may_be_a_date_or_is_none_at_all_is_not_called_impossible(text):
    assert values.fault(text) is None


@pytest.mark.parametrize(
    ("one", "other", "surely"),
    [
        ("2000–2008", "2004–2012", True),
        ("2000–2004", "2000–2004", True),
        ("2001–2020", "2019–present", True),
        ("until 1900", "1890–1910", True),
        ("2000–2004", "2004–2008", False),
        ("20 January 2001 – 20 January 2009", "20 January 2009 – 20 January 2017", False),
        ("c. 1850 – c. 1860", "1851–1859", False),
        ("2000–2008", "2004", False),
    ],
)
def test_ranges_overlap_where_they_surely_share_days(one, other, surely):
    first, second = values.date(one), values.date(other)

    assert values.overlap(first, second) is surely
    assert values.overlap(second, first) is surely
