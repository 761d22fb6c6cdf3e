"""The page of a source: what is known of it, what may be read of it, and who cites it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.safestring import SafeString

from encyclopedia import languages
from encyclopedia.core.writers import html
from encyclopedia.pages import filling
from encyclopedia.pages.stretches import blocks
from encyclopedia.pages.values import PageLink, Passage, Site
from sources.core.record import SourceRecord
from sources.core.styles import STYLES


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUse:
    """Where an article cites the source, and with which words of it."""

    title: str
    url: str
    quote: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """A source; `text` only where all may read it, `pinned` are (start, end) in code points.

    `removed` is what was left out of the text, each with its place in it; `left_out` is the
    share of the capture, such as "59 %", and `unreachable_since` the day on which its address
    was first seen not to answer. `copies` are all that were archived, the newest first, where
    there is more than one.
    """

    record: SourceRecord
    text: str = ""
    removed: tuple[tuple[int, str], ...] = ()
    left_out: str = ""
    pinned: tuple[tuple[int, int], ...] = ()
    passages: tuple[Passage, ...] = ()
    captured_at: datetime | None = None
    sha256: str = ""
    snapshot_url: str = ""
    extractor: str = ""
    copies: tuple[PageLink, ...] = ()
    uses: tuple[SourceUse, ...] = ()
    unreachable_since: date | None = None
    canonical: str = ""
    site: Site = field(default_factory=Site)


def source(page: SourcePage) -> str:
    """Show what is known of a source, what may be read of it, and who cites it."""
    context = {
        "page": page,
        "site": page.site,
        "record": page.record,
        "names": tuple(html.name_in_words(name) for name in page.record.authors),
        "editors": tuple(html.name_in_words(name) for name in page.record.editors),
        "translators": tuple(html.name_in_words(name) for name in page.record.translators),
        "type": html.type_in_words(page.record, languages.words()),
        "standing": html.standing_in_words(page.record, languages.words()),
        "reliability": html.reliability_in_words(page.record, languages.words()),
        "tags": html.tags(page.record, languages.words())[1:],
        "issued": filling.trusted(html.date_in_words(page.record.issued, languages.words())),
        "address": _web(page.record.url),
        "archive_address": _web(page.record.archive_url),
        "unreachable_since": _day(page.unreachable_since),
        "blocks": blocks(page.text, page.pinned, page.removed),
        "references": tuple(
            (languages.told(style.title), filling.trusted(style.html(page.record)))
            for style in STYLES
        ),
    }
    return filling.render("source.html", "source", context)


def _day(day: date | None) -> SafeString | str:
    return filling.trusted(html.date_in_words(day.isoformat(), languages.words())) if day else ""


def _web(url: str) -> str:
    """Give *url* back where a browser may be sent there, else nothing."""
    return url if url.casefold().startswith(("http://", "https://")) else ""
