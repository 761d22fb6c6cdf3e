"""A comparison → HTML: what went and came in words, in one column or in two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from itertools import groupby
from typing import Final, TypeAlias

from encyclopedia.core.checks import Finding
from encyclopedia.core.comparison import Entry, Lane, Problems, Row, Words
from encyclopedia.core.comparison.values import Detail
from encyclopedia.core.diff.words import Kind, Run
from encyclopedia.core.writers.html.elements import element, items, span, text
from sources.core.saying import ENGLISH, digits, say, told

Told: TypeAlias = Sequence[Words | Run]

_SAID: Final = {
    Kind.DELETED: ("del", say(" [deleted: ")),
    Kind.INSERTED: ("ins", say(" [inserted: ")),
}
_LEVELS: Final = {
    "error": say("error"),
    "warning": say("warning"),
    "advice": say("advice"),
}
_LONGEST: Final = 120  # characters of the words that a problem is about
_ELEMENTS: Final = frozenset({"em", "strong", "code"})
_AUTO: Final = {"dir": "auto"}
_LABEL: Final = {"class": "label"}
_AWAY: Final = {"class": "away", "dir": "auto"}
_SPOKEN: Final = {"class": "vh"}
_WORDS: Final = {"class": "words", "dir": "auto"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a comparison is shown: as source text or as read, side by side or in one.

    `whole` shows all that did not change of long texts too; else `rest_url` leads there, if set.
    `language` is the catalogue of what is said of the changes; what the comparison says itself is
    told by it before (`saying.told`).
    """

    source: bool = False
    split: bool = False
    whole: bool = False
    rest_url: str = ""
    language: NullTranslations = ENGLISH


def lane(shown: Lane, look: Look) -> str:
    """Write the table of a lane, or nothing where nothing in it changed."""
    if not shown.rows:
        return ""
    language = look.language
    head = element("th", text(shown.column), {"scope": "col"}) + element(
        "th", text(language.gettext("What changed")), {"scope": "col"}
    )
    caption = language.gettext("Changes: {lane}").format(lane=shown.title)
    table = (
        element("caption", text(caption), {"class": "vh"})
        + element("thead", element("tr", head))
        + element("tbody", "\n".join(_row(row, look) for row in shown.rows))
    )
    same = language.gettext("{number} unchanged").format(number=digits(shown.same, language))
    rest = element("p", text(same), {"class": "quiet"}) if shown.same else ""
    title = element("h2", text(shown.title), {"id": f"lane-{shown.name}"})
    return f"{title}\n{element('table', table, {'class': 'lane'})}\n{rest}"


def prose(entries: Iterable[Entry], look: Look) -> str:
    """Write the changes of the text, unchanged paragraphs folded."""
    return "\n".join(_entry(entry, look) for entry in entries)


def problems(found: Problems, language: NullTranslations = ENGLISH) -> str:
    """Write which problems a change introduced and mended, each with how to mend it."""
    came = _listed(language.gettext("Introduced ({number})"), found.introduced, language)
    went = _listed(language.gettext("Mended ({number})"), found.mended, language, mend=False)
    return came + went


def open_problems(found: Sequence[Finding], language: NullTranslations = ENGLISH) -> str:
    """Write the problems that a change left as they were, each with how to mend it."""
    return _listed(language.gettext("Open ({number})"), found, language)


def _listed(
    title: str, findings: Sequence[Finding], language: NullTranslations, *, mend: bool = True
) -> str:
    if not findings:
        return ""
    return element("dt", text(title.format(number=len(findings)))) + "".join(
        _problem(finding, language, mend=mend) for finding in findings
    )


def _problem(finding: Finding, language: NullTranslations, *, mend: bool) -> str:
    """Write a finding: the words concerned, unless the message has them, and how to mend it."""
    spelt = " ".join(finding.words.split())
    short = spelt if len(spelt) <= _LONGEST else f"{spelt[:_LONGEST].rstrip()}…"
    parts = (
        span("tag", text(told(_LEVELS[finding.level], language))),
        "" if not spelt or spelt in finding.message else f"“{element('bdi', text(short))}”",
        text(told(finding.message, language)),
        text(told(finding.mend, language)) if mend else "",
    )
    return element("dd", " ".join(filter(None, parts)), _AUTO)


def words(changed: Told, language: NullTranslations = ENGLISH) -> str:
    """Write words with what went in <del> and what came in <ins>, said for ears too."""
    return "".join(
        _said(kind, "".join(_styled(word) for word in group), language)
        for kind, group in groupby(changed, key=_kind)
    )


def _kind(word: Words | Run) -> Kind:
    return word.kind


def _said(kind: Kind, content: str, language: NullTranslations) -> str:
    if kind is Kind.SAME:
        return content
    name, said = _SAID[kind]
    # Said in the language of the page, which must not decide the direction of the words.
    before, after = (element("bdi", text(sign), _SPOKEN) for sign in (told(said, language), "] "))
    return element(name, f"{before}{content}{after}")


def _styled(word: Words | Run) -> str:
    content = text(word.text)
    for style in reversed(word.styles if isinstance(word, Words) else ()):
        content = element(style, content) if style in _ELEMENTS else span(style, content)
    return content


def _row(row: Row, look: Look) -> str:
    name = element("th", words(row.name, look.language), {"scope": "row", "dir": "auto"})
    label = element("p", f"{element('span', text(row.label))} {_steps(row, look)}", _LABEL)
    details = "".join(_detail(detail, look) for detail in row.details)
    return element("tr", name + element("td", label + details), {"id": row.id, "class": row.kind})


def _detail(detail: Detail, look: Look) -> str:
    part = f"{span('part', f'{text(detail.name)}:')} " if detail.name else ""
    return _told(detail, look, part) + _notes(detail, look)


def _entry(entry: Entry, look: Look) -> str:
    heading = element("h3", text(entry.heading), _AUTO) if entry.opens else ""
    if entry.kind == "same":
        return heading + _fold(entry, look)
    twin = ""
    if entry.twin:
        name = element("bdi", text(entry.twin_name))
        twin = element("a", name, {"href": f"#{entry.twin}"}) + text(entry.label_end)
    label = element("p", f"{element('span', _label(entry) + twin)} {_steps(entry, look)}", _LABEL)
    away = element("p", f"“{text(entry.excerpt)}”", _AWAY) if entry.excerpt else ""
    content = label + away + _told(entry, look) + _notes(entry, look)
    return heading + element("div", content, {"class": f"change {entry.kind}", "id": entry.id})


def _fold(entry: Entry, look: Look) -> str:
    shown: Iterable[str] = (
        map(text, entry.paragraphs)
        if look.source
        else (words(each, look.language) for each in entry.readable)
    )
    paragraphs = [element("p", content, _AUTO) for content in shown]
    if entry.left_out:
        paragraphs.insert(entry.left_out_at, _rest(entry, look))
    content = element("summary", _label(entry)) + "".join(paragraphs)
    return element("details", content, {"class": "fold"})


def _label(entry: Entry) -> str:
    """Write a label; the direction of a heading that it names is the heading's own affair."""
    label, written = str(entry.label), ""
    for name in reversed(entry.named):
        before, _, after = label.rpartition(name)
        label, written = before, element("bdi", text(name)) + text(after) + written
    return text(label) + written


def _rest(entry: Entry, look: Look) -> str:
    """Say how many paragraphs a fold leaves out, and where they are shown."""
    number = digits(entry.left_out, look.language)
    count = text(look.language.gettext("{number} more unchanged").format(number=number))
    all_of_it = text(look.language.gettext("Show all unchanged text"))
    link = element("a", all_of_it, {"href": look.rest_url}) if look.rest_url else ""
    return element("p", f"… {count} … {link}", {"class": "rest"})


def _told(change: Entry | Detail, look: Look, part: str = "") -> str:
    shown: Told = change.runs if look.source or not change.words else change.words
    if not shown:
        return ""
    if not look.split:
        return element("div", part + words(shown, look.language), _WORDS)
    before, after = look.language.gettext("Before:"), look.language.gettext("After:")
    sides = ((before, Kind.INSERTED), (after, Kind.DELETED))
    kept = ((name, [word for word in shown if word.kind is not kind]) for name, kind in sides)
    cells = "".join(_side(name, part, words(each, look.language)) for name, each in kept)
    return element("div", cells, {"class": "two"})


def _side(name: str, part: str, side: str) -> str:
    return element("div", f"{span('part', text(name))} {part}{side}" if side else "", _WORDS)


def _notes(change: Entry | Detail, look: Look) -> str:
    notes = change.notes if look.source else (*change.notes, *change.styling)
    return items("ul", map(text, notes), {"class": "notes"}) if notes else ""


def _steps(change: Row | Entry, look: Look) -> str:
    ways = (
        (change.previous, "↑", look.language.gettext("Previous change, before {id}")),
        (change.next, "↓", look.language.gettext("Next change, after {id}")),
    )
    links = " ".join(
        element("a", arrow, {"href": f"#{to}", "aria-label": said.format(id=change.id)})
        for to, arrow, said in ways
        if to
    )
    return span("steps noprint", links)
