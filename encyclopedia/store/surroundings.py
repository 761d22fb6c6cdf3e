"""What the checks may know of the world around an article, read from the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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

    `names` gives the SHA-256 of each. What was not asked for by `load` is read all at once.
    """

    def __init__(self, document: Document) -> None:
        """Name the archived texts of the sources of *document*."""
        # The store fills in the moment of capture where the snapshot is there.
        self.names = {r.key: r.snapshot for r in document.sources if r.snapshot and r.captured_at}
        self._texts: dict[str, str] = {}

    def load(self, keys: Iterable[str]) -> None:
        """Read the archived texts of the sources *keys*."""
        wanted = [key for key in keys if key not in self._texts]
        if wanted:
            texts = source_store.texts(self.names[key] for key in wanted)
            self._texts |= {key: texts[self.names[key]] for key in wanted}

    def __getitem__(self, key: str) -> str:
        if key not in self._texts:
            self.load(self.names if key in self.names else (key,))
        return self._texts[key]

    def __contains__(self, key: object) -> bool:
        return key in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def case(document: Document, texts: tuple[Prose, ...]) -> tuple[Case, Archive]:
    """Make *document*, of which *texts* were parsed, ready for the checks, with its archive."""
    archive = Archive(document)
    ready = Case(document=document, snapshots=archive, captures=archive.names, parsed=texts)
    return ready, archive


def context(case: Case, *, today: date, declined: Mapping[str, str]) -> Context:
    """Freeze what the checks need to know around an article as of *today*."""
    document = case.document
    kind = Kind.objects.filter(name=document.kind).first() if document.kind else None
    fields = kind.infobox_fields if kind else []
    return Context(
        snapshots=case.snapshots,
        today=today.isoformat(),
        known_titles=frozenset(_known(document, case.texts)),
        required_fields=tuple(f["label"] for f in fields if f.get("required")),
        unreachable=source_store.unreachable(record.key for record in document.sources),
        declined=dict(declined),
    )


def _known(document: Document, texts: Iterable[Prose]) -> Iterable[str]:
    """Give the folded titles that *document* links to and some article, public or not, has."""
    wanted = mentions.title_keys(document, texts)
    yield titles.key(document.title)
    if wanted:
        heads = (
            Article.objects.present().titled(wanted).order_by().values_list("title_key", flat=True)
        )
        yield from heads.union(
            Redirect.objects.filter(
                title_key__in=wanted, article__deleted_at__isnull=True
            ).values_list("title_key", flat=True),
            Publication.objects.filter(title_key__in=wanted)
            .order_by()
            .values_list("title_key", flat=True),
        )
