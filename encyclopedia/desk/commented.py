"""Comments beside the sentences that they are about, wherever those have gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from encyclopedia.core import anchoring
from encyclopedia.core.anchoring import Anchor
from encyclopedia.core.evidence import Statement
from encyclopedia.core.reading import Place
from encyclopedia.models import Article, Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer in a thread."""

    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A comment with its answers.

    `words` are what it is about, `stand` tells whether they stand still ("same"), became others
    ("altered", `now` has them), are gone ("gone"), or were none ("whole"). `sentence` is the
    number of the sentence that it belongs to, or -1, `start` and `end` the place of the words in
    it; `resolved` says by whom and when.
    """

    id: int
    by: str
    at: datetime
    text: str
    revision: int
    words: str
    stand: str
    now: str = ""
    sentence: int = -1
    start: int = 0
    end: int = 0
    replies: tuple[Reply, ...] = ()
    resolved_by: str = ""
    resolved_at: datetime | None = None

    @property
    def key(self) -> str:
        """Its id as a form sends it."""
        return str(self.id)


def flat(text: str) -> str:
    """Give *text* as a browser selects it: runs of blanks as one space."""
    return " ".join(text.split())


def anchored(statements: Iterable[Statement], asked: Statement, words: str) -> Anchor | None:
    """Anchor *words* of the sentence *asked*, or all of it for ""; None if they are not there."""
    before = ""
    texts = [(s.place, flat(s.text)) for s in statements]
    for statement, (place, text) in zip(statements, texts, strict=True):
        if statement.place != asked.place:
            continue
        if statement is asked:
            whole = anchoring.texts(texts)[place]
            at = text.find(flat(words))
            start = len(before) + at
            found = start, start + len(flat(words) or text)
            return anchoring.anchor(whole, *found) if at >= 0 else None
        before += f"{text} "
    return None


def threads(article: Article, statements: Sequence[Statement]) -> tuple[Thread, ...]:
    """Give the comments on *article*, each with its sentence among *statements*; two queries."""
    texts = anchoring.texts((s.place, flat(s.text)) for s in statements)
    spans = _spans(statements)
    kept = Comment.objects.threads().filter(article=article).prefetch_related("replies")
    return tuple(_thread(comment, texts, spans) for comment in kept)


def _spans(statements: Sequence[Statement]) -> dict[Place, list[tuple[int, int, int]]]:
    """Give start, end and number of each sentence in the text of its place."""
    found: dict[Place, list[tuple[int, int, int]]] = {}
    spans = anchoring.spans((s.place, flat(s.text)) for s in statements)
    for number, (statement, span) in enumerate(zip(statements, spans, strict=True)):
        found.setdefault(statement.place, []).append((*span, number))
    return found


def _thread(
    comment: Comment,
    texts: Mapping[Place, str],
    spans: Mapping[Place, Sequence[tuple[int, int, int]]],
) -> Thread:
    told = {
        "id": comment.pk,
        "by": comment.by_name,
        "at": comment.at,
        "text": comment.text,
        "revision": comment.edit_id,
        "words": comment.words,
        "replies": tuple(
            Reply(by=each.by_name, at=each.at, text=each.text) for each in comment.replies.all()
        ),
        "resolved_by": comment.resolved_by_name,
        "resolved_at": comment.resolved_at,
    }
    if not comment.part:
        return Thread(**told, stand="whole")
    wanted = Anchor(words=comment.words, prefix=comment.prefix, suffix=comment.suffix)
    found = anchoring.find(wanted, Place(comment.part, comment.part_id), texts)
    if found is None:
        return Thread(**told, stand="gone")
    start, end, number = next(
        span for span in reversed(spans[found.place]) if span[0] <= found.start
    )
    return Thread(
        **told,
        stand="altered" if found.altered else "same",
        now=texts[found.place][found.start : found.end] if found.altered else "",
        sentence=number,
        start=found.start - start,
        end=min(found.end, end) - start,
    )
