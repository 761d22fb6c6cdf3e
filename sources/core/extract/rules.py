"""What surrounds an article on a page, as rules: each a shape, a name and the reason for it.

To leave more out, add one line to the tuple that it belongs to, and a case with its
counter-example. No rule names an outlet; what a rule takes for furniture is never an
ordinary sentence that merely uses the same words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A shape that is no part of an article, and why."""

    name: str
    reason: str
    shape: re.Pattern[str]


def _rule(name: str, reason: str, shape: str) -> Rule:
    return Rule(name=name, reason=reason, shape=re.compile(shape, re.IGNORECASE))


_NETWORK = (
    r"(?:facebook|twitter|x|whats ?app|telegram|linked ?in|reddit|pinterest|instagram|you ?tube|"
    r"tiktok|bluesky|threads|mastodon|vk|viber|messenger|pocket|e-?mail|print|rss|copy link)"
)
_THIS = r"(?:this|the) (?:article|story|post|page|news|report)"
_BUTTON = (
    r"(?:(?:become|be) a (?:member|supporter|patron)|gift (?:a )?(?:membership|subscription)|"
    r"subscribe(?: now| today)?|sign (?:in|up|out)(?: now)?|log ?(?:in|out)|register(?: now)?|"
    r"donate(?: now)?|join(?: now| us)?|support us|contribute(?: now)?|my account|continue|"
    r"share|tweet|save|bookmark|print|listen|play|close|search|menu|next|previous)"
)
_CARD = (
    r"(?:visa|master ?card|american ?express|amex|pay ?pal|maestro|discover|diners club|jcb|"
    r"union ?pay|apple ?pay|google ?pay|stripe)"
)
_END = r"[.!:…]*"
_TERMS = (
    r"privacy (?:policy|notice|statement|centre|center)|terms of (?:use|service|sale)|"
    r"terms (?:and|&) conditions|(?:your )?(?:ad|privacy) choices|site ?map|"
    r"do not sell (?:or share )?my (?:personal )?info(?:rmation)?|"
    r"accessibility (?:statement|help)|code of ethics|advertise with us"
)
_FOOT = (
    rf"(?:{_TERMS}|about(?: us)?|contact(?: us)?|advertise|careers|jobs|faqs?|"
    r"help(?: cent(?:re|er))?|imprint|cookies|newsletters?|archive|rss|feedback|masthead|"
    r"press|terms|privacy)"
)

# A line that is nothing else.
LINES = (
    _rule(
        "button",
        "A line of nothing but the words on buttons is pressed, not read.",
        rf"{_BUTTON}(?:[\s|·•/,]+{_BUTTON})*{_END}",
    ),
    _rule(
        "skip link",
        "A skip link is for keyboards and screen readers.",
        r"(?:skip|jump|back) to (?:the )?(?:main |top|content|navigation|search|footer|text)+",
    ),
    _rule(
        "share",
        "An invitation to share a report says nothing of its subject.",
        rf"(?:(?:you can |please )?(?:share|tweet|e-?mail|print) {_THIS}"
        rf"(?: (?:on|via|with|by|to) [\w ,/-]{{1,60}})?|"
        rf"(?:share|tweet|follow(?: us)?)(?:\s+(?:on|via|by|with|to|this))*"
        rf"(?:[\s|,/·]+{_NETWORK})+|{_NETWORK}(?:[\s|,/·]+{_NETWORK})+)\s*{_END}",
    ),
    _rule(
        "comments",
        "Whether readers may comment is no part of a report.",
        r"(?:comments? (?:are|is) (?:now )?(?:closed|off|disabled|turned off)"
        r"(?: (?:on|for) this (?:article|story|post))?|no comments(?: yet)?|"
        r"(?:leave|post|write|add) a (?:comment|reply)|(?:show|view|read|hide) (?:all )?comments)"
        rf"\s*{_END}",
    ),
    _rule(
        "machine voice",
        "A note on how the page was read aloud, translated or shortened is the publisher's.",
        r"this (?:audio|voice|translation|summary|recording|text)(?: version)? (?:is|was|has been) "
        r"(?:auto-?)?(?:created|generated|produced|made|translated|read)\b[^.]{0,60}"
        r"\b(?:ai|artificial intelligence|machine|automatically)\b[^.]{0,40}\.?",
    ),
    _rule(
        "listening",
        "A player's label is no part of what is played.",
        r"(?:listen to|hear|play) (?:this|the) (?:article|story|report|audio)"
        r"(?:\s*\(?\d+ ?min(?:ute)?s?\)?)?|(?:reading time:? )?\d+[- ]min(?:ute)?s?(?: read)?",
    ),
    _rule(
        "required field",
        "A form's note on its fields has no meaning without the form.",
        r"\*?\s*(?:indicates|denotes|marks) (?:a )?required(?: fields?)?\.?|"
        r"(?:required fields?(?: are marked)?|\* ?required)(?: \*)?\.?",
    ),
    _rule(
        "address field",
        "The label of a field asks for an address.",
        r"(?:please,? )?(?:enter|type|provide|add)(?: in)? (?:your |a |the )?"
        r"(?:(?:correct|valid) )?e-?mail(?: address)?(?: (?:to|and|here|below)\b[^.]{0,40})?\.?|"
        r"(?:your )?e-?mail(?: address)?\s*\*?",
    ),
    _rule(
        "form answer",
        "A form's answer to who filled it in is not for the reader of the report.",
        r"success(?:ful|fully|fuly)? (?:subscribed|registered|signed up|sent)[.!]*|"
        r"thank(?:s| you) for (?:signing up|subscribing|registering|your (?:subscription|donation))"
        r"\b.{0,160}|(?:please )?check your (?:inbox|e-?mail)\b.{0,80}|"
        r"we['’]?(?:ve| have) sent you an? .{0,60}e-?mail.{0,40}",
    ),
    _rule(
        "newsletter",
        "An offer of letters to the reader's address is the publisher's.",
        r"(?:sign up|subscribe|register) (?:for|to) (?:our|the|a|this)?\s?(?:free )?"
        r"(?:(?:\w+ ){0,3}(?:newsletters?|briefings?|alerts?|updates|bulletins?)"
        r"|(?-i:[A-Z])[^.!?]{0,60})"
        r"(?: today| now| here)?[.!]*|"
        r"[^“”\"]{0,200}\b(?:delivered|sent|straight|right|directly|direct|in) "
        r"(?:straight |directly |right )?(?:to |into )?your (?:inbox|e-?mail|mailbox)"
        r"(?:[.,!]| (?:every|each|daily|weekly|on|at|for|by|from|and|twice|once)\b|$)"
        r"[^“”\"]{0,80}|"
        r"by (?:signing up|subscribing|registering|continuing|clicking|submitting|entering)\b"
        r".{0,160}\b(?:agree|accept|consent)\b.{0,160}|"
        r"(?:you (?:can|may) )?unsubscribe (?:at any time|any ?time|whenever)\b.{0,60}",
    ),
    _rule(
        "paywall",
        "How many reports one may read, and for what, says nothing of the subject.",
        r"(?:this|the) (?:article|story|content|page|report) is (?:only )?(?:free )?"
        r"(?:for|available (?:only )?(?:to|for)|reserved for) (?:paying |registered )?"
        r"(?:subscribers|members|supporters)\b.{0,40}|"
        r"(?:already|not yet) an? (?:subscriber|member|supporter)\s*[?!.].{0,40}|"
        r"you (?:have|['’]ve) (?:\d+|one|two|three|no|reached|read|used)\b.{0,60}"
        r"\b(?:free|limit)\b.{0,60}|"
        r"(?:to (?:continue|keep) reading|continue reading (?:with|for))\b.{0,80}",
    ),
    _rule(
        "tip line",
        "A newsroom that asks its readers for stories speaks of itself.",
        r"(?:have you )?(?:got|have|do you have) (?:an?|any|another) (?:news )?"
        r"(?:tip|story|question|correction|complaint|comment|photo)s?\b[^?]{0,40}\?.{0,100}|"
        r"(?:get in touch|contact (?:us|the (?:author|reporter|newsroom|editors?))|write to us|"
        r"email (?:us|our newsroom|the author))(?: (?:at|via|on|by|here)\b.{0,60})?\.?",
    ),
    _rule(
        "tags",
        "Tags sort reports for the publisher.",
        r"(?:tags?|topics?|filed under|keywords?|tagged|categor(?:y|ies))\s*:\s*[^.!?]{1,200}|"
        r"(?:re-?publish|reprints?|licen[cs]e|print|e-?mail|gift|bookmark) (?:this|the) "
        r"(?:article|story|report|page)|open in app|save for later|text size|"
        r"share full article|(?:get|listen in) the app",
    ),
    _rule(
        "footer",
        "Links to the terms of a publisher stand at the foot of each page.",
        rf"(?:{_TERMS})|{_FOOT}(?:\s*[|·•/,–-]\s*{_FOOT})+|"
        r"(?:terms (?:and|&) conditions apply|powered by \w[\w .]{0,30})\.?|about the authors?:?",
    ),
    _rule("cards", "The cards that a till takes.", rf"{_CARD}(?:[\s,|/·]+{_CARD})+"),
    _rule(
        "advertisement",
        "A label of somebody else's words.",
        r"(?:(?:skip |close )?advertisement|advertising|sponsored(?: content)?|paid content|"
        r"promoted|ad)(?: [-–—] continue reading below)?|"
        r"(?:article|story) continues (?:below|after)\b.{0,40}",
    ),
    _rule(
        "cookies",
        "Consent to cookies is asked on every page.",
        r"(?:accept|reject|allow|manage|decline)(?: all| the)? cookies|"
        r"cookies? (?:settings|preferences|policy|notice|consent)|"
        r"(?:we|this (?:site|website|page)) uses? cookies\b.{0,300}|"
        r"(?:we (?:value|respect|care about)|about|manage) your privacy(?: choices)?\.?|"
        r"we and our (?:\d[\d,.]* )?(?:\w+ )?(?:partners|vendors)\b.{0,120}"
        r"\b(?:cookies|data|devices?|information|identifiers)\b.{0,380}|"
        r"(?:i (?:accept|agree)|(?:i )?(?:accept|agree|reject|refuse|decline)(?: to)?(?: all)?"
        r"(?: and (?:close|continue|proceed))?|(?:show|view|see) (?:purposes|vendors|partners)|"
        r"manage (?:preferences|options|settings|choices)|necessary only|got it|"
        r"your consent choices)[.!]*",
    ),
    _rule(
        "rights",
        "A copyright line is read into the record, and says nothing of the subject.",
        r"(?:(?:©|\(c\)|copyright\b).{0,160}(?:\b\d{4}\b|all rights reserved).{0,120}|"
        r"all rights reserved\.?)",
    ),
    _rule(
        "reading on",
        "A link to another report, announced as one.",
        r"(?:read|see|watch|listen)(?: also| more| next| on)\s*[:|»›>→-].{1,200}|"
        r"(?:related|also read|recommended)(?: (?:article|story|news|reading|report))?"
        r"\s*[:|»›>→]\s*.{1,200}(?<![.!?])|"
        r"(?:read|show|load|see|view) (?:more|all|less)\s*[»›>→…]*",
    ),
)

# What stands at the end of a line behind the full stop of its last sentence.
TAILS = (
    _rule(
        "button after a sentence",
        "A button that stood beside a paragraph was captured as its last word.",
        r"(?<=[.!?”\"’')\]])\s+(?:(?:share|tweet|save|bookmark|read more|"
        rf"{_NETWORK})[ |·]*)+$",
    ),
)

# A heading over other reports: where a report stands above, it ends there.
FEEDS = (
    _rule(
        "feed",
        "What follows the heading of a news feed are other reports, often later ones.",
        r"(?:(?:live |our |all )?news ?feed|(?:more|latest|breaking|other|top|recent|today['’]s|"
        r"all|live)(?: \w+)? (?:news|stories|headlines|articles)|"
        r"(?:the )?latest|top stories|headlines|"
        r"(?:editor['’]?s?['’]?|our|staff|reader['’]?s?['’]?) (?:picks?|choice|selection)|"
        r"most (?:read|popular|viewed|shared|commented)(?: \w+)?|trending(?: now)?|"
        r"popular(?: now)?|comments? \(?\d+\)?|\d+ comments?)\s*[:»›>→]?",
    ),
)

# A heading over links to other reports, in the midst of a report or after it.
ASIDES = (
    _rule(
        "aside",
        "Headlines under such a heading are links to other reports.",
        r"(?:related(?: (?:news|stories|articles|content|topics|reading|posts))?|"
        r"(?:read|see|watch) (?:also|more|next)|also (?:read|see)|"
        r"recommended(?: for you| reading)?|further reading|don['’]t miss|up next|"
        r"(?:you )?(?:may|might) (?:also )?(?:like|be interested in|enjoy)|"
        r"more (?:from|on|about|in) .{1,40}|in case you missed it)\s*[:»›>→]?",
    ),
)

CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)

# A plea is known by two of these three in the house's own voice, or by how a sentence opens.
PLEA_VOICE = re.compile(r"\b(?:we|we['’](?:ve|re|ll)|our|us|you|your)\b", re.IGNORECASE)
PLEA_GROUPS = (
    re.compile(  # whom it asks
        r"\b(?:readers?|subscribers?|supporters?|like you|our (?:community|audience|members))\b",
        re.IGNORECASE,
    ),
    re.compile(  # what it asks for
        r"\b(?:becom(?:e|ing) a (?:\w+ )?(?:member|supporter|patron|subscriber)|membership|"
        r"new members|donat(?:e|ion|ions|ing)|financial contributions?|contribute|"
        r"subscri(?:be|bing|ption)|sign(?:ing)? up|gift(?:ing)? an?|support (?:us|our)|"
        r"help us|chip in)\b",
        re.IGNORECASE,
    ),
    re.compile(  # what it does with it
        r"\b(?:journalism|journalists|reporting|newsroom|newsletters?|inbox|"
        r"fund(?:ed|ing)? (?:by|our)|our (?:mission|work|team)|paywall|ad-free|"
        r"free and accessible)\b",
        re.IGNORECASE,
    ),
)
PLEA_OPENINGS = re.compile(
    r"(?:^|(?<=[.!?:–—] ))(?:please )?(?:become a (?:member|supporter|patron|subscriber)|"
    r"gift a (?:membership|subscription)|donate|subscribe|sign up|join our|support (?:us|our)|"
    r"help us (?:get|reach|fund|keep|spread|grow|stay|continue|do)|follow us|download our|"
    r"get (?:our|the) (?:\w+ ){0,3}(?:newsletter|app|briefing))\b",
    re.IGNORECASE,
)
PLEA_PRESSING = re.compile(r"\b(?:us|our|you|your|now|today)\b", re.IGNORECASE)
ATTRIBUTION = re.compile(
    r"\b(?:said|says|told|wrote|writes|asked|added|according to|announced|urged|called)\b",
    re.IGNORECASE,
)
