"""Words that ranking takes for one another, and how much they tell: small tables of English."""

from functools import lru_cache

from sources.core.text import stem


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _row(listed: str) -> list[str]:
    return listed.split()


STOPS = _words(
    "a about above after again against all also although am an and any are as at be because been "
    "before being below between both but by can could did do does doing down during each few for "
    "from further had has have having he her here hers him his how however i if in into is it "
    "its itself just like may me might more most must my no nor not now of off on once only or "
    "other our out over own per same say said says shall she should since so some such than that "
    "the their them then there these they this those through thus to too towards under until up "
    "upon us very was we were what when where whether which while who whom whose why will with "
    "within without would yet you your s t d ll m re ve"
)
"""Words that tie others together and tell nothing."""

MONTHS = _words(
    "january february march april may june july august september october november december"
)

_COUNT = _row(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_ORDER = _row(
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_TENS = _row("thirty forty fifty sixty seventy eighty ninety")
_DIGITS = {
    **{word: str(value) for value, word in enumerate(_COUNT, 1)},
    **{word: str(value) for value, word in enumerate(_ORDER, 3)},
    **{word: str(value) for value, word in zip(range(30, 100, 10), _TENS, strict=True)},
    "dozen": "12",
}
_ORDINALS = ("st", "nd", "rd", "th")

_LIGHT = (
    "accord add another around become bring call come concern consider contain continue describe "
    "early end even expect find first follow former further general get give go good great group "
    "happen high include involve keep know large last late later lead leave less like "
    "little long main make many mean mention much need new next note number occur old order "
    "part people place plan play point provide put reach receive regard relate remain report "
    "result second see seem set several show small still take tell thing time today together turn "
    "use various want way well whole work world year"
)
"""Words that many a sentence has, whatever it is about."""

_JUDGING = (
    "attention demonstrate emphasise emphasize highlight importance reaffirm reflect significance "
    "signal symbolise symbolize testify underline underscore"
)
"""Words that say what something means, which is a claim of its own."""

_KIN = (
    "visit trip journey tour travel travelled travelling",
    "foreign abroad overseas",
    "deepen strengthen foster",
    "discuss talk",
    "declaration declare statement communique",
    "treaty accord pact agreement",
    "die death dead kill perish",
    "begin start commence launch",
    "build construct erect",
    "establish found",
    "buy purchase acquire",
    "win victory",
    "protest demonstrate protester demonstrator",
    "free release liberate",
    "worker labourer laborer employee",
    "company firm corporation",
    "replace succeed successor",
    "fall decline decrease drop",
    "rise grow increase growth",
    "factory plant",
    "exhibit display",
    "retain keep",
    "tall height",
    "length long",
    "war conflict",
    "troop soldier army military",
    "help aid assist",
    "film movie",
    "car automobile",
    "railway railroad train rail",
    "bicycle bike cyclist cycling",
    "rescue save",
    "live reside inhabit inhabitant resident",
    "pupil student",
    "child children kid",
    "inaugurate inauguration inaugural sworn swear",
    "marry marriage wedding",
    "newspaper paper",
    "prize award",
    "near close",
    "ship vessel",
    "enlarge expand extend extension",
    "destroy demolish",
    "damage harm",
    "crime offence offense",
    "jail prison imprison",
    "fire blaze",
    "doctor physician",
    "writer author",
    "resign resignation",
    "choose choice chose chosen",
    "sell sold sale",
    "flight fly flew flown",
    "gift donate donation",
    "house home",
    "america american",
    "britain british uk",
    "china chinese sino",
    "denmark danish",
    "egypt egyptian",
    "finland finnish",
    "france french franco",
    "germany german",
    "greece greek",
    "ireland irish",
    "japan japanese",
    "kiev kyiv",
    "netherlands dutch",
    "norway norwegian",
    "poland polish",
    "portugal portuguese",
    "russia russian russo",
    "spain spanish",
    "sweden swedish",
    "switzerland swiss",
    "turkey turkish",
    "ukraine ukrainian ukrainians",
    "wales welsh",
)
"""Words that a writer uses for one another; each group has one root."""

_ENDINGS = _row(
    "ship ment ness ly ation ition ance ence ism ist ity ial ion ful ive al er or at e y"
)
_SHORTEST = {"ship": 4, "ment": 4, "ness": 4, "ly": 4}
_SHORTEST_ELSE = 5


@lru_cache(maxsize=1 << 14)
def root(word: str) -> str:
    """Give what a folded *word* has in common with those that say the same, for comparing alone.

    A number in words is one in digits, "75th" is 75; endings that make a noun of a verb are
    taken off; and words that are used for one another have the first one's root.
    """
    if word in _DIGITS:
        return _DIGITS[word]
    if word[0].isdigit():
        return _number(word)
    if word in _ROOTS:
        return _ROOTS[word]
    stemmed = stem(word)
    return _ROOTS.get(stemmed) or _bare(stemmed)


def _number(word: str) -> str:
    plain = word.replace(",", "")
    for ending in _ORDINALS:
        if plain.endswith(ending) and plain[:-2].isdigit():
            return plain[:-2]
    return plain


def _bare(word: str) -> str:
    """Take the endings off a stem while enough is left of it."""
    if not word.isascii():
        return word
    while True:
        ending = next((end for end in _ENDINGS if _ends(word, end)), "")
        if not ending:
            return word[:-1] if _ends(word, "an") else word
        word = word.removesuffix(ending)


def _ends(word: str, ending: str) -> bool:
    """Tell whether a word has an ending, and enough of it is left without."""
    left = len(word) - len(ending)
    return word.endswith(ending) and left >= _SHORTEST.get(ending, _SHORTEST_ELSE)


def _rooted() -> dict[str, str]:
    found: dict[str, str] = {}
    for group in _KIN:
        words = group.split()
        for word in words:
            for each in (word, stem(word)):
                found.setdefault(each, f"={words[0]}")
    return found


_ROOTS = _rooted()
_LIGHT_ROOTS = frozenset(root(word) for word in _LIGHT.split())
_JUDGING_ROOTS = frozenset(root(word) for word in _JUDGING.split())


def is_light(root: str) -> bool:
    """Tell whether words with a *root* stand in many a sentence, whatever it is about."""
    return root in _LIGHT_ROOTS


def is_judging(root: str) -> bool:
    """Tell whether words with a *root* say what something means."""
    return root in _JUDGING_ROOTS


def is_figure(root: str) -> bool:
    """Tell whether a *root* is a number or a month, which a fact stands or falls with."""
    return root[0].isdigit() or root in MONTHS
