"""Who wrote the words of an article: kept at every save and publication, at the cost of a change.

Two ledgers are kept of an article: for the desk over all its revisions, for the public over those
that it can read, so that nothing in the second knows of a draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.utils import timezone

from encyclopedia.core import authorship as core
from encyclopedia.core.authorship import Part, Runs, pack, unpack
from encyclopedia.models import Article, Authorship, Edit, PartAuthors, VanishedWords
from encyclopedia.store import versions

if TYPE_CHECKING:
    from uuid import UUID

    from encyclopedia.core.authorship.texts import Texts
    from encyclopedia.core.rows import Row

_AT_ONCE: Final = 100  # revisions whose changed parts are read with one query
_ROWS: Final = 500  # written with one
# In words that SQLite and PostgreSQL both know.
_REMEMBER: Final = (
    "INSERT INTO encyclopedia_vanishedwords (authorship_id, key, runs) VALUES (%s, %s, %s)"
    " ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What computing all authors of an article anew came to."""

    article: Article
    revisions: int
    was_same: bool


@dataclass(slots=True, kw_only=True)
class _Ledger:
    """The authors of an article after some of its revisions, and what of them is not stored.

    `versions` names the part that each version in force is of. What is `known` to the tables of
    the words that vanished is asked for there.
    """

    public: bool
    kept: Authorship | None = None
    upto: int = 0
    count: int = 0
    digest: str = ""
    versions: dict[int, UUID] = field(default_factory=dict)
    texts: dict[UUID, Texts] = field(default_factory=dict)
    authors: dict[UUID, Runs] = field(default_factory=dict)
    vanished: dict[int, Runs] = field(default_factory=dict)

    def recall(self, keys: Iterable[int]) -> dict[int, Runs]:
        """Give the authors of words that vanished, those remembered first."""
        wanted = list(keys)
        found = {key: self.vanished[key] for key in wanted if key in self.vanished}
        if self.kept is not None and self.kept.count:
            stored = VanishedWords.objects.filter(authorship=self.kept, key__in=wanted)
            found |= {key: unpack(bytes(runs)) for key, runs in stored.values_list("key", "runs")}
        return found

    def step(
        self, revision: int, before: Mapping[UUID, Texts], after: Mapping[UUID, Texts]
    ) -> None:
        """Take in a *revision* that turned the parts *before* into those *after*."""
        parts = {id_: Part(texts=old, authors=self.authors[id_]) for id_, old in before.items()}
        step = core.advance(parts, after, revision, self.recall)
        for id_ in before.keys() - after.keys():
            del self.authors[id_]
        self.authors |= step.authors
        for key, runs in step.vanished.items():
            self.vanished.setdefault(key, runs)
        self.upto, self.count = revision, self.count + 1
        self.digest = _digest(self.digest, revision)

    def walk(self, edits: Sequence[int]) -> None:
        """Take in the revisions *edits* one by one, as they were stored."""
        rest = iter(edits)
        while batch := list(islice(rest, _AT_ONCE)):
            manifests = dict(Edit.objects.filter(pk__in=batch).values_list("pk", "manifest__parts"))
            named = {id_ for parts in manifests.values() for id_ in parts}
            rows = versions.numbered(named - self.versions.keys())
            for revision in batch:
                self._take_in(revision, set(manifests[revision]), rows)

    def _take_in(self, revision: int, parts: set[int], rows: Mapping[int, Row]) -> None:
        dropped = {self.versions.pop(id_) for id_ in self.versions.keys() - parts}
        new = {id_: rows[id_] for id_ in parts - self.versions.keys()}
        after = {row.id: core.of_row(row) for row in new.values()}
        before = {id_: self.texts.pop(id_) for id_ in dropped | after.keys() if id_ in self.texts}
        self.versions |= {id_: row.id for id_, row in new.items()}
        self.texts |= after
        self.step(revision, before, after)


def follow(edit: Edit, previous: Edit | None, before: Iterable[Row], after: Iterable[Row]) -> None:
    """Note the authors that *edit* leaves, by the rows that changed, *before* it and *after*.

    Where the ledger is not up to the *previous* revision, as after an upgrade, it catches up.
    """
    kept, _ = Authorship.objects.get_or_create(article_id=edit.article_id, public=False)
    if kept.upto != (previous.pk if previous else 0):
        _catch_up(edit.article_id, kept, _chain(edit.article_id, public=False))
        return
    old = {row.id: core.of_row(row) for row in before}
    new = {row.id: core.of_row(row) for row in after}
    same = {id_ for id_ in old.keys() & new.keys() if old[id_] == new[id_]}
    ledger = _opened(kept)
    ledger.authors = _stored(kept, old.keys() - same)
    was = dict(ledger.authors)
    ledger.step(
        edit.pk,
        {id_: texts for id_, texts in old.items() if id_ not in same},
        {id_: texts for id_, texts in new.items() if id_ not in same},
    )
    _write(kept, ledger, was)


@transaction.atomic
def publish(article: Article) -> None:
    """Bring what the public is told of the authors of *article* up to what it can read."""
    chain = _chain(article.pk, public=True)
    kept, _ = Authorship.objects.get_or_create(article=article, public=True)
    if _covers(kept, chain):
        _catch_up(article.pk, kept, chain)
    else:
        _rebuild(article, public=True)


def authors(edit: Edit, *, public: bool) -> dict[UUID, Runs]:
    """Say who wrote each character of the article as it was at *edit*, part by part.

    For the *public* only revisions that it can read are named. Nothing is written: what is not
    kept (an old revision, an article of before an upgrade) is computed from the revisions.
    """
    chain = [id_ for id_ in _chain(edit.article_id, public=public) if id_ <= edit.pk]
    kept = Authorship.objects.filter(article=edit.article_id, public=public).first()
    ledger = _Ledger(public=public)
    if kept is not None and _covers(kept, chain):
        if kept.count == len(chain):
            return _stored(kept)
        ledger = _resumed(kept)
    ledger.walk(chain[ledger.count :])
    return ledger.authors


@transaction.atomic
def rebuild(article: Article) -> Rebuilt:
    """Compute all authors of *article* anew, and keep them; tell whether they were the same."""
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    sides = [_rebuild(article, public=public) for public in (False, True)]
    return Rebuilt(
        article=article,
        revisions=max(ledger.count for ledger, _ in sides),
        was_same=all(same for _, same in sides),
    )


def _rebuild(article: Article, *, public: bool) -> tuple[_Ledger, bool]:
    ledger = _Ledger(public=public)
    ledger.walk(_chain(article.pk, public=public))
    kept, _ = Authorship.objects.get_or_create(article=article, public=public)
    vanished = {key: unpack(bytes(runs)) for key, runs in kept.vanished.values_list("key", "runs")}
    same = (_stored(kept), vanished) == (ledger.authors, ledger.vanished)
    same = same and (kept.count, kept.digest) == (ledger.count, ledger.digest)
    if not same:
        kept.parts.all().delete()
        kept.vanished.all().delete()
        _write(kept, ledger, {})
    kept.rebuilt_at = timezone.now()
    kept.save(update_fields=["rebuilt_at"])
    return ledger, same


def _chain(article: UUID, *, public: bool) -> list[int]:
    """Give the revisions that a ledger is over, the oldest first."""
    edits = Edit.objects.filter(article=article)
    if public:
        # Not what readers may see now: a first publication is written down before its page is.
        edits = edits.filter(publication__isnull=False)
    return list(edits.order_by("revision_id").values_list("pk", flat=True))


def _digest(before: str, revision: int) -> str:
    return blake2b(f"{before} {revision}".encode(), digest_size=8).hexdigest()


def _covers(kept: Authorship, chain: Sequence[int]) -> bool:
    """Tell whether *kept* is over the beginning of *chain*, or all of it."""
    digest = ""
    for revision in chain[: kept.count]:
        digest = _digest(digest, revision)
    return kept.count <= len(chain) and digest == kept.digest


def _opened(kept: Authorship) -> _Ledger:
    return _Ledger(
        public=kept.public, kept=kept, upto=kept.upto, count=kept.count, digest=kept.digest
    )


def _resumed(kept: Authorship) -> _Ledger:
    """Open the ledger of *kept* with all texts, as its last revision left them."""
    ledger = _opened(kept)
    if kept.count:
        manifest = Edit.objects.values_list("manifest__parts", flat=True).get(pk=kept.upto)
        rows = versions.numbered(manifest)
        ledger.versions = {id_: row.id for id_, row in rows.items()}
        ledger.texts = {row.id: core.of_row(row) for row in rows.values()}
        ledger.authors = _stored(kept)
    return ledger


def _catch_up(article: UUID, kept: Authorship, chain: Sequence[int]) -> None:
    ledger = _resumed(kept)
    was = dict(ledger.authors)
    ledger.walk(chain[ledger.count :])
    _write(kept, ledger, was)


def _stored(kept: Authorship, ids: Iterable[UUID] | None = None) -> dict[UUID, Runs]:
    rows = PartAuthors.objects.filter(authorship=kept)
    if ids is not None:
        rows = rows.filter(part_id__in=list(ids))
    return {id_: unpack(bytes(runs)) for id_, runs in rows.values_list("part_id", "runs")}


def _write(kept: Authorship, ledger: _Ledger, was: Mapping[UUID, Runs]) -> None:
    """Write what *ledger* has and the tables, which say as it *was*, have not."""
    if gone := was.keys() - ledger.authors.keys():
        PartAuthors.objects.filter(authorship=kept, part_id__in=list(gone)).delete()
    PartAuthors.objects.bulk_create(
        (
            PartAuthors(authorship=kept, part_id=id_, runs=pack(runs))
            for id_, runs in ledger.authors.items()
            if was.get(id_) != runs
        ),
        batch_size=_ROWS,
        update_conflicts=True,
        update_fields=["runs"],
        unique_fields=["authorship", "part_id"],
    )
    if ledger.vanished:
        _remember(kept, ledger.vanished)
    kept.upto, kept.count, kept.digest = ledger.upto, ledger.count, ledger.digest
    kept.save(update_fields=["upto", "count", "digest"])


def _remember(kept: Authorship, vanished: Mapping[int, Runs]) -> None:
    """Add the authors of words that *vanished* to those remembered; the oldest of a key stay.

    A heavy edit makes thousands of these rows, which cost more as objects than all the rest.
    """
    rows = [(kept.pk, key, pack(runs)) for key, runs in vanished.items()]
    with connection.cursor() as cursor:
        cursor.executemany(_REMEMBER, rows)
