"""Texts as readers compare them: words, with their places, freed of typography."""

import re
import unicodedata
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain, compress, pairwise

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Scripts that put no space between words, as the inside of a character class."""

_SCRIPTS = (range(0x300, 0x20000), range(0xE0100, 0xE01F0))
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def _combining() -> str:
    """Spell the combining marks as the inside of a character class; `re` has no name for them."""
    codes = (code for script in _SCRIPTS for code in script)
    marks = [code for code in codes if unicodedata.category(chr(code)).startswith("M")]
    starts = [a for before, a in pairwise([0, *marks]) if a != before + 1]
    ends = [b for b, after in pairwise([*marks, 0]) if after != b + 1]
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(starts, ends, strict=True))


_APOSTROPHES = "'’‘‛`´′\u02bc＇"
_QUOTES = f'{_APOSTROPHES}"‚“”„‟«»‹›″＂「」『』'
_BRACKETS = r"()\[\]{}（）［］【】〈〉《》〔〕⟨⟩"
_DASHES = r"\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
COMBINING = _combining()
"""Combining marks, as the inside of a character class."""

_MARKS = COMBINING + _INVISIBLE
_LETTER = rf"[^\W_\u02bc{UNSPACED}]"
_TOKEN = re.compile(
    rf"""(?!\s)(
        [,;:!?%]|\.(?=[ \n]\w|\Z)                         # most signs, told at a glance
      | [a-zA-Z0-9]++(?=[.,;:]?+(?:[ \n]|\Z))              # most words too
      | (?:(?<!\S)[-\u2212](?=\d))?{_LETTER}(?>(?:          # -5 is not 5
            {_LETTER}++
          | [{_MARKS}]
          | (?<=\d)[.,](?=\d)                               # 1,000 and 218.2
          | (?<=[^\W\d_])[\[\]](?=[^\W\d_])                 # [t]he
        )*)
      | …[….]*+|\.(?>(?:[^\S\n]?\.)+)[….]*+                # an ellipsis, dots apart too
      | [{UNSPACED}][{_MARKS}]*+
      | [^\w\s{_QUOTES}{_BRACKETS}{_DASHES}{_MARKS}]        # a sign; typography is passed over
    )""",
    re.VERBOSE,
)
_FIRST_UNSPACED = UNSPACED[0]
_GAP = 3  # an ellipsis, where the other kinds of token are `wordlike`
_IS_UNSPACED = re.compile(rf"[{UNSPACED}]")
_INSIDE = re.compile(
    rf"(?:(?<={_LETTER})|(?<=[{_MARKS}])){_LETTER}|(?<=\S)[{_MARKS}]"
    r"|(?<=\d)[.,](?=\d)|(?<=\d[.,])\d"
)
_GONE = re.compile(rf"[{_INVISIBLE}\[\]]")
_STOP = re.compile(
    r"(?P<line>\n\s*)|[。！？｡؟۔।॥]++[」』”’）)]*+|(?<![.!?…])(?P<stop>[.!?…]++)[\"'”’»)\]]*+[^\S\n]++"
    r"(?=[\"'“‘«(\[]*+(?:[^\W_a-z]|\Z))"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:[^\W\d_]|[^\W\d_]\.[^\W\d_]|mrs?|ms|dr|prof|gen|lt|col|sgt|sen|rep|gov|st|no|vs))\Z",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 6
_IRREGULAR_FORMS = (
    "met:meet paid:pay held:hold led:lead took:take taken:take gave:give given:give went:go "
    "gone:go came:come made:make won:win lost:lose sent:send told:tell kept:keep began:begin "
    "begun:begin saw:see seen:see spoke:speak spoken:speak wrote:write written:write "
    "brought:bring bought:buy built:build sold:sell grew:grow grown:grow men:man women:woman "
    "said:say fell:fall fallen:fall rose:rise risen:rise fought:fight struck:strike "
    "drew:draw drawn:draw chose:choose chosen:choose people:person children:child"
)
_IRREGULAR = dict(pair.split(":") for pair in _IRREGULAR_FORMS.split())
_SHORTEST_STEMMED = 4
_DOUBLED = frozenset("bdfgmnprt")
_ALPHABET = 1 << 16  # two bytes a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words and signs of a text, folded, and from where to where each stands in it.

    Quotation marks, apostrophes, brackets, dashes and ellipses are passed over, so that "it's"
    is two words. `wordlike` is 2 for a word, 1 for a character of a script without spaces, 0 for
    a sign. Each of `gaps` is the word before which an ellipsis stands.
    """

    folded: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]
    wordlike: Sequence[int]
    gaps: tuple[int, ...]


def words(text: str) -> Words:
    """Cut *text* into its words and signs, in time linear in its length.

    Words are case folded, in NFC, without soft hyphens and other invisible characters.
    """
    parts = _TOKEN.split(text)
    tokens = parts[1::2]
    places = array("q", accumulate(map(len, parts)))
    starts, ends = places[:-1:2], places[1::2]
    distinct = dict.fromkeys(tokens)
    kinds = {t: 2 if t.isalnum() and t < _FIRST_UNSPACED else _kind(t) for t in distinct}
    gaps: tuple[int, ...] = ()
    if _GAP in kinds.values():
        found = (n for n, token in enumerate(tokens) if kinds[token] == _GAP)
        gaps = tuple(n - before for before, n in enumerate(found))
        kept = [kinds[token] != _GAP for token in tokens]
        starts, ends = (array("q", compress(each, kept)) for each in (starts, ends))
        tokens = list(compress(tokens, kept))
    folds = dict(zip(distinct, _fold("\n".join(distinct)).split("\n"), strict=False))
    return Words(
        folded=tuple(map(folds.__getitem__, tokens)),
        starts=starts,
        ends=ends,
        wordlike=bytes(map(kinds.__getitem__, tokens)),
        gaps=gaps,
    )


def _fold(tokens: str) -> str:
    """Fold *tokens*, each in a line, which none of the steps joins or parts."""
    kept = _GONE.sub("", tokens)
    if kept.isascii():
        return kept.lower()
    plain = unicodedata.normalize("NFC", kept.replace("\u2212", "-"))
    return unicodedata.normalize("NFC", plain.casefold())


def _kind(written: str) -> int:
    if written[0] in ".…":
        return 0 if written == "." else _GAP
    if _IS_UNSPACED.match(written):
        return 1
    return 2 if len(written) > 1 or written.isalnum() else 0


def is_inside(text: str, at: int) -> bool:
    """Tell whether a cut at *at* would part a word or a number, "218|.2" or "co|operate"."""
    return _INSIDE.match(text, at) is not None


def is_apostrophe(between: str) -> bool:
    """Tell whether what stands *between* two words makes one of them, as in "it's"."""
    return len(between) == 1 and between in _APOSTROPHES


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the range of each sentence of *text*; a line break always ends one."""
    start = 0
    for found in _STOP.finditer(text):
        before = text[max(start, found.start() - _LONGEST_ABBREVIATION) : found.start()]
        if found["stop"] == "." and _ABBREVIATED.search(before):
            continue
        yield from _filled(text, start, found.end())
        start = found.end()
    yield from _filled(text, start, len(text))


def _filled(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if words.strip():
        yield end - len(words.lstrip()), start + len(words.rstrip())


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """Take the English endings of the plural, past and progressive off a folded *word*.

    The stem is for comparing, not for reading: "issues" gives "issu". Others stay as they are.
    """
    word = _IRREGULAR.get(word, word)
    if len(word) < _SHORTEST_STEMMED or not (word.isascii() and word.isalpha()):
        return word
    return _past(_singular(word)).removesuffix("e")


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("sses"):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) else word.removesuffix("s")


def _past(word: str) -> str:
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2 and not frozenset("aeiouy").isdisjoint(base):  # noqa: PLR2004 -- "need", "ring"
            if base.endswith("i"):
                return base[:-1] + "y"
            doubled = base[-1] == base[-2] and base[-1] in _DOUBLED
            return base[:-1] if doubled else base
    return word


class Spelt:
    """Words spelt with a character each, so that a run of them is found as fast as a string."""

    def __init__(self, written: tuple[str, ...]) -> None:
        """Spell the words *written*; more different ones than characters share them."""
        different = enumerate(dict.fromkeys(written))
        self.letters = {word: chr(number % _ALPHABET) for number, word in different}
        self._written = written
        self._spelt = "".join(map(self.letters.__getitem__, written))

    def find(self, wanted: Sequence[str], first: int = 0, last: int | None = None) -> int:
        """Give the number of the word from *first* on where *wanted* stands, or -1.

        It ends up to word *last*.
        """
        try:
            run = "".join(map(self.letters.__getitem__, wanted))
        except KeyError:
            return -1
        at = self._spelt.find(run, first, last) if run else -1
        while at >= 0 and self._written[at : at + len(run)] != tuple(wanted):
            at = self._spelt.find(run, at + 1, last)
        return at

    def count(self, word: str) -> int:
        """Count the places of a word, and of what shares its character."""
        return self._spelt.count(self.letters[word])

    def places(self, word: str, most: int) -> list[int]:
        """Give the numbers of the first places of a word, at *most* so many."""
        letter = self.letters[word]
        places: list[int] = []
        at = self._spelt.find(letter)
        while at >= 0 and len(places) < most:
            if self._written[at] == word:
                places.append(at)
            at = self._spelt.find(letter, at + 1)
        return places


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A text with what comparing many quotes with it needs, each part made when first asked for."""

    text: str

    @cached_property
    def words(self) -> Words:
        """The words of the text."""
        return words(self.text)

    @cached_property
    def spelt(self) -> Spelt:
        """The words, ready to be looked up."""
        return Spelt(self.words.folded)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stem of each word."""
        stems = {word: stem(word) for word in self.spelt.letters}
        return tuple(map(stems.__getitem__, self.words.folded))

    @cached_property
    def _forms(self) -> Mapping[str, Sequence[str]]:
        """The words that have each stem."""
        found: dict[str, list[str]] = {}
        for word in self.spelt.letters:
            found.setdefault(stem(word), []).append(word)
        return found

    def count(self, stem: str) -> int:
        """Count the words that have a stem; in a text of very many words it may be some more."""
        known = self._counts.get(stem)
        if known is None:
            known = sum(map(self.spelt.count, self._forms.get(stem, ())))
            self._counts[stem] = known
        return known

    @cached_property
    def _counts(self) -> dict[str, int]:
        """What `count` has counted."""
        return {}

    def places(self, stem: str, most: int) -> tuple[int, ...]:
        """Give the numbers of the first words that have a stem, at *most* so many."""
        known = self._places.get((stem, most))
        if known is None:
            found = [self.spelt.places(word, most) for word in self._forms.get(stem, ())]
            known = tuple(sorted(chain.from_iterable(found))[:most])
            self._places[stem, most] = known
        return known

    @cached_property
    def _places(self) -> dict[tuple[str, int], tuple[int, ...]]:
        """What `places` has found, for many quotes have the same words."""
        return {}

    def numbers(self, word: str) -> list[int]:
        """Give the numbers of all places of a word that the text has."""
        return self.spelt.places(word, len(self.words.folded))

    def find(self, wanted: Sequence[str], first: int = 0, last: int | None = None) -> int:
        """Give the number of the word where *wanted* first stands, or -1.

        Looks from word *first*, and up to word *last* for its end.
        """
        return self.spelt.find(wanted, first, last)


def prepare(text: str) -> Prepared:
    """Prepare *text*, so that hundreds of quotes can be compared with it."""
    return Prepared(text=text)
