"""Reported sentences where they stand now."""

from __future__ import annotations

from dataclasses import dataclass

from encyclopedia import store
from encyclopedia.core import anchoring, evidence, reading
from encyclopedia.core.anchoring import Anchor
from encyclopedia.core.reading import Place
from encyclopedia.desk import places
from encyclopedia.desk.commented import flat
from encyclopedia.models import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What became of the words of a report in the newest revision.

    `stand` tells whether they stand still ("same"), became others ("altered", `now` has them),
    are gone ("gone"), or were none ("whole"); `where` names the part that has them, and `url`
    leads to them in the form of the article.
    """

    stand: str
    now: str = ""
    where: str = ""
    url: str = ""


def standing(report: Report) -> Standing:
    """Find the words of *report* in the newest revision of its article."""
    article = report.article_id
    if not report.part:
        return Standing(stand="whole", url=places.field_url(article, None, 0, 0))
    document = store.at(store.head(report.article))
    wordings = evidence.wordings(reading.texts(document))
    cut = [(wording.place, flat(wording.text)) for wording in wordings]
    texts = anchoring.texts(cut)
    wanted = Anchor(words=report.words, prefix=report.prefix, suffix=report.suffix)
    found = anchoring.find(wanted, Place(report.part, report.part_id), texts)
    if found is None:
        return Standing(stand="gone", url=places.field_url(article, None, 0, 0))
    sentence = next(
        wording
        for wording, (_, end) in zip(wordings, anchoring.spans(cut), strict=True)
        if wording.place == found.place and found.start < end
    )
    return Standing(
        stand="altered" if found.altered else "same",
        now=texts[found.place][found.start : found.end] if found.altered else "",
        where=places.names(document)[found.place],
        url=places.field_url(article, found.place, sentence.start, sentence.end),
    )
