"""What a bibliography knows of a source, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

# The types of the Citation Style Language that editors of reference works meet, and press
# releases, which it has none for.
TYPES: Final = frozenset(
    {
        *("article-newspaper", "article-magazine", "article-journal", "webpage", "post-weblog"),
        *("book", "chapter", "report", "press-release", "speech", "interview", "broadcast"),
        *("treaty", "legislation", "legal_case", "dataset", "thesis", "paper-conference"),
        "document",
    }
)


class Access(StrEnum):
    """What readers may see of an archived text, the widest first."""

    PUBLIC = "public"
    EXCERPT = "excerpt"
    STAFF = "staff"


def narrower(one: Access, other: Access) -> Access:
    """Give that of both which shows readers less."""
    return max(one, other, key=list(Access).index)


class Reliability(StrEnum):
    """How far a source is trusted; the reason stands beside it."""

    UNREVIEWED = ""
    HIGH = "high"
    MIXED = "mixed"
    LOW = "low"


class Standing(StrEnum):
    """How near a source stands to what it tells, as historians and libraries sort them."""

    UNSAID = ""
    PRIMARY = "primary"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person (family and given) or an organisation (literal)."""

    family: str = ""
    given: str = ""
    literal: str = ""


# Whoever made a source, by what they did.
PEOPLE: Final = ("authors", "editors", "translators")
# What records have since the first schema, by the schema that brought it; a text that was hashed
# before says nothing of them.
ADDED: Final[Mapping[int, tuple[str, ...]]] = MappingProxyType(
    {
        2: (
            *("editors", "volume", "issue", "pages", "edition", "number", "genre", "event"),
            "place",
        ),
        3: ("standing", "translators", "series", "series_number", "issn"),
    }
)
# How much of them is kept, in characters; people have no limit.
LONGEST: Final[Mapping[str, int]] = MappingProxyType(
    {
        **dict.fromkeys(("volume", "issue", "series_number"), 50),
        **dict.fromkeys(("pages", "edition", "number", "genre"), 100),
        **dict.fromkeys(("event", "place", "series"), 255),
    }
)
SINCE: Final = (*ADDED[2], *ADDED[3])


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A source as it stood at one moment.

    `type` is a CSL type ("article-newspaper"), `issued`, `accessed` and `reviewed_on` are
    EDTF level 1, `snapshot` is the SHA-256 of the archived original or empty. `pages` are those
    that it fills where it stands ("12–34"); the place that is cited is the locator of the mark.
    `series` is what its publisher brings it out in, `series_number` its number there; `issn` is
    that of the periodical or series that it stands in.
    """

    key: str
    type: str = "document"
    standing: Standing = Standing.UNSAID
    title: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    edition: str = ""
    number: str = ""
    genre: str = ""
    event: str = ""
    place: str = ""
    series: str = ""
    series_number: str = ""
    publisher: str = ""
    issued: str = ""
    url: str = ""
    archive_url: str = ""
    doi: str = ""
    isbn: str = ""
    issn: str = ""
    language: str = ""
    accessed: str = ""
    reliability: Reliability = Reliability.UNREVIEWED
    reliability_reason: str = ""
    reviewed_on: str = ""
    state_run: bool = False
    wire: bool = False
    opinion: bool = False
    access: Access = Access.EXCERPT
    snapshot: str = ""
    captured_at: str = ""
    aliases: tuple[str, ...] = ()
