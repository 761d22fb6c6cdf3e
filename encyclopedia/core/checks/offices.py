"""The office with which a person is named: "the foreign secretary, Jonas Weir"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from encyclopedia.core.checks import lexicon
from encyclopedia.core.checks.names import unaccented
from encyclopedia.core.checks.spelling import one_of

_HEADS = lexicon.OFFICES
_QUALIFIERS = lexicon.MATTERS | {"prime", "chief", "acting", "former", "first", "general"}
_MATTERS = lexicon.MATTERS | {"prime"}
_OF_ALL = r"(?:secretary|director|attorney|governor|consul|inspector)[\s-]general"
_OFFICE = rf"(?:(?:{one_of(_QUALIFIERS)})[\s-])*(?:{_OF_ALL}|{one_of(_HEADS)})(?!-)"
_WORD = r"(?:[A-Z]\.|[A-Z][\w’'-]+)"
_NAME = (
    r"(?-i:(?:[A-Z]\.\s*)*[A-Z][\w’'-]+"
    rf"(?:\s+(?:(?:van|von|de|der|del|da|di|du|dos|bin|al|el|la|le)\s+)?{_WORD}){{0,3}})"
)
_BEFORE = re.compile(rf"\b(?P<office>{_OFFICE})(?:,)?\s+(?P<name>{_NAME})", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?P<name>{_NAME}),\s+(?:(?:the|a|an|its|their)\s+)?(?-i:[A-Z]?\w+[’']s?\s+|[A-Z]\w+\s+)?"
    rf"(?P<office>{_OFFICE})\b(?!\s+(?-i:[A-Z]))",
    re.IGNORECASE,
)
_BECAME = re.compile(
    rf"(?P<name>{_NAME})\s+(?:(?:has|had|have|will|later|then|also)\s+)*"
    r"(?:becomes?|became|remains?|remained|serves? as|served as|is|was|"
    r"(?:(?:is|was|been|be) )?(?:appointed|named|elected|made|sworn in as)(?: as)?)\s+"
    rf"(?:(?:the|a|an|its|their)\s+)?(?P<office>{_OFFICE})(?:,?\s+and\s+(?P<other>{_OFFICE}))?\b"
    r"(?!\s+(?-i:[A-Z]))",
    re.IGNORECASE,
)
_FIRST = re.compile(
    rf"\b(?=[{''.join(sorted({word[0] for word in _HEADS}))}])(?:{one_of(_HEADS)})\b",
    re.IGNORECASE,
)
_SAME = (
    frozenset({"premier", "prime minister"}),
    frozenset({"chair", "chairman", "chairwoman"}),
    frozenset({"defence", "defense"}),
    frozenset({"labour", "labor"}),
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
    frozenset({"home", "interior"}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office at `first` up to `last` of some words, and the last name of who has it."""

    first: int
    last: int
    words: frozenset[str]
    holder: str


def offices(text: str) -> Iterator[Office]:
    """Yield the offices that *text* names beside those who hold them."""
    if not _FIRST.search(text):
        return
    for pattern in (_BEFORE, _AFTER, _BECAME):
        for found in pattern.finditer(text):
            holder = re.split(r"[\s]+", found["name"].removesuffix("’s").removesuffix("'s"))[-1]
            for part in ("office", "other") if found.groupdict().get("other") else ("office",):
                yield Office(
                    first=found.start(part),
                    last=found.end(part),
                    words=_words(found[part]),
                    holder=unaccented(holder.strip(".,").casefold()),
                )


def _words(office: str) -> frozenset[str]:
    words = office.casefold().replace("-", " ")
    words = words.replace("prime minister", "premier")
    return frozenset(_only(word) for word in words.split())


def _only(word: str) -> str:
    return min(next((same for same in _SAME if word in same), {word}))


_HEAD_WORDS = frozenset(map(_only, _HEADS))


def agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two offices may be one: a finance minister is a minister."""
    heads = one & _HEAD_WORDS, other & _HEAD_WORDS
    if heads[0].isdisjoint(heads[1]):
        return False
    matters = one & _MATTERS, other & _MATTERS
    return not (matters[0] and matters[1]) or not matters[0].isdisjoint(matters[1])
