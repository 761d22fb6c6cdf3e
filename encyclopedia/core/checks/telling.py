"""Sentences that tell what an infobox field tells: of which thing, with which verb, how much."""

import re
from collections.abc import Iterator, Sequence
from datetime import date as calendar_day
from math import floor, log10

from encyclopedia.core import values
from encyclopedia.core.checks import lexicon
from encyclopedia.core.checks.case import OWN_DATES
from encyclopedia.core.checks.dates import Mention
from encyclopedia.core.checks.quantities import Quantity, quantities
from encyclopedia.core.document import Document, FieldType, InfoboxField
from encyclopedia.core.evidence import Wording
from encyclopedia.core.values import Date
from sources.core.text import words

OWN = OWN_DATES | {"born", "died", "when"}
"""Labels of dates of which the lead's first sentence tells, if it tells one at all."""

_EVENT = (
    "held|took place|takes place|happened|occurred|began|started|opened|struck|hit|ran|lasted|"
    "arrived|met|visited|came|paid|ended"
)
_VERBS = (
    (r"\b(?:born|birth)", "born"),
    (r"\b(?:died|death)", "died"),
    (r"\b(?:launch|lift-?off)", "launched|lifted off"),
    (r"\bopen", "opened|inaugurated"),
    (r"\b(?:complet|finish|clos)", "completed|finished|closed"),
    (r"\bsign", "signed"),
    (r"\b(?:found|establish|form)", "founded|established|formed"),
    (r"\b(?:arriv|landing|landed)", "arrived|landed"),
    (r"\b(?:dissol|disband|abol)", "dissolved|disbanded|abolished"),
    (r"\b(?:publish|publication|releas)", "published|released"),
    (r"\b(?:marri|wed)", "married"),
    (r"\b(?:built|construct)", "built"),
    (r"^end|\bend date", "ended|closed"),
    (r"^(?:dates?|when|held|start date|time|day)$|^date of", _EVENT),
)
_BEGINNING = frozenset({"began", "started", "opened", "arrived", "struck", "hit"})
_ENDING = frozenset({"ended", "closed", "finished"})
_PEOPLE = re.compile(
    r"\b(?:participants?|people|leaders?|attendees?|signator(?:y|ies)|winners?|spouses?|defendants?|"
    r"judges?|candidates?|delegates?|guests?|hosts?|visitors?|negotiators?|crew|commanders?)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:previous|earlier|last|first|other|another|since|never|next|later|former|past|second|third|"
    r"returned?|after|before|during an?|like)\b(?:\W+\w+){0,3}\W*$",
    re.IGNORECASE,
)
_PRONOUNS = frozenset({"it", "she", "he", "they", "this"})
_GAP = 40  # characters between a verb and its date
_SUBJECT = 60  # characters from the start of a sentence to its verb
_FIGURE = 45  # characters between the name of a figure and the figure
_FEW = 2
_SHORTEST = 4


def is_date(label: str) -> bool:
    """Tell whether a label is of a date of the subject."""
    return bool(verbs(label))


def verbs(label: str) -> str:
    """Give the verbs that tell what a label dates, as alternatives of a pattern; or nothing."""
    plain = " ".join(label.split()).casefold()
    return next((told for pattern, told in _VERBS if re.search(pattern, plain)), "")


def is_people(field: InfoboxField) -> bool:
    """Tell whether a field lists people."""
    return field.type is FieldType.PEOPLE or _PEOPLE.search(field.label) is not None


def may_be_names(text: str) -> bool:
    """Tell whether a text is made of names alone: "Varn Valley", "Hallow, Orland"."""
    parts = values.people(text)
    return bool(parts) and all(
        not any(c.isdigit() for c in part)
        and len(part.split()) >= _FEW
        and all(word[:1].isupper() for word in part.split() if word not in ("of", "the", "and"))
        for part in parts
    )


def of_subject(
    wording: Wording, said: Sequence[Mention], verbs: str, subject: frozenset[str]
) -> Iterator[tuple[Mention, str]]:
    """Yield the date that a sentence tells of the article's subject with one of *verbs*, and it."""
    text = wording.own_voice
    found = re.search(rf"\b(?:{verbs})\b", text, re.IGNORECASE) if said and verbs else None
    if found is None or found.start() > _SUBJECT or not _is_subject(text, found.start(), subject):
        return
    for mention in said:
        if 0 <= mention.first - found.end() <= _GAP:
            yield mention, found[0].casefold()
            return


def is_told(value: Date, verb: str, told: Date) -> bool:
    """Tell whether what began, ended or took place as *told* did so within *value*."""
    first = value.last if verb in _ENDING else value.first
    last = value.first if verb in _BEGINNING else value.last
    return told.first <= last and first <= told.last


def subject(document: Document) -> frozenset[str]:
    """Give the folded words that an article calls its subject by: of its title, and its type."""
    types = (f.text for f in document.infobox if f.label.strip().casefold() == "type")
    told = " ".join((document.title, *map(values.plain, types)))
    return frozenset(words(told).folded).union(*lexicon.KINDS)


def _is_subject(text: str, verb: int, own: frozenset[str]) -> bool:
    """Tell whether what stands before the verb is the subject of the article, or a pronoun."""
    before = words(text[:verb]).folded
    if not before or before[0] in _PRONOUNS:
        return len(before) <= _SHORTEST
    told = [word for word in before if word not in lexicon.FUNCTION]
    return all(word in own for word in told)


def is_another(before: str) -> bool:
    """Tell whether the words before a thing say that it is another one: "an earlier"."""
    return _OTHERS.search(before) is not None


def named(label: str) -> re.Pattern[str] | None:
    """Give the pattern of a figure's name, "depth", where a label is a single word."""
    plain = " ".join(label.split()).casefold()
    is_word = plain.isalpha() and len(plain) >= _SHORTEST and not verbs(label)
    return re.compile(rf"\b{re.escape(plain)}\b", re.IGNORECASE) if is_word else None


def figure(text: str, name: re.Pattern[str]) -> Quantity | None:
    """Give the one figure of a sentence that follows its name: "its depth was 21 km"."""
    found = name.search(text)
    if found is None:
        return None
    said = tuple(quantities(text))
    if len(said) != 1 or not 0 <= said[0].first - found.end() <= _FIGURE:
        return None
    between = text[found.end() : said[0].first].split()
    return said[0] if {"was", "is", "of", "were", "reached", "stood"} & set(between) else None


def is_rounded(exact: Quantity, said: Quantity) -> bool:
    """Tell whether *said* is *exact*, or is it rounded to as many digits as it shows."""
    shown = len(said.number.replace(".", "").strip("0")) or 1
    return any(
        abs(one - its) <= 0.51 * 10 ** (floor(log10(its or 1)) - shown + 1) * (one != its)
        for one, unit in exact.readings
        for its, other in said.readings
        if unit == other
    )


def distance(one: Date, other: Date) -> int:
    """Count the days between two dates; 0 where they overlap, very many where none can say."""
    if one.first <= other.last and other.first <= one.last:
        return 0
    early, late = (one.last, other.first) if one.last < other.first else (other.last, one.first)
    try:
        return (calendar_day(*late) - calendar_day(*early)).days
    except (ValueError, OverflowError):
        return 10**6
