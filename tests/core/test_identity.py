from uuid import UUID

from encyclopedia.core import identity


def test_a_name_gives_the_id_it_gave_before():
    assert identity.derive("Skerry Lighthouse") == UUID("1a440ddc-2811-5562-a53b-6654d5b68915")
    assert identity.derive("Маяк", "sections", "цель") == UUID(
        "ebad1ba2-2262-558a-be27-e3627715ed56"
    )


def test_what_stands_at_another_place_has_another_id():
    made = {
        identity.derive("Ferry"),
        identity.derive("Ferry", "events"),
        identity.derive("Ferry", "events", "1887"),
        identity.derive("Ferry", "events", "1887", "2"),
        identity.derive("Ferries"),
    }

    assert len(made) == 5


def test_any_text_can_be_named():
    assert identity.derive("\ud800", "é") != identity.derive("\\ud800 ", "é")
