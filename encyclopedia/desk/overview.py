"""What the checks find in an article, and what each of its sentences rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from encyclopedia import auditing, store, tracing
from encyclopedia.core.checks import Finding
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import Statement
from encyclopedia.core.reading import Place
from encyclopedia.desk import places
from encyclopedia.models import Article, Edit
from encyclopedia.pages.evidence import Pin, Sentence
from encyclopedia.store import Reason, Saved
from sources.core.record import Access

LEVELS = (("error", "Errors"), ("warning", "Warnings"), ("advice", "Advice"))
_SUPPORTABLE = frozenset({"uncited", "cited", "wrong"})


class GoneError(ValueError):
    """A finding that is not there any more, since the words changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding: what and where in words, and the address of its field, if it has a place."""

    fingerprint: str
    rule: str
    message: str
    mend: str
    words: str
    place: str
    field: str
    start: int
    end: int
    url: str
    declined: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The findings of one level under its heading."""

    name: str
    heading: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A pin, and the address where a wrong one is mended."""

    pin: Pin
    mend_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence, what it rests on, and the addresses of its field and of help for it."""

    number: int
    sentence: Sentence
    field: str
    start: int
    end: int
    words: str
    field_url: str
    support_url: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The sentences of one part, under its heading."""

    heading: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The evidence of one revision of an article; `counts` are (words, number) by status."""

    revision: int
    summary: str
    counts: tuple[tuple[str, int], ...]
    levels: tuple[Level, ...]
    declined: tuple[Found, ...]
    groups: tuple[Group, ...]

    @property
    def findings(self) -> str:
        """How many findings there are, in words."""
        numbers = [(len(level.found), level.heading.lower()) for level in self.levels]
        said = [f"{number} {_one(words, number)}" for number, words in numbers]
        return ", ".join(said) or "nothing found"


def overview(article: Article, *, today: date) -> Overview:
    """Check and trace the newest revision of *article* as of *today*."""
    audit = auditing.audit(article, today=today)
    named = places.names(audit.document)
    found = [
        (
            str(finding.level),
            _found(article, finding, named[finding.place] if finding.place else ""),
        )
        for finding in audit.findings
    ]
    levels = (
        Level(
            name=name,
            heading=heading,
            found=tuple(each for level, each in found if level == name and not each.declined),
        )
        for name, heading in LEVELS
    )
    traced = tracing.trace(_opened(audit.document))
    return Overview(
        revision=audit.edit.pk,
        summary=traced.summary,
        counts=traced.counts,
        levels=tuple(level for level in levels if level.found),
        declined=tuple(each for _, each in found if each.declined),
        groups=tuple(_groups(article, traced)),
    )


def decline(
    article: Article, fingerprint: str, why: str, *, base: Edit, reason: Reason, today: date
) -> Saved:
    """Set a finding of the newest revision aside because of *why*; GoneError if it is not there."""
    audit = auditing.audit(article, today=today)
    if fingerprint not in {finding.fingerprint for finding in audit.findings}:
        raise GoneError("This finding is not there any more: the words have changed.")
    return _save(article, base, replace(reason, declines={fingerprint: why}))


def take_back(article: Article, fingerprint: str, *, base: Edit, reason: Reason) -> Saved:
    """Let a finding that was declined be seen again."""
    return _save(article, base, replace(reason, declines={fingerprint: ""}))


def _save(article: Article, base: Edit, reason: Reason) -> Saved:
    return store.save(article, store.at(base), base=base.pk, reason=reason)


def _opened(document: Document) -> Document:
    """Give *document* as the desk sees it: the text of every archived source may be read."""
    sources = tuple(replace(record, access=Access.PUBLIC) for record in document.sources)
    return replace(document, sources=sources)


def _found(article: Article, finding: Finding, place: str) -> Found:
    return Found(
        fingerprint=finding.fingerprint,
        rule=finding.rule.replace("_", " "),
        message=finding.message,
        mend=finding.mend,
        words=finding.words,
        place=place,
        field=places.field(finding.place) if finding.place else "",
        start=finding.start,
        end=finding.end,
        url=places.field_url(article.pk, finding.place, finding.start, finding.end)
        if finding.place
        else "",
        declined=finding.declined,
    )


def _groups(article: Article, traced: tracing.Traced) -> Iterator[Group]:
    """Put the statements beside the sentences that pages show of them: they are the same ones."""
    statements = iter(enumerate(traced.statements, start=1))
    written = places.texts(traced.document)
    for group in tracing.groups(traced, article.get_absolute_url()):
        yield Group(
            heading=group.heading,
            claims=tuple(
                _claim(article, sentence, *next(statements), written)
                for sentence in group.sentences
            ),
        )


def _claim(
    article: Article,
    sentence: Sentence,
    number: int,
    statement: Statement,
    written: Mapping[Place, str],
) -> Claim:
    place, start, end = statement.place, statement.start, statement.end
    helped = sentence.status in _SUPPORTABLE
    return Claim(
        number=number,
        sentence=sentence,
        field=places.field(place),
        start=start,
        end=end,
        words=written[place][start:end],
        field_url=places.field_url(article.pk, place, start, end),
        support_url=places.cite_url(article.pk, place, start, end) if helped else "",
        proofs=tuple(_proofs(article, sentence, statement)),
    )


def _proofs(article: Article, sentence: Sentence, statement: Statement) -> Iterable[Proof]:
    for pin, pinned in zip(sentence.pins, statement.pins, strict=True):
        url = places.cite_url(
            article.pk,
            statement.place,
            statement.start,
            statement.end,
            replaced=pinned.item_start,
            source=pinned.found_in or pinned.key,
        )
        yield Proof(pin=pin, mend_url=url if pinned.verdict.is_wrong else "")


def _one(words: str, number: int) -> str:
    return words.removesuffix("s") if number == 1 else words
