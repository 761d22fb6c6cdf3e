"""Where one sentence ends and the next begins, in plain words.

Rules rather than a model: an editor can foresee them, and the same text always gives the same
sentences. A NUL stands for a mark, a note or a picture, a line feed for a hard line break.
"""

import re
from collections.abc import Iterator

from encyclopedia.core.remembering import by_words

_WIDE = "。！？｡؟۔।॥"
_END = re.compile(
    rf"(?P<line>\n)|(?:(?P<wide>[{_WIDE}]++)|(?P<stop>[.!?…‽]++))"
    r"(?P<closing>[\"'”’»)\]}›』」】）〉》\0]*+(?>(?:[^\S\n]*+\0)*))"
)
_NEXT = re.compile(r"[\s\"'“‘«‹„(\[{「『【（〈《¿¡*\0-]*+(?P<word>[^\W\d_]++|\S)?")
_WORD_BEFORE = re.compile(r"[^\s\0\"'“‘«„(\[]++\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)*[^\W\d_]{1,2}")
_LONGEST_ABBREVIATION = 24  # characters looked at before a full stop


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Never the last word of a sentence.
_TITLES = _words(
    "mr mrs ms mx dr prof gen col lt sgt capt cmdr cpl pvt adm maj brig gov sen rep pres amb "
    "rev hon fr mme mlle messrs supt insp sec-gen vs cf e.g i.e viz approx ca c resp incl esp "
    "z.b u.a d.h p.ej"
)
# Abbreviations only where a number follows.
_BEFORE_NUMBERS = _words(
    "no nos nr p pp vol vols ch chs fig figs sec secs art arts para paras pt ed eds al ep eq "
    "jan feb mar apr jun jul aug sep sept oct nov dec b d fl r"
)
# The last word only where the next is one that usually begins a sentence.
_SUFFIXES = _words(
    "inc ltd co corp jr sr bros plc llc esq st mt ft ave blvd rd dept univ assn ph.d m.d"
)
_BEGINNERS = _words(
    "a after all although an and another as at because before both but by despite during each "
    "earlier even every few finally first for from he her here his how however i if in instead "
    "it its last later many meanwhile more most moreover my no not now of on once one only or "
    "other our she since so some such that the their then there these they this those though "
    "three through thus to today two under until we what when where whether which while who why "
    "with yet you"
)
_DAYTIMES = frozenset({"a.m", "p.m"})
_DATES = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december est edt cet cest gmt utc bst"
)


@by_words(most=4_000_000, each=3)
def split(words: str) -> tuple[tuple[int, int], ...]:
    """Give the range of each sentence in *words*, without the blanks around it.

    It is asked for by citations, evidence and checks alike, and again at every save.
    """
    return tuple(_split(words))


def _split(words: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(words):
        if _is_boundary(words, start, match):
            yield from _trimmed(words, start, match.end())
            start = match.end()
    yield from _trimmed(words, start, len(words))


def _trimmed(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = words[start:end]
    first = start + len(text) - len(text.lstrip(" \t\n\r\xa0\0"))
    last = start + len(text.rstrip())
    if first < last:
        yield first, last


def _is_boundary(words: str, start: int, match: re.Match[str]) -> bool:
    if match["line"]:
        return True
    end = match.end()
    following = _NEXT.match(words, end)
    word = (following and following["word"]) or ""
    if not word:
        return True
    if match["wide"]:
        # 「行く。」と: what is quoted is followed by its verb.
        return not (match["closing"] and "\u3040" <= words[end] <= "\u309f")
    if not words[end].isspace() and "\0" not in match["closing"]:
        return False
    if word[0].islower():
        return False
    return match["stop"] != "." or not _is_abbreviation(words, start, match.start(), word)


def _is_abbreviation(words: str, start: int, stop: int, following: str) -> bool:
    """Tell whether the full stop at *stop* belongs to the word before it."""
    found = _WORD_BEFORE.search(words[max(start, stop - _LONGEST_ABBREVIATION) : stop])
    if found is None:
        return False
    word, begins = found[0], following.lower() in _BEGINNERS
    lowered = word.lower()
    if lowered in _TITLES:
        return True
    if lowered in _BEFORE_NUMBERS:
        return following[0].isdigit()
    if lowered in _DAYTIMES:
        return following.lower() in _DATES
    if lowered in _SUFFIXES or _is_initials(word):
        return not begins
    return word.isdigit() and words[start:stop].strip() == word


def _is_initials(word: str) -> bool:
    """Tell whether *word* is as in J. K. Rowling, U.S. or the Russian г., not an Ok or a No."""
    return _INITIALS.fullmatch(word) is not None and ("." in word or len(word) == 1)
