"""The words that dates are written with, language by language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one language calls the parts of a date, casefolded; a month has twelve rows."""

    months: tuple[tuple[str, ...], ...]
    seasons: tuple[tuple[str, ...], ...]
    weekdays: tuple[str, ...]
    century: str
    circa: tuple[str, ...]
    bce: tuple[str, ...]
    ce: tuple[str, ...]
    start: tuple[str, ...]
    until: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    since: tuple[str, ...]
    present: tuple[str, ...]
    conjunction: str


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _rows(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row.split("/")) for row in text.split())


_ENGLISH = Words(
    months=_rows(
        "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug "
        "september/sept/sep october/oct november/nov december/dec"
    ),
    seasons=_rows("spring summer autumn/fall winter"),
    weekdays=_list(
        "monday mon tuesday tues tue wednesday wed thursday thurs thur thu friday fri "
        "saturday sat sunday sun"
    ),
    century="century",
    circa=("circa", "about", "around", "approximately", "approx.", "ca.", "c.", "ca", "c"),
    bce=("bce", "bc", "b.c.e.", "b.c."),
    ce=("ce", "ad", "c.e.", "a.d."),
    start=("from",),
    until=("to", "until", "till", "through"),
    before=("before",),
    after=("after",),
    since=("since",),
    present=("present", "now", "today"),
    conjunction="and",
)
_FRENCH = Words(
    months=_rows(
        "janvier/janv février/févr/fevrier mars avril/avr mai juin juillet/juil août/aout "
        "septembre/sept octobre/oct novembre/nov décembre/déc/decembre"
    ),
    seasons=_rows("printemps été automne hiver"),
    weekdays=_list("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    century="siècle",
    circa=("vers", "environ", "env.", "circa", "ca.", "c."),
    bce=("avant j.-c.", "av. j.-c."),
    ce=("après j.-c.", "apr. j.-c."),
    start=("du", "de"),
    until=("au", "à", "jusqu'en", "jusqu'au"),
    before=("avant",),
    after=("après",),
    since=("depuis",),
    present=("aujourd'hui", "présent"),
    conjunction="et",
)
_GERMAN = Words(
    months=_rows(
        "januar/jänner/jan februar/feb märz/mär april/apr mai juni/jun juli/jul august/aug "
        "september/sept/sep oktober/okt november/nov dezember/dez"
    ),
    seasons=_rows("frühling/frühjahr sommer herbst winter"),
    weekdays=_list("montag dienstag mittwoch donnerstag freitag samstag sonntag"),
    century="jahrhundert",
    circa=("um", "etwa", "circa", "ca."),
    bce=("v. chr.", "v.chr.", "v. u. z."),
    ce=("n. chr.", "n.chr.", "u. z."),
    start=("vom", "von"),
    until=("bis", "bis zum"),
    before=("vor",),
    after=("nach",),
    since=("seit",),
    present=("heute",),
    conjunction="und",
)
_LANGUAGES = {"en": _ENGLISH, "fr": _FRENCH, "de": _GERMAN}


def of(language: str) -> Words:
    """Give the words of *language* (a BCP 47 tag); English where it has no table."""
    primary = language.replace("_", "-").partition("-")[0].casefold()
    return _LANGUAGES.get(primary, _ENGLISH)
