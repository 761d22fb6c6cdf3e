"""The HTML of a live page → that of the same page among files.

Our pages are written by our templates and the sanitiser, so their tags are whole and each
attribute stands in double quotes; between them nothing is touched, not a byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from types import MappingProxyType
from typing import Final

from encyclopedia import assets

Way = Callable[[str], str | None]
"""From a link to what it is in the export: "" where only its words stay, None where it goes."""

_TOKEN: Final = re.compile(
    r"""<!--.*?-->
      | <(?P<raw>script|style|title|textarea)\b (?>(?:[^>"']++|"[^"]*"|'[^']*')*) >
            .*? </(?P=raw)\s*>
      | <(?P<end>/?) (?P<name>[a-z][a-z0-9]*) (?P<rest>(?>(?:[^>"']++|"[^"]*"|'[^']*')*)) >""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(r'\s(?P<name>[\w:-]+)(?:="(?P<value>[^"]*)")?')
_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})
_LEADS: Final = {"a": "href", "link": "href", "img": "src", "meta": "content"}
_NO_FORMS: Final[Mapping[str, str]] = MappingProxyType({})
# What is said of a page to those who share it, as addresses.
_SHARED: Final = frozenset({"og:image", "og:url"})
# Marks what has no meaning without a server.
LIVE: Final = "data-live"
_SEPARATOR: Final = re.compile(r"\s*·\s*$")
# Which site may frame a page, only HTTP can say.
_NOT_IN_META: Final = "frame-ancestors"
_INLINE: Final = re.compile(r"<(?:style|script)>(.*?)</(?:style|script)>", re.DOTALL)


def write(html: str, way: Way, policy: str = "", forms: Mapping[str, str] = _NO_FORMS) -> str:
    """Give the page *html* with each link led by *way*, and *policy* (CSP) in its head.

    Of forms those stay whose address *forms* names, and lead to what it names for it.
    """
    page = _Page(way, _of_page(policy, html), forms)
    at = 0
    for token in _TOKEN.finditer(html):
        page.words(html[at : token.start()])
        page.token(token)
        at = token.end()
    page.words(html[at:])
    return "".join(page.written)


class _Page:
    """A page as it is written; `dropping` names the element that goes, `depth` those in it."""

    def __init__(self, way: Way, policy: str, forms: Mapping[str, str]) -> None:
        self.way = way
        self.forms = forms
        self.policy = policy
        self.written: list[str] = []
        self.dropping = ""
        self.depth = 0
        self.in_dead_form = False

    def words(self, text: str) -> None:
        if not self.dropping:
            self.written.append(text)

    def token(self, token: re.Match[str]) -> None:
        name = (token["name"] or "").lower()
        if self.dropping:
            self._count(name, is_end=bool(token["end"]))
        elif not name:
            self.written.append(token[0])
        elif token["end"]:
            self._close(name, token[0])
        else:
            self._open(name, token)

    def _count(self, name: str, *, is_end: bool) -> None:
        if name == self.dropping:
            self.depth += -1 if is_end else 1
            if not self.depth:
                self.dropping = ""

    def _close(self, name: str, tag: str) -> None:
        if name == "form" and self.in_dead_form:
            self.in_dead_form = False
        else:
            self.written.append(tag)

    def _open(self, name: str, token: re.Match[str]) -> None:
        found = {
            each["name"]: unescape(each["value"] or "")
            for each in _ATTRIBUTE.finditer(token["rest"])
        }
        if LIVE in found or (self.in_dead_form and name in {"input", "button", "select", "label"}):
            self._drop(name)
        elif name == "form":
            self._form(token[0], found)
        elif name == "meta" and "charset" in found:
            self.written += [token[0], self._policy()]
        elif name in _LEADS and self._is_lead(name, found):
            self._lead(name, token, found[_LEADS[name]])
        else:
            self.written.append(token[0])

    def _is_lead(self, name: str, found: dict[str, str]) -> bool:
        return _LEADS[name] in found and (name != "meta" or found.get("property") in _SHARED)

    def _drop(self, name: str) -> None:
        """Leave out the element that opens, and the dot that parted it from what stands before."""
        if self.written:
            self.written[-1] = _SEPARATOR.sub("", self.written[-1])
        if name not in _VOID:
            self.dropping, self.depth = name, 1

    def _form(self, tag: str, found: dict[str, str]) -> None:
        """Keep a form that leads somewhere; of others what stands in them, but no control."""
        led = self.forms.get(found.get("action", ""))
        if led:
            self.written.append(_with(tag, "action", led))
        else:
            self.in_dead_form = True

    def _lead(self, name: str, token: re.Match[str], url: str) -> None:
        led = self.way(url)
        if led is None or (not led and name != "a"):
            self._drop(name)
        elif not led:
            bare = re.sub(r'\s(?:href|rel)="[^"]*"', "", token["rest"])
            self.written.append(f"<{token['name']}{bare}>")
        else:
            self.written.append(_with(token[0], _LEADS[name], led) if led != url else token[0])

    def _policy(self) -> str:
        """Put the policy of the answer into the page."""
        if not self.policy:
            return ""
        return f'\n    <meta http-equiv="Content-Security-Policy" content="{escape(self.policy)}">'


def _of_page(policy: str, html: str) -> str:
    """Give *policy* (CSP) in a lasting order, with the hashes of what stands in this page alone."""
    here, ours = set(map(assets.csp_hash, _INLINE.findall(html))), assets.policy(html.encode())
    told = []
    for directive in filter(str.strip, policy.split(";")):
        name, *sources = directive.split()
        named = {*sources, *ours.get(name, ())}
        kept = sorted(each for each in named if not each.startswith("'sha") or each in here)
        if name != _NOT_IN_META:
            told.append(" ".join((name, *kept)))
    return "; ".join(sorted(told))


def _with(tag: str, name: str, value: str) -> str:
    written = f' {name}="{escape(value)}"'
    return re.sub(rf'\s{name}="[^"]*"', lambda _: written, tag, count=1)
