"""MediaWiki's XML export → its pages and their revisions, one after the other.

The form is https://www.mediawiki.org/xml/ (export-0.10 and 0.11; older ones differ in what is
not read here). Only what one revision says is held at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias
from xml.parsers import expat

from sources.core.saying import say

LONGEST = 10 * 1024 * 1024
"""The characters that the text of one revision may have; of a longer one none is kept."""

_DEEPEST = 20  # elements within elements: an export has six
_KEPT = frozenset(
    {
        *("title", "ns", "id", "timestamp", "username", "ip", "comment", "text"),
        *("sitename", "dbname"),
    }
)


class DumpError(ValueError):
    """What keeps a file from being read as an export, in one sentence; `line` counts from 1."""

    def __init__(self, line: int, sentence: str) -> None:
        """Keep the *line*, and name it before the *sentence*."""
        super().__init__(say("line {line}: {sentence}", line=line, sentence=sentence))
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStart:
    """A page begins: `namespace` is 0 for articles; `redirect` is where it leads today."""

    title: str
    namespace: str
    id: str
    redirect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRevision:
    """A revision of the page before it; `text` is None where it was deleted or is too long."""

    id: str
    line: int
    text: str | None
    editor: str = ""
    comment: str = ""
    minor: bool = False
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEnd:
    """The page is over."""


Event: TypeAlias = PageStart | PastRevision | PageEnd


def read(chunks: Iterable[bytes]) -> Iterator[Event]:
    """Read an export from its *chunks*; raise DumpError with the line and what is wrong there."""
    export = _Export()
    for chunk in chunks:
        export.feed(chunk, last=False)
        yield from export.taken()
    export.feed(b"", last=True)
    yield from export.taken()


@dataclass(slots=True)
class _Revision:
    line: int
    texts: dict[str, str] = field(default_factory=dict)
    minor: bool = False
    gone: bool = False


class _Export:
    """What of an export has been seen so far."""

    def __init__(self) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        self._parser = parser
        self._events: list[Event] = []
        self._path: list[str] = []
        self._text: list[str] | None = None
        self._length = 0
        self._page: dict[str, str] = {}
        self._begun = False
        self._revision: _Revision | None = None

    def feed(self, chunk: bytes, *, last: bool) -> None:
        """Take in *chunk*."""
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            said = expat.errors.messages[error.code]
            raise DumpError(
                error.lineno, say("this is not well-formed XML: {why}.", why=said)
            ) from error

    def taken(self) -> Iterator[Event]:
        """Give what came to light since the last time."""
        events, self._events = self._events, []
        return iter(events)

    def _refuse(self, *_: object) -> None:
        line = self._parser.CurrentLineNumber
        raise DumpError(line, say("an export has no document type or entities of its own."))

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        line = self._parser.CurrentLineNumber
        if not self._path and name != "mediawiki":
            raise DumpError(
                line,
                say("an export of MediaWiki begins with <mediawiki>, not <{name}>.", name=name),
            )
        if len(self._path) > _DEEPEST:
            raise DumpError(line, say("this is nested deeper than any export."))
        self._path.append(name)
        if name == "page":
            self._page, self._begun = {}, False
        elif name == "redirect":
            self._page["redirect"] = attributes.get("title", "")
        elif name == "revision":
            self._begin()
            self._revision = _Revision(line)
        elif self._revision is not None and name == "minor":
            self._revision.minor = True
        elif self._revision is not None and name == "text" and "deleted" in attributes:
            self._revision.gone = True
        self._text = [] if name in _KEPT else None
        self._length = 0

    def _words(self, words: str) -> None:
        if self._text is None:
            return
        self._length += len(words)
        if self._length <= LONGEST:
            self._text.append(words)
        else:
            self._text.clear()

    def _end(self, name: str) -> None:
        self._path.pop()
        above = self._path[-1] if self._path else ""
        said = "".join(self._text) if self._text is not None else ""
        self._text = None
        if name == "revision" and self._revision is not None:
            self._events.append(_revision(self._revision))
            self._revision = None
        elif name == "page":
            self._begin()
            self._events.append(PageEnd())
        elif self._revision is not None and name in _KEPT:
            if name == "text" and self._length > LONGEST:
                self._revision.gone = True
            # The id of the contributor is not that of the revision.
            place = f"{above}.{name}" if name == "id" else name
            self._revision.texts[place] = said
        elif above == "page" and name in _KEPT:
            self._page[name] = said

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self._events.append(
                PageStart(
                    title=self._page.get("title", "").strip(),
                    namespace=self._page.get("ns", "0").strip(),
                    id=self._page.get("id", "").strip(),
                    redirect=self._page.get("redirect", ""),
                )
            )


def _revision(found: _Revision) -> PastRevision:
    texts = found.texts
    return PastRevision(
        id=texts.get("revision.id", "").strip(),
        line=found.line,
        text=None if found.gone else texts.get("text", ""),
        editor=" ".join((texts.get("username") or texts.get("ip") or "").split()),
        comment=" ".join(texts.get("comment", "").split()),
        minor=found.minor,
        saved_at=_moment(texts.get("timestamp", "")),
    )


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
