"""Articles and captured sources from files: read all, then save all or nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction

from encyclopedia import accompanying, addressing, store
from encyclopedia.core import titles, validity
from encyclopedia.core.document import Document
from encyclopedia.core.readers import READERS, Left, Reading, plain
from encyclopedia.limiting import Apart
from encyclopedia.models import Article, Edit, Kind
from sources import capturing
from sources import importing as source_importing
from sources import store as source_store
from sources.core import capture
from sources.core.capture import Capture
from sources.core.record import SourceRecord
from sources.models import Snapshot, Source
from sources.store import InvalidRecordError

SUFFIXES = {
    ".txt": "plain",
    ".md": "markdown",
    ".json": "json",
    **dict.fromkeys((".wiki", ".wikitext", ".mediawiki", ".mw"), "wikitext"),
}
APART = frozenset({"wikitext"})
"""The formats whose reader runs apart, within limits of time and memory."""

_WIKITEXT = re.compile(
    r"#redirect\s*\[\[|\{\{\s*(?:infobox|short description|use \w+ dates|about|displaytitle)"
    r"|<ref[\s>]|\[\[category:|\{\|\s*class|'{3}\S",
    re.IGNORECASE,
)
LARGEST = 10 * 1024 * 1024
FORMATS = tuple(name for name, _ in READERS)


class ImportFileError(ValueError):
    """A file cannot be imported: one sentence that names it, and the line where there is one."""


class NotFromAFileError(store.StoreError):
    """There is an article of this title that was written here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFile:
    """A file that was read, the article it holds, and a sentence for each thing not kept."""

    path: Path
    sha256: str
    document: Document
    format_name: str = ""
    left: tuple[Left, ...] = ()
    redirect: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence for each thing not kept."""
        return tuple(map(str, self.left))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A captured source that was read, with its bytes."""

    path: Path
    data: bytes
    captured: Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file, in sentences for the operator, and the revision of an article."""

    sentence: str
    notes: tuple[str, ...] = ()
    saved: store.Saved | None = None
    file: ArticleFile | None = None


def read_article(path: Path, format_name: str = "", apart: Apart | None = None) -> ArticleFile:
    """Read the article in the file *path*; its format is told by its suffix unless named.

    What runs apart runs in *apart*, or in a child made for this one file.
    """
    data = _bytes(path)
    try:
        text = plain.decode(data)
        name = format_name or _format(text, SUFFIXES.get(path.suffix.lower(), ""))
        reading = _read(name, text, path.stem, apart)
    except ValueError as error:
        raise ImportFileError(f"{path}: {error}") from error
    document, unknown = with_kind(validity.normalise(reading.document), name)
    if faults := validity.faults(document):
        raise ImportFileError(f"{path}: {faults[0].place}: {faults[0].sentence}")
    return ArticleFile(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        document=document,
        format_name=name,
        left=(*reading.left, *unknown),
        redirect=reading.redirect,
    )


def _format(text: str, name: str) -> str:
    """Know wikitext by its content, where the suffix tells nothing or says plain text."""
    if name in ("", "plain") and not re.match(r"\s*=(?!=)", text) and _WIKITEXT.search(text):
        return "wikitext"
    return name


def _read(name: str, text: str, called: str, apart: Apart | None) -> Reading:
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise ValueError(f"what format is this? Name one with --format: {known}.")
    if name not in APART:
        return dict(READERS)[name](text, called=called)
    if apart is not None:
        return apart.read(name, text, called=called)
    with Apart() as own:
        return own.read(name, text, called=called)


def read_source(path: Path) -> SourceFile:
    """Read the captured source in the file *path*."""
    data = _bytes(path)
    try:
        captured = capturing.read(data, path.name)
    except ValueError as error:
        raise ImportFileError(f"{path}: {error}") from error
    return SourceFile(path=path, data=data, captured=captured)


def save_all(
    articles: Sequence[ArticleFile],
    sources: Sequence[SourceFile],
    *,
    editor: User | None = None,
    rehearsal: bool = False,
) -> list[Outcome]:
    """Save every file or, where one is refused, none; a *rehearsal* only says what would be."""
    with transaction.atomic():
        outcomes = [_keep_source(file, editor, rehearsal=rehearsal) for file in sources]
        kept = Source.objects.filter(
            snapshots__sha256__in=[file.captured.sha256 for file in sources]
        )
        at_hand = [source_store.current(source) for source in kept.distinct()]
        # What leads elsewhere comes last: where it leads may be among the files.
        ordered = sorted(articles, key=lambda file: bool(file.redirect))
        # All before any is saved: of two imports of the same files, neither has half.
        Article.objects.titled(titles.key(file.document.title) for file in ordered).held()
        outcomes += [_save_article(file, at_hand, editor) for file in ordered]
        if rehearsal:
            transaction.set_rollback(True)
    return outcomes


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise ImportFileError(f"{path}: this is not a file.")
        if path.stat().st_size > LARGEST:
            raise ImportFileError(f"{path}: larger than {LARGEST // 1024**2} MB, the most we read.")
        return path.read_bytes()
    except OSError as error:
        raise ImportFileError(f"{path}: cannot be read: {error.strerror}.") from error


def with_kind(document: Document, format_name: str) -> tuple[Document, tuple[Left, ...]]:
    """Say what kind of article it is where its infobox names, as its type, one that we know.

    The name of a template of wikitext is no kind unless it is known here; what was not is told.
    """
    template = document.kind if format_name == "wikitext" else ""
    if document.kind and not template:
        return document, ()
    types = [field.text for field in document.infobox if field.label.casefold() == "type"]
    for name in (*([template] if template else []), *types[:1]):
        kind = Kind.objects.filter(name__iexact=name).first()
        if kind is not None:
            return replace(document, kind=kind.name), ()
    left = Left(line=1, what=f"the kind “{template}”", why="is not one of those known here")
    return replace(document, kind=""), (left,) if template else ()


def _keep_source(file: SourceFile, editor: User | None, *, rehearsal: bool) -> Outcome:
    kept = Snapshot.objects.filter(sha256=file.captured.sha256).select_related("source").first()
    if kept is not None:
        return Outcome(sentence=f"{file.path.name}: archived already, as @{kept.source.key}.")
    taken = set(Source.objects.values_list("key", flat=True))
    record = source_importing.record_of(file.captured, capture.key(file.captured, taken))
    try:
        source_store.keep(
            record,
            source_store.archived(file.data, file.captured, file.path.name),
            editor=editor,
            summary=f"Imported from {file.path.name}",
            rehearsal=rehearsal,
        )
    except source_store.InvalidRecordError as error:
        raise ImportFileError(f"{file.path}: {error}") from error
    missing = f" ({'; '.join(file.captured.flags)})" if file.captured.flags else ""
    return Outcome(sentence=f"{file.path.name}: archived as @{record.key}{missing}.")


def _save_article(
    file: ArticleFile, at_hand: Iterable[SourceRecord], editor: User | None
) -> Outcome:
    reason = store.Reason(
        editor=editor, summary=f"Imported from {file.path.name}", origin=file.sha256
    )
    document = _holding(file.document, at_hand)
    article = Article.objects.titled([titles.key(document.title)]).first()
    try:
        if file.redirect:
            return _lead(file)
        if file.format_name in APART and not _is_known(article, file.sha256):
            document = accompanying.record(document, editor=editor, summary=reason.summary)
        saved = (
            store.create(document, reason=reason)
            if article is None
            else _save_again(file, document, article, reason)
        )
    except store.CollidedError as error:
        raise ImportFileError(
            f"{file.path}: the article was edited since it was imported, and the file changes the"
            f" same words: {'; '.join(dict.fromkeys(c.place.label for c in error.collisions))}."
        ) from error
    except (store.StoreError, addressing.AddressError, InvalidRecordError) as error:
        raise ImportFileError(f"{file.path}: {error}") from error
    sentence = f"{file.path.name}: {_what_became(saved)}"
    return Outcome(sentence=sentence, notes=file.notes, saved=saved, file=file)


def _is_known(article: Article | None, sha256: str) -> bool:
    """Tell whether the very same file made a revision of *article* before."""
    return article is not None and Edit.objects.filter(article=article, origin=sha256).exists()


def _lead(file: ArticleFile) -> Outcome:
    """Let the title of a page that only leads elsewhere lead there."""
    title = file.document.title
    goal = Article.objects.present().titled([titles.key(file.redirect)]).first()
    if goal is None:
        raise ImportFileError(
            f"{file.path}: this leads to “{file.redirect}”, and there is no article of that title."
        )
    fate = "leads" if lead(goal, title) else "leads already"
    sentence = f"{file.path.name}: “{title}” {fate} to “{goal}”."
    return Outcome(sentence=sentence, file=file)


def lead(goal: Article, title: str) -> bool:
    """Let *title* lead to the article *goal*; tell whether it did not yet."""
    if titles.key(title) == goal.title_key:
        return False
    return addressing.add(store.hold(goal), title)


def _holding(document: Document, at_hand: Iterable[SourceRecord]) -> Document:
    records = {record.key: record for record in (*document.sources, *at_hand)}
    return replace(document, sources=tuple(records[key] for key in sorted(records)))


def _save_again(
    file: ArticleFile, document: Document, article: Article, reason: store.Reason
) -> store.Saved:
    """Save what the file changed since it was last imported; a file seen before changes nothing."""
    imported = Edit.objects.filter(article=article).exclude(origin="").newest_first()
    same = imported.filter(origin=file.sha256).first()
    if same is not None:
        head = store.head(article)
        document = _holding(store.at(head), document.sources)
        return store.save(article, document, base=head.pk, reason=reason)
    last = imported.first()
    if last is None:
        raise NotFromAFileError(
            f"there is already an article called “{article}”, and it did not come from a file."
        )
    # What came with the file before stays at hand, though it is not named again.
    document = _holding(document, store.at(last).sources)
    return store.save(article, document, base=last.pk, reason=reason)


def _what_became(saved: store.Saved) -> str:
    document = saved.document
    parts = (
        (len(document.infobox), "infobox row", "infobox rows"),
        (len(document.sections), "section", "sections"),
        (len(document.events), "event", "events"),
        (len(document.see_also), "see-also entry", "see-also entries"),
        (len(document.sources), "source", "sources"),
    )
    counted = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in parts)
    lead = "lead, " if document.lead else ""
    number = saved.edit.revision_id
    fate = f"saved as revision {number}" if saved.changed else f"unchanged since revision {number}"
    return f"“{document.title}”: {lead}{counted}; {fate}."
