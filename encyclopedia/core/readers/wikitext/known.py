"""Templates and words that mean the same on every page."""

from __future__ import annotations

from sources.core.styles.dates import MONTHS as MONTHS

# What says nothing to readers, or is made anew here: left out without a word.
SILENT = frozenset(
    {
        *("use dmy dates", "use mdy dates", "use ymd dates", "dmy", "mdy", "reflist", "references"),
        *("notelist", "notelist-ua", "notelist-lr", "notelist-la", "notelist-lg", "notefoot"),
        *("refbegin", "refend", "refs", "div col", "div col end", "colbegin", "colend", "end div"),
        *("end div col", "div col start", "col-begin", "col-end", "col-break", "col-2", "col-3"),
        *("clear", "-", "clr", "clear left", "clear right", "toc limit", "toc left", "toc right"),
        *("tocleft", "tocright", "toclimit", "toc", "italic title", "italictitle", "lowercase"),
        *("lowercase title", "no italic title", "use shortened footnotes", "cs1 config"),
        *(
            "good article",
            "featured article",
            "ga",
            "fa",
            "pp",
            "pp-move",
            "pp-semi",
            "pp-vandalism",
        ),
        *(
            "pp-move-indef",
            "pp-protected",
            "pp-pc",
            "pp-30-500",
            "pp-extended",
            "pp-blp",
            "pp-semi-indef",
        ),
        *(
            "authority control",
            "portal",
            "portal bar",
            "portal-inline",
            "portals",
            "bots",
            "nobots",
        ),
        *("short description/test", "engvarb", "use list-defined references", "sfn whitelist"),
        *("plainlist end", "endplainlist", "end plainlist", "flatlist end", "endflatlist"),
        *("hidden begin", "hidden end", "stack begin", "stack end", "anchor", "visible anchor"),
        *("dead link", "deadlink", "cbignore", "webarchive/format", "registration required"),
        *("subscription required", "closed access", "open access", "free access", "paywall"),
        *("flagicon", "flagdeco", "flag icon", "flagicon image", "zwj", "zwsp", "shy", "wbr"),
        *("legend inline", "sup end", "s-start", "s-end", "commons category", "commonscat"),
        *(
            "commons",
            "wikiquote",
            "wikisource",
            "wiktionary",
            "sister project links",
            "commons-inline",
        ),
        *("wikinews", "commons category-inline", "s-bef", "s-ttl", "s-aft", "s-off", "s-new"),
        *("stack", "anchors", "void", "null", "blank", "bull", "tfd", "italics title", "noitalic"),
        *("displaytitle", "defaultsort", "default sort", "r from move", "main page"),
    }
)
SILENT_STARTS = (
    "use ",
    "pp-",
    "defaultsort:",
    "displaytitle:",
    "engvar",
    "#language",
    "ambox/",
    "navbar",
)

# Tags of maintenance: told of, since they say that something waits to be done.
UPKEEP_STARTS = (
    *("cleanup", "more citations", "refimprove", "unreferenced", "update", "pov", "expand", "tone"),
    *("primary sources", "one source", "no footnotes", "more footnotes", "notability", "advert"),
    *("multiple issues", "blp sources", "original research", "copy edit", "lead too", "orphan"),
    *("weasel", "disputed", "unbalanced", "globalize", "linkrot", "bare urls", "split", "merge"),
    *("under construction", "in use", "current", "stub", "peacock", "citation style", "very long"),
)
NEEDED = frozenset(
    {
        *("citation needed", "cn", "fact", "citation required", "need citation", "needs citation"),
        *("source needed", "cite needed", "citationneeded", "unreferenced inline", "ref?", "cb"),
        *("unsourced inline", "reference needed", "uncited inline", "citation needed (lead)"),
        *("better citation needed", "medical citation needed", "additional citation needed"),
    }
)
NEEDED_SPANS = frozenset(
    {"citation needed span", "cn-span", "cns", "fact span", "unreferenced span"}
)
DOUBTS = frozenset(
    {
        *(
            "clarify",
            "who",
            "when",
            "which",
            "where",
            "dubious",
            "better source needed",
            "bsn",
            "why",
        ),
        *("better source", "failed verification", "verify source", "by whom", "according to whom"),
        *(
            "page needed",
            "pn",
            "unreliable source?",
            "vague",
            "specify",
            "original research inline",
        ),
        *(
            "or",
            "full citation needed",
            "verification needed",
            "update inline",
            "importance inline",
        ),
        *(
            "weasel inline",
            "pov statement",
            "year needed",
            "attribution needed",
            "neutrality inline",
        ),
        *(
            "non-primary source needed",
            "ambiguous",
            "how",
            "explain",
            "elucidate",
            "peacock inline",
        ),
        *("undue weight inline", "disputed inline", "contradictory inline", "permanent dead link"),
        *(
            "promotional source",
            "self-published inline",
            "self-published source",
            "relevance inline",
        ),
    }
)
# The template shows its first value, or the one at this place.
SHOWN: dict[str, int] = {
    **dict.fromkeys(
        (
            *(
                "nowrap",
                "nobr",
                "nobreak",
                "small",
                "smaller",
                "smalldiv",
                "big",
                "larger",
                "resize",
            ),
            *("nobold", "noitalic", "normal", "nocaps", "smallcaps", "sc", "allcaps", "midsize"),
            *("abbr", "abbrlink", "abbreviation", "tooltip", "hover title", "vanchor", "mono"),
            *("em", "strong", "bold", "italic", "i", "b", "center", "underline", "strikethrough"),
            *("subst:uc", "uc first", "nowraplinks", "no wrap", "left", "right", "align", "mvar"),
            *(
                "script/hebrew",
                "script/arabic",
                "hebrew",
                "rtl",
                "rtl-lang",
                "huge",
                "large",
                "var",
            ),
            *("math", "pi", "sub", "sup", "smallsup", "char", "keypress", "key", "kbd", "text"),
            *("code", "tt", "not a typo", "typo", "proper name", "as written", "sic?", "fontcolor"),
            *("flagu", "flagtext", "small2", "samp", "lc:", "font", "section link", "avoid wrap"),
            *("notatypo", "respell", "ill-wd", "zh-full", "lang-zh", "unicode", "polytonic", "grc"),
            *("birth-date", "death-date", "birth-date and age", "death-date and age", "bare url"),
            *("start-date", "end-date", "start date text", "date text", "formatnum", "number"),
            *(
                "url2",
                "chem2",
                "birth name",
                "post-nominals",
                "ce",
                "color",
                "inflation-year",
                "nihongo2",
                "gloss",
                "translation",
                "angbr",
                "tq",
                "longitem",
                "bartable",
            ),
        ),
        1,
    ),
    **dict.fromkeys(
        (
            *("lang", "script", "transl", "transliteration", "translit", "langr", "wikt-lang"),
            *("color box", "font color", "background color", "text color", "class", "langnf"),
            *("nihongo3", "rtl-para", "resize2", "bg", "native name", "sort", "audio", "hover"),
            *("legend", "legend2"),
        ),
        2,
    ),
}
SIGNS = {
    **dict.fromkeys(("snd", "spnd", "spaced ndash", "spaced en dash", "snds", "dash"), " – "),
    **dict.fromkeys(("ndash", "en dash", "endash", "–"), "–"),
    **dict.fromkeys(("mdash", "em dash", "emdash", "—"), "—"),
    **dict.fromkeys(("spaced mdash", "spaced em dash"), " — "),
    **dict.fromkeys(
        ("nbsp", "space", "spaces", "0", "thinsp", "thin space", "hair space"), "\u00a0"
    ),
    **dict.fromkeys(("·", "middot", "dot", "•", "bullet", "\\", "*"), " · "),
    **dict.fromkeys(("'", "apostrophe", "`"), "'"),
    **dict.fromkeys(('-"', '"'), '"'),
    **dict.fromkeys(("sic",), "[sic]"),
    **dict.fromkeys(("'s",), "'s"),
    **dict.fromkeys(("dagger", "†"), "†"),
    **dict.fromkeys(("double dagger", "‡"), "‡"),
    **dict.fromkeys(("pipe",), "|"),
    **dict.fromkeys(("euro", "€"), "€"),
    **dict.fromkeys(("pound sterling", "£", "gbp"), "£"),
    **dict.fromkeys(("yes", "y", "aye", "tick"), "Yes"),
    **dict.fromkeys(("no", "n", "nay", "cross"), "No"),
    **dict.fromkeys(("n/a", "na"), "N/A"),
    **dict.fromkeys(("tba",), "TBA"),
    **dict.fromkeys(("tbd",), "TBD"),
    **dict.fromkeys(("unknown",), "Unknown"),
    **dict.fromkeys(("won",), "Won"),
    **dict.fromkeys(("nom", "nominated"), "Nominated"),
    **dict.fromkeys(("pending",), "Pending"),
    **dict.fromkeys(("increase", "up", "profit"), "▲"),
    **dict.fromkeys(("decrease", "down", "loss"), "▼"),
    **dict.fromkeys(("steady", "nochange"), "▬"),
    **dict.fromkeys(("male", "♂"), "♂"),
    **dict.fromkeys(("female", "♀"), "♀"),
    **dict.fromkeys(("degree", "deg"), "°"),
    **dict.fromkeys(("times", "x"), "×"),
}
MONEY = {
    **dict.fromkeys(("us$", "usd", "u.s. dollar"), "US$"),
    **dict.fromkeys(("a$", "aud", "au$"), "A$"),
    **dict.fromkeys(("c$", "cad", "can$", "ca$"), "C$"),
    **dict.fromkeys(("gbp", "£", "pound sterling", "british pound"), "£"),
    **dict.fromkeys(("eur", "euro", "€"), "€"),
    **dict.fromkeys(("inr", "indian rupee", "rupee", "indianrupee"), "₹"),
    **dict.fromkeys(("jpy", "¥", "yen", "jpy¥"), "¥"),
    **dict.fromkeys(("cny", "rmb", "cn¥"), "CN¥"),
    **dict.fromkeys(("rub", "ruble", "rur"), "₽"),
    **dict.fromkeys(("krw", "south korean won"), "₩"),
    **dict.fromkeys(("chf",), "CHF\u00a0"),
    **dict.fromkeys(("nz$", "nzd"), "NZ$"),
    **dict.fromkeys(("hk$", "hkd"), "HK$"),
    **dict.fromkeys(("uah", "hryvnia"), "₴"),
    **dict.fromkeys(("brl", "r$"), "R$"),
}
LANGUAGES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan",
    "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "eo": "Esperanto", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "gd": "Scottish Gaelic", "grc": "Ancient Greek", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh",
    "ko": "Korean", "la": "Latin", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "ms": "Malay", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovene", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
CODES = {name.casefold(): code for code, name in LANGUAGES.items()}

# Prefixes of pages elsewhere, and where they lead.
PROJECTS = {
    **dict.fromkeys(("wikt", "wiktionary"), "https://en.wiktionary.org/wiki/"),
    **dict.fromkeys(("s", "wikisource"), "https://en.wikisource.org/wiki/"),
    **dict.fromkeys(("q", "wikiquote"), "https://en.wikiquote.org/wiki/"),
    **dict.fromkeys(("b", "wikibooks"), "https://en.wikibooks.org/wiki/"),
    **dict.fromkeys(("n", "wikinews"), "https://en.wikinews.org/wiki/"),
    **dict.fromkeys(("v", "wikiversity"), "https://en.wikiversity.org/wiki/"),
    **dict.fromkeys(("voy", "wikivoyage"), "https://en.wikivoyage.org/wiki/"),
    **dict.fromkeys(("c", "commons"), "https://commons.wikimedia.org/wiki/"),
    **dict.fromkeys(("d", "wikidata"), "https://www.wikidata.org/wiki/"),
    **dict.fromkeys(("m", "meta"), "https://meta.wikimedia.org/wiki/"),
    **dict.fromkeys(("w", "wikipedia"), "https://en.wikipedia.org/wiki/"),
    **dict.fromkeys(("mw",), "https://www.mediawiki.org/wiki/"),
    **dict.fromkeys(("doi",), "https://doi.org/"),
    **dict.fromkeys(("arxiv",), "https://arxiv.org/abs/"),
    **dict.fromkeys(("rfc",), "https://www.rfc-editor.org/rfc/rfc"),
}
WIKIS = frozenset(LANGUAGES) | {
    *("simple", "af", "als", "an", "ast", "az", "ba", "bar", "br", "bs", "ceb", "eu", "fy", "gl"),
    *("jv", "km", "kn", "ku", "ky", "lb", "lmo", "mg", "ml", "mn", "mr", "my", "nap", "nds", "ne"),
    *("nn", "oc", "pa", "pnb", "sco", "sh", "si", "su", "sw", "te", "tg", "tl", "tt", "uz", "vec"),
    *("war", "yi", "zh-yue", "zh-min-nan", "zh-classical", "nb", "arz", "azb", "ce", "cv"),
}
FILES = frozenset(
    {
        *("file", "image", "media", "datei", "bild", "fichier", "archivo", "файл", "immagine"),
        *("imagen", "изображение", "зображення"),
    }
)
CATEGORIES = frozenset(
    {"category", "kategorie", "catégorie", "categoría", "категория", "categoria", "категорія"}
)
