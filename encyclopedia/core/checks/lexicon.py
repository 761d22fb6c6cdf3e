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
    **{f"{word[:-1]}ieth": str(n) for n, word in zip(range(30, 100, 10), _TENS, strict=True)},
    "dozen": "12",
    "hundred": "100",
    "hundredth": "100",
    "thousand": "1000",
}
"""What numbers in words are in digits."""

CARDINALS = dict(zip(_ORDER, _COUNT, strict=True))
"""The number that each ordinal in words is of."""

SMALL = frozenset({"0", "1", "2"})
"""Numbers so small that in words they rarely state anything: "one of them", "the two"."""

_SAME = (
    "britain british uk anglo",
    "china chinese beijing peking sino",
    "denmark danish danes",
    "finland finnish finns",
    "france french franco",
    "germany german germano",
    "india indian indo",
    "italy italian italo",
    "russia russian russo",
    "ireland irish",
    "kiev kyiv",
    "netherlands dutch",
    "greece greek graeco greco",
    "hungary hungarian",
    "japan japanese",
    "moscow muscovite",
    "niger nigerien",
    "norway norwegian",
    "peru peruvian",
    "philippines filipino philippine",
    "portugal portuguese",
    "scotland scottish scots",
    "cyprus cypriot",
    "iceland icelandic",
    "europe european",
    "vietnam vietnamese",
    "premier prime",
    "chair chairman chairwoman",
    "spokesman spokeswoman spokesperson",
    "wales welsh",
    "poland polish poles",
    "spain spanish",
    "sweden swedish swedes",
    "switzerland swiss",
    "states american america us u",
    "thailand thai",
    "turkey turkish türkiye turks",
)
SAME = {word: frozenset(group.split()) - {word} for group in _SAME for word in group.split()}
"""Names of a country and what is of it, where the first letters do not tell; and offices."""

PLACES = _words(
    "afghanistan albania algeria andorra angola argentina armenia australia austria "
    "azerbaijan bahrain bangladesh barbados belarus belgium belize benin bhutan bolivia "
    "botswana brazil britain brunei bulgaria burundi cambodia cameroon canada chad chile "
    "china colombia croatia cuba cyprus czechia denmark djibouti ecuador egypt england "
    "eritrea estonia ethiopia europe fiji finland france gabon gambia georgia germany ghana "
    "greece grenada guatemala guinea guyana haiti honduras hungary iceland india indonesia "
    "iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait "
    "kyrgyzstan laos latvia lebanon lesotho liberia libya lithuania luxembourg madagascar "
    "malawi malaysia mali malta mauritania mauritius mexico moldova monaco mongolia "
    "montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria "
    "norway oman pakistan palestine panama paraguay peru philippines poland portugal qatar "
    "romania russia rwanda samoa scotland senegal serbia singapore slovakia slovenia somalia "
    "spain sudan suriname sweden switzerland syria taiwan tajikistan tanzania thailand togo "
    "tonga tunisia turkey uganda ukraine uruguay uzbekistan venezuela vietnam wales yemen "
    "zambia zimbabwe africa asia america amsterdam ankara athens baghdad beijing belgrade "
    "berlin bern brussels bucharest budapest cairo copenhagen delhi dublin geneva hanoi "
    "havana helsinki istanbul jakarta jerusalem kabul kyiv kiev lisbon london madrid manila "
    "minsk moscow nairobi oslo ottawa paris prague riga rome santiago seoul sofia stockholm "
    "tallinn tehran tokyo vienna vilnius warsaw washington zagreb zurich nato"
)
"""Countries and capitals, which are names wherever they stand."""

OFFICES = _words(
    "president minister premier secretary chancellor king queen prince princess emperor "
    "empress governor mayor ambassador envoy chairman chairwoman chair senator bishop "
    "archbishop cardinal pope judge general admiral colonel captain professor director sultan "
    "emir commissioner spokesman spokeswoman spokesperson"
)
"""Words of office, of which one person mostly has but one."""

MATTERS = _words(
    "foreign finance interior defence defense transport health justice trade vice deputy "
    "education energy culture environment agriculture labour labor home crown economy "
    "industry tourism science"
)
"""Words that tell one office from another of the same name."""

CALENDAR = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december mon tue tues wed thu thur thurs "
    "fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec christmas easter"
)
"""Days and months, which are written like names."""

CURRENCIES = _words(
    "usd eur gbp jpy cny sek nok dkk chf inr pln czk huf rub try brl zar cad aud nzd"
)
"""Codes of currencies, which are written like names."""

HONORIFICS = _words("mr mrs ms miss dr prof mx messrs")
"""What polite papers put before a name, and others leave out."""

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
