"""Which facts of a sentence its sources bear: names, offices, dates, numbers and kinds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from encyclopedia.core.checks import counting, dated, dates, lexicon, offices
from encyclopedia.core.checks.dated import Bearer
from encyclopedia.core.checks.kinds import kinds
from encyclopedia.core.checks.names import acronym, names, opener
from sources.core.text import words

_NO_NAMES = lexicon.CALENDAR | lexicon.HONORIFICS | lexicon.CURRENCIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A "name", "office", "date", "number" or "kind" at `first` up to `last` of a sentence's words.

    `nearest` is the name of a source that is written much like it, or nothing.
    """

    first: int
    last: int
    kind: str
    nearest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Folded words that are names wherever they stand, and what the whole article is about."""

    names: frozenset[str]
    subject: frozenset[str] = frozenset()


def unborne(
    said: str, bearers: Sequence[Bearer], known: Known, language: str, about: str = ""
) -> Iterator[Fact]:
    """Yield the facts of the sentence *said* that none of *bearers* bears.

    *about* are words beside it that say what its numbers count, as the label of a row does.

    Of a language other than English only names, dates and digits are looked for.
    """
    texts = tuple(bearer.text for bearer in bearers)
    mentioned = tuple(dates.mentions(said, language))
    for mention in mentioned:
        if not dated.bears(bearers, mention, language):
            yield Fact(first=mention.first, last=mention.last, kind="date")
    lacking = tuple(
        fact
        for first, last in names(said, known.names)
        if not any(mention.first < last and first < mention.last for mention in mentioned)
        for fact in _name(said, first, last, bearers, known)
    )
    yield from lacking
    if not dates.is_english(language):
        for first, last in counting.unborne_digits(said, mentioned, texts):
            yield Fact(first=first, last=last, kind="number")
        return
    yield from _opener(said, bearers, known)
    for fact in _offices(said, bearers):
        if not any(fact.first < each.last and each.first < fact.last for each in lacking):
            yield fact
    for first, last in counting.unborne(said, mentioned, texts, about):
        yield Fact(first=first, last=last, kind="number")
    yield from _kinds(said, bearers)


def _name(
    said: str, first: int, last: int, bearers: Sequence[Bearer], known: Known
) -> Iterator[Fact]:
    found = words(said[first:last])
    lacking = [n for n, part in enumerate(found.folded) if not _is_told(part, bearers, known)]
    if not lacking or _is_cut_short(said[first:last], bearers):
        return
    others = {part for n, part in enumerate(found.folded) if n not in lacking} - lexicon.RANKS
    near = _nearest((found.folded[n] for n in lacking), bearers)
    if not near and _is_of_one_name(others, bearers):
        return  # "Roe" is Jane Roe
    begin, end = found.starts[lacking[0]], found.ends[lacking[-1]]
    yield Fact(first=first + begin, last=first + end, kind="name", nearest=near)


def _is_of_one_name(others: Iterable[str], bearers: Sequence[Bearer]) -> bool:
    """Tell whether the sources use one of *others* as a whole name, and never with another."""
    return any(
        any(bearer.text.names_alone(part) for bearer in bearers)
        and not any(bearer.text.names_in_full(part) for bearer in bearers)
        for part in others
    )


def _is_cut_short(name: str, bearers: Sequence[Bearer]) -> bool:
    """Tell whether a source has the acronym of a name, or the name of an acronym."""
    short = acronym(name)
    if short and any(short in bearer.text.cut_short for bearer in bearers):
        return True
    is_acronym = name.isupper() and name.isalpha()
    return is_acronym and any(name.lower() in bearer.text.acronyms for bearer in bearers)


def _is_told(part: str, bearers: Sequence[Bearer], known: Known) -> bool:
    """Tell whether a word of a name needs no source, or has one."""
    if part in known.subject or part in _NO_NAMES:
        return True
    return _is_named(part, bearers)


def _opener(said: str, bearers: Sequence[Bearer], known: Known) -> Iterator[Fact]:
    """Yield the one word that opens a sentence if it is a place, or all but a name of a source."""
    span = opener(said)
    folded = words(said[span[0] : span[1]]).folded
    if len(folded) != 1 or folded[0] in known.names or _is_told(folded[0], bearers, known):
        return
    near = _nearest(folded, bearers)
    if near or folded[0] in lexicon.PLACES:
        yield Fact(first=span[0], last=span[1], kind="name", nearest=near)


def _offices(said: str, bearers: Sequence[Bearer]) -> Iterator[Fact]:
    """Yield the offices of people whom the sources name, but with other offices alone."""
    for office in offices.offices(said):
        told = [words for each in bearers for words in each.text.offices.get(office.holder, ())]
        if told and not any(offices.agree(office.words, words) for words in told):
            yield Fact(first=office.first, last=office.last, kind="office")


def _nearest(parts: Iterable[str], bearers: Sequence[Bearer]) -> str:
    """Give the word of a name in a source that is written most like one of *parts*."""
    found = [each for part in parts for b in bearers for each in b.text.alike(part)]
    return max(found, default=(0.0, ""))[1]


def _is_named(part: str, bearers: Sequence[Bearer]) -> bool:
    if len(part) == 1 or part in lexicon.FUNCTION:
        return True
    return any(bearer.text.names(part) for bearer in bearers)


def _kinds(said: str, bearers: Sequence[Bearer]) -> Iterator[Fact]:
    for kind in kinds(said):
        told = {
            one for bearer in bearers for one, thing in bearer.text.kinds if thing == kind.thing
        }
        if kind.kind not in told and not told.isdisjoint(kind.others):
            yield Fact(first=kind.first, last=kind.last, kind="kind")
