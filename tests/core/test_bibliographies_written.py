"""What is written as a bibliography is read again, as far as its format can say it."""

from dataclasses import replace
from itertools import count

import pytest
import strategies
from hypothesis import example, given
from hypothesis import strategies as st

from sources.core import dates
from sources.core.readers import READERS, value
from sources.core.record import PEOPLE, TYPES, Access, Name, Reliability, SourceRecord, Standing
from sources.core.writers import WRITERS, bibtex, ris

READ, WRITE = dict(READERS), dict(WRITERS)
WORDS = (
    *("container", "volume", "issue", "pages", "edition", "number", "genre", "event", "place"),
    *("series", "series_number", "publisher"),
)
DATES = (
    *("", "2024-05-16", "2024-05", "2024", "0476", "-0043", "2024-05~", "2024?", "2024-05-16%"),
    *("2024-22", "199X", "2004-XX", "2024-05/2024-06", "2024-05-16/..", "../2024", "-0044/-0043"),
)


@st.composite
def bibliographies(draw):
    """Records as bibliographies have them: with a title, a type of ours and keys of their own."""
    records = draw(st.lists(strategies.sources(), min_size=1, max_size=3))
    numbers = count(1)
    return tuple(
        replace(
            record,
            key=f"{record.key[:90]}-{next(numbers)}",
            type=draw(st.sampled_from(sorted(TYPES))),
            title=draw(strategies.lines(required=True)),
            issued=draw(st.sampled_from(DATES)),
            accessed=draw(st.sampled_from(("", "2024-05-17", "2024-05"))),
            archive_url=draw(st.sampled_from(("", "https://archive.example/a_b%20~c"))),
            isbn=draw(st.sampled_from(("", "9783161484100", "316148410X"))),
            doi=draw(st.sampled_from(("", "10.1000/a_b-c(d)<1::2>3.0.co;2-#"))),
        )
        for record in records
    )


def said(record):
    """Give what every bibliography can say of *record*."""
    return replace(
        record,
        title=flat(record.title),
        authors=tuple(name for each in record.authors if (name := spoken(each)) != Name()),
        editors=tuple(name for each in record.editors if (name := spoken(each)) != Name()),
        translators=tuple(name for each in record.translators if (name := spoken(each)) != Name()),
        **{name: flat(getattr(record, name)) for name in WORDS},
        language=value.language(record.language),
        standing=Standing.UNSAID,
        reliability=Reliability.UNREVIEWED,
        reliability_reason="",
        reviewed_on="",
        state_run=False,
        wire=False,
        opinion=False,
        access=Access.EXCERPT,
        snapshot="",
        captured_at="",
        aliases=(),
    )


def flat(words):
    return " ".join(words.split())


def spoken(name):
    """A name is a whole one, or has a family and a given part."""
    literal, family, given = flat(name.literal), flat(name.family), flat(name.given)
    if literal or not (family and given):
        return Name(literal=literal or family or given)
    return Name(family=family, given=given)


def of_family(name):
    """In CSL-JSON a family alone is a person too."""
    if name.family.strip() and not name.given.strip() and not name.literal.strip():
        return Name(family=flat(name.family))
    return spoken(name)


def read(name, records):
    found = READ[name](WRITE[name](records))
    assert found.problems == ()
    return tuple(entry.record for entry in found.entries)


@given(bibliographies())
def test_what_csl_json_says_is_read_again(records):
    expected = tuple(map(said, records))

    assert read("csl-json", records) == tuple(
        replace(plain, **{role: persons(getattr(record, role)) for role in PEOPLE})
        for plain, record in zip(expected, records, strict=True)
    )


def persons(names):
    return tuple(name for name in map(of_family, names) if name != Name())


@given(bibliographies())
@example((SourceRecord(key="a", type="document", title="~ ^ ` '' -- --- << ,, \\{ $_2$ % # &"),))
@example(
    (
        SourceRecord(key="a", type="book", title="T", number="HB", series="S", series_number="7"),
        SourceRecord(key="b", type="book", title="T", number="HB", series_number="7"),
        SourceRecord(key="c", type="report", title="T", number="1", series="S", series_number="7"),
    ),
)
@example((SourceRecord(key="a", type="book", title="``a'' `b' ?` !` {\\^{}} \\~{}"),))
def test_what_bibtex_says_is_read_again(records):
    assert read("bibtex", records) == tuple(map(said, records))


@given(bibliographies())
@example((SourceRecord(key="a", type="book", title="&amp; <i>a</i> &lt; </SUB> &x; <p>"),))
@example(
    (
        SourceRecord(key="a", type="book", title="T", number="HB", series="S", series_number="7"),
        SourceRecord(key="b", type="book", title="T", container="C", pages="7", event="E"),
        SourceRecord(key="c", type="report", title="T", pages="7", series="S", series_number="7"),
    ),
)
def test_what_ris_says_is_read_again(records):
    plain = tuple(map(as_ris_can, records))

    assert read("ris", plain) == tuple(map(said, plain))


def as_ris_can(record):
    """Give an event the proceedings that RIS knows it by."""
    container = record.container.strip() or ("Proceedings" if record.event.strip() else "")
    return replace(
        record,
        authors=without_odd_signs(record.authors),
        editors=without_odd_signs(record.editors),
        translators=() if record.type == "report" else without_odd_signs(record.translators),
        container=container,
        series_number=record.series_number if flat(record.series) else "",
    )


ODD = str.maketrans("", "", ",;.")


def without_odd_signs(names):
    """RIS tells a person by the comma after the family, or by initials."""
    parts = ("family", "given", "literal")
    return tuple(
        Name(**{part: getattr(name, part).translate(ODD) for part in parts}) for name in names
    )


@pytest.mark.parametrize("name", [name for name, _ in WRITERS])
@pytest.mark.parametrize(
    "author",
    [
        Name(family="van der Berg", given="Jan"),
        Name(family="de la Cruz", given="Ana, Jr."),
        Name(family="García Márquez", given="Gabriel"),
        Name(literal="Council of the Harbour"),
        Name(literal="Simon and Schuster"),
        Name(literal="others"),
        Name(literal="Plato"),
        Name(literal="毛泽东"),
    ],
)
def test_names_are_read_as_they_were(name, author):
    record = SourceRecord(key="a", title="T", authors=(author, Name(literal="Second")))

    assert read(name, [record]) == (record,)


@pytest.mark.parametrize("name", [name for name, _ in WRITERS])
@pytest.mark.parametrize("type_", sorted(TYPES))
def test_every_type_is_read_as_it_was(name, type_):
    record = SourceRecord(key="a", type=type_, title="T", url="https://a.example/")

    assert read(name, [record]) == (record,)


def test_bibtex_has_a_year_and_month_for_programs_that_know_no_dates():
    written = bibtex.write([SourceRecord(key="a", title="T", issued="2031-05-14/2031-05-16")])

    assert "  date = {2031-05-14/2031-05-16},\n  year = {2031},\n  month = may\n" in written


def test_ris_has_lines_that_end_as_the_specification_says():
    written = ris.write([SourceRecord(key="a", title="T", issued="2031-05")])

    assert (
        written
        == "TY  - GEN\nID  - a\nM3  - document\nTI  - T\nPY  - 2031\nDA  - 2031/05//\nER  - \n"
    )


def test_every_writer_has_a_reader():
    assert [name for name, _ in WRITERS] == [name for name, _ in READERS]


@given(st.sampled_from(DATES))
def test_dates_of_records_are_dates_of_readers(edtf):
    assert dates.read(edtf) == edtf
