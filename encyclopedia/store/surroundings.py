"""What the checks may know of the world around an article, read from the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from encyclopedia.core import mentions, titles
from encyclopedia.core.checks import Case, Context
from encyclopedia.models import Article, Kind, Publication, Redirect
from sources import store as source_store

if TYPE_CHECKING:
    from datetime import date

    from encyclopedia.core.document import Document
    from encyclopedia.core.reading import Prose


class Archive(Mapping[str, str]):
    """The archived texts of an article's sources by key, read when they are asked for.

    `names` gives the SHA-256 of each, `read` by SHA-256 those that were read. What was not asked
    for by `load` is read all at once.
    """

    def __init__(self, document: Document, beside: Archive | None = None) -> None:
        """Name the archived texts of the sources of *document*; one *beside* it shares its own."""
        # The store fills in the moment of capture where the snapshot is there.
        self.names = {r.key: r.snapshot for r in document.sources if r.snapshot and r.captured_at}
        self.read: dict[str, str] = beside.read if beside else {}

    def load(self, keys: Iterable[str]) -> None:
        """Read the archived texts of the sources *keys*."""
        wanted = {name for key in keys if (name := self.names[key]) not in self.read}
        if wanted:
            self.read.update(source_store.texts(wanted))

    def __getitem__(self, key: str) -> str:
        if self.names[key] not in self.read:
            self.load(self.names)
        return self.read[self.names[key]]

    def __contains__(self, key: object) -> bool:
        return key in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def case(
    document: Document, texts: tuple[Prose, ...], archive: Archive | None = None
) -> tuple[Case, Archive]:
    """Make *document*, of which *texts* were parsed, ready for the checks, with its *archive*."""
    archive = archive or Archive(document)
    ready = Case(document=document, snapshots=archive, captures=archive.names, parsed=texts)
    return ready, archive


def context(case: Case, *, today: date, declined: Mapping[str, str]) -> Context:
    """Freeze what the checks need to know around an article as of *today*."""
    (found,) = contexts(((case, declined),), today=today)
    return found


def contexts(
    sides: Sequence[tuple[Case, Mapping[str, str]]], *, today: date
) -> tuple[Context, ...]:
    """Freeze the same around several articles, each with what was *declined*, asked for once."""
    cases = [case for case, _ in sides]
    fields = _fields(case.document.kind for case in cases)
    lost = source_store.lost({r.key for c in cases for r in c.document.sources})
    wanted = [mentions.title_keys(case.document, case.texts) for case in cases]
    known = frozenset(_known(frozenset().union(*wanted)))
    return tuple(
        Context(
            snapshots=case.snapshots,
            today=today.isoformat(),
            known_titles=(known & mentioned) | {titles.key(case.document.title)},
            required_fields=fields.get(case.document.kind, ()),
            unreachable=lost.unreachable & {record.key for record in case.document.sources},
            altered={
                record.key: lost.altered[record.key]
                for record in case.document.sources
                if record.key in lost.altered
            },
            declined=dict(declined),
        )
        for (case, declined), mentioned in zip(sides, wanted, strict=True)
    )


def _fields(kinds: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give the labels of the fields that articles of each of *kinds* must have."""
    names = set(filter(None, kinds))
    found = Kind.objects.filter(name__in=names) if names else ()
    return {
        kind.name: tuple(f["label"] for f in kind.infobox_fields if f.get("required"))
        for kind in found
    }


def _known(wanted: frozenset[str]) -> Iterable[str]:
    """Give those of the folded titles *wanted* that some article, public or not, has."""
    if not wanted:
        return ()
    heads = Article.objects.present().titled(wanted).order_by().values_list("title_key", flat=True)
    return heads.union(
        Redirect.objects.filter(title_key__in=wanted, article__deleted_at__isnull=True).values_list(
            "title_key", flat=True
        ),
        Publication.objects.filter(title_key__in=wanted)
        .order_by()
        .values_list("title_key", flat=True),
    )
