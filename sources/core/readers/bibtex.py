"""BibTeX and biblatex → records, read by bibtexparser; accents of LaTeX become letters."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Final

from bibtexparser import model
from bibtexparser.entrypoint import parse_string
from pylatexenc.latexwalker import LatexWalkerError

from sources.core import dates, extents
from sources.core.readers import bibtex_fields, bibtex_names, latex
from sources.core.readers.bibtex_fields import Fields
from sources.core.readers.value import (
    Bibliography,
    BibliographyError,
    Entry,
    Problem,
    checked,
    gathered,
)
from sources.core.record import TYPES as OURS
from sources.core.record import SourceRecord
from sources.core.saying import say

_NAMES: Final = {
    "article-journal": "article suppperiodical review",
    "article-magazine": "periodical",
    "article-newspaper": "newspaper newspaperarticle",
    "book": "book mvbook collection mvcollection proceedings mvproceedings reference mvreference "
    "bookinbook booklet manual",
    "report": "techreport report standard",
    "chapter": "inbook incollection suppbook suppcollection inreference",
    "paper-conference": "inproceedings conference",
    "thesis": "phdthesis mastersthesis thesis",
    "webpage": "online www electronic software",
    "dataset": "dataset data",
    "legislation": "legislation legal",
    "legal_case": "jurisdiction",
    "broadcast": "movie video audio music",
}
TYPES: Final = {name: ours for ours, names in _NAMES.items() for name in names.split()}
SUBTYPES: Final = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
_CONTAINERS: Final = (
    *("journaltitle", "journal", "booktitle", "maintitle", "newspaper", "magazine"),
)
_ARTICLES: Final = frozenset({"article-journal", "article-magazine", "article-newspaper"})
# Whose `number` is that in their `series` (section 2.2.2 of biblatex's manual).
_IN_SERIES: Final = frozenset({"book", "chapter", "paper-conference"})
_PLACES: Final = ("location", "address", "venue")
# What an entry is by its name alone, and by the names of biblatex for its field `type`.
_GENRES: Final = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master’s thesis",
    "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
}
_PUBLISHERS: Final = ("publisher", "institution", "school", "organization")
_ACCESSED: Final = ("urldate", "accessed", "lastchecked")
_LANGUAGES: Final = ("langid", "language", "hyphenation")
_URL = re.compile(r"\\(?:url|href)\s*\{([^{}]*)\}")
_BARE = re.compile(r"https?://\S+", re.IGNORECASE)
# Where the number of a preprint leads, by the archive that gave it.
_PREPRINTS: Final = {
    "arxiv": "https://arxiv.org/abs/",
    "jstor": "https://www.jstor.org/stable/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
    "hdl": "https://hdl.handle.net/",
    "googlebooks": "https://books.google.com/books?id=",
}
_DAY_AND_MONTH = re.compile(r"(?:(\d{1,2})\W+)?([A-Za-z]{3,9}|\d{1,2})\.?(?:\W+(\d{1,2}))?")
_COMMENT = re.compile(r"^[ \t]*@comment[ \t]*\{", re.IGNORECASE | re.MULTILINE)
_INSIDE = re.compile(r"(?<!\\)[{}]")
_WORDS_OF_A_LINE = re.compile(r".+")
# Entries that are no works: what others take over, sets of entries, and settings of a style.
_NO_WORKS: Final = frozenset({"xdata", "set", "control", "bstcontrol", "ieeetranbstctl"})
# What is no entry, and an entry that begins with a field, as some programs write one.
_NO_ENTRY = re.compile(r"\s*@(?:comment|preamble)\b", re.IGNORECASE)
_KEYLESS = re.compile(
    r"^([ \t]*@(?!(?:string|comment|preamble)\b)\w+[ \t]*[{(])(?=\s*[A-Za-z][\w:-]*\s*=)",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST_FIELD: Final = 20_000
_FAULTS: Final = (*(LatexWalkerError, RecursionError, ValueError, KeyError, IndexError),)

# What it would log is told by the problems.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def read(text: str) -> Bibliography:
    """Read the entries of a file; a broken one is a problem, and the others are read."""
    library = parse_string(_KEYLESS.sub(r"\1,", _uncommented(text)), parse_stack=[])
    blocks = [block for block in library.blocks if _is_entry(block)]
    if not blocks:
        raise BibliographyError(say("line 1: there is no entry, which begins with “@”."))
    known = bibtex_fields.strings(library.blocks)
    found = [_block(block, known) for block in blocks]
    by_key: dict[str, Fields] = {}
    for each in found:
        if isinstance(each, Fields):
            by_key.setdefault(each.key.lower(), each)
    return gathered(_entries(found, by_key))


def _uncommented(text: str) -> str:
    """Empty the lines of entries that are commented out, "@comment{ @book{…} }"."""
    parts: list[str] = []
    done = 0
    for found in _COMMENT.finditer(text):
        if found.start() < done:
            continue
        end = _closing(text, found.end())
        if not end:
            break
        words = text[found.start() : end]
        emptied = _WORDS_OF_A_LINE.sub("", words) if "@" in words[1:] else words
        parts += [text[done : found.start()], emptied]
        done = end
    return "".join((*parts, text[done:]))


def _closing(text: str, begin: int) -> int:
    """Find where the brace before *begin* is closed; 0 where it never is."""
    depth = 1
    for sign in _INSIDE.finditer(text, begin):
        depth += 1 if sign[0] == "{" else -1
        if not depth:
            return sign.end()
    return 0


def _is_entry(block: model.Block) -> bool:
    """Tell an entry, broken or not; a name of @string that stands twice has its last words."""
    if isinstance(block, model.ParsingFailedBlock):
        whole = block.ignore_error_block
        return not (isinstance(whole, model.String) or _NO_ENTRY.match(block.raw or ""))
    return isinstance(block, model.Entry)


def _block(block: model.Block, known: Mapping[str, str]) -> Fields | Problem:
    whole = getattr(block, "ignore_error_block", None) or block
    if isinstance(whole, model.Entry):
        return bibtex_fields.of_entry(whole, known)
    found = re.match(r"\s*@\w+\s*[{(]\s*([^\s,{}=]++)(?!\s*=)", block.raw or "")
    return Problem(
        line=(block.start_line or 0) + 1,
        entry=found[1] if found else "",
        sentence=say("its braces, commas or fields are broken"),
    )


def _entries(
    found: list[Fields | Problem], by_key: Mapping[str, Fields]
) -> Iterator[Entry | Problem]:
    for each in found:
        if isinstance(each, Problem):
            yield each
        elif each.type not in _NO_WORKS:
            yield _read(bibtex_fields.inherited(each, by_key))


def _read(fields: Fields) -> Entry | Problem:
    if any(len(value) > _LONGEST_FIELD for value in fields.said.values()):
        return Problem(line=fields.line, entry=fields.key, sentence=say("a field is too long"))
    try:
        return _entry(fields)
    except _FAULTS as error:
        deep = isinstance(error, RecursionError)
        too_deep, broken = say("its LaTeX is nested too deep"), say("its names or LaTeX are broken")
        sentence = too_deep if deep else broken
        return Problem(line=fields.line, entry=fields.key, sentence=sentence)


def _entry(fields: Fields) -> Entry | Problem:
    said = fields.said
    date = _verbatim(said.get("date", "")) or _first(said, ("year",))
    authors, others = bibtex_names.read(said.get("author", ""))
    editors, more_editors = bibtex_names.read(said.get("editor", ""))
    translators, more_translators = bibtex_names.read(said.get("translator", ""))
    type_ = _type(fields.type, said)
    issue, number, series_number = _numbers(said, type_)
    record = SourceRecord(
        key=fields.key,
        type=type_,
        title=_titled(said, ""),
        authors=authors,
        editors=editors,
        translators=translators,
        container=_container(said),
        volume=_first(said, ("volume",)),
        issue=issue,
        pages=extents.ranged(_first(said, ("pages",))),
        edition=_first(said, ("edition",)),
        number=number,
        genre=_genre(fields),
        event=_titled(said, "event"),
        place=_first(said, _PLACES),
        series=_first(said, ("series",)),
        series_number=series_number,
        publisher=_first(said, _PUBLISHERS),
        issued=_issued(said),
        url=_address(said) or _preprint(said),
        archive_url=_verbatim(said.get("archiveurl", "") or said.get("archive-url", "")),
        doi=_verbatim(said.get("doi", "")),
        issn=_first(said, ("issn",)),
        isbn=latex.words(said.get("isbn", "")),
        language=_first(said, _LANGUAGES),
        accessed=dates.day(_verbatim(next((said[n] for n in _ACCESSED if n in said), ""))),
    )
    unnamed = (
        *(("authors", others), ("editors", more_editors)),
        ("translators", more_translators),
    )
    more = tuple(
        f"there are {who} that it does not name (“and others”)" for who, are in unnamed if are
    )
    return checked(record, fields.line, date, notes=(*fields.notes, *more))


def _type(name: str, said: Mapping[str, str]) -> str:
    subtype = said.get("entrysubtype", "").strip().lower()
    if subtype in OURS:
        return subtype
    if name in ("article", "periodical") and (subtype in SUBTYPES or "newspaper" in said):
        return SUBTYPES.get(subtype, "article-newspaper")
    return TYPES.get(name) or ("webpage" if _address(said) else "document")


def _numbers(said: Mapping[str, str], type_: str) -> tuple[str, str, str]:
    """Give the issue of a periodical, the number that a work has for itself, and in its series.

    The `number` of an article is that of its issue, and of a book of a series the one that it has
    there; `eid` is then what the work has for itself.
    """
    issue, number = _first(said, ("issue",)), _first(said, ("number",))
    in_series, own = _first(said, ("seriesnumber",)), _first(said, ("eid",))
    if type_ in _ARTICLES:
        return number or issue, own, in_series
    if type_ in _IN_SERIES and said.get("series"):
        return issue, own, in_series or number
    return issue, number, in_series


def _genre(fields: Fields) -> str:
    kind = _first(fields.said, ("type",))
    if kind:
        return _GENRES.get(kind.casefold(), kind)
    return _GENRES.get(fields.type, "") if "thesis" in fields.type else ""


def _titled(said: Mapping[str, str], prefix: str) -> str:
    title = _first(said, (f"{prefix}title",) if prefix else ("title", "issuetitle", "shorttitle"))
    subtitle = _first(said, (f"{prefix}subtitle",))
    # A title that ends with a sign of its own is not followed by a colon.
    mark = " " if title.endswith(("?", "!", ":", "…")) else ": "
    return f"{title}{mark}{subtitle}" if title and subtitle else title or subtitle


def _container(said: Mapping[str, str]) -> str:
    for name in _CONTAINERS:
        if words := _titled(said, name.removesuffix("title")) if name.endswith("title") else "":
            return words
        if words := _first(said, (name,)):
            return words
    return ""


def _address(said: Mapping[str, str]) -> str:
    for name in ("url", "howpublished", "note"):
        value = said.get(name, "").strip()
        if found := _URL.search(value):
            return _verbatim(found[1])
        if name == "url" and value:
            return _verbatim(value)
        if found := _BARE.search(value):
            return _verbatim(found[0].rstrip(".,;)}"))
    return ""


def _preprint(said: Mapping[str, str]) -> str:
    archive = _first(said, ("eprinttype", "archiveprefix")).lower()
    number = _verbatim(said.get("eprint", ""))
    if not archive and (said.get("eprintclass") or said.get("primaryclass")):
        archive = "arxiv"
    return f"{_PREPRINTS[archive]}{number}" if number and archive in _PREPRINTS else ""


def _verbatim(value: str) -> str:
    """Give an address or number as it is meant, where the program that wrote it escaped it."""
    plain = re.sub(r"\\([_%&#~$])", r"\1", value.strip())
    return plain.replace(r"{\textasciitilde}", "~").strip("{}<>").strip()


def _issued(said: Mapping[str, str]) -> str:
    # Here "~" is EDTF's, not TeX's.
    if date := _verbatim(said.get("date", "")):
        return dates.read(date)
    year = _first(said, ("year",)).replace("–", "/")
    if not (year.isdecimal() and year.isascii()):
        return dates.read(year)
    day, month = _first(said, ("day",)), _first(said, ("month",))
    found = _DAY_AND_MONTH.fullmatch(month)
    number = dates.month(found[2]) if found else 0
    if found and not day:
        day = found[1] or found[3] or ""
    numbers = [int(year[:5]), number] if number else [int(year[:5])]
    return dates.parts([*numbers, int(day)] if number and day.isdecimal() else numbers)


def _first(said: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((words for name in names if (words := latex.words(said.get(name, "")))), "")
