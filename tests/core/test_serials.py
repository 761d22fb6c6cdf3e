"""Serial numbers: ISSNs with the digit that checks them, and numbers of works in a series."""

import pytest

from sources.core import record, serials, series
from sources.models import Source


@pytest.mark.parametrize(
    ("written", "issn"),
    [
        ("2049-3630", "2049-3630"),
        ("20493630", "2049-3630"),
        ("2434-561x", "2434-561X"),
        ("ISSN 0317–8471 (print)", "0317-8471"),
        ("1234-5678 ; 2049 3630", "2049-3630"),
        ("0317-8472", ""),
        ("978-3-16-148410-0", ""),
        ("9783161484100", ""),
        ("", ""),
    ],
)
def test_an_issn_is_read_where_its_last_digit_fits(written, issn):
    assert serials.read(written) == issn


@pytest.mark.parametrize(
    ("written", "parted"),
    [
        ("Studies of the coast, no. 7", ("Studies of the coast", "7")),
        ("Studies of the coast vol. 12/3", ("Studies of the coast", "12/3")),
        ("Schriften, Bd. 4", ("Schriften", "4")),
        ("Studies of the coast", ("Studies of the coast", "")),
        ("no. 7", ("no. 7", "")),
        ("", ("", "")),
    ],
)
def test_a_series_is_parted_from_the_number_in_it(written, parted):
    assert series.parted(written) == parted


def test_a_series_and_its_number_are_joined_as_they_are_parted():
    assert series.joined("Studies", "7") == "Studies, no. 7"
    assert series.joined("Studies", "the last") == "Studies"
    assert series.joined("", "7") == ""


def test_readers_keep_as_much_as_the_table_does():
    fields = Source._meta  # noqa: SLF001 -- Django documents _meta
    kept = {name: fields.get_field(name).max_length for name in record.LONGEST}

    assert kept == record.LONGEST
