"""The styles and scripts that stand inside the pages."""

import pytest

from encyclopedia import assets


def test_every_kind_of_page_has_all_its_stylesheets():
    missing = [
        name
        for names in assets.PAGE_STYLES.values()
        for name in names
        if not (assets.FOLDER / f"{name}.css").is_file()
    ]

    assert missing == []


def test_a_stylesheet_that_is_missing_is_an_error_not_an_empty_style():
    with pytest.raises(FileNotFoundError, match=r"nowhere\.css"):
        assets.style("site", "nowhere")


def test_what_tells_one_selector_from_another_stays():
    css = assets.minify_css(":root { color: red }\na :hover, a:hover > b { margin: 0 }")

    assert css == ":root{color:red}a :hover,a:hover>b{margin:0}"


def test_the_hash_is_the_one_that_browsers_make():
    """The example of Content Security Policy Level 3, section 8.3."""
    assert assets.csp_hash("doSomething();") == (
        "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='"
    )
