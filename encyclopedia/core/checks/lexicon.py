"""Words that the checks know: of no meaning, of rank, of number, and names that are one."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(_row(listed))


def _row(listed: str) -> list[str]:
    return listed.split()


FUNCTION = _words(
    "a about above according across after again against ago all along already also although am "
    "among an and another any are around as at away back be because been before behind being "
    "below between both but by can could despite did do does during each either even every few "
    "finally first following for from further had has have he her here hers him his how however "
    "i if in instead into is it its itself just last later least less many may me meanwhile "
    "might more moreover most much must my near neither never no nor not now of off often on "
    "once one only onto or other others our out over own part per rather same several shall she "
    "should since so some still such than that the their them then there these they this those "
    "though three through throughout thus to together too toward towards two under unlike until "
    "up upon us very was we were what when where whereas whether which while who whom whose why "
    "will with within without would yet you your s"
)
"""Words that begin or tie a sentence and name nothing."""

RANKS = _words(
    "president vice premier prime minister ministers foreign deputy general secretary chancellor "
    "chairman chairwoman chair king queen prince princess emperor pope bishop archbishop sir lord "
    "lady dame dr mr mrs ms prof professor governor mayor senator ambassador envoy spokesman "
    "spokeswoman spokesperson leader chief director judge justice captain colonel major admiral "
    "marshal sergeant lieutenant commander saint st state"
)
"""Words of rank or office, which stand before many a name."""

_COUNT = _row(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
_ORDER = _row(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_TENS = _row("thirty forty fifty sixty seventy eighty ninety")
TENS = frozenset({"twenty", *_TENS})
"""Numbers in words that one of the first nine may follow."""

PERIODS = _words("day days week weeks month months year years")
"""What is counted between two dates: a routine calculation (WP:CALC)."""

NUMBERS = {
    **{word: str(value) for value, word in enumerate(_COUNT)},
    **{word: str(value) for value, word in enumerate(_ORDER)},
    **{word: str(value) for value, word in zip(range(30, 100, 10), _TENS, strict=True)},
    "dozen": "12",
    "hundred": "100",
    "thousand": "1000",
}
"""What numbers in words are in digits."""

SMALL = frozenset({"0", "1", "2"})
"""Numbers so small that in words they rarely state anything: "one of them", "the two"."""

_SAME = (
    "britain british uk",
    "china chinese beijing peking",
    "denmark danish danes",
    "finland finnish finns",
    "france french",
    "ireland irish",
    "kiev kyiv",
    "netherlands dutch",
    "norway norwegian",
    "philippines filipino philippine",
    "poland polish poles",
    "spain spanish",
    "sweden swedish swedes",
    "switzerland swiss",
    "states american america us u",
    "thailand thai",
    "turkey turkish türkiye",
    "wales welsh",
)
SAME = {word: frozenset(group.split()) - {word} for group in _SAME for word in group.split()}
"""Names of a country and what is of it, where the first letters do not tell."""

KINDS = (
    _words("state official working private unofficial informal courtesy secret surprise"),
    _words("presidential parliamentary legislative municipal regional gubernatorial senatorial"),
    _words("bilateral trilateral multilateral"),
)
"""Words for kinds of one thing, of which one thing is but one."""

AGENCIES = (
    "Reuters",
    "Associated Press",
    "Agence France-Presse",
    "AFP",
    "TASS",
    "Interfax",
    "RIA Novosti",
    "Xinhua",
    "Bloomberg",
    "Deutsche Presse-Agentur",
    "Kyodo",
    "Yonhap",
    "Press Trust of India",
    "Anadolu",
    "United Press International",
)
"""News agencies, whose reports many papers print."""
