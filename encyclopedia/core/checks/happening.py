"""When what an article tells of took place, from its infobox, its lead or its timeline."""

import re

from encyclopedia.core import values
from encyclopedia.core.checks import dates, telling
from encyclopedia.core.checks.case import Case
from encyclopedia.core.document import InfoboxField
from encyclopedia.core.values import Date, edtf

_OF_OTHERS = re.compile(
    r"\b(?:publi\w+|issued?|releas\w+|print\w*|access\w*|retriev\w+|updat\w+|archiv\w+|born|birth|"
    r"died|death|found\w+|establish\w+|announce\w+|years? active|incorporat\w+|websites?)\b",
    re.IGNORECASE,
)
_DIED = re.compile(r"\b(?:died|death|dissolved|defunct)\b", re.IGNORECASE)
_OF_A_STATE = re.compile(r"\b(?:is|are)\b")


def happened(case: Case) -> Date | None:
    """Give when the subject took place: by the infobox, or else by the lead's first sentence."""
    return case.date or _of_infobox(case) or _of_lead(case)


def ended(case: Case) -> edtf.Day | None:
    """Give the day since when what the article tells of is over, if it is an event or a life.

    Asked are the infobox (its latest date), the timeline (its latest event), and the first
    sentence of the lead, unless that says what something is.
    """
    language = case.document.language
    found = [field_date(field, language) for field in case.document.infobox if _ends(field)]
    if not any(found):
        found = [values.date(event.date, language) for event in case.document.events]
    days = [each.last for each in found if each]
    if not days and (lead := _first(case)):
        said = next((m for m in dates.mentions(lead, language) if m.date and m.month), None)
        if said and said.date and not _OF_A_STATE.search(lead[: said.first]):
            days = [said.date.last]
    return max(days, default=None)


def field_date(field: InfoboxField, language: str) -> Date | None:
    """Read the date of an infobox field, which may say more than the date; 150 seats are none."""
    value = values.date(field.text, language)
    if value:
        is_number = values.plain(field.text).isdigit() and not telling.is_date(field.label)
        return None if is_number else value
    found = [m for m in dates.mentions(values.plain(field.text), language) if m.days and m.date]
    return found[0].date if len(found) == 1 else None


def _ends(field: InfoboxField) -> bool:
    return bool(_DIED.search(field.label)) or not _OF_OTHERS.search(field.label)


def _of_infobox(case: Case) -> Date | None:
    for field in case.document.infobox:
        if not _OF_OTHERS.search(field.label):
            value = field_date(field, case.document.language)
            if value is not None:
                return value
    return None


def _of_lead(case: Case) -> Date | None:
    mentions = dates.mentions(_first(case), case.document.language)
    return next((mention.date for mention in mentions if mention.year and mention.month), None)


def _first(case: Case) -> str:
    """Give the words of the lead's first sentence, if there is a lead."""
    return next((each.words for each in case.whole.wordings if each.place.part == "lead"), "")
