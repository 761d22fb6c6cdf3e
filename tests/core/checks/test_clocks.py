import pytest

from encyclopedia.core.checks.clocks import agree, clocks


def times(text):
    return [clock.time for clock in clocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It began at 20:00.", [(20, 0, 0)]),
        ("It hit at 4:17 a.m. and 12:05 p.m. that day", [(4, 17, 0), (12, 5, 0)]),
        ("Streets reopened at 5 pm", [(17, 0, 0)]),
        ("at 12 a.m.", [(0, 0, 0)]),
        ("at 8.15 p.m., not 8.15 m", [(20, 15, 0)]),
        ("in 2:06:41", [(2, 6, 41)]),
        ("in two hours, six minutes and 41 seconds", [(2, 6, 41)]),
        ("It took 2 hours and fifty-two minutes", [(2, 52, 0)]),
        ("They won 3-1, 45:12 is none and 1:2:3 neither", []),
        ("a share of 20.15", []),
    ],
)
def test_times_are_read_as_they_are_written(text, expected):
    assert times(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("8:15", "20:15", True),
        ("8:15 a.m.", "20:15", False),
        ("6:45 a.m.", "06:45", True),
        ("8:15", "8:16", False),
        ("2:06:41", "two hours, six minutes and 41 seconds", True),
    ],
)
def test_a_time_without_a_half_of_the_day_may_be_of_either(one, other, expected):
    (first,), (second,) = (clocks(text) for text in (one, other))

    assert agree(first, second) is expected
    assert agree(second, first) is expected
