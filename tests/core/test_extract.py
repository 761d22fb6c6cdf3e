import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.core import extract
from sources.core.extract import Extracted, Removal, rules

CASES = Path(__file__).parent / "cases" / "extract.md"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the captured reports are not beside this checkout"
)


def cases():
    for case in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, body = re.fullmatch(r"(.*?)\n\n```\n(.*?)\n```\n*", case, re.DOTALL).groups()
        yield pytest.param(body.split("\n"), id=name)


@pytest.mark.parametrize("lines", tuple(cases()))
def test_what_is_left_out_is_what_the_cases_say(lines):
    capture = "\n".join(line[2:].replace(" -|", "") for line in lines)

    left = extract.clean(capture).text

    stays = [line[2:].split(" -|")[0] for line in lines if line.startswith("  ") and line.strip()]
    assert [line for line in left.split("\n") if line.strip()] == stays


def test_every_rule_has_a_reason_and_a_name_of_its_own():
    every = (*rules.LINES, *rules.TAILS, *rules.FEEDS, *rules.ASIDES)

    assert all(rule.reason.endswith(".") for rule in every)
    assert len({rule.name for rule in every}) == len(every)


def test_what_is_left_out_is_told_with_its_rule():
    said = extract.explain("The keeper read the letter. Share\n\n* indicates required")

    assert said == (
        Removal(start=27, end=33, rule="button after a sentence"),
        Removal(start=35, end=55, rule="required field"),
    )


def test_the_text_is_the_kept_stretches_and_the_rest_has_its_place_in_it():
    read = extract.clean("Subscribe\n\nOne lamp.\nShare\nTwo lamps.\n\nSubscribe\n")

    assert read == Extracted(
        full="Subscribe\n\nOne lamp.\nShare\nTwo lamps.\n\nSubscribe\n", kept=((11, 20), (27, 37))
    )
    assert read.text == "One lamp.\n\nTwo lamps."
    assert read.removed == ((0, 9), (21, 26), (39, 48))
    assert read.gaps == ((0, "Subscribe"), (11, "Share"), (21, "Subscribe"))
    assert round(read.left_out, 3) == round(23 / (23 + 8 + 9), 3)


def test_a_capture_of_nothing_but_furniture_is_kept_whole():
    read = extract.clean(" Subscribe\n\nShare\n")

    assert (read.text, read.left_out_in_words) == ("Subscribe\n\nShare", "0 %")


def test_an_empty_text_has_nothing_left_out():
    assert extract.clean("").left_out == 0.0


@given(
    st.lists(
        st.sampled_from(
            (
                *("Subscribe", "News Feed", "8:00 AM", "", "Share", "A bridge is closed"),
                *("The ferry returned to the old harbour on Monday, they said.", "Related"),
                "He read on for a long while. Share",
                "When the first stones fell nobody thought that the bridge was in danger, but…",
                "Support our journalism: become a member today.",
            )
        )
        | st.text()
    ).map("\n".join)
)
def test_what_is_kept_and_what_is_left_out_are_the_whole_capture(capture):
    read = extract.clean(capture)

    stretches = sorted((*read.kept, *read.removed))
    between = zip(
        (0, *(end for _, end in stretches)), (*(s for s, _ in stretches), None), strict=True
    )
    assert all(not capture[start:end].strip() for start, end in between)
    assert read.text == "\n\n".join(capture[start:end] for start, end in read.kept)
    assert 0.0 <= read.left_out < 1.0
    assert all(0 <= at <= len(read.text) for at, _ in read.gaps)


def kept_lines(name):
    (path,) = SEEDS.glob(f"{name}_*")
    text = path.read_text(encoding="utf-8").strip()
    first = 1
    removed = {removal.start: removal for removal in extract.explain(text)}
    numbers, at = [], 0
    for number, line in enumerate(text.split("\n"), start=first):
        start = at + len(line) - len(line.lstrip())
        if line.strip() and start not in removed:
            numbers.append(number)
        at += len(line) + 1
    return numbers, extract.clean(text)


@seeds
def test_of_the_first_report_only_the_button_in_a_paragraph_goes():
    lines, read = kept_lines("001")

    assert lines == list(range(1, 32, 2))
    assert read.left_out_in_words == "less than 1 %"
    assert [hashlib.sha256(words.encode()).hexdigest()[:8] for _, words in read.gaps] == [
        hashlib.sha256(b"Share").hexdigest()[:8]
    ]


@seeds
def test_of_the_second_report_each_repeated_caption_goes_once():
    lines, read = kept_lines("002")

    assert lines == [n for n in range(1, 76, 2) if n not in {17, 37, 41, 55}]
    assert read.left_out_in_words == "9 %"


@seeds
def test_of_the_third_report_the_pleas_the_teaser_and_the_later_news_go():
    lines, read = kept_lines("003")

    assert lines == [5, 8, 10, 12, 14, 16, 18, 23, 25, 27, 29, 31]
    assert read.left_out_in_words == "54 %"
    assert len(read.kept) == 3


@seeds
def test_of_the_fourth_report_the_last_two_lines_go():
    lines, read = kept_lines("004")

    assert lines == list(range(1, 12))
    assert read.left_out_in_words == "2 %"
