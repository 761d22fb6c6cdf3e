"""How well ranking tells sentences that a source bears out from those that none does."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from sources.core import ranking
from sources.core.ranking import FOUND, Level

CASES = Path(__file__).parent / "cases" / "support.md"
UNBORNE = ("topical", "elsewhere")


@dataclass(frozen=True)
class Asked:
    sentence: str
    borne_by: tuple[str, ...]
    found: ranking.Support | None

    @property
    def is_borne(self):
        return self.borne_by != () and self.borne_by[0] not in UNBORNE

    @property
    def score(self):
        return self.found.score if self.found else 0.0


def archives():
    """Read the parts of the case file: the sources of each, and its sentences."""
    for part in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *blocks = part.split("\n### ")
        named = dict(block.split("\n", 1) for block in blocks)
        rows = [row for row in named.pop("sentences").splitlines() if row[:1] == "|"][2:]
        asked = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows]
        yield title.strip(), {key: text.strip() for key, text in named.items()}, asked


def apart():
    """Ask each sentence of the sources of its own part."""
    for _, sources, rows in archives():
        index = ranking.index(sources)
        for sentence, keys in rows:
            best = ranking.support(sentence, index, top=1)
            yield Asked(sentence, tuple(keys.split(", ")), best[0] if best else None)


def together():
    """Ask each sentence of the sources of all parts at once."""
    every = {f"{t}: {key}": text for t, sources, _ in archives() for key, text in sources.items()}
    index = ranking.index(every)
    for title, _, rows in archives():
        for sentence, keys in rows:
            best = ranking.support(sentence, index, top=1)
            borne_by = keys if keys in UNBORNE else tuple(f"{title}: {k}" for k in keys.split(", "))
            named = (borne_by,) if isinstance(borne_by, str) else borne_by
            yield Asked(sentence, named, best[0] if best else None)


@pytest.fixture(params=[apart, together], ids=["each part by itself", "all parts at once"])
def asked(request):
    return tuple(request.param())


def test_the_cases_are_as_many_and_as_varied_as_they_claim():
    rows = [row for _, _, rows in archives() for row in rows]

    assert len({sentence for sentence, _ in rows}) == len(rows)
    assert sum(keys not in UNBORNE for _, keys in rows) >= 70
    assert sum(keys == "topical" for _, keys in rows) >= 20
    assert sum(keys == "elsewhere" for _, keys in rows) >= 10


def test_a_right_source_comes_first_for_nearly_all_sentences_that_one_bears_out(asked):
    borne = [each for each in asked if each.is_borne]

    right = [each for each in borne if each.found and each.found.key in each.borne_by]

    assert len(right) / len(borne) >= 0.95


def test_nearly_all_sentences_that_a_source_bears_out_are_told_so(asked):
    borne = [each for each in asked if each.is_borne]

    assert sum(each.score >= FOUND for each in borne) / len(borne) >= 0.95


def test_nearly_no_passage_is_found_for_sentences_that_no_source_bears_out(asked):
    unborne = [each for each in asked if not each.is_borne]

    assert sum(each.score < FOUND for each in unborne) / len(unborne) >= 0.95
    assert all(each.found is None or each.found.level is not Level.STRONG for each in unborne)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Construction cost 4.2 million crowns.", "Construction cost 7.9 million crowns."),
        ("Eleven labourers died during construction.", "Thirty labourers died in construction."),
        (
            "The bridge was designed by the engineer Paul Ravn.",
            "The bridge was designed by the engineer Karl Lodd.",
        ),
        ("Mayor Ingrid Olsen cut the ribbon.", "Bishop Anton Reker cut the ribbon."),
    ],
)
def test_another_name_or_number_costs_a_passage_its_strength(right, wrong):
    (sources,) = (sources for title, sources, _ in archives() if title == "The Halden bridge")
    index = ranking.index(sources)

    good, bad = (ranking.support(each, index, top=1)[0] for each in (right, wrong))

    assert good.level is Level.STRONG
    assert bad.level is not Level.STRONG
    assert bad.score < 0.75 * good.score
