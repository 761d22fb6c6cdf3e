import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.core import capture
from sources.core.capture import Capture
from sources.core.extract import Extracted

CASES = Path(__file__).parent / "cases" / "capture.md"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
KEY = re.compile(r"[a-z0-9](?:[a-z0-9_.:-]*[a-z0-9_-])?")


def whole(text):
    return Extracted(full=text, kept=((0, len(text)),))


def cases():
    for case in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, text, rest = re.fullmatch(
            r"(.*?)\n\n```\n(.*?)\n```\n\n(.*)", case, re.DOTALL
        ).groups()
        said = dict(line.split(": ", 1) for line in rest.strip().splitlines())
        yield pytest.param(text, said, id=name)


@pytest.mark.parametrize(("text", "said"), tuple(cases()))
def test_a_report_says_of_itself_what_the_cases_say(text, said):
    read = capture.read(text.encode(), "report.txt")

    found = {
        "title": read.title,
        "issued": read.issued,
        "publisher": read.publisher,
        "authors": "; ".join(read.authors),
        "key": capture.key(read).replace(read.sha256[:8], "HASH"),
    }
    assert {name: value for name, value in found.items() if value} == said


def test_a_capture_keeps_the_text_and_the_hash_of_the_file():
    data = b"\xef\xbb\xbf  One.\r\n\r\nTwo.\rThree. \n"

    read = capture.read(data, "report.txt")

    assert read == Capture(
        sha256=hashlib.sha256(data).hexdigest(),
        extracted=whole("One.\n\nTwo.\nThree."),
        flags=(
            "no title in the text",
            "no date in the text",
            "no publisher in the text",
            "no author in the text",
        ),
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.txt is empty."),
        (b"\xef\xbb\xbf \n", "a.txt is empty."),
        (b"one\ntwo \xff", "a.txt is not UTF-8: line 2 has the byte 0xFF."),
        (b"one\n\ntwo\0", "a.txt has a NUL character in line 3, so it is not a text."),
        (b"a" * 10_000_001, "a.txt has 10,000,001 bytes; at most 10,000,000 are read."),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(capture.CaptureError) as error:
        capture.read(data, "a.txt")

    assert str(error.value) == sentence


def test_the_text_of_a_capture_is_its_article():
    read = capture.read(b"The lamp was lit.\n\nComments are closed.", "a.txt")

    assert read.text == "The lamp was lit."


@pytest.mark.parametrize(
    ("data", "name", "is_html"),
    [
        (b"\n<!DOCTYPE html><title>x</title>", "a.txt", True),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<html>", "a", True),
        (b"words", "a.HTM", True),
        (b"a < b, and <i>so on</i>", "a.txt", False),
    ],
)
def test_html_is_told_by_its_name_or_its_beginning(data, name, is_html):
    assert capture.is_html(data, name) is is_html


def test_keys_are_told_apart_by_numbers():
    read = Capture(
        sha256="0" * 64, extracted=whole("x"), publisher="Harbour Gazette", issued="2031-05-03"
    )

    key = capture.key(read, ("harbour-gazette-2031", "harbour-gazette-2031-2"))

    assert key == "harbour-gazette-2031-3"


@given(st.text(), st.text(), st.sampled_from(("", "2031", "2031-05-03")))
def test_a_key_is_always_a_key(publisher, title, issued):
    read = Capture(
        sha256="0a" * 32,
        extracted=whole("x"),
        publisher=publisher,
        title=title,
        issued=issued,
    )

    assert KEY.fullmatch(capture.key(read))


@given(st.binary() | st.text().map(str.encode))
def test_any_file_is_read_or_refused(data):
    try:
        read = capture.read(data, "a")
    except capture.CaptureError:
        return
    assert read.text.strip() == read.text != ""


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the captured reports are not beside this checkout")
def test_the_four_captured_reports_give_what_they_say_and_no_more():
    reads = [capture.read(path.read_bytes(), path.name) for path in sorted(SEEDS.glob("00[1-4]*"))]
    titles = [read.title.split(" ")[:3] for read in reads]

    assert titles == [[""], ["Putin", "to", "travel"], [""], ["Putin", "to", "visit"]]
    assert [read.issued for read in reads] == ["2024-04-26", "", "", ""]
    assert [read.publisher for read in reads] == ["", "", "Kyiv Independent", ""]
    assert [read.authors for read in reads] == [(), (), (), ()]
