"""Whether a lead sentence sums up a cited one is asked of few, and answered as if of all."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from encyclopedia.core import evidence, reading
from encyclopedia.core.evidence.exemptions import LEAD, Exemptions, stems
from encyclopedia.core.reading import Place

WORDS = st.lists(
    st.sampled_from(["red", "blue", "gold", "grey", "teal", "pink", "lime", "plum", "rust", "sand"])
)
SUMMARY = 0.7


@given(lead=WORDS.filter(bool), body=st.lists(WORDS.filter(bool), max_size=6))
def test_a_lead_sentence_is_exempt_where_one_cited_sentence_has_seven_tenths_of_its_words(
    lead, body
):
    summed = wordings(Place("lead"), lead)
    cited = [
        each
        for number, said in enumerate(body)
        for each in wordings(Place("section", UUID(int=number)), said)
    ]
    rules = Exemptions([*summed, *cited], [False] * len(summed) + [True] * len(cited))
    wanted = stems(summed[0].text)

    rule = rules.rule(summed[0])

    enough = [c for c in cited if len(wanted & stems(c.text)) >= SUMMARY * len(wanted)]
    assert rule == (LEAD if enough else "")


def wordings(place, said):
    return evidence.wordings((reading.parsed(place, f"{' '.join(said)}."),))
