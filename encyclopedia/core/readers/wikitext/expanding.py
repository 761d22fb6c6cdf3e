"""Templates that are part of a sentence, as what a reader sees of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from encyclopedia.core.readers.wikitext import known, measures, moments, notations
from encyclopedia.core.readers.wikitext.cutting import lines_of
from encyclopedia.core.readers.wikitext.nodes import (
    Html,
    Link,
    Literal,
    Node,
    Nodes,
    Outward,
    Tag,
    Template,
    Text,
    is_blank,
)
from encyclopedia.core.readers.wikitext.page import Page
from encyclopedia.core.readers.wikitext.spelling import unescaped

_LISTS = frozenset(
    {
        *("ubl", "unbulleted list", "ublist", "ubt", "plainlist", "plain list", "bulleted list"),
        *("vunblist", "unbullet", "ordered list", "blist", "bulletedlist", "startplainlist"),
        *("collapsible list", "flatlist", "flat list", "hlist", "hlist-comma", "cslist", "vlist"),
        *("comma separated entries", "comma-separated entries", "csv", "startflatlist", "cslist2"),
        *(
            "unbulleted list citebundle",
            "columns-list",
            "columnslist",
            "collapsible",
            "hidden list",
        ),
        *("flowlist", "flow list", "nowrap list", "nobulletlist", "enum", "br separated entries"),
    }
)
_IN_A_LINE = (
    "hlist",
    "flatlist",
    "flat list",
    "cslist",
    "comma",
    "csv",
    "startflat",
    "flow",
    "enum",
)
_NOTES = frozenset({"efn", "efn-ua", "efn-lr", "efn-la", "efn-lg", "notetag", "refn", "note label"})
_QUOTES = frozenset(
    {
        *(
            "blockquote",
            "quote",
            "quotation",
            "cquote",
            "bquote",
            "quote box",
            "quotebox",
            "pull quote",
        ),
        *("rquote", "poem quote", "poemquote", "centered pull quote", "block quote", "verse quote"),
        *("verse translation", "long quotation", "block quotation", "quote frame"),
    }
)
_FLAGS = frozenset(
    {
        *("flag", "flagcountry", "flag country", "flaglink", "flag+link", "flagg", "flagathlete"),
        *(
            "flagcountry2",
            "country",
            "country flag",
            "flag2",
            "flaglist",
            "army",
            "navy",
            "air force",
        ),
        *("fb", "fbw", "nft", "nfa", "flagioc", "flagicon link", "flagmedalist", "flagiocmedalist"),
        *("rut", "ru", "cr", "bk", "wnft", "ih", "flag deco link"),
    }
)
_ILL = frozenset(
    {"ill", "interlanguage link", "illm", "link-interwiki", "interlanguage link multi"}
)
_MAGIC = re.compile(
    r"(?P<name>formatnum|lc|uc|ucfirst|lcfirst|plural|nowiki|urlencode|padleft|anchorencode)"
    r":(?P<rest>.*)",
    re.DOTALL,
)
_UPPER = {"uc": str.upper, "lc": str.lower}

Words = Callable[[Nodes], str]


def expand(page: Page, template: Template, words: Words) -> Nodes | None:
    """Give what *template* shows, nothing for one that shows nothing, or None if it is unknown."""
    name, at = template.name, template.start
    if name in known.SILENT or name.startswith(known.SILENT_STARTS):
        return ()
    if name in known.SIGNS:
        return (Literal(at, known.SIGNS[name]),)
    if (number := known.SHOWN.get(name)) is not None:
        return _shown(template, number)
    for kinds, read in _KINDS:
        if name in kinds:
            return read(page, template)
    if name.startswith("lang-") or name == "langx":
        return _language(template, words)
    return _computed(page, template, words)


def _computed(page: Page, template: Template, words: Words) -> Nodes | None:
    values = [" ".join(words(value).split()) for value in template.positional()]

    def named(*names: str) -> str:
        return words(template.get(*names)).strip()

    said = moments.read(page, template.name, values, named)
    if said is None:
        said = measures.read(template.name, values, named)
    if said is None:
        said = notations.read(template.name, values)
    if said is None:
        said = _magic(page, template, values)
    return None if said is None else (Literal(template.start, said),)


def _magic(page: Page, template: Template, values: Sequence[str]) -> str | None:
    if template.name in ("pagename", "fullpagename", "basepagename", "subpagename"):
        return page.title
    if template.name == "isbn":
        return "ISBN " + ", ".join(values)
    if template.name in ("issn", "oclc", "doi", "pmid", "pmc", "arxiv", "jstor", "lccn", "bibcode"):
        return f"{template.name.upper()} {values[0] if values else ''}".strip()
    found = _MAGIC.fullmatch(template.written)
    if found is None:
        return None
    words = unescaped(found["rest"]).strip()
    if found["name"] in ("ucfirst", "lcfirst") and words:
        first = words[0].upper() if found["name"] == "ucfirst" else words[0].lower()
        return first + words[1:]
    return _UPPER.get(found["name"], str)(words)


def _shown(template: Template, number: int) -> Nodes:
    values = template.positional()
    if not values:
        return template.get("text", "1", "content", "quote")
    if len(values) < number:
        return values[-1] if number == 2 and len(values) == 1 else ()  # noqa: PLR2004
    return values[number - 1]


def _language(template: Template, words: Words) -> Nodes:
    values = template.positional()
    code = template.name.removeprefix("lang-") if template.name != "langx" else ""
    if not code:
        code, values = (words(values[0]).strip() if values else ""), values[1:]
    if not values:
        return template.get("text")
    name = known.LANGUAGES.get(code.casefold(), "")
    if words(template.get("label")).strip() == "none" or not name:
        return values[0]
    return (Literal(template.start, f"{name}: "), *values[0])


def _list(page: Page, template: Template) -> Nodes:
    items = [item for value in template.positional() for item in items_of(value)]
    if template.name.startswith(_IN_A_LINE):
        return separated(items, Literal(template.start, ", "))
    return separated(items, Html(template.start, "br"))


def items_of(nodes: Nodes) -> list[Nodes]:
    """Cut *nodes* into the items of the list that they are, or give them as the only one."""
    lines = [line for line in lines_of(nodes) if not is_blank(line)]
    items: list[Nodes] = []
    for line in lines:
        first = line[0]
        words = first.text.lstrip() if isinstance(first, Text) else ""
        bare = words.lstrip("*#:;")
        if words != bare or not items:
            items.append((Text(first.start, bare.lstrip()), *line[1:]) if words != bare else line)
        else:
            items[-1] = (*items[-1], Text(first.start, " "), *line)
    return items


def separated(items: Iterable[Nodes], between: Node) -> Nodes:
    """Put *items* one after the other, with *between* between them."""
    joined: list[Node] = []
    for item in items:
        if is_blank(item):
            continue
        joined += [between, *item] if joined else item
    return tuple(joined)


def _note(page: Page, template: Template) -> Nodes:
    values = template.positional()
    body = template.get("1", "text") or (values[0] if values else ())
    attributes = {
        name: _plain(template.get(name)) for name in ("name", "group") if template.get(name)
    }
    if not attributes.get("group"):
        attributes["group"] = "note" if template.name != "refn" else "ref"
    return (Tag(template.start, template.end, "ref", attributes, "", body),)


def _plain(nodes: Nodes) -> str:
    return "".join(node.text for node in nodes if isinstance(node, Text)).strip().strip('"')


def _quote(page: Page, template: Template) -> Nodes:
    values = template.positional()
    text = template.get("text", "quote", "content", "1") or (values[0] if values else ())
    named = bool(template.get("text", "quote", "content"))
    rest = values if named else values[1:]
    said = [
        part
        for part in (
            template.get("author", "by", "sign", "person") or (rest[0] if rest else ()),
            template.get("source", "title", "character") or (rest[1] if len(rest) > 1 else ()),
        )
        if not is_blank(part)
    ]
    if template.name in ("cquote", "rquote", "quote box", "quotebox") and not named:
        said = [part for part in said if not _plain(part).endswith(("px", "%"))]
    who = separated(said, Literal(template.start, ", "))
    by = (Text(template.start, "\n\n"), Literal(template.start, "— "), *who) if who else ()
    return (Tag(template.start, template.end, "blockquote", {}, "", (*text, *by)),)


def _flag(page: Page, template: Template) -> Nodes:
    values = template.positional()
    if not values:
        return ()
    label = template.get("name") or values[0]
    where = _plain(values[0])
    if not where or template.get("nolink"):
        return label
    return (Link(template.start, template.end, where, (label,) if label != values[0] else ()),)


def _url(page: Page, template: Template) -> Nodes:
    values = template.positional()
    address = _plain(values[0] if values else template.get("url", "id"))
    address = address.strip("[]")
    if not address:
        return ()
    if not re.match(r"(?:https?:)?//|mailto:", address):
        address = f"https://{address}"
    label = values[1] if len(values) > 1 else ()
    if not label and template.name.startswith("official"):
        label = template.get("name") or (Literal(template.start, "Official website"),)
    return (Outward(template.start, template.end, address, label),)


def _other_language(page: Page, template: Template) -> Nodes:
    values = template.positional()
    if not values:
        return ()
    label = template.get("lt", "display")
    return (Link(template.start, template.end, _plain(values[0]), (label,) if label else ()),)


def _annotated(page: Page, template: Template) -> Nodes:
    values = template.positional()
    if not values:
        return ()
    label = (values[1],) if len(values) > 1 else ()
    return (Link(template.start, template.end, _plain(values[0]), label),)


def _nihongo(page: Page, template: Template) -> Nodes:
    values = [value for value in template.positional()[:3] if not is_blank(value)]
    if not values:
        return ()
    rest = separated(values[1:], Literal(template.start, ", "))
    if not rest:
        return values[0]
    return (*values[0], Literal(template.start, " ("), *rest, Literal(template.start, ")"))


def _marriage(page: Page, template: Template) -> Nodes:
    """Write whom somebody married, and from when to when."""
    whom, *years = template.positional()[:3] or ((),)
    line = tuple(node for node in whom if not isinstance(node, Html))
    since = separated(years, Literal(template.start, "–"))
    if not since:
        return line
    return (*line, Literal(template.start, " (m. "), *since, Literal(template.start, ")"))


def _sorted_name(page: Page, template: Template) -> Nodes:
    """Write a name that a table sorts by its family name, as a link unless that is not wanted."""
    said = [_plain(value) for value in template.positional()]
    name = " ".join(said[:2]).strip()
    if template.get("nolink") or not name:
        return (Literal(template.start, name),)
    goal = said[2] if len(said) > 2 and said[2] else name  # noqa: PLR2004 -- given, family, page
    label: tuple[Nodes, ...] = ((Literal(template.start, name),),) if goal != name else ()
    return (Link(template.start, template.end, goal, label),)


def _ship(page: Page, template: Template) -> Nodes:
    """Write the name of a ship as a link: `{{HMS|Ann|1887}}` is "HMS Ann"."""
    said = [_plain(value) for value in template.positional()]
    if template.name != "ship":
        said = [template.name.upper(), *said]
    prefix, name, number, *_ = (*said, "", "", "")
    shown = f"{prefix} {name}".strip()
    goal = f"{shown} ({number})" if number else shown
    label: tuple[Nodes, ...] = ((Literal(template.start, shown),),) if goal != shown else ()
    return (Link(template.start, template.end, goal, label),) if shown else ()


_KINDS: tuple[tuple[frozenset[str], Callable[[Page, Template], Nodes]], ...] = (
    (_LISTS, _list),
    (_NOTES, _note),
    (_QUOTES, _quote),
    (_FLAGS, _flag),
    (frozenset({"url", "official website", "official", "official url", "official site"}), _url),
    (_ILL, _other_language),
    (frozenset({"annotated link", "see-also-item", "linktext", "wikilink"}), _annotated),
    (frozenset({"nihongo", "nihongo foot", "korean", "zh"}), _nihongo),
    (frozenset({"marriage", "married"}), _marriage),
    (frozenset({"sortname"}), _sorted_name),
    (frozenset({"ship", "hms", "uss", "ss", "rms", "hmas", "hmcs", "usns"}), _ship),
    (frozenset({"br", "break", "nbsp2", "crlf"}), lambda _, t: (Html(t.start, "br"),)),
)
