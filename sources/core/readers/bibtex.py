"""BibTeX and biblatex → records, read by bibtexparser; accents of LaTeX become letters."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

from bibtexparser import model
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalkerError

from sources.core import dates
from sources.core.readers.value import (
    Bibliography,
    BibliographyError,
    Entry,
    Problem,
    checked,
    gathered,
)
from sources.core.record import Name, SourceRecord

_NAMES = {
    "article-journal": "article",
    "book": "book mvbook collection proceedings booklet",
    "report": "manual techreport report",
    "chapter": "inbook incollection suppbook inreference",
    "paper-conference": "inproceedings conference",
    "thesis": "phdthesis mastersthesis thesis",
    "webpage": "online www electronic",
    "dataset": "dataset",
    "legislation": "legislation",
    "legal_case": "jurisdiction",
    "broadcast": "movie video",
}
TYPES = {name: ours for ours, names in _NAMES.items() for name in names.split()}
SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
_CONTAINERS = ("journaltitle", "journal", "booktitle", "maintitle", "newspaper", "magazine")
_PUBLISHERS = ("publisher", "institution", "school", "organization")
_URL = re.compile(r"\\url\s*\{([^{}]*)\}")
_OUTER = re.compile(r"\{(.*)\}", re.DOTALL)
_LONGEST_FIELD = 20_000
_PERCENT = re.compile(r"(?<!\\)%")
_LATEX = re.compile(r"[\\{}$~`'&-]")
_WORDS = LatexNodes2Text()
_FAULTS = (LatexWalkerError, InvalidNameError, RecursionError, ValueError, KeyError, IndexError)

# What it would log is told by the problems.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def read(text: str) -> Bibliography:
    """Read the entries of a file; a broken one is a problem, and the others are read."""
    library = parse_string(text)
    blocks = [b for b in library.blocks if isinstance(b, model.Entry | model.ParsingFailedBlock)]
    if not blocks:
        raise BibliographyError("line 1: there is no entry, which begins with “@”.")
    return gathered(map(_block, blocks))


def _block(block: model.Block) -> Entry | Problem:
    line = (block.start_line or 0) + 1
    if isinstance(block, model.DuplicateBlockKeyBlock) and isinstance(
        block.ignore_error_block, model.Entry
    ):
        block = _opened(block.ignore_error_block)
    if not isinstance(block, model.Entry):
        found = re.match(r"@\w+\s*[{(]\s*([^\s,{}]*)", block.raw or "")
        name = found[1] if found else ""
        return Problem(line=line, entry=name, sentence="its braces, commas or fields are broken")
    try:
        return _entry(line, block)
    except _FAULTS as error:
        deep = isinstance(error, RecursionError)
        sentence = "its LaTeX is nested too deep" if deep else "its names or LaTeX are broken"
        return Problem(line=line, entry=block.key, sentence=sentence)


def _opened(entry: model.Entry) -> model.Entry:
    """Take the delimiters off the fields of an entry that the parser set aside."""
    for field in entry.fields:
        value = str(field.value).strip()
        field.value = value[1:-1] if value[:1] in ("{", '"') else value
    return entry


def _entry(line: int, block: model.Entry) -> Entry | Problem:
    fields = {field.key.lower(): str(field.value) for field in block.fields}
    if any(len(value) > _LONGEST_FIELD for value in fields.values()):
        return Problem(line=line, entry=block.key, sentence="a field is too long")
    said = _first(fields, ("date",)) or _first(fields, ("year",))
    record = SourceRecord(
        key=block.key,
        type=_type(block.entry_type.lower(), fields),
        title=": ".join(part for n in ("title", "subtitle") if (part := _first(fields, (n,)))),
        authors=_names(fields.get("author") or fields.get("editor") or ""),
        container=_first(fields, _CONTAINERS),
        publisher=_first(fields, _PUBLISHERS),
        issued=_issued(fields),
        url=_address(fields),
        doi=fields.get("doi", "").replace("\\_", "_"),
        isbn=fields.get("isbn", "").split(",")[0],
        language=_first(fields, ("langid", "language", "hyphenation")),
        accessed=dates.day(_first(fields, ("urldate", "accessed"))),
    )
    return checked(record, line, said)


def _type(name: str, fields: dict[str, str]) -> str:
    subtype = fields.get("entrysubtype", "").lower()
    if name == "article" and (subtype in SUBTYPES or "newspaper" in fields):
        return SUBTYPES.get(subtype, "article-newspaper")
    return TYPES.get(name) or ("webpage" if _address(fields) else "document")


def _address(fields: dict[str, str]) -> str:
    for name in ("url", "howpublished", "note"):
        value = fields.get(name, "").strip()
        if found := _URL.search(value):
            return found[1].strip()
        if (name == "url" and value) or value.startswith(("http://", "https://")):
            return value.replace("\\_", "_").replace("\\%", "%").replace("\\&", "&")
    return ""


def _issued(fields: dict[str, str]) -> str:
    if "date" in fields:
        return dates.read(_text(fields["date"]))
    year, month = _first(fields, ("year",)), _first(fields, ("month",))
    day = _first(fields, ("day",))
    if not (year.isdecimal() and year.isascii()):
        return dates.read(year)
    number = dates.month(month)
    numbers = [int(year[:5]), number, int(day)] if number and day.isdecimal() else [int(year[:5])]
    return (
        dates.parts(numbers) if len(numbers) > 1 or not number else dates.parts([*numbers, number])
    )


def _names(written: str) -> tuple[Name, ...]:
    people = split_multiple_persons_names(written) if written.strip() else []
    return tuple(map(_name, people))


def _name(written: str) -> Name:
    if whole := _OUTER.fullmatch(written.strip()):
        return Name(literal=_text(whole[1]))
    parts = parse_single_name_into_parts(written)
    family = _joined((*parts.von, *parts.last))
    given = ", ".join(part for part in (_joined(parts.first), _joined(parts.jr)) if part)
    return Name(family=family, given=given) if given else Name(literal=family)


def _joined(words: Iterable[str]) -> str:
    return " ".join(map(_text, words))


def _first(fields: dict[str, str], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _text(fields.get(name, "")))), "")


def _text(latex: str) -> str:
    """Turn LaTeX into words: accents decoded, braces and commands gone."""
    plain = latex
    if _LATEX.search(latex):
        plain = _WORDS.latex_to_text(_PERCENT.sub(r"\\%", latex))
    return " ".join(plain.split())
