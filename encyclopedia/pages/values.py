"""What many pages show, as values that cannot query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from encyclopedia import languages
from encyclopedia.pages.stretches import Stretch

MINUS = "−"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The encyclopedia as its pages name it; `origin` ("https://example.org") opens addresses.

    `licence` is the name of the one that its articles are under, if its operator named one.
    """

    name: str = "Encyclopedia"
    origin: str = ""
    licence: str = ""
    licence_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link with its words, a plain note on what is behind it, and how many things it `held`.

    `issued` is the date of a source, in EDTF where it is one.
    """

    words: str
    url: str
    note: str = ""
    issued: str = ""
    held: int = 0
    when: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLink:
    """An article on the same subject in the language *tag* (BCP 47), called *name* there.

    `address` opens with the origin where that is known; `current` is the one that is read.
    """

    tag: str
    name: str
    title: str
    url: str
    address: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLinks:
    """The addresses around an article, each the path of a page that exists, or empty."""

    title: str
    url: str
    history_url: str = ""
    evidence_url: str = ""
    authorship_url: str = ""
    links_url: str = ""
    cite_url: str = ""
    feed_url: str = ""
    report_url: str = ""
    edit_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionLine:
    """A revision in a list: `size` and `delta` count bytes, `kinds` says what it touched.

    `editor_url` leads to all that its editor wrote, where readers may know who that is.
    `taken_back` leads to the revision that it restored or undid. What only some may do has an
    address for them alone: `restore_url`, `undo_url`, `name_url`, `hide_url`. `hidden` says of
    each thing hidden by whom and why; `withheld` names those ("text", "summary", "editor") that
    are kept from this reader, and so are not here. `said` is what the desk knows of its review.
    """

    id: int
    url: str
    date: datetime
    editor: str = ""
    editor_url: str = ""
    summary: str = ""
    minor: bool = False
    size: int = 0
    delta: int = 0
    published: bool = True
    name: str = ""
    current: bool = False
    hidden: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    measured: bool = True
    changes_url: str = ""
    since_url: str = ""
    kinds: tuple[str, ...] = ()
    taken_back: tuple[PageLink, ...] = ()
    restore_url: str = ""
    undo_url: str = ""
    name_url: str = ""
    hide_url: str = ""
    said: tuple[str, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether this reader may read its words."""
        return "text" not in self.withheld

    @property
    def change(self) -> str:
        """The change of size in bytes, signed: "+1,204", "−38", "±0"."""
        sign = "+" if self.delta > 0 else MINUS if self.delta < 0 else "±"
        return f"{sign}{languages.number(abs(self.delta))}"

    @property
    def direction(self) -> str:
        """Whether the article grew ("plus"), shrank ("minus") or neither ("")."""
        return "plus" if self.delta > 0 else "minus" if self.delta < 0 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """How to refer to one revision: its address, its SHA-256, and (style, citation) to copy."""

    url: str
    sha256: str
    styles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A pinned passage of an archived text, with what stands before and after it.

    Where passages stand so close that they share an excerpt, `stretches` cuts its words.
    """

    words: str
    before: str = ""
    after: str = ""
    locator: str = ""
    stretches: tuple[Stretch, ...] = ()
