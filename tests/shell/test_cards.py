"""The picture for shared links: whose words it shows, that it shows no boxes, who gets it."""

import re
from dataclasses import replace
from io import BytesIO

import examples
import pytest
from PIL import Image, features

from encyclopedia import cards, publishing, store
from sources import store as source_store

WHY = store.Reason(editor=None, summary="")
PAGE = "/articles/skerry-lighthouse/"
CARD = cards.Card(title="Harbour", site="Example")


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    first = store.create(examples.lighthouse(), reason=WHY).edit
    publishing.publish(first, publisher=None)
    return first.article


def picture(card):
    return Image.open(BytesIO(cards.draw(card))).convert("L")


def ink(card, box):
    """Count the dark pixels in *box* of the picture."""
    return sum(
        count for shade, count in enumerate(picture(card).crop(box).histogram()) if shade < 128
    )


def shown(client):
    html = client.get(PAGE).content.decode()
    return dict(re.findall(r'<meta property="(og:[^"]*)" content="([^"]*)"', html))


def saved(article, **changes):
    began = store.head(article)
    document = replace(store.at(began), **changes)
    return store.save(article, document, base=began.pk, reason=WHY).edit


def test_it_shows_title_description_and_the_first_facts():
    card = cards.of(examples.lighthouse(), "Example")

    assert (card.title, card.description) == ("Skerry Lighthouse", "Lighthouse on a rock")
    assert card.facts == (("Lit", "1 May 1887"), ("Height", "31 m"))
    assert card.words == ("Skerry Lighthouse. Lighthouse on a rock. Lit: 1 May 1887; Height: 31 m")


def test_every_word_counts_for_its_name():
    names = {
        card.name
        for card in (
            CARD,
            replace(CARD, title="Harbor"),
            replace(CARD, facts=(("a", "b"),)),
            replace(CARD, site="Other"),
        )
    }

    assert len(names) == 4


@pytest.mark.parametrize(
    "title",
    ["X", "Łódź, Çeşme, Ångström, Điện Biên Phủ", "Визит в Київ", "Ελλάδα", "W" * 300, "a " * 300],
)
def test_titles_of_any_length_in_these_scripts_are_drawn_inside_the_margins(title):
    card = replace(CARD, title=title, description=title, facts=((title, title),) * 3)

    assert picture(card).size == (1200, 630)
    assert cards.can_be_drawn(title)
    assert ink(card, (72, 140, 1128, 360)) > 0
    assert ink(card, (1136, 0, 1200, 630)) == 0
    assert ink(card, (16, 0, 68, 630)) == 0


@pytest.mark.parametrize("title", ["北京", "हिन्दी", "ไทย", "Mixed 漢"])
def test_words_without_signs_are_left_out_and_never_drawn_as_boxes(title):
    card = replace(CARD, title=title, description=title, facts=((title, "1887"),))

    assert not cards.can_be_drawn(title)
    assert cards.draw(card) == cards.draw(replace(CARD, title="Example"))


@pytest.mark.skipif(
    not (features.check("raqm") and features.check("fribidi")),
    reason="this Pillow does not join letters",
)
def test_arabic_is_drawn_from_the_right():
    card = replace(CARD, title="زيارة", facts=(("التاريخ", "2024"),))

    # The bar stands at the right, and the short title leaves the left half empty.
    assert picture(card).getpixel((1195, 300)) < 128
    assert picture(card).getpixel((5, 300)) > 128
    assert ink(card, (700, 140, 1128, 260)) > 0
    assert ink(card, (72, 140, 500, 260)) == 0


def test_where_letters_cannot_be_joined_arabic_is_left_out(monkeypatch):
    cards._joins.cache_clear()  # noqa: SLF001 -- what this installation can is looked at once
    monkeypatch.setattr(features, "check", lambda *_: False)

    can = cards.can_be_drawn("زيارة"), cards.can_be_drawn("Visit")

    cards._joins.cache_clear()  # noqa: SLF001 -- as above
    assert can == (False, True)


@pytest.mark.django_db
def test_the_page_names_a_picture_that_is_there_and_asked_for_anew(client, article):
    told = shown(client)
    answer = client.get(told["og:image"])

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    image = Image.open(BytesIO(answer.content))
    assert [str(side) for side in image.size] == [told["og:image:width"], told["og:image:height"]]
    assert told["og:image:alt"].startswith("Skerry Lighthouse. Lighthouse on a rock.")
    # Its article may be withdrawn: no cache keeps it without asking.
    assert answer["Cache-Control"] == "no-cache, public"
    etag = {"if-none-match": answer["ETag"]}
    assert client.get(told["og:image"], headers=etag).status_code == 304
    assert b"summary_large_image" in client.get(PAGE).content


@pytest.mark.django_db
def test_other_words_have_another_picture_to_which_the_old_name_leads(client, article):
    before = shown(client)["og:image"]
    publishing.publish(saved(article, short_description="A light"), publisher=None)

    after = shown(client)["og:image"]
    led = client.get(before)

    assert after != before
    assert (led.status_code, led.url) == (302, after)


@pytest.mark.django_db
def test_a_draft_has_no_picture_and_a_withdrawn_article_has_none_any_more(client, article):
    image = shown(client)["og:image"]
    drafted = saved(article, short_description="Secret")
    secret = cards.of(store.at(drafted), "Encyclopedia").name
    only = store.create(examples.lighthouse("Never public"), reason=WHY).edit
    never = cards.of(store.at(only), "Encyclopedia").name

    of_draft = client.get(f"{PAGE}card-{secret}.png")
    of_other = client.get(f"/articles/never-public/card-{never}.png")
    publishing.withdraw(article)
    gone = client.get(image)

    assert (of_draft.status_code, of_draft.url) == (302, image)
    assert of_other.status_code == 404
    assert gone.status_code == 410
