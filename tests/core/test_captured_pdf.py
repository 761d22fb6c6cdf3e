"""PDFs become texts that can be quoted, page by page; what they say of themselves is kept."""

import pdfs
import pytest

from sources.core import capture, leaves, passages
from sources.core.captured import CaptureError
from sources.core.extract import Extracted
from sources.core.pdf import flowing, heads, metadata, opened
from sources.core.pdf.opened import clean
from sources.core.saying import Said, sentence_of

SAID = {"Title": "On lamps", "Author": "Jane Doe and John Roe", "CreationDate": "D:20240514"}


def read(data, name="report.pdf"):
    return capture.read(data, name)


def test_the_text_is_in_paragraphs_without_running_heads_and_page_numbers():
    captured = read(pdfs.report())

    assert captured.text == (
        "The keepers of the reef\n\n"
        "The lamp was lit in 1887, after a hard winter, by the harbour\n\n"
        "commission of the northern islands, and has not gone out since.\n\n"
        "Nobody has kept a well-known lamp for as long as they did."
    )
    assert (captured.media_type, captured.extractor) == ("application/pdf", "pypdf")


def test_what_is_left_out_stays_in_the_capture():
    captured = read(pdfs.report())

    assert [words for _, words in captured.extracted.gaps] == [
        "Report of the commission",
        "– 12 –\fReport of the commission",
        "– 13 –\fReport of the commission",
        "– 14 –",
    ]


def test_a_quotation_over_the_border_of_pages_and_a_parted_word_stands_in_the_text():
    text = read(pdfs.report()).text

    pin = passages.verify("by the harbour commission of the northern islands", text)

    assert pin.verdict is passages.Verdict.NORMALISED


def test_a_passage_is_placed_by_the_number_that_its_page_prints():
    captured = read(pdfs.report())
    pages = leaves.read(captured.extracted)
    lamp, long = captured.text.index("lamp was lit"), captured.text.index("Nobody")

    assert pages.place(lamp, lamp + 4) == "p. 12"
    assert pages.place(long, long + 6) == "p. 14"
    assert pages.place(lamp, long + 6) == "pp. 12–14"


def test_pages_without_printed_numbers_are_counted():
    captured = read(pdfs.write([["The first page."], ["The second page."]]))

    assert leaves.read(captured.extracted).numbers == (1, 2)


def test_a_text_that_a_program_wrote_from_a_pdf_has_pages_too():
    captured = capture.read(b"First.\n\n1\n\fSecond.\n\n2\n\fThird.\n\n3\n", "report.txt")
    pages = leaves.read(captured.extracted)

    at = captured.text.index("Second")
    assert pages.place(at, at + 6) == "p. 2"


@pytest.mark.parametrize("text", ["One page.", ""])
def test_a_text_without_borders_has_no_pages(text):
    pages = leaves.read(Extracted(full=text, kept=((0, len(text)),)))

    assert pages.place(0, 3) == ""


def test_scripts_are_told_where_pages_begin_as_they_count():
    text = f"{'🜨' * 3}\n\nSecond"
    pages = leaves.Leaves(starts=(0, 5), numbers=(1, 2))

    assert pages.in_utf_16(text) == [(0, 1), (8, 2)]


def test_numbers_within_long_lines_are_no_page_numbers():
    full = "\f".join(f"{'Words of 7 ' * 30}\n{n}" for n in (12, 13, 14))

    assert leaves.read(Extracted(full=full, kept=((0, len(full)),))).numbers == (12, 13, 14)


def test_a_page_before_the_first_that_is_numbered_has_no_number():
    full = "Preface\n\fText\n\n1\n\fText\n\n2\n\fText\n\n3"
    pages = leaves.read(Extracted(full=full, kept=((0, len(full)),)))

    assert pages.place(0, 7) == ""
    assert pages.place(full.index("3"), full.index("3") + 1) == "p. 3"


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        (["the jour-", "nal told of a journal"], "the journal told of a journal"),
        (["a jour\u2010", "ney of weeks"], "a journey of weeks"),
        (["a soft jour\u00ad", "ney of weeks"], "a soft journey of weeks"),
        (["a well-", "known lamp, well-known"], "a well-known lamp, well-known"),
        (["long term; long-", "term goals: the long and the term"], None),
        (["the Anglo-", "Saxon treaty of trade"], "the Anglo-Saxon treaty of trade"),
        (["it is for man-", "agement by a man"], "it is for management by a man"),
        (["an e-", "mail of 1998"], "an e-mail of 1998"),
        (["the pre-", "and post-war years"], "the pre- and post-war years"),
        (["the HAR-", "BOUR office of a harbour"], "the HARBOUR office of a harbour"),
        (["the years 1887-", "1890 were hard ones"], "the years 1887-1890 were hard ones"),
        (["the pages 12–", "14 of a COVID-", "19 report"], "the pages 12–14 of a COVID-19 report"),
        (
            ["an e\ufb03cient and \ufb01ne o\ufb00er of", "lamps"],
            "an efficient and fine offer of lamps",
        ),
    ],
)
def test_parted_words_and_ligatures_are_made_whole(lines, written):
    wanted = written or "long term; long-term goals: the long and the term"

    assert flowing.pages([lines]) == [wanted]


def test_a_hyphen_that_waits_for_its_word_at_the_end_of_a_page_stays():
    assert flowing.pages([["the pre-"], ["and post-war years"]]) == [
        "the pre-",
        "and post-war years",
    ]


def test_paragraphs_end_at_short_lines_and_begin_at_items_of_a_list():
    lines = [
        "A line of a report that is quite as long as all the others",
        "are, until its paragraph ends here.",
        "Heading",
        "Another line that is quite as long as all the others are.",
        "• an item of a list that is rather long as well, and goes on",
        "to here;",
        "",
        "An end.",
    ]

    assert flowing.pages([lines])[0].split("\n\n") == [
        f"{lines[0]} {lines[1]}",
        lines[2],
        lines[3],
        f"{lines[4]} {lines[5]}",
        lines[7],
    ]


def test_figures_in_a_table_are_no_page_numbers():
    pages = [["12 34", f"Words of page {n}."] for n in ("one", "two", "three")]

    assert [page.above for page in heads.parted(pages)] == [(), (), ()]


def words_of(number):
    """Write a page whose lines stand on no other."""
    return [f"Line {line} of page {chr(97 + number)}." for line in "opqrstu"]


def test_words_that_end_a_few_pages_of_many_are_no_running_foot():
    pages = [words_of(n) for n in range(20)]
    for number in (1, 9, 18):
        pages[number][-1] = "“Yes,” he said."

    assert [page.below for page in heads.parted(pages)] == [()] * 20


def test_the_rest_of_a_sentence_that_ends_page_after_page_is_no_running_foot():
    pages = [[*words_of(n), "down how much oil it had taken."] for n in range(5)]

    assert [page.below for page in heads.parted(pages)] == [()] * 5


def test_numbered_headings_at_the_top_of_pages_are_no_running_heads():
    pages = [[f"Article {n}", *words_of(n)] for n in (3, 4, 7, 8)]

    assert [page.above for page in heads.parted(pages)] == [()] * 4


@pytest.mark.parametrize("head", ["Page {} of 20", "{} / 20", "Report of 2024 – {}", "{}"])
def test_a_number_that_goes_on_with_the_pages_is_one_of_a_running_head(head):
    pages = [[head.format(n), *words_of(n)] for n in range(4)]

    assert [page.above for page in heads.parted(pages)] == [(head.format(n),) for n in range(4)]


def test_running_heads_stand_on_every_other_page_and_not_where_a_chapter_begins():
    pages = [words_of(n) if n == 4 else [("Lamps", "Reefs")[n % 2], *words_of(n)] for n in range(9)]

    assert [len(page.above) for page in heads.parted(pages)] == [1, 1, 1, 1, 0, 1, 1, 1, 1]


def test_lines_longer_than_running_heads_are_none_however_many_numbers_they_have():
    line = "Lamps 12 " * 100_000

    assert [page.body for page in heads.parted([[line]] * 3)] == [(line.strip(),)] * 3


def test_where_nothing_but_running_heads_would_be_left_out_all_is_kept():
    pages = [[f"Slide {n}", "Of lamps"] for n in (1, 2, 3)]

    assert [page.body for page in heads.parted(pages)] == [tuple(page) for page in pages]


def test_words_of_roman_letters_are_no_page_numbers():
    pages = [[word, *words_of(n)] for n, word in enumerate(("civil", "ill", "vi"))]

    assert [page.above for page in heads.parted(pages)] == [()] * 3


def test_roman_numbers_are_page_numbers():
    pages = [[f"Words of page {n}.", n] for n in ("iv", "v", "vi")]

    assert [page.below for page in heads.parted(pages)] == [("iv",), ("v",), ("vi",)]


def test_a_page_that_is_nothing_but_a_running_head_keeps_no_words():
    pages = [["Head", "Words."], ["Head", "More words."], ["Head"], []]

    assert [page.body for page in heads.parted(pages)] == [("Words.",), ("More words.",), (), ()]


def test_the_file_says_its_title_authors_and_day():
    captured = read(pdfs.report(SAID))

    assert (captured.title, captured.authors) == ("On lamps", ("Jane Doe", "John Roe"))
    assert (captured.issued, captured.language, captured.flags) == ("2024-05-14", "en", ())


def test_what_a_journal_says_of_its_article_goes_before():
    xmp = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
      xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
    <rdf:Description rdf:about="" prism:volume="7">
      <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Of lamps</rdf:li></rdf:Alt></dc:title>
      <dc:creator><rdf:Seq><rdf:li>Doe, Jane</rdf:li>
        <rdf:li>Roe, John</rdf:li></rdf:Seq></dc:creator>
      <prism:publicationName>Journal of Lamps</prism:publicationName>
      <prism:doi>10.1000/lamps</prism:doi>
      <prism:coverDate>2023-11</prism:coverDate>
      <prism:startingPage>412</prism:startingPage><prism:endingPage>430</prism:endingPage>
    </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""

    captured = read(pdfs.write([["Of lamps that are kept."]], {"Title": "lamps.docx"}, xmp=xmp))

    assert (captured.type, captured.container) == ("article-journal", "Journal of Lamps")
    assert captured.authors == ("Doe, Jane", "Roe, John")
    assert (captured.title, captured.doi, captured.issued) == (
        "Of lamps",
        "10.1000/lamps",
        "2023-11",
    )
    assert (captured.volume, captured.pages) == ("7", "412–430")


@pytest.mark.parametrize(
    "entity", ['<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "<x>", "\0"]
)
def test_metadata_that_is_hostile_says_nothing(entity):
    captured = read(pdfs.write([["Of lamps that are kept."]], {"Title": "On lamps"}, xmp=entity))

    assert captured.title == "On lamps"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"Title": ("Microsoft Word - lamps.doc",)}, metadata.Said()),
        ({"Title": ("lamps_final.indd",), "Author": ("admin",)}, metadata.Said()),
        ({"CreationDate": ("D:20241399",)}, metadata.Said(issued="2024")),
        ({"CreationDate": ("D:0000",)}, metadata.Said()),
        ({"CreationDate": ("yesterday",)}, metadata.Said()),
        ({"Author": ("Doe, Jane",)}, metadata.Said(authors=("Doe, Jane",))),
        (
            {"Author": ("Ministry of Works, Ports",)},
            metadata.Said(authors=("Ministry of Works, Ports",)),
        ),
        ({"Lang": ("no language",)}, metadata.Said()),
        ({"prism:isbn": ("978-1-4028-9462-6",)}, metadata.Said(isbn="9781402894626")),
    ],
)
def test_only_what_is_plainly_said_is_taken(said, found):
    assert metadata.read(said, "") == found


def test_the_doi_near_the_top_is_that_of_the_file_where_there_is_one_alone():
    one, two = "doi.org/10.1000/lamps.", "10.1000/lamps and 10.1000/ropes"

    assert (metadata.read({}, one).doi, metadata.read({}, two).doi) == ("10.1000/lamps", "")


def test_no_text_has_control_characters_or_halves_of_characters():
    assert clean("a\0b\ud83d\ude00c\ud800d\x1b\te\r\nf\x0cg") == "ab😀c\ufffdd e\nfg"


def test_pages_without_text_among_others_are_told():
    captured = read(pdfs.write([["Of lamps that are kept."], []], {"Title": "Lamps of old"}))

    assert captured.flags[0] == "1 of 2 pages have no text"


@pytest.mark.parametrize("way", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_a_file_that_only_forbids_to_print_it_is_read(way):
    locked = pdfs.encrypted(pdfs.report(), "", way=way)

    assert read(locked).text == read(pdfs.report()).text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (pdfs.encrypted(pdfs.report(), "secret"), "is encrypted: it opens with a password only"),
        (pdfs.write([[], []]), "has no text that can be read: its pages are pictures"),
        (pdfs.write([]), "has no pages"),
        (pdfs.report()[:200], "is not a whole PDF: it has no end"),
        (b"", "is not a PDF"),
        (b"The lamp was lit.", "is not a PDF"),
        (b"%PDF-1.7\n" + b"\xff" * 5_000 + b"%%EOF", "is damaged"),
        (pdfs.report().replace(b"/Kids", b"/Kits"), "has no pages"),
        (b"%PDF-1.7\n%%EOF", "is damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data, sentence):
    with pytest.raises(CaptureError, match=sentence) as refused:
        read(data, "r.pdf")

    assert str(refused.value).startswith("r.pdf ")
    assert "\n" not in str(refused.value)
    assert isinstance(sentence_of(refused.value), Said)  # so it can be said in another language


def test_a_file_with_too_much_text_is_refused():
    with pytest.raises(CaptureError, match="more text than is read of one file"):
        opened.read(pdfs.report(), "r.pdf", most=100)


def test_metadata_that_leads_nowhere_says_nothing():
    broken = pdfs.report(SAID).replace(b"/Info 10 0 R", b"/Info 03 0 R")

    assert read(broken).title == "The keepers of the reef"


def test_a_file_with_too_many_pages_is_refused():
    with pytest.raises(CaptureError, match="has 5,001 pages; at most 5,000 are read"):
        read(pdfs.write([[]] * 5_001))


def test_a_pdf_is_known_by_how_it_begins_whatever_it_is_called():
    assert read(pdfs.report(), "download").media_type == "application/pdf"
    assert not capture.is_pdf(b"A text that tells of %PDF-1.7", "a.txt")
