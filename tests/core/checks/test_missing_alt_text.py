from uuid import UUID

from encyclopedia.core import checks
from encyclopedia.core.document import Illustration
from tests.core.checks.notation import article

RULE = "missing_alt_text"


def picture(key, alt):
    return Illustration(
        id=UUID(int=len(key)),
        key=key,
        file="0" * 64,
        media_type="image/png",
        width=1,
        height=1,
        alt=alt,
    )


def pointed(text, *pictures):
    document, _ = article(text, illustrations=pictures)
    found = checks.check(document, checks.Context())
    return [(f.place and f.place.part, f.words) for f in found if f.rule == RULE]


def test_an_illustration_and_a_place_that_no_words_stand_for_are_told():
    text = "![](picture:lamp) and ![The tower](picture:lamp)"

    assert pointed(text, picture("lamp", " ")) == [
        ("lead", "![](picture:lamp)"),
        (None, "lamp"),
    ]


def test_words_of_the_illustration_serve_wherever_it_is_placed():
    assert pointed("![](picture:lamp) [[Lamp]]", picture("lamp", "The lamp")) == []
