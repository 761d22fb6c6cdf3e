"""A bibliography that was read, as values; and what all its readers ask of an entry."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sources.core import naming, serials
from sources.core.record import LONGEST, SourceRecord
from sources.core.saying import say

_WEB = re.compile(r"https?://[^\s\"<>\\]{1,1990}", re.IGNORECASE)
_DOI = re.compile(
    r"\s*(?:https?://[^\s/]{1,100}/|doi:\s*)?(10\.\d{4,9}/\S{1,200}?)\.?\s*", re.IGNORECASE
)
# Their editors are those of what they stand in.
_IN_OTHERS = frozenset({"chapter", "paper-conference"})
_NOT_IN_ISBN = re.compile(r"[\s-]")
_ISBN = re.compile(r"(?<!\d)(?:97[89][ -]?)?(?:\d[ -]?){9}[\dXx](?![\dXx])", re.ASCII)
_SEVERAL = re.compile(r"(https?://\S+?)[;,]?\s+(?:and\s+)?https?://", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
# By the names that babel, polyglossia and people have for them, and by ISO 639-2.
_LANGUAGE_NAMES = {
    "en": "english eng",
    "en-US": "american usenglish usen",
    "en-GB": "british ukenglish",
    "en-AU": "australian",
    "en-CA": "canadian",
    "ar": "arabic ara",
    "bg": "bulgarian bul",
    "ca": "catalan cat",
    "cs": "czech ces cze",
    "cy": "welsh cym wel",
    "da": "danish dan",
    "de": "german ngerman deutsch deu ger",
    "de-AT": "austrian naustrian",
    "de-CH": "swissgerman nswissgerman",
    "el": "greek ell gre",
    "es": "spanish castilian español spa",
    "et": "estonian est",
    "eu": "basque eus baq",
    "fa": "persian farsi fas per",
    "fi": "finnish fin",
    "fr": "french francais français acadian fra fre",
    "fr-CA": "canadien",
    "ga": "irish gle",
    "he": "hebrew heb",
    "hi": "hindi hin",
    "hr": "croatian hrv",
    "hu": "hungarian magyar hun",
    "id": "indonesian ind",
    "is": "icelandic isl ice",
    "it": "italian italiano ita",
    "ja": "japanese jpn",
    "ko": "korean kor",
    "la": "latin lat",
    "lt": "lithuanian lit",
    "lv": "latvian lav",
    "nb": "norsk norwegian",
    "nl": "dutch nld dut",
    "nn": "nynorsk",
    "pl": "polish pol",
    "pt": "portuguese portuges por",
    "pt-BR": "brazilian brazil",
    "ro": "romanian ron rum",
    "ru": "russian rus",
    "sk": "slovak slk slo",
    "sl": "slovene slovenian slv",
    "sr": "serbian srp",
    "sv": "swedish swe",
    "tr": "turkish tur",
    "uk": "ukrainian ukr",
    "vi": "vietnamese vie",
    "zh": "chinese zho chi",
}
_LANGUAGES = {name: ours for ours, names in _LANGUAGE_NAMES.items() for name in names.split()}


class BibliographyError(ValueError):
    """Why a file cannot be read as a bibliography at all, as one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A source that was read from the line `line`, and what of it could not be kept."""

    record: SourceRecord
    line: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An entry that could not be read: its first line, its name if it has one, and why."""

    line: int
    entry: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """The entries of a file in its order, and what stands in place of those that are broken."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()


def gathered(read: Iterable[Entry | Problem]) -> Bibliography:
    """Part entries from problems, and give each entry a key of its own."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    taken: set[str] = set()
    for each in read:
        if isinstance(each, Problem):
            problems.append(each)
            continue
        record = replace(each.record, key=key(each.record, taken))
        notes = each.notes
        if each.record.key and record.key != (plain := key(each.record, ())):
            notes = (*notes, say("its key “{key}” stands before it in the file", key=plain))
        taken.add(record.key)
        entries.append(replace(each, record=record, notes=notes))
    return Bibliography(entries=tuple(entries), problems=tuple(problems))


def key(record: SourceRecord, taken: Collection[str]) -> str:
    """Write the record's key after our grammar; without one, name it after author and year."""
    people = record.authors if record.type in _IN_OTHERS else (*record.authors, *record.editors)
    first = next(iter(people), None)
    name = (first.family or first.literal) if first else "-".join(record.title.split()[:3])
    made = "-".join(part for part in (naming.words(name), record.issued[:4]) if part)
    return naming.unlike(naming.normalised(record.key) or made or "source", taken)


def checked(
    record: SourceRecord, line: int, said: str = "", notes: tuple[str, ...] = ()
) -> Entry | Problem:
    """Keep what is well formed of *record*; *said* is the date as the entry has it."""
    if record.container and not (record.title or record.url or record.doi):
        record = replace(record, title=record.container, container="")
    if not (record.title or record.url or record.doi):
        return Problem(line=line, entry=record.key, sentence=say("it has no title, address or DOI"))
    doi, number, url = _DOI.fullmatch(record.doi), isbn(record.isbn), _address(record.url)
    issn = serials.read(record.issn)
    if url and _SEVERAL.match(record.url):
        notes = (*notes, say("of the addresses “{urls}” only the first was read", urls=record.url))
    long = [name for name, most in LONGEST.items() if len(getattr(record, name)) > most]
    for name in long:
        record = replace(record, **{name: ""})  # type: ignore[arg-type]  # all of them are texts
    clean = replace(
        record,
        url=url,
        doi=doi[1] if doi else "",
        archive_url=record.archive_url if _WEB.fullmatch(record.archive_url) else "",
        isbn=number,
        issn=issn,
        language=language(record.language),
    )
    left = [
        say("the {name} “{old}” is not well formed, and left empty", name=name, old=old)
        for name, old, new in (
            (say("address"), record.url, clean.url),
            (say("address of the archive"), record.archive_url, clean.archive_url),
            ("DOI", record.doi, clean.doi),
            ("ISBN", record.isbn, clean.isbn),
            ("ISSN", record.issn, clean.issn),
            (say("language"), record.language, clean.language),
            (say("date"), said, record.issued),
        )
        if old and not new
    ]
    left += [
        say("the {name} is too long, and left empty", name=name.replace("_", " ")) for name in long
    ]
    return Entry(record=clean, line=line, notes=(*notes, *left))


def _address(written: str) -> str:
    """Give the first address that is written there, whole; "" where there is none."""
    if _WEB.fullmatch(written):
        return written
    if written.startswith("www."):
        return _address(f"http://{written}")
    found = _SEVERAL.match(written)
    return found[1] if found and _WEB.fullmatch(found[1]) else ""


def isbn(written: str) -> str:
    """Give the first ISBN that is written there, without hyphens; "" where none is."""
    found = _ISBN.search(written)
    return _NOT_IN_ISBN.sub("", found[0]).upper() if found else ""


def language(text: str) -> str:
    """Give the BCP 47 tag of a language by its tag or English name; "" where it is neither."""
    plain = text.strip().replace("_", "-")
    return _LANGUAGES.get(plain.casefold()) or (plain if _LANGUAGE.fullmatch(plain) else "")
