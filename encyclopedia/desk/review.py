"""What a reviewer sees: what changed, whether its evidence holds, and what was said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from encyclopedia import comparing, languages, reviewing, store, tracing
from encyclopedia.comparing import Compared
from encyclopedia.core import comparison
from encyclopedia.core.checks import Finding
from encyclopedia.core.comparison import Comparison, Problems
from encyclopedia.core.evidence import Statement
from encyclopedia.core.touching import Touched
from encyclopedia.desk import commented, overview
from encyclopedia.desk.commented import Thread
from encyclopedia.desk.pictured import Pictured, pictured
from encyclopedia.models import Article, Edit, Review
from encyclopedia.pages import stretches
from encyclopedia.pages.evidence import Group, Sentence
from encyclopedia.pages.stretches import Stretch
from encyclopedia.reviewing import Told

_HOLDS: Final = frozenset({"pinned", "exempt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence under review with its evidence and the comments on it.

    `news` says how it differs from what it is compared with: "New words", "Other evidence" or "".
    `on` names it in addresses; `marked` is its text, cut where words were commented on.
    """

    number: int
    on: str
    statement: Statement
    sentence: Sentence
    news: str
    marked: tuple[Stretch, ...]
    threads: tuple[Thread, ...]

    @property
    def place(self) -> str:
        """Where it stands on the page."""
        return f"sentence-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The sentences of one part: those that want a look, and all others."""

    heading: str
    looked_at: tuple[Passage, ...]
    others: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One line of the summary: `kind` is "good", "look" or "bad", `to` the place on the page."""

    name: str
    words: str
    kind: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A revision to compare with, by what it is; `chosen` is the one compared with now."""

    words: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """A revision of an article under review, compared with what readers have or another one."""

    revision: int
    head: int
    against: str
    bases: tuple[Base, ...]
    glances: tuple[Glance, ...]
    comparison: Comparison
    pictures: tuple[Pictured, ...]
    problems: Problems
    open_problems: tuple[Finding, ...]
    lost: tuple[str, ...]
    parts: tuple[Part, ...]
    unplaced: tuple[Thread, ...]
    resolved: tuple[Thread, ...]
    approval: Told | None
    new_since: tuple[Touched, ...]
    said: tuple[Told, ...]

    @property
    def others(self) -> int:
        """How many sentences want no look."""
        return sum(len(part.others) for part in self.parts)


def page(article: Article, edit: Edit, since: Edit | None, *, today: date) -> ReviewPage:
    """Put together the review of *edit*, compared with *since* or else what readers have."""
    public = reviewing.public_edit(article.pk)
    base = since or (public if public is None or public.pk != edit.pk else None)
    compared = comparing.compare(base or public, edit, checked_on=today)
    before, after = tracing.trace(compared.old), tracing.trace(compared.new)
    statements = after.statements
    threads = commented.threads(article, statements)
    waiting = [thread for thread in threads if thread.resolved_at is None]
    groups = tracing.groups(overview.opened(after), article.get_absolute_url())
    passages = list(_passages(groups, (before.statements, statements), waiting))
    new_since = reviewing.unapproved(edit)
    said = _said(article)
    approval = reviewing.approval(article.pk)
    stood = next((t for t in said if approval and t.at == approval.at), None)
    problems = compared.problems or Problems()
    left = () if base is None and public is None else _left(compared, problems, edit, today)
    return ReviewPage(
        revision=edit.pk,
        head=store.head(article).pk,
        against=_against(base or public, public),
        bases=tuple(_bases(article, edit, base or public, public)),
        glances=tuple(_glances(compared, problems, len(left), passages, waiting)),
        comparison=compared.comparison,
        pictures=pictured(compared.old, compared.new),
        problems=problems,
        open_problems=left,
        lost=compared.evidence.unpinned,
        parts=tuple(_parts(groups, passages)),
        unplaced=tuple(thread for thread in waiting if thread.sentence < 0),
        resolved=tuple(thread for thread in threads if thread.resolved_at is not None),
        approval=stood,
        new_since=languages.told(new_since),
        said=said,
    )


def _left(compared: Compared, problems: Problems, edit: Edit, today: date) -> tuple[Finding, ...]:
    """Give what stood there before: a comparison looks at what differs alone.

    Without anything to compare with it looks at all, and all of it has come.
    """
    found = store.check(compared.new, edit, today=today)
    return comparison.problems(problems.introduced, found).introduced


def statement_at(statements: Iterable[Statement], on: str) -> Statement | None:
    """Find the sentence that *on* names, as Passage has it."""
    return next((each for each in statements if _on(each) == on), None)


def _on(statement: Statement) -> str:
    place = statement.place
    return f"{place.part}:{place.id or ''}:{statement.start}:{statement.end}"


def _said(article: Article) -> tuple[Told, ...]:
    """Give all that was said of the article, newest first."""
    revisions = Review.objects.filter(article=article).values_list("edit", flat=True)
    told = reviewing.reviews_of(set(revisions))
    return tuple(sorted((t for each in told.values() for t in each), key=lambda t: t.at))[::-1]


def _against(base: Edit | None, public: Edit | None) -> str:
    if base is None:
        return _("nothing: readers do not have this article yet")
    if public is not None and base.pk == public.pk:
        return _("revision {id}, which readers have").format(id=base.pk)
    return _("revision {id}").format(id=base.pk)


def _bases(
    article: Article, edit: Edit, chosen: Edit | None, public: Edit | None
) -> Iterator[Base]:
    """Offer to compare with what readers have, and with what reviewers saw last."""
    here = reverse("admin:encyclopedia_article_review", args=[article.pk])
    words = _("What readers have (revision {id})").format(id=public.pk) if public else _("Nothing")
    own = public.pk if public else 0
    yield Base(words=words, url=here, chosen=(chosen.pk if chosen else 0) == own)
    seen = {own, edit.pk}
    decided = Review.objects.filter(article=article, edit__lt=edit.pk).decisions()
    for review in decided.order_by("-pk"):
        if review.edit_id not in seen:
            seen.add(review.edit_id)
            yield Base(
                words=_("{state} (revision {id})").format(
                    state=review.get_state_display(), id=review.edit_id
                ),
                url=f"{here}?since={review.edit_id}",
                chosen=chosen is not None and chosen.pk == review.edit_id,
            )


def _passages(
    groups: Iterable[Group],
    compared: tuple[Sequence[Statement], Sequence[Statement]],
    waiting: Sequence[Thread],
) -> Iterator[Passage]:
    """Put each statement beside its sentence as pages show it, its news and its comments."""
    before, after = compared
    known, texts = {_evidence(each) for each in before}, {each.text for each in before}
    sentences = (sentence for group in groups for sentence in group.sentences)
    pairs = zip(after, sentences, strict=True)
    for number, (statement, sentence) in enumerate(pairs):
        own = tuple(thread for thread in waiting if thread.sentence == number)
        words = _("Other evidence") if statement.text in texts else _("New words")
        yield Passage(
            number=number + 1,
            on=_on(statement),
            statement=statement,
            sentence=sentence,
            news="" if _evidence(statement) in known else words,
            marked=stretches.marked(
                commented.flat(statement.text), [(each.start, each.end) for each in own]
            ),
            threads=own,
        )


def _evidence(statement: Statement) -> tuple[object, ...]:
    pins = tuple((pin.key, pin.quote, pin.verdict) for pin in statement.pins)
    return statement.text, statement.status, statement.keys, pins


def _parts(groups: Iterable[Group], passages: Sequence[Passage]) -> Iterator[Part]:
    """Put the passages under the headings of their parts."""
    rest = iter(passages)
    for group in groups:
        own = [next(rest) for _ in group.sentences]
        wanted = [each for each in own if each.news or each.threads]
        others = [each for each in own if not (each.news or each.threads)]
        yield Part(heading=group.heading, looked_at=tuple(wanted), others=tuple(others))


def _glances(
    compared: Compared,
    problems: Problems,
    found: int,
    passages: Sequence[Passage],
    waiting: Sequence[Thread],
) -> Iterator[Glance]:
    """Sum up the page in four lines."""
    same = compared.comparison.is_empty
    yield Glance(
        name=_("Changes"),
        words=_("Nothing changed") if same else languages.told(compared.comparison.summary),
        kind="good",
        to="changes",
    )
    news = [each for each in passages if each.news]
    yield _evidence_glance(news, len(compared.evidence.unpinned))
    came, went = len(problems.introduced), len(problems.mended)
    yield Glance(
        name=_("Checks"),
        words=_("{came} introduced, {went} mended, {found} open already").format(
            came=came, went=went, found=found
        ),
        kind=_grave(problems),
        to="checks",
    )
    number = len(waiting)
    yield Glance(
        name=_("Comments"),
        words=_("{number} open").format(number=number) if number else _("none open"),
        kind="look" if number else "good",
        to="said" if not number else "comments",
    )


def _evidence_glance(news: Sequence[Passage], lost: int) -> Glance:
    counted = Counter(passage.sentence.status for passage in news)
    held = sum(counted[status] for status in _HOLDS)
    gone = _("; {lost} pinned no more").format(lost=lost) if lost else ""
    if not news:
        kind = "look" if lost else "good"
        return Glance(
            name=_("Evidence"),
            words=_("No sentence is new{gone}").format(gone=gone),
            kind=kind,
            to="claims",
        )
    number = ngettext(
        "{number} new or changed sentence", "{number} new or changed sentences", len(news)
    ).format(number=len(news))
    tallied = ", ".join(
        f"{counted[status]} {label}" for status, label in tracing.COUNTED.items() if counted[status]
    )
    holds = held == len(news) and not lost
    kind = "bad" if counted["wrong"] else "good" if holds else "look"
    return Glance(name=_("Evidence"), words=f"{number}: {tallied}{gone}", kind=kind, to="claims")


def _grave(problems: Problems) -> str:
    if any(str(finding.level) == "error" for finding in problems.introduced):
        return "bad"
    return "look" if problems.introduced else "good"
